import { memoize } from "../lazily.ts";
import type { CharacterSet } from "./characters.ts";

/** A part of a pattern, as it stands there; `at` is 1 for the pattern's first character. */
export type Part = { source: string; at: number } & (
  | { kind: "characters"; set: CharacterSet }
  | { kind: "sequence" | "choice"; parts: readonly Part[] }
  | { kind: "repetition"; part: Part; least: number; most: number }
);

/** A question about what a pattern admits: its answer for one character, for none, and for what they make up. */
export interface Question<Answer> {
  one: (set: CharacterSet) => Answer;
  none: Answer;
  inRow: (a: Answer, b: Answer) => Answer;
  either: (a: Answer, b: Answer) => Answer;
  /** A shorter way to the answer for a repetition, where there is one. */
  rounds?: (once: Answer, least: number, most: number) => Answer | undefined;
}

/** Answers a question from a pattern's parts, each of them once. */
export function asking<Answer>(question: Question<Answer>): (part: Part) => Answer {
  const { one, none, inRow, either } = question;
  // By halves, so that thousands of rounds take a dozen steps.
  const times = (once: Answer, count: number): Answer => {
    const half = count < 2 ? none : times(once, count >> 1);
    return count === 0 ? none : count % 2 === 0 ? inRow(half, half) : inRow(inRow(half, half), once);
  };
  const find = (part: Part): Answer => {
    switch (part.kind) {
      case "characters":
        return one(part.set);
      case "sequence":
        return part.parts.map(answer).reduce(inRow, none);
      case "choice":
        return part.parts.map(answer).reduce((a, b) => either(a, b));
      case "repetition": {
        const { least, most } = part;
        const once = answer(part.part);
        const known = question.rounds?.(once, least, most);
        return known ?? inRow(times(once, least), times(either(none, once), most - least));
      }
    }
  };
  const answer = memoize(find);
  return answer;
}
