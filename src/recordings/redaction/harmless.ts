import { FORMATS } from "../../gateway/formats.ts";

/** What stands where a secret was, */
export const REDACTED = "REDACTED";
/** where a text was of which nothing is known, */
export const UNKNOWN = "redacted";
/** and where a link was. */
export const LINK = "https://redacted.example/";

/** A word of an enumeration. Digits end it or stand alone: otherwise it could be a code. */
const WORD = /^(?=.{1,32}$)[a-z]{1,24}(?:[_-](?:[a-z]{1,24}|\d{1,2}))*\d{0,3}$/;

/** Areas of the time zone database, and offsets. */
const ZONE =
  /^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada|Brazil|Chile|Mexico)(?:\/[A-Z][A-Za-z]{1,15}(?:[_-][A-Za-z]{1,12}){0,3}){1,2}|(?:UTC|GMT|Z)(?:[+-]\d{1,2}(?::?\d{2})?)?|Etc\/GMT[+-]\d{1,2})$/;

/** A language as RFC 5646 has it, or a country of ISO 3166. */
const LOCALE = /^(?:[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?[-_](?:[A-Z]{2}|\d{3})|[A-Z]{2})$/;

const VERSION = /^v?\d{1,4}(?:\.\d{1,5}){1,3}(?: ?\([a-z]{1,12}\)|-[a-z]{1,10}(?:\.\d{1,3})?)?$/i;

const DATE =
  /^(?:\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{8}T\d{6}Z|\d{2}:\d{2}(?::\d{2})?|[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)$/;

/**
 * Whether a text says plainly nothing of anybody: empty, a word of an enumeration, a date or time, a
 * time zone, a locale, a version, a small number, or what stands for something redacted.
 */
export function isHarmless(text: string): boolean {
  return (
    text === "" ||
    text === REDACTED ||
    /^\d{1,3}$/.test(text) ||
    isDate(text) ||
    [LOCALE, VERSION].some((shape) => shape.test(text)) ||
    ((WORD.test(text) || ZONE.test(text)) && !looksRandom(text))
  );
}

export function isDate(text: string): boolean {
  return DATE.test(text) || FORMATS["date-time"]?.(text) === true;
}

/** What a token may be: long enough, and without anything that ends a word. */
export const RANDOM_WORD = /[\w+/=-]{16,}/g;

/** A word, a number of a few digits: what is made of such was made by people. */
const PIECE = /^(?:[A-Z]?[a-z]{1,19}|[A-Z]{2,15}|\d{1,4}|)$/;

/**
 * Whether a word of at least 16 letters and digits looks as if nobody chose it. What is made of words
 * and short numbers doesn't: `alternative_hosts_email`, `meeting-2026-03-12`.
 */
export function looksRandom(word: string): boolean {
  const letters = word.replace(/[^A-Za-z0-9]/g, "");
  const pieces = word.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/);
  const isMixed = /\d/.test(word) && /[A-Za-z]/.test(word) && word.length >= 16;
  const isLong = letters.length >= 20;
  // Many changes between kinds of letters are no words either.
  const isChanging = letters.length / pieces.length < 3 && /[A-Z]/.test(word) && /[a-z]/.test(word);
  return (isMixed || isLong) && (isChanging || !pieces.every((piece) => PIECE.test(piece)));
}
