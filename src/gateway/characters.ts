import type { AST } from "@eslint-community/regexpp";

/**
 * A set of characters as bits: one for each ASCII character, and the last for all others together.
 * Two sets of other characters count as overlapping, which errs on the safe side.
 */
export type CharacterSet = bigint;

const OTHERS = 1n << 128n;

export const NO_CHARACTERS: CharacterSet = 0n;
export const ALL_CHARACTERS: CharacterSet = (OTHERS << 1n) - 1n;

const DIGITS = range(0x30, 0x39);
const WORDS = DIGITS | range(0x41, 0x5a) | range(0x61, 0x7a) | range(0x5f, 0x5f);
const SPACES = range(0x09, 0x0d) | range(0x20, 0x20) | OTHERS;

export function union(a: CharacterSet, b: CharacterSet): CharacterSet {
  return a | b;
}

export function overlaps(a: CharacterSet, b: CharacterSet): boolean {
  return (a & b) !== 0n;
}

/** The characters that one element of a pattern matches; a superset where that can't be told. */
export function charactersOf(
  element: AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass,
): CharacterSet {
  switch (element.type) {
    case "Character":
      return range(element.value, element.value);
    case "CharacterSet":
      return setOf(element);
    case "CharacterClass": {
      // What a property holds isn't known here, so neither is what it leaves out.
      if (element.negate && element.elements.some(isProperty)) {
        return ALL_CHARACTERS;
      }
      const inside = element.elements.map(memberOf).reduce(union, NO_CHARACTERS);
      // The others outside a class are always some.
      return element.negate ? (ALL_CHARACTERS & ~inside) | OTHERS : inside;
    }
    default:
      return ALL_CHARACTERS;
  }
}

function memberOf(element: AST.CharacterClassElement): CharacterSet {
  switch (element.type) {
    case "Character":
      return range(element.value, element.value);
    case "CharacterClassRange":
      return range(element.min.value, element.max.value);
    case "CharacterSet":
      return setOf(element);
    default:
      return ALL_CHARACTERS;
  }
}

function isProperty(element: AST.CharacterClassElement): boolean {
  return element.type === "CharacterSet" && element.kind === "property";
}

function setOf(set: AST.CharacterSet): CharacterSet {
  switch (set.kind) {
    case "digit":
      return set.negate ? ALL_CHARACTERS & ~DIGITS : DIGITS;
    case "word":
      return set.negate ? ALL_CHARACTERS & ~WORDS : WORDS;
    case "space":
      return set.negate ? ALL_CHARACTERS & ~(SPACES ^ OTHERS) : SPACES;
    default:
      return ALL_CHARACTERS;
  }
}

function range(from: number, to: number): CharacterSet {
  const ascii = from > 127 ? 0n : ((1n << BigInt(Math.min(to, 127) - from + 1)) - 1n) << BigInt(from);
  return to > 127 ? ascii | OTHERS : ascii;
}

/** The set of the characters of a text, which must be ASCII. */
export function setOfText(text: string): CharacterSet {
  return [...text]
    .map((character) => range(codeOf(character), codeOf(character)))
    .reduce(union, NO_CHARACTERS);
}

/**
 * The first character that one set has and another hasn't, as its code point (`U+002F`); undefined
 * where there is none.
 */
export function firstOutside(set: CharacterSet, allowed: CharacterSet): string | undefined {
  const outside = set & ~allowed;
  for (let code = 0; code < 128; code++) {
    if ((outside & (1n << BigInt(code))) !== 0n) {
      return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    }
  }
  return outside === NO_CHARACTERS ? undefined : "characters beyond ASCII";
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
