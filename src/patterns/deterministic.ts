import { overlaps } from "./characters.ts";
import { shortestOf } from "./language.ts";
import type { PatternProblem } from "./parse.ts";
import type { Part } from "./part.ts";
import { createMachine, type Machine, type Move, type State } from "./states.ts";

/** After so many characters, of two ways that part, one must be dead. */
const LOOK_AHEAD = 16;

/** More states, or pairs of them, are no pattern that a reviewer can judge. */
const MOST_STATES = 5_000;

/**
 * Finds a place in a pattern where the next characters don't decide how to go on: two ways read the
 * same sixteen of them, or end with the same text. Without such a place every engine matches in steps
 * that grow as the text does, whichever way it tries first.
 */
export function findUndecided(whole: Part): PatternProblem | undefined {
  const machine = createMachine(whole);
  const decided = new Map<string, number>();
  const areUndecided = comparing(decided);
  const known = new Map<State, State[]>();
  const seen = new Set([machine.start]);
  for (const state of seen) {
    const { moves } = state.ways();
    for (const [index, move] of moves.entries()) {
      const other = moves.slice(index + 1).find((one) => areUndecided(move, one, 1));
      if (other !== undefined) {
        return overlap(move, other);
      }
      for (const next of standIns(move.next, machine, known)) {
        seen.add(next);
      }
    }
    if (seen.size + decided.size > MOST_STATES) {
      return {
        message: "leaves more open than can be judged",
        hint: "write shorter bounds and fewer alternatives",
      };
    }
  }
  return undefined;
}

function overlap({ entered }: Move, { entered: others }: Move): PatternProblem {
  const at = entered.findIndex((part, index) => part !== others[index]);
  return {
    message: `has two parts that overlap: ${show(entered[at])} and ${show(others[at])} can go on alike for ${LOOK_AHEAD} characters, or to the end`,
    hint: "make them one, or put what tells them apart first, as in ^[a-z]{1,9}(?:-[a-z]{1,9}){0,4}$",
  };
}

function show(part: Part | undefined): string {
  const { source = "", at = 0 } = part ?? {};
  return `${source.length > 40 ? `${source.slice(0, 39)}…` : source} at character ${at}`;
}

/** Says of two moves whether one text can go on by both, and remembers the pairs to which they lead. */
function comparing(decided: Map<string, number>): (a: Move, b: Move, read: number) => boolean {
  const areUndecided = (a: Move, b: Move, read: number): boolean =>
    overlaps(a.set, b.set) && goOnAlike(a.next, b.next, read);
  const goOnAlike = (a: State, b: State, read: number): boolean => {
    const [own, others] = [a.ways(), b.ways()];
    if (a === b || (own.accepts && others.accepts) || read === LOOK_AHEAD) {
      return true;
    }
    const key = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
    if ((decided.get(key) ?? LOOK_AHEAD) <= read || decided.size > MOST_STATES) {
      return false;
    }
    const goesOn = own.moves.some((one) => others.moves.some((other) => areUndecided(one, other, read + 1)));
    if (!goesOn) {
      decided.set(key, read);
    }
    return goesOn;
  };
  return areUndecided;
}

/**
 * Of the rounds of a repetition that are farther from its least and its most than anybody looks ahead,
 * all go on alike: one stands for them, with the next that doesn't.
 */
function standIns(state: State, machine: Machine, known: Map<State, State[]>): State[] {
  const { part, count, rest } = state;
  if (part === undefined || rest === undefined) {
    return [state];
  }
  const found =
    known.get(state) ??
    standIns(rest, machine, known).flatMap((after) =>
      roundsLike(part, count).map((one) => machine.before(part, one, after)),
    );
  known.set(state, found);
  return found;
}

function roundsLike(part: Part, count: number): number[] {
  if (part.kind !== "repetition") {
    return [count];
  }
  const margin = Math.ceil(LOOK_AHEAD / shortestOf(part.part)) + 2;
  const from = count < part.least ? 1 : Math.max(1, part.least);
  const to = (count < part.least ? part.least : part.most) - margin;
  return from < count && count < to ? [from, to] : [count];
}
