import type { ReadableDraft } from "../drafts/draft.ts";
import { inputNodes } from "./inputs.ts";
import { actionOf } from "./subject.ts";

/**
 * More than anybody reviews, several times what the largest honest draft holds. A draft beyond them
 * is refused for that alone, so that whatever a file within the size limit holds costs little.
 */
const MOST = { values: 2_000, inputs: 300, nameLength: 256, pathLength: 2_048 };

/** What a draft holds too much of, in words; undefined where it can be judged. */
export function findExcess(draft: ReadableDraft): string | undefined {
  const action = actionOf(draft);
  if (countValues(draft) > MOST.values) {
    return `more than ${MOST.values} values`;
  }
  if (holdsLongName(draft)) {
    return `a member's name of more than ${MOST.nameLength} characters`;
  }
  if (action !== undefined && action.path.length > MOST.pathLength) {
    return `a path of more than ${MOST.pathLength} characters`;
  }
  return action !== undefined && inputNodes(action).length > MOST.inputs
    ? `more than ${MOST.inputs} inputs`
    : undefined;
}

function countValues(value: unknown): number {
  return partsOf(value).reduce((sum: number, part) => sum + countValues(part), 1);
}

function holdsLongName(value: unknown): boolean {
  const isNamed = typeof value === "object" && value !== null && !Array.isArray(value);
  return (
    (isNamed && Object.keys(value).some((name) => name.length > MOST.nameLength)) ||
    partsOf(value).some(holdsLongName)
  );
}

function partsOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
