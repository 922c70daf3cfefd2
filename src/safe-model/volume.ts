import type { ReadableDraft } from "../drafts/draft.ts";
import { isRecord } from "../json/record.ts";
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
  const { values, nameLength } = measure(draft);
  if (values > MOST.values) {
    return `more than ${MOST.values} values`;
  }
  if (nameLength > MOST.nameLength) {
    return `a member's name of more than ${MOST.nameLength} characters`;
  }
  if (action !== undefined && action.path.length > MOST.pathLength) {
    return `a path of more than ${MOST.pathLength} characters`;
  }
  return action !== undefined && inputNodes(action).length > MOST.inputs
    ? `more than ${MOST.inputs} inputs`
    : undefined;
}

/** How many values a document holds, and how long the longest name of a member is. */
function measure(document: unknown): { values: number; nameLength: number } {
  const values = [document];
  let nameLength = 0;
  for (const value of values) {
    if (Array.isArray(value)) {
      for (const item of value) {
        values.push(item);
      }
    } else if (isRecord(value)) {
      for (const [name, member] of Object.entries(value)) {
        nameLength = Math.max(nameLength, name.length);
        values.push(member);
      }
    }
  }
  return { values: values.length, nameLength };
}
