import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { type CharacterSet, charactersOf, NO_CHARACTERS, union } from "./characters.ts";

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

const remembered = new Map<string, PatternLanguage | undefined>();
const MOST_REMEMBERED = 1_000;

/** The language of a pattern that the gateway may run; undefined for what is no pattern. */
export function languageOf(pattern: string): PatternLanguage | undefined {
  if (!remembered.has(pattern)) {
    if (remembered.size >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.set(pattern, parse(pattern));
  }
  return remembered.get(pattern);
}

function parse(pattern: string): PatternLanguage | undefined {
  try {
    const { alternatives } = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
    return ofAlternatives(alternatives);
  } catch {
    return undefined;
  }
}

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

/** The characters of a class that lists a few of them one by one; undefined for every other class. */
function choicesOf({ negate, elements }: AST.CharacterClass): string[] | undefined {
  const characters = elements.flatMap((element) =>
    element.type === "Character" ? [String.fromCodePoint(element.value)] : [],
  );
  return negate || characters.length !== elements.length || characters.length > 3 ? undefined : characters;
}

/** Texts that a pattern spells out, as `^(?:zak|token)$` does: a list of values in another form. */
export interface SpelledTexts {
  texts: readonly string[];
  /** Whether the pattern admits no others. */
  isAll: boolean;
}

/** More than a reviewer reads. */
const MOST_TEXTS = 200;

const rememberedTexts = new Map<string, SpelledTexts>();

/** The texts that a pattern spells out; none, and not all, for what is no pattern. */
export function textsOfPattern(pattern: string): SpelledTexts {
  const known = rememberedTexts.get(pattern);
  if (known !== undefined) {
    return known;
  }
  if (rememberedTexts.size >= MOST_REMEMBERED) {
    rememberedTexts.clear();
  }
  let spelled: SpelledTexts = NO_TEXTS;
  try {
    spelled = textsOf(parser.parsePattern(pattern, 0, pattern.length, { unicode: true }).alternatives);
  } catch {}
  rememberedTexts.set(pattern, spelled);
  return spelled;
}

const NO_TEXTS: SpelledTexts = { texts: [], isAll: false };
const EMPTY_TEXT: SpelledTexts = { texts: [""], isAll: true };

function textsOf(alternatives: readonly AST.Alternative[]): SpelledTexts {
  const each = alternatives.map(({ elements }) => elements.map(textsOfElement).reduce(joined, EMPTY_TEXT));
  const texts = [...new Set(each.flatMap((one) => one.texts))];
  return texts.length > MOST_TEXTS ? NO_TEXTS : { texts, isAll: each.every(({ isAll }) => isAll) };
}

function joined(a: SpelledTexts, b: SpelledTexts): SpelledTexts {
  if (a.texts.length * b.texts.length > MOST_TEXTS) {
    return NO_TEXTS;
  }
  const texts = a.texts.flatMap((start) => b.texts.map((end) => start + end));
  return { texts: [...new Set(texts)], isAll: a.isAll && b.isAll };
}

function textsOfElement(element: AST.Element): SpelledTexts {
  switch (element.type) {
    case "Character":
      return { texts: [String.fromCodePoint(element.value)], isAll: true };
    case "CharacterClass": {
      const choices = choicesOf(element);
      return choices === undefined ? NO_TEXTS : { texts: choices, isAll: true };
    }
    case "Assertion":
      return EMPTY_TEXT;
    case "Group":
    case "CapturingGroup":
      return textsOf(element.alternatives);
    case "Quantifier": {
      const once = textsOfElement(element.element);
      return element.max === 1 && element.min === 0
        ? { texts: ["", ...once.texts], isAll: once.isAll }
        : element.min === element.max && element.max <= 8
          ? Array.from({ length: element.max }, () => once).reduce(joined, EMPTY_TEXT)
          : NO_TEXTS;
    }
    default:
      return NO_TEXTS;
  }
}
