import { HEXADECIMAL, LOWER_CASE, overlaps, setOfText } from "../patterns/characters.ts";
import { commonText, NOT_PROVEN } from "../patterns/compare.ts";
import { alphabetOf, endsOf, shortestOf } from "../patterns/language.ts";
import { type Pattern, patternOf } from "../patterns/pattern.ts";

const COLON = setOfText(":");

/** Reads on after anything (0), just after a colon (1), or after a colon and a lower-case letter (2). */
const afterColons = endsOf(3, (state, set) => {
  const colon = overlaps(set, COLON) ? 1 << 1 : 0;
  const letter = overlaps(set, LOWER_CASE) ? 1 << (state === 1 ? 2 : state) : 0;
  const other = (set & ~COLON & ~LOWER_CASE) === 0n ? 0 : 1 << (state === 1 ? 0 : state);
  return colon | letter | other;
});

/** Whether a text of the pattern has a lower-case letter after its last colon, as no value for a gateway may have. */
export function mayNameMethod({ whole }: Pattern): boolean {
  return (afterColons(whole) & (1 << 2)) !== 0;
}

/** From so many characters on, letters are an identifier that somebody drew, as Salesforce's are. */
export const LONG = 15;

/** Words of a route: `comments`, `checkRuns`, `check-runs`. */
const WORDS = patternOf("^[A-Za-z][a-z]{2,20}(?:[A-Z_-][a-z]{1,20}){0,2}$");

/** A word that the pattern of an identifier admits, or that it may admit. */
export function wordOf({ whole, matches }: Pattern): string | undefined {
  const isDrawn = shortestOf(whole) >= LONG || (alphabetOf(whole) & ~HEXADECIMAL) === 0n;
  if (isDrawn || WORDS === undefined) {
    return undefined;
  }
  const found = commonText({ whole, matches }, WORDS);
  return found === NOT_PROVEN ? "words" : found;
}
