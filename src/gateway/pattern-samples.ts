import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { languageOf } from "./pattern-language.ts";
import { EMPTY, either, inRow, type Part, repeated, UNKNOWN, within } from "./pattern-parts.ts";

const parser = new RegExpParser({ ecmaVersion: 2023 });

/** Texts that a pattern admits within bounds of length, in characters (code points). */
export interface PatternSamples {
  shortest: string | undefined;
  /** Undefined also where it would be longer than a sample may be. */
  longest: string | undefined;
  /** Whether it is certain that there are none. */
  isEmpty: boolean;
}

/** Longer texts are never made: none that check admits is. */
export const LONGEST_SAMPLE = 5_000;

/**
 * Writes the shortest and the longest text that a pattern admits between two lengths. What is written
 * was tried with the pattern itself; where none can be written, it is undefined, never a guess.
 *
 * @param pattern one in which findPatternProblem finds none; another one gives nothing
 * @param to infinite where nothing bounds the length
 */
export function samplesOfPattern(pattern: string, from: number, to: number): PatternSamples {
  const most = Math.min(to, LONGEST_SAMPLE);
  const part = partOf(pattern, most);
  if (part === undefined || from > most) {
    return NOTHING;
  }
  const lengths = within(part.lengths, from, most);
  const isCut = to > most && (languageOf(pattern)?.longest ?? to) > most;
  const write = (length: number | undefined): string | undefined => {
    const text = length === undefined ? undefined : part.write(length);
    return text !== undefined && new RegExp(pattern, "u").test(text) ? text : undefined;
  };
  return {
    shortest: write(lengths[0]?.from),
    longest: isCut ? undefined : write(lengths.at(-1)?.to),
    isEmpty: lengths.length === 0 && !part.isPartial && !isCut,
  };
}

const NOTHING: PatternSamples = { shortest: undefined, longest: undefined, isEmpty: false };

const remembered = new Map<string, Part | undefined>();
const MOST_REMEMBERED = 1_000;

function partOf(pattern: string, most: number): Part | undefined {
  const key = `${most} ${pattern}`;
  if (!remembered.has(key)) {
    if (remembered.size >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.set(key, parse(pattern, most));
  }
  return remembered.get(key);
}

function parse(pattern: string, most: number): Part | undefined {
  try {
    const { alternatives } = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
    return ofAlternatives(alternatives, most);
  } catch {
    return undefined;
  }
}

function ofAlternatives(alternatives: readonly AST.Alternative[], most: number): Part {
  return either(
    alternatives.map(({ elements }) =>
      elements
        .map((element) => ofElement(element, most))
        .reduceRight((after, part) => inRow(part, after, most), EMPTY),
    ),
    most,
  );
}

function ofElement(element: AST.Element, most: number): Part {
  switch (element.type) {
    case "Assertion":
      return EMPTY;
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(element.alternatives, most);
    case "Quantifier":
      return repeated(ofElement(element.element, most), element.min, element.max, most);
    case "Character":
      return ofCharacter(String.fromCodePoint(element.value));
    case "CharacterClass":
    case "CharacterSet":
      return ofCharacter(characterOf(element));
    default:
      return UNKNOWN;
  }
}

function ofCharacter(character: string | undefined): Part {
  return character?.isWellFormed() !== true
    ? UNKNOWN
    : { lengths: [{ from: 1, to: 1 }], isPartial: false, write: () => character };
}

/** Plain characters first, so that a sample is an identifier where it can be one; then one of many scripts. */
const CANDIDATES = [
  ..."a1A0bBcCdDeEfFghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ23456789",
  ..."-_.~ +=:,;@/!$&'()*%?#[]{}<>|^`\"\\",
  ..."éßяαא\u0639あ한日กअ٣€\u00a0\u3000\u0301🚢\t\n\u0000",
];

/** A character that an element matches; undefined where none is known. */
function characterOf(element: AST.CharacterClass | AST.CharacterSet): string | undefined {
  const own =
    element.type === "CharacterClass"
      ? element.elements.flatMap((member) =>
          member.type === "Character"
            ? [member.value]
            : member.type === "CharacterClassRange"
              ? [member.min.value, member.max.value]
              : [],
        )
      : [];
  const one = new RegExp(`^${element.raw}$`, "u");
  return [...CANDIDATES, ...own.map((point) => String.fromCodePoint(point))].find((text) => one.test(text));
}
