import { characterIn, NO_CHARACTERS, overlaps } from "./characters.ts";
import type { Pattern } from "./pattern.ts";
import { createMachine, type State } from "./states.ts";

/** Said of what isn't shown within so many states. */
export const NOT_PROVEN = Symbol("not proven");
const MOST_STATES = 2_000;

type Found = string | typeof NOT_PROVEN | undefined;

/** A shortest text of one pattern that isn't one of the other; undefined where there is none. */
export function textBeyond(one: Pattern, other: Pattern): Found {
  return one === other ? undefined : findText(one, other, false);
}

/** A shortest text of both patterns; undefined where there is none. */
export function commonText(one: Pattern, other: Pattern): Found {
  return findText(one, other, true);
}

interface Pair {
  text: string;
  own: State;
  /** Where the other pattern may be after the same text. */
  others: readonly State[];
}

function findText(one: Pattern, other: Pattern, isCommon: boolean): Found {
  const [own, theirs] = [createMachine(one.whole).start, createMachine(other.whole).start];
  const seen = new Map<string, Pair>([["", { text: "", own, others: [theirs] }]]);
  for (const pair of seen.values()) {
    if (pair.own.ways().accepts && pair.others.some((state) => state.ways().accepts) === isCommon) {
      return pair.text;
    }
    if (seen.size > MOST_STATES) {
      return NOT_PROVEN;
    }
    for (const next of follow(pair)) {
      const key = [next.own, ...next.others].map(({ id }) => id).join(" ");
      if ((!isCommon || next.others.length > 0) && !seen.has(key)) {
        seen.set(key, next);
      }
    }
  }
  return undefined;
}

/** One pair for each set of characters that lead both patterns the same way. */
function follow({ text, own, others }: Pair): Pair[] {
  const moves = others.flatMap((state) => state.ways().moves);
  return own.ways().moves.flatMap(({ set, next }) =>
    moves
      .reduce((sets, move) => sets.flatMap((one) => [one & move.set, one & ~move.set]), [set])
      .filter((one) => one !== NO_CHARACTERS)
      .map((one) => ({
        text: text + characterIn(one),
        own: next,
        others: [...new Set(moves.filter((move) => overlaps(move.set, one)).map((move) => move.next))],
      })),
  );
}
