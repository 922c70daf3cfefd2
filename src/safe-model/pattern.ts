import { type AST, RegExpParser } from "@eslint-community/regexpp";

const parser = new RegExpParser({ ecmaVersion: 2023 });

/**
 * What is wrong with a pattern, judged by its parsed structure: it must be anchored at both ends and
 * stay in a regular subset in which no repetition can blow up. Undefined for a pattern that may stand.
 */
export function findPatternProblem(pattern: string): string | undefined {
  let parsed: AST.Pattern;
  try {
    parsed = parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch {
    return "isn't a regular expression";
  }
  const open = parsed.alternatives.find((alternative) => !isAnchored(alternative));
  if (open !== undefined) {
    return parsed.alternatives.length > 1
      ? "has an alternative that isn't anchored with ^ and $"
      : "isn't anchored with ^ and $";
  }
  return findInElements(
    parsed.alternatives.flatMap((alternative) => alternative.elements),
    false,
  );
}

function isAnchored({ elements }: AST.Alternative): boolean {
  const [first, last] = [elements[0], elements.at(-1)];
  return (
    first?.type === "Assertion" && first.kind === "start" && last?.type === "Assertion" && last.kind === "end"
  );
}

function findInElements(elements: readonly AST.Element[], inRepetition: boolean): string | undefined {
  for (const element of elements) {
    const problem = findInElement(element, inRepetition);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function findInElement(element: AST.Element, inRepetition: boolean): string | undefined {
  switch (element.type) {
    case "Backreference":
      return "uses a backreference";
    case "Assertion":
      return element.kind === "lookahead" || element.kind === "lookbehind"
        ? `uses a ${element.kind}`
        : undefined;
    case "Quantifier": {
      if (inRepetition && element.max > 1) {
        return "nests a repetition in a repetition";
      }
      return findInElements([element.element], inRepetition || element.max > 1);
    }
    case "Group":
    case "CapturingGroup":
      return findInElements(
        element.alternatives.flatMap((alternative) => alternative.elements),
        inRepetition,
      );
    default:
      return undefined;
  }
}
