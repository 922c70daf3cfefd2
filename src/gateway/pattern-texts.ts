import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { memoize } from "../lazily.ts";

const parser = new RegExpParser({ ecmaVersion: 2023 });

/** Texts that a pattern spells out, as `^(?:zak|token)$` does: a list of values in another form. */
export interface SpelledTexts {
  texts: readonly string[];
  /** Whether the pattern admits no others. */
  isAll: boolean;
}

/** More than a reviewer reads. */
const MOST_TEXTS = 200;

/** The texts that a pattern spells out; none, and not all, for what is no pattern. */
export const textsOfPattern = memoize((pattern): SpelledTexts => {
  try {
    return textsOf(parser.parsePattern(pattern, 0, pattern.length, { unicode: true }).alternatives);
  } catch {
    return NO_TEXTS;
  }
}, 1_000);

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

/** The characters of a class that lists a few of them one by one; undefined for every other class. */
export function choicesOf({ negate, elements }: AST.CharacterClass): string[] | undefined {
  const characters = elements.flatMap((element) =>
    element.type === "Character" ? [String.fromCodePoint(element.value)] : [],
  );
  return negate || characters.length !== elements.length || characters.length > 3 ? undefined : characters;
}
