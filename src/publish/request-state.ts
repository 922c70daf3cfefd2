import type { Action } from "../catalog/action.ts";
import { isSameAction } from "../catalog/compare.ts";
import { draftFile } from "../catalog/layout.ts";
import type { Checks, ForgeRequest, Review } from "../forge/forge.ts";
import { type KnownRequest, requestBranch } from "./requests.ts";

export type State = "draft" | "refused" | "tested" | "requested" | "stale" | "published" | "rejected";

/** What there is of one action on its way. */
export interface Pieces {
  port: string;
  slug: string;
  draft?: LocalDraft;
  known?: KnownRequest;
  asked?: ForgeRequest;
  /** Whether a run was cut off, or is under way. */
  isLeft?: boolean;
  /** What keeps an open request from being folded anew. */
  obstacle?: "by-hand" | "conflict" | undefined;
  /** Who asked, by their own word. */
  requestedBy?: string | undefined;
}

export interface LocalDraft {
  file: string;
  /** The state of the draft by itself. */
  state: "draft" | "refused" | "tested" | "published";
  isRetirement: boolean;
  action: Action | undefined;
  /** Null where it isn't readable. */
  digest: string | null;
  /** In a sentence, where its evidence is older than the policy wants. */
  age: string | null;
}

/** The state of an action by all that there is of it; undefined where there is nothing to say. */
export function stateOf(pieces: Pieces): State | undefined {
  const { draft, known, asked } = pieces;
  const isNewWork = isAhead(pieces);
  if (known?.published && !isNewWork) {
    return "published";
  }
  if (isOpen(pieces)) {
    return draft?.state === "refused" ? "refused" : known?.stale ? "stale" : "requested";
  }
  // Git alone can't tell a branch deleted after its merge from one deleted instead of it: there,
  // only a draft that still waits says which.
  if (asked?.state === "closed" && (isNewWork || (draft === undefined && asked.number !== null))) {
    return "rejected";
  }
  return draft?.state;
}

/** Whether a draft asks for more than is live. */
function isAhead({ draft, known }: Pieces): boolean {
  return draft !== undefined && draft.state !== "published" && !(draft.isRetirement && known?.published);
}

/** Whether a request waits: a pull request whose branch is gone waits for no one. */
export function isOpen({ known, asked }: Pieces): boolean {
  return asked?.state === "open" && (asked.fork !== null || (known !== undefined && !known.published));
}

/** What to do next, in a sentence. */
export function nextStep(pieces: Pieces, state: State, checks: Checks, decision: Review["decision"]): string {
  const { slug, port, draft, obstacle, requestedBy } = pieces;
  const file = draft?.file ?? draftFile(port, slug);
  const again = `harbor-drafts request-publish ${file}${requestedBy === undefined ? "" : ` --as ${quoted(requestedBy)}`}`;
  switch (state) {
    case "draft":
      return `mend its test: harbor-drafts test ${file}`;
    case "refused":
      return isOpen(pieces)
        ? `the draft changed since the request: harbor-drafts check ${file}`
        : `mend it: harbor-drafts check ${file}`;
    case "tested":
      return pieces.isLeft
        ? `a run was cut off: harbor-drafts request-publish ${file} goes on where it stopped`
        : `harbor-drafts request-publish ${file}`;
    case "published":
      return draft === undefined
        ? `nothing; ${requestBranch(port, slug)} may be deleted`
        : `it is live: delete ${file} and its recording`;
    case "rejected":
      return draft === undefined
        ? "closed without a merge; nothing is left to do"
        : `closed without a merge: ${pieces.asked?.number === null ? "ask the reviewer why" : "mend what the reviewer named"}, then harbor-drafts request-publish ${file} --again`;
    case "stale":
      return nextOfStale(slug, obstacle, again);
    case "requested":
      return obstacle === "by-hand"
        ? `the branch was changed by hand, so it may not land: ${again} --take-over`
        : nextOfRequested(pieces, checks, decision, again);
  }
}

function nextOfStale(slug: string, obstacle: Pieces["obstacle"], again: string): string {
  switch (obstacle) {
    case "conflict":
      return `the live action changed, too: write the draft anew from what is live, then ${again}`;
    case "by-hand":
      return `the port moved, and the branch was changed by hand: ${again} --take-over`;
    case undefined:
      return `the port moved: harbor-drafts refresh ${slug}`;
  }
}

function nextOfRequested(
  { port, slug, draft, known, asked, isLeft }: Pieces,
  checks: Checks,
  decision: Review["decision"],
  again: string,
): string {
  if (draft !== undefined && known !== undefined && !isSameAction(known.action, draft.action)) {
    return `the draft changed since: ${again}`;
  }
  if (draft !== undefined && isLeft) {
    return `a run was cut off: ${again} finishes it`;
  }
  if (decision === "changes-requested") {
    return `a reviewer asks for changes: mend the draft, then ${again}`;
  }
  if (checks === "failed") {
    return "a check failed: see what it says, and mend the draft";
  }
  if (checks === "blocked") {
    return "a maintainer has to approve its checks before they run";
  }
  const what = asked?.number === null ? requestBranch(port, slug) : "it";
  const ready = asked?.isDraft ? "a person marks it as ready for review, then " : "";
  const merge = `${ready}a reviewer merges ${what}`;
  return checks === "pending" ? `its checks run; then ${merge}` : merge;
}

/** For a shell; a name that holds anything odd isn't repeated. */
function quoted(name: string): string {
  return /^[\p{L}\p{N}._@+-]+$/u.test(name)
    ? name
    : /^[\p{L}\p{N} ._@+-]+$/u.test(name)
      ? `'${name}'`
      : "NAME";
}
