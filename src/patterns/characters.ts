/** A set of ASCII characters, one bit each. */
export type CharacterSet = bigint;

export const NO_CHARACTERS: CharacterSet = 0n;

export function setOfText(text: string): CharacterSet {
  return [...text].reduce((set, character) => set | setOfRange(character, character), NO_CHARACTERS);
}

/** The characters from one to another, both included. */
export function setOfRange(from: string, to: string): CharacterSet {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  return ((1n << BigInt(last - first + 1)) - 1n) << BigInt(first);
}

export const LOWER_CASE = setOfText("abcdefghijklmnopqrstuvwxyz");
export const DIGITS = setOfText("0123456789");
/** Those of hexadecimal identifiers, UUIDs among them. */
export const HEXADECIMAL = setOfText("0123456789abcdefABCDEF-");

export function overlaps(a: CharacterSet, b: CharacterSet): boolean {
  return (a & b) !== NO_CHARACTERS;
}

/** Plain characters first, so that a text that is made up of them is an identifier where it can be one. */
const IN_ORDER = [
  ..."a1A0bBcCdDeEfFghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ23456789-_.~ +=:,;@/!$&'()*%?#[]{}<>|^`\"\\",
].map((character) => ({ character, set: setOfText(character) }));

/** The characters of a set, plain ones first. */
export function charactersIn(set: CharacterSet): string[] {
  return IN_ORDER.filter((one) => overlaps(one.set, set)).map(({ character }) => character);
}

/** A character of a set, a plain one if it has any; empty for the empty set. */
export function characterIn(set: CharacterSet): string {
  return IN_ORDER.find((one) => overlaps(one.set, set))?.character ?? "";
}
