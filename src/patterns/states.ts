import { lazily } from "../lazily.ts";
import type { CharacterSet } from "./characters.ts";
import type { Part } from "./part.ts";

/** A place in a pattern: what is left to read from there. The same rest is the same object. */
export interface State {
  id: number;
  /** The part that is read next, and what comes after it; undefined at the pattern's end. */
  part: Part | undefined;
  rest: State | undefined;
  /** The parts of a sequence, or the rounds of a repetition, that have been begun. */
  count: number;
  ways: () => Ways;
}

export interface Ways {
  /** Whether the text may end here. */
  accepts: boolean;
  /** Each way to read one more character. */
  moves: Move[];
}

export interface Move {
  set: CharacterSet;
  next: State;
  /** The parts that are entered on this way, outer ones first. */
  entered: readonly Part[];
}

/** A pattern as an automaton. No path comes back to a state, since no repetition is endless. */
export interface Machine {
  start: State;
  /** The state in which a part is read, of which so much has been begun, and then the rest. */
  before: (part: Part, count: number, rest: State) => State;
}

export function createMachine(whole: Part): Machine {
  const end: State = { id: 0, part: undefined, rest: undefined, count: 0, ways: () => END };
  const numbers = new Map<Part, number>();
  const known = new Map<string, State>();
  const before = (part: Part, count: number, rest: State): State => {
    const number = numbers.get(part) ?? numbers.size;
    numbers.set(part, number);
    const key = `${number} ${count} ${rest.id}`;
    const state: State = known.get(key) ?? {
      id: known.size + 1,
      part,
      rest,
      count,
      ways: lazily(() => collect(state, before, [], { accepts: false, moves: [] })),
    };
    known.set(key, state);
    return state;
  };
  return { start: before(whole, 0, end), before };
}

const END: Ways = { accepts: true, moves: [] };

function collect(
  { part, count, rest }: State,
  before: Machine["before"],
  outer: readonly Part[],
  ways: Ways,
): Ways {
  if (part === undefined || rest === undefined) {
    ways.accepts = true;
    return ways;
  }
  const entered = [...outer, part];
  switch (part.kind) {
    case "characters":
      ways.moves.push({ set: part.set, next: rest, entered });
      break;
    case "sequence": {
      const [next, isLast] = [part.parts[count], count + 1 === part.parts.length];
      const after = isLast ? rest : before(part, count + 1, rest);
      collect(next === undefined ? rest : before(next, 0, after), before, outer, ways);
      break;
    }
    case "choice":
      for (const way of part.parts) {
        collect(before(way, 0, rest), before, [...entered, way], ways);
      }
      break;
    case "repetition":
      collect(
        before(part.part, 0, count + 1 === part.most ? rest : before(part, count + 1, rest)),
        before,
        entered,
        ways,
      );
      if (count >= part.least) {
        collect(rest, before, outer, ways);
      }
  }
  return ways;
}
