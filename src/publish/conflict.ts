import type { Action } from "../catalog/action.ts";
import { compareActions, isSameAction } from "../catalog/compare.ts";
import { HarborError } from "../errors.ts";
import { compareText } from "../finding.ts";
import { fromPointer, valueAt } from "../json/pointer.ts";
import type { RequestOutput } from "../output/requests.ts";

/** One place of an action, three ways. A value that isn't there is null. */
export type ConflictRow = NonNullable<RequestOutput["conflict"]>[number];

/** The action changed on both sides: only a person, or whoever asked, can say what is meant. */
export class RequestConflict extends HarborError {
  readonly rows: readonly ConflictRow[];

  constructor(name: string, file: string, rows: readonly ConflictRow[]) {
    super(
      "CONFLICT",
      `${name} changed on the base since it was asked for, and the request changes it, too`,
      `write ${file} anew from what is live now (\`harbor-drafts inspect\`), then ask again; to replace that on purpose, withdraw the request first`,
    );
    this.name = "RequestConflict";
    this.rows = rows;
  }
}

/**
 * The three-way report of an action that changed on both sides; undefined where it didn't, or where
 * both sides came to the same.
 */
export function findConflict(
  before: Action | undefined,
  live: Action | undefined,
  request: Action | undefined,
): ConflictRow[] | undefined {
  if (isSameAction(before, live) || isSameAction(live, request)) {
    return undefined;
  }
  const theirs = pointersOf(before, live);
  const ours = pointersOf(before, request);
  return [...new Set([...theirs, ...ours])].sort(compareText).map((pointer) => {
    const at = (action: Action | undefined): unknown => valueAt(action, fromPointer(pointer)) ?? null;
    const touches = (pointers: readonly string[]): boolean =>
      pointers.some((other) => isWithin(other, pointer) || isWithin(pointer, other));
    const side = touches(theirs) && touches(ours) ? "both" : touches(theirs) ? "live" : "request";
    return { pointer, before: at(before), live: at(live), request: at(request), side };
  });
}

/** Positions in a list move when it changes: of a list the whole is shown. */
function pointersOf(before: Action | undefined, after: Action | undefined): string[] {
  return before === undefined && after === undefined
    ? []
    : compareActions(before, after).changes.map(({ pointer }) => pointer.replace(/\/\d+$/, ""));
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
