import * as z from "zod";
import { fromPointer, toPointer, valueAt } from "./pointer.ts";
import { isRecord } from "./record.ts";

/** The value at a pointer, replaced, added or (undefined) removed. */
export interface Edit {
  pointer: string;
  value: unknown;
}

const path = z.string().describe("JSON Pointer (RFC 6901) into the file");

/** A JSON Patch (RFC 6902), of the three operations that a fix needs. */
export const patchSchema = z.array(
  z.union([
    z.strictObject({ op: z.enum(["add", "replace"]), path, value: z.unknown() }),
    z.strictObject({ op: z.literal("remove"), path }),
  ]),
);

export type JsonPatch = z.infer<typeof patchSchema>;

/**
 * A copy of a JSON value with edits applied, the value itself untouched, and the JSON Patch that does
 * the same. The index after a list's last item, or `-`, appends. Removals come last, from a list's end
 * to its start, so that each index means what it did before.
 *
 * @returns undefined where an edit leads nowhere; then none of them is applied
 */
export function applyEdits(
  value: unknown,
  edits: readonly Edit[],
): { value: unknown; patch: JsonPatch } | undefined {
  const copy: unknown = structuredClone(value);
  const patch: JsonPatch = [];
  const removals = edits.filter((edit) => edit.value === undefined).sort(lastFirst);
  for (const edit of [...edits.filter((one) => one.value !== undefined), ...removals]) {
    const steps = applyEdit(copy, edit);
    if (steps === undefined) {
      return undefined;
    }
    patch.push(...steps);
  }
  return { value: copy, patch };
}

/** @returns undefined where the edit leads nowhere */
function applyEdit(document: unknown, { pointer, value }: Edit): JsonPatch | undefined {
  const tokens = fromPointer(pointer);
  const name = tokens.pop();
  // A member of this name would be one thing to this program and another to its readers.
  if (name === undefined || tokens.includes("__proto__") || name === "__proto__") {
    return undefined;
  }
  const parent = valueAt(document, tokens);
  if (Array.isArray(parent)) {
    return editList(parent, tokens, name, value);
  }
  return isRecord(parent) ? editRecord(parent, pointer, name, value) : undefined;
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

function editRecord(
  record: Record<string, unknown>,
  pointer: string,
  name: string,
  value: unknown,
): JsonPatch {
  const isThere = Object.hasOwn(record, name);
  if (value === undefined) {
    delete record[name];
    return isThere ? [{ op: "remove", path: pointer }] : [];
  }
  record[name] = structuredClone(value);
  return [{ op: isThere ? "replace" : "add", path: pointer, value }];
}

function editList(
  list: unknown[],
  tokens: readonly string[],
  token: string,
  value: unknown,
): JsonPatch | undefined {
  const index = token === "-" ? list.length : INDEX.test(token) ? Number(token) : Number.NaN;
  const pointer = toPointer([...tokens, index]);
  if (value === undefined) {
    return index < list.length && list.splice(index, 1).length === 1
      ? [{ op: "remove", path: pointer }]
      : undefined;
  }
  if (!(index <= list.length)) {
    return undefined;
  }
  const op = index < list.length ? "replace" : "add";
  list[index] = structuredClone(value);
  return [{ op, path: pointer, value }];
}

/** Later items of a list before earlier ones; of everything else the order doesn't matter. */
function lastFirst(a: Edit, b: Edit): number {
  const [left, right] = [fromPointer(a.pointer), fromPointer(b.pointer)];
  const at = left.findIndex((token, index) => token !== right[index]);
  const [one = "", other = ""] = [left[at], right[at]];
  const isItem = [INDEX.test(one), INDEX.test(other)];
  if (isItem[0] && isItem[1]) {
    return Number(other) - Number(one);
  }
  return isItem[0] === isItem[1] ? (one < other ? -1 : Number(one > other)) : isItem[0] ? -1 : 1;
}
