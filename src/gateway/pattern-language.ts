import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { memoize } from "../lazily.ts";
import { type CharacterSet, charactersOf, NO_CHARACTERS, union } from "./characters.ts";
import { choicesOf } from "./pattern-texts.ts";

const parser = new RegExpParser({ ecmaVersion: 2023 });

/** What texts a pattern admits, as far as its structure tells: a superset, never less. */
export interface PatternLanguage {
  /** Every character that some match holds. */
  alphabet: CharacterSet;
  /** The characters that stand in the pattern by themselves, outside classes: its punctuation. */
  spelled: CharacterSet;
  /** Characters of the longest match; infinite where a repetition has no end. */
  longest: number;
}

/** The language of a pattern that the gateway may run; undefined for what is no pattern. */
export const languageOf = memoize((pattern): PatternLanguage | undefined => {
  try {
    const { alternatives } = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
    return ofAlternatives(alternatives);
  } catch {
    return undefined;
  }
}, 1_000);

const NOTHING: PatternLanguage = { alphabet: NO_CHARACTERS, spelled: NO_CHARACTERS, longest: 0 };

function ofAlternatives(alternatives: readonly AST.Alternative[]): PatternLanguage {
  return alternatives
    .map(({ elements }) => elements.map(ofElement).reduce(inRow, NOTHING))
    .reduce((a, b) => ({ ...inRow(a, b), longest: Math.max(a.longest, b.longest) }), NOTHING);
}

function inRow(a: PatternLanguage, b: PatternLanguage): PatternLanguage {
  return {
    alphabet: union(a.alphabet, b.alphabet),
    spelled: union(a.spelled, b.spelled),
    longest: a.longest + b.longest,
  };
}

function ofElement(element: AST.Element): PatternLanguage {
  switch (element.type) {
    case "Character":
      return { alphabet: charactersOf(element), spelled: charactersOf(element), longest: 1 };
    case "CharacterClass":
      return {
        alphabet: charactersOf(element),
        // `[.]` and `[@:]` spell a character out as well.
        spelled: choicesOf(element) === undefined ? NO_CHARACTERS : charactersOf(element),
        longest: 1,
      };
    case "CharacterSet":
    case "ExpressionCharacterClass":
      return { alphabet: charactersOf(element), spelled: NO_CHARACTERS, longest: 1 };
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(element.alternatives);
    case "Quantifier": {
      const once = ofElement(element.element);
      return element.max === 0 || once.longest === 0
        ? NOTHING
        : { ...once, longest: once.longest * element.max };
    }
    default:
      return NOTHING;
  }
}
