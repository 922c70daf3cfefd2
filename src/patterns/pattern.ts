import { memoize } from "../lazily.ts";
import { findUndecided } from "./deterministic.ts";
import { type PatternProblem, parsePattern } from "./parse.ts";
import type { Part } from "./part.ts";

export { LONGEST_TEXT, type PatternProblem } from "./parse.ts";

/** A pattern of the grammar. Whatever is asked about it is answered by its language. */
export interface Pattern {
  whole: Part;
  /** Whether a text is of its language, in steps that grow as the text does. */
  matches: (text: string) => boolean;
}

const readPattern = memoize((text): Pattern | PatternProblem => {
  const whole = parsePattern(text);
  if ("message" in whole) {
    return whole;
  }
  const problem = findUndecided(whole);
  if (problem !== undefined) {
    return problem;
  }
  const expression = new RegExp(text, "u");
  return { whole, matches: (value) => expression.test(value) };
}, 1_000);

/** What a text says as a pattern; undefined for one that may not stand, which admits nothing. */
export function patternOf(text: unknown): Pattern | undefined {
  const read = typeof text === "string" ? readPattern(text) : undefined;
  return read !== undefined && "whole" in read ? read : undefined;
}

/** Why a text may not stand as a pattern; undefined for one that may. */
export function findPatternProblem(text: string): PatternProblem | undefined {
  const read = readPattern(text);
  return "message" in read ? read : undefined;
}
