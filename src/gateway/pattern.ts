import { type AST, RegExpParser } from "@eslint-community/regexpp";
import {
  ALL_CHARACTERS,
  type CharacterSet,
  charactersOf,
  NO_CHARACTERS,
  overlaps,
  union,
} from "./characters.ts";

const parser = new RegExpParser({ ecmaVersion: 2023 });

/** Longer patterns are no patterns that a reviewer can judge. */
const LONGEST = 256;

/** How many ways through a pattern may be tried for one input, besides its length. */
const MOST_WAYS = 256;

/**
 * What is wrong with a pattern, judged by its parsed structure; undefined for one that may stand. It
 * must be anchored at both ends, without backreference, look-around or nested unbounded repetition,
 * and where the next character leaves open how to go on, the ways are few and not repeated: then no
 * input makes matching slow.
 */
export function findPatternProblem(pattern: string): string | undefined {
  if (pattern.length > LONGEST) {
    return `is longer than ${LONGEST} characters`;
  }
  let parsed: AST.Pattern;
  try {
    parsed = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch {
    return "isn't a regular expression";
  }
  let ways = 0;
  for (const { elements } of parsed.alternatives) {
    if (!isAnchor(elements[0], "start") || !isAnchor(elements.at(-1), "end")) {
      const which = parsed.alternatives.length > 1 ? "has an alternative that " : "";
      return `${which}isn't anchored with ^ and $`;
    }
    const judged = judgeSequence(elements.slice(1, -1), {
      follow: NO_CHARACTERS,
      isRepeated: false,
      isEndless: false,
    });
    if (judged.problem !== undefined) {
      return judged.problem;
    }
    ways += judged.ways;
  }
  return ways > MOST_WAYS ? "leaves open too many ways to match" : undefined;
}

function isAnchor(element: AST.Element | undefined, kind: "start" | "end"): boolean {
  return element?.type === "Assertion" && element.kind === kind;
}

/** Where a part of a pattern stands. */
interface Place {
  /** The characters with which what follows may begin. */
  follow: CharacterSet;
  /** Whether the part stands in a repetition, and whether in an unbounded one. */
  isRepeated: boolean;
  isEndless: boolean;
}

interface Judged {
  problem?: string;
  /** The characters with which the part may begin. */
  first: CharacterSet;
  /** Whether the part may match nothing. */
  isNullable: boolean;
  /** How many ways through it one input may leave open. */
  ways: number;
}

/** Goes from the last element to the first, so that each knows what may follow it. */
function judgeSequence(elements: readonly AST.Element[], place: Place): Judged {
  const whole: Judged = { first: NO_CHARACTERS, isNullable: true, ways: 1 };
  let { follow } = place;
  for (const element of elements.toReversed()) {
    const judged = judgeElement(element, { ...place, follow });
    if (judged.problem !== undefined) {
      return judged;
    }
    whole.first = judged.isNullable ? union(judged.first, whole.first) : judged.first;
    whole.isNullable &&= judged.isNullable;
    whole.ways *= judged.ways;
    follow = judged.isNullable ? union(judged.first, follow) : judged.first;
  }
  return whole;
}

function judgeElement(element: AST.Element, place: Place): Judged {
  switch (element.type) {
    case "Character":
    case "CharacterClass":
    case "CharacterSet":
    case "ExpressionCharacterClass":
      return { first: charactersOf(element), isNullable: false, ways: 1 };
    case "Group":
    case "CapturingGroup":
      return judgeAlternatives(element.alternatives, place);
    case "Quantifier":
      return judgeQuantifier(element, place);
    case "Backreference":
      return failed("uses a backreference");
    case "Assertion":
      return element.kind === "lookahead" || element.kind === "lookbehind"
        ? failed(`uses a ${element.kind}`)
        : failed(`has ${element.raw} in its middle`);
  }
}

function judgeAlternatives(alternatives: readonly AST.Alternative[], place: Place): Judged {
  const whole: Judged = { first: NO_CHARACTERS, isNullable: false, ways: 0 };
  let isOpen = false;
  for (const { elements } of alternatives) {
    const judged = judgeSequence(elements, place);
    if (judged.problem !== undefined) {
      return judged;
    }
    isOpen ||= overlaps(whole.first, judged.first) || (whole.isNullable && judged.isNullable);
    whole.first = union(whole.first, judged.first);
    whole.isNullable ||= judged.isNullable;
    whole.ways += judged.ways;
  }
  isOpen ||= whole.isNullable && overlaps(whole.first, place.follow);
  return isOpen && place.isRepeated ? failed("repeats alternatives that begin alike") : whole;
}

function judgeQuantifier({ element, min, max }: AST.Quantifier, place: Place): Judged {
  const isUnbounded = max === Number.POSITIVE_INFINITY;
  if (place.isEndless && isUnbounded) {
    return failed("nests a repetition in a repetition");
  }
  if (max === 0) {
    return { first: NO_CHARACTERS, isNullable: true, ways: 1 };
  }
  const inside = {
    ...place,
    isRepeated: place.isRepeated || max > 1,
    isEndless: place.isEndless || isUnbounded,
  };
  // What is repeated may be followed by itself.
  const follow = max > 1 ? union(beginningOf(element).first, place.follow) : place.follow;
  const judged = judgeElement(element, { ...inside, follow });
  if (judged.problem !== undefined) {
    return judged;
  }
  if (judged.isNullable && max > 1) {
    return failed("repeats what may be nothing");
  }
  const isOpen = min !== max && overlaps(judged.first, place.follow);
  if (isOpen && (isUnbounded || place.isRepeated)) {
    return failed("leaves open where a repetition ends: what follows it begins alike");
  }
  const ways = judged.ways * (isOpen ? max - min + 1 : 1);
  return { first: judged.first, isNullable: min === 0 || judged.isNullable, ways };
}

/** The characters with which an element may begin, and whether it may match nothing, wherever it stands. */
function beginningOf(element: AST.Element): Pick<Judged, "first" | "isNullable"> {
  switch (element.type) {
    case "Character":
    case "CharacterClass":
    case "CharacterSet":
    case "ExpressionCharacterClass":
      return { first: charactersOf(element), isNullable: false };
    case "Quantifier": {
      const inner = beginningOf(element.element);
      return { first: inner.first, isNullable: element.min === 0 || inner.isNullable };
    }
    case "Group":
    case "CapturingGroup": {
      const each = element.alternatives.map(({ elements }) => beginningOfSequence(elements));
      return {
        first: each.map(({ first }) => first).reduce(union, NO_CHARACTERS),
        isNullable: each.some(({ isNullable }) => isNullable),
      };
    }
    default:
      return { first: NO_CHARACTERS, isNullable: true };
  }
}

function beginningOfSequence(elements: readonly AST.Element[]): Pick<Judged, "first" | "isNullable"> {
  let first: CharacterSet = NO_CHARACTERS;
  for (const element of elements) {
    const beginning = beginningOf(element);
    first = union(first, beginning.first);
    if (!beginning.isNullable) {
      return { first, isNullable: false };
    }
  }
  return { first, isNullable: true };
}

function failed(problem: string): Judged {
  return { problem, first: ALL_CHARACTERS, isNullable: false, ways: 1 };
}
