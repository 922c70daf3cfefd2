import { type ReadableDraft, readableDraftSchema, readableRetirementSchema } from "../drafts/draft.ts";
import type { Finding } from "../finding.ts";
import { applyEdits, type Edit } from "../json/edits.ts";
import { isRecord } from "../json/record.ts";
import type { Told } from "./apply.ts";

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
  const next = applyEdits(draft, edits)?.value;
  return isReadable(next) ? next : undefined;
}

function isReadable(value: unknown): value is ReadableDraft {
  const isRetirement = isRecord(value) && value.change === "retire";
  return (isRetirement ? readableRetirementSchema : readableDraftSchema).safeParse(value).success;
}

function keyOf({ rule, pointer, message }: Finding): string {
  return JSON.stringify([rule, pointer, message]);
}
