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

/** What to do next, in a sentence: the first that applies. */
export function nextStep(pieces: Pieces, state: State, checks: Checks, decision: Review["decision"]): string {
  const { slug, port, draft, known, asked, obstacle, isLeft, requestedBy } = pieces;
  const file = draft?.file ?? draftFile(port, slug);
  const ask = `harbor-drafts request-publish ${file}`;
  const again = requestedBy === undefined ? ask : `${ask} --as ${quoted(requestedBy)}`;
  const branch = requestBranch(port, slug);
  const isOther = draft !== undefined && known !== undefined && !isSameAction(known.action, draft.action);
  const what = asked?.number === null ? branch : "it";
  const ready = asked?.isDraft ? "a person marks it as ready for review, then " : "";
  const merge = `${ready}a reviewer merges ${what}`;
  const heard = asked?.number === null ? "ask the reviewer why" : "mend what the reviewer named";
  const steps: Record<State, [applies: boolean | undefined, step: string][]> = {
    draft: [[true, `mend its test: harbor-drafts test ${file}`]],
    refused: [
      [isOpen(pieces), `the draft changed since the request: harbor-drafts check ${file}`],
      [true, `mend it: harbor-drafts check ${file}`],
    ],
    tested: [
      [isLeft, `a run was cut off: ${ask} goes on where it stopped`],
      [true, ask],
    ],
    published: [
      [draft === undefined, `nothing; ${branch} may be deleted`],
      [true, `it is live: delete ${file} and its recording`],
    ],
    rejected: [
      [draft === undefined, "closed without a merge; nothing is left to do"],
      [true, `closed without a merge: ${heard}, then ${ask} --again`],
    ],
    stale: [
      [
        obstacle === "conflict",
        `the live action changed, too: write the draft anew from what is live, then ${again}`,
      ],
      [obstacle === "by-hand", `the port moved, and the branch was changed by hand: ${again} --take-over`],
      [true, `the port moved: harbor-drafts refresh ${slug}`],
    ],
    requested: [
      [obstacle === "by-hand", `the branch was changed by hand, so it may not land: ${again} --take-over`],
      [isOther, `the draft changed since: ${again}`],
      [draft && isLeft, `a run was cut off: ${again} finishes it`],
      [decision === "changes-requested", `a reviewer asks for changes: mend the draft, then ${again}`],
      [checks === "failed", "a check failed: see what it says, and mend the draft"],
      [checks === "blocked", "a maintainer has to approve its checks before they run"],
      [checks === "pending", `its checks run; then ${merge}`],
      [true, merge],
    ],
  };
  return steps[state].find(([applies]) => applies)?.[1] ?? "";
}

/** For a shell; a name that holds anything odd isn't repeated. */
function quoted(name: string): string {
  return /^[\p{L}\p{N}._@+-]+$/u.test(name)
    ? name
    : /^[\p{L}\p{N} ._@+-]+$/u.test(name)
      ? `'${name}'`
      : "NAME";
}
