import type { Finding } from "../finding.ts";
import { applyEdits, type Edit } from "../json/edits.ts";
import type { Mendable } from "./apply.ts";

/** A finding that was mended; the pointer is into the draft as it was then. */
export type AppliedFix = Pick<Finding, "rule" | "pointer" | "message">;

/** Each round mends what the one before it uncovered; honest drafts need two or three. */
const MOST_ROUNDS = 20;

/** Judges a document; undefined for what is no draft. */
type Judge = (document: unknown) => readonly Mendable[] | undefined;

/**
 * Mends a draft: judges it, applies the fixes of what is found, and judges again, until no fix is
 * left. A fix counts only if its finding is gone afterwards; one that doesn't help is left out, and
 * none is applied twice, so that two rules that want the opposite don't go on for ever.
 */
export function fixDraft(document: unknown, judge: Judge): { document: unknown; applied: AppliedFix[] } {
  let mended = document;
  let found = judge(document) ?? [];
  const applied: AppliedFix[] = [];
  const done = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = found.filter(({ finding }) => !done.has(keyOf(finding)));
    const batch = chooseBatch(mended, open, judge);
    const next = mend(mended, batch);
    const after = judge(next);
    if (batch.length === 0 || after === undefined) {
      break;
    }
    const left = new Set(after.map(({ finding }) => keyOf(finding)));
    const futile = batch.filter(({ finding }) => left.has(keyOf(finding)));
    for (const { finding } of futile.length > 0 ? futile : batch) {
      done.add(keyOf(finding));
    }
    if (futile.length === 0) {
      mended = next;
      found = after;
      applied.push(...batch.map(({ finding: { rule, pointer, message } }) => ({ rule, pointer, message })));
    }
  }
  return { document: mended, applied };
}

/** Fixes that can be applied at once: no two touch the same place, and each leaves a draft. */
function chooseBatch(document: unknown, found: readonly Mendable[], judge: Judge): readonly Mendable[] {
  const batch = withoutClashes(found.filter(({ edits }) => edits.length > 0));
  const isFit = (fixes: readonly Mendable[]): boolean => judge(mend(document, fixes)) !== undefined;
  return isFit(batch) ? batch : batch.filter((one) => isFit([one]));
}

/** Of fixes that want different things at one place, or within each other's, the first. */
function withoutClashes(found: readonly Mendable[]): Mendable[] {
  const touched = new Map<string, string | undefined>();
  const around = new Set<string>();
  const clashes = ({ pointer, value }: Edit): boolean =>
    touched.has(pointer)
      ? touched.get(pointer) !== JSON.stringify(value)
      : around.has(pointer) || parentsOf(pointer).some((parent) => touched.has(parent));
  return found.filter(({ edits }) => {
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

/** The document with fixes applied; undefined where that leads nowhere. */
function mend(document: unknown, fixes: readonly Mendable[]): unknown {
  // Two findings may be mended by the very same edit; it is applied once.
  const first = new Map<string, Mendable>();
  const edits = fixes.flatMap((fix) =>
    fix.edits.filter(({ pointer }) => {
      const owner = first.get(pointer) ?? fix;
      first.set(pointer, owner);
      return owner === fix;
    }),
  );
  return applyEdits(document, edits)?.value;
}

function keyOf({ rule, pointer, message }: Finding): string {
  return JSON.stringify([rule, pointer, message]);
}
