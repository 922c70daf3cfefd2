import { type CharacterSet, charactersIn, NO_CHARACTERS } from "./characters.ts";
import { asking, type Part } from "./part.ts";

const sum = (a: number, b: number): number => a + b;
const union = (a: CharacterSet, b: CharacterSet): CharacterSet => a | b;

/** How many characters a part's shortest text has, and its longest. */
export const shortestOf = asking({ one: () => 1, none: 0, inRow: sum, either: Math.min });
export const longestOf = asking({ one: () => 1, none: 0, inRow: sum, either: Math.max });

/** Every character that some text holds. */
export const alphabetOf = asking({ one: (set) => set, none: NO_CHARACTERS, inRow: union, either: union });

/** More are a choice among characters, not characters that are spelled out. */
const MOST_CHOICES = 3;
export const isSpelled = (set: CharacterSet): boolean => charactersIn(set).length <= MOST_CHOICES;

/** The characters that stand in a pattern by themselves: its punctuation. */
export const spelledBy = asking({
  one: (set) => (isSpelled(set) ? set : NO_CHARACTERS),
  none: NO_CHARACTERS,
  inRow: union,
  either: union,
});

/** What an automaton makes of a character of a set: the states in which it may be then, one bit each. */
export type Step = (state: number, set: CharacterSet) => number;

/** Answers, for a part, in which states an automaton that begins in state 0 may be after some text of it. */
export function endsOf(states: number, step: Step): (part: Part) => number {
  const all = Array.from({ length: states }, (_, state) => state);
  const answer = asking<readonly number[]>({
    one: (set) => all.map((state) => step(state, set)),
    none: all.map((state) => 1 << state),
    inRow: (a, b) =>
      a.map((ends) => all.reduce((next, state) => next | ((ends >> state) & 1 ? (b[state] ?? 0) : 0), 0)),
    either: (a, b) => a.map((ends, state) => ends | (b[state] ?? 0)),
  });
  return (part) => answer(part)[0] ?? 0;
}

/** Texts that a pattern spells out, as `^(?:zak|token)$` does: a list of values in another form. */
export interface SpelledTexts {
  texts: readonly string[];
  /** Whether the pattern admits no others. */
  isAll: boolean;
}

/** More than a reviewer reads. */
const MOST_TEXTS = 200;
const MOST_ROUNDS = 8;
const NO_TEXTS: SpelledTexts = { texts: [], isAll: false };
const EMPTY_TEXT: SpelledTexts = { texts: [""], isAll: true };

const joined = (a: SpelledTexts, b: SpelledTexts): SpelledTexts =>
  a.texts.length * b.texts.length > MOST_TEXTS
    ? NO_TEXTS
    : { texts: a.texts.flatMap((start) => b.texts.map((end) => start + end)), isAll: a.isAll && b.isAll };
const either = (a: SpelledTexts, b: SpelledTexts): SpelledTexts => {
  const texts = [...new Set([...a.texts, ...b.texts])];
  return texts.length > MOST_TEXTS ? NO_TEXTS : { texts, isAll: a.isAll && b.isAll };
};

export const spelledTextsOf = asking<SpelledTexts>({
  one: (set) => (isSpelled(set) ? { texts: charactersIn(set), isAll: true } : NO_TEXTS),
  none: EMPTY_TEXT,
  inRow: joined,
  either,
  rounds(once, least, most) {
    const counts = Array.from({ length: Math.min(most, MOST_ROUNDS) + 1 }, (_, count) =>
      Array.from({ length: count }, () => once).reduce(joined, EMPTY_TEXT),
    );
    return most > MOST_ROUNDS || (most > 1 && !once.isAll) ? NO_TEXTS : counts.slice(least).reduce(either);
  },
});
