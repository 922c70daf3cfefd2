import { type ReadableDraft, readableDraftSchema, readableRetirementSchema } from "../drafts/draft.ts";
import { compareText, type Finding } from "../finding.ts";
import { fromPointer, valueAt } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import type { Told } from "./apply.ts";
import type { Edit } from "./rule.ts";

/** A finding that was mended; the pointer is into the draft as it was then. */
export type AppliedFix = Pick<Finding, "rule" | "pointer" | "message">;

/** Each round mends what the one before it uncovered; honest drafts need two or three. */
const MOST_ROUNDS = 20;

/**
 * Mends a draft: judges it, applies the fixes of what is found, and judges again, until no fix is
 * left. A fix counts only if its finding is gone afterwards; one that doesn't help is left out, and
 * none is applied twice, so that two rules that want the opposite don't go on for ever.
 *
 * @param tell judges a draft
 */
export function fixDraft(
  draft: ReadableDraft,
  tell: (draft: ReadableDraft) => readonly Told[],
): { draft: ReadableDraft; applied: AppliedFix[] } {
  let mended = draft;
  const applied: AppliedFix[] = [];
  const done = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = tell(mended).filter(({ finding }) => !done.has(keyOf(finding)));
    const batch = chooseBatch(mended, open);
    const next = mend(mended, batch);
    if (batch.length === 0 || next === undefined) {
      break;
    }
    const left = new Set(tell(next).map(({ finding }) => keyOf(finding)));
    const futile = batch.filter(({ finding }) => left.has(keyOf(finding)));
    for (const { finding } of futile.length > 0 ? futile : batch) {
      done.add(keyOf(finding));
    }
    if (futile.length === 0) {
      mended = next;
      applied.push(...batch.map(({ finding: { rule, pointer, message } }) => ({ rule, pointer, message })));
    }
  }
  return { draft: mended, applied };
}

/** Fixes that can be applied at once: no two touch the same place, and each leaves a draft. */
function chooseBatch(draft: ReadableDraft, told: readonly Told[]): Told[] {
  const batch = withoutClashes(told.filter(({ edits }) => edits.length > 0));
  return mend(draft, batch) === undefined ? batch.filter((one) => mend(draft, [one]) !== undefined) : batch;
}

/** Of fixes that want different things at one place, or within each other's, the first. */
function withoutClashes(told: readonly Told[]): Told[] {
  const touched = new Map<string, string | undefined>();
  const around = new Set<string>();
  const clashes = ({ pointer, value }: Edit): boolean =>
    touched.has(pointer)
      ? touched.get(pointer) !== JSON.stringify(value)
      : around.has(pointer) || parentsOf(pointer).some((parent) => touched.has(parent));
  return told.filter(({ edits }) => {
    const isFree = !edits.some(clashes);
    for (const { pointer, value } of isFree ? edits : []) {
      touched.set(pointer, JSON.stringify(value));
      for (const parent of parentsOf(pointer)) {
        around.add(parent);
      }
    }
    return isFree;
  });
}

function parentsOf(pointer: string): string[] {
  return [...pointer.matchAll(/\//g)].map(({ index }) => pointer.slice(0, index));
}

/** The draft with fixes applied; undefined where that leads nowhere, or to what is no draft. */
function mend(draft: ReadableDraft, fixes: readonly Told[]): ReadableDraft | undefined {
  // Two findings may be mended by the very same edit; it is applied once.
  const first = new Map<string, Told>();
  const edits = fixes.flatMap((fix) =>
    fix.edits.filter(({ pointer }) => {
      const owner = first.get(pointer) ?? fix;
      first.set(pointer, owner);
      return owner === fix;
    }),
  );
  const next = applyEdits(draft, edits);
  return isReadable(next) ? next : undefined;
}

function isReadable(value: unknown): value is ReadableDraft {
  const isRetirement = isRecord(value) && value.change === "retire";
  return (isRetirement ? readableRetirementSchema : readableDraftSchema).safeParse(value).success;
}

function keyOf({ rule, pointer, message }: Finding): string {
  return JSON.stringify([rule, pointer, message]);
}

/**
 * A copy of a JSON value with edits applied, the value itself untouched. The index after a list's
 * last item, or `-`, appends. Removals come last, from a list's end to its start, so that each index
 * means what it did before.
 *
 * @returns undefined where an edit leads nowhere; then none of them is applied
 */
export function applyEdits(value: unknown, edits: readonly Edit[]): unknown {
  const copy: unknown = structuredClone(value);
  const removals = edits.filter((edit) => edit.value === undefined).sort(lastFirst);
  const inOrder = [...edits.filter((edit) => edit.value !== undefined), ...removals];
  return inOrder.every((edit) => applyEdit(copy, edit)) ? copy : undefined;
}

/** @returns whether the edit led somewhere */
function applyEdit(document: unknown, { pointer, value }: Edit): boolean {
  const tokens = fromPointer(pointer);
  const name = tokens.pop();
  // A member of this name would be one thing to this program and another to its readers.
  if (name === undefined || tokens.includes("__proto__") || name === "__proto__") {
    return false;
  }
  const parent = valueAt(document, tokens);
  if (Array.isArray(parent)) {
    return editList(parent, name, value);
  }
  return isRecord(parent) && editRecord(parent, name, value);
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

function editRecord(record: Record<string, unknown>, name: string, value: unknown): boolean {
  if (value === undefined) {
    delete record[name];
  } else {
    record[name] = structuredClone(value);
  }
  return true;
}

function editList(list: unknown[], token: string, value: unknown): boolean {
  const index = token === "-" ? list.length : INDEX.test(token) ? Number(token) : Number.NaN;
  if (value === undefined) {
    return index < list.length && list.splice(index, 1).length === 1;
  }
  if (!(index <= list.length)) {
    return false;
  }
  list[index] = structuredClone(value);
  return true;
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
  return isItem[0] === isItem[1] ? compareText(one, other) : isItem[0] ? -1 : 1;
}
