import type { Action } from "../catalog/action.ts";
import { isSameAction } from "../catalog/compare.ts";
import { type LivePort, liveAction } from "../catalog/load.ts";
import { type Draft, draftDigest, draftSchema, proposedAction } from "../drafts/draft.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import { BYTES } from "../limits.ts";
import type { Remote } from "../workspace/context.ts";
import { isRequester, type RequestMessage, readCommitMessage } from "./commit-message.ts";
import { type ConflictRow, findConflict } from "./conflict.ts";
import { actionIn, hasMoved, unreadCommit } from "./requests.ts";

/** A request's branch that is there. */
export interface ExistingRequest {
  commit: CommitInfo;
  /** What it was made from; undefined for a branch that isn't as this tool makes them. */
  source: RequestSource | undefined;
  /** Whether the base has what it asked for: then it is no one's, and may be replaced. */
  isSpent: boolean;
}

/** What a request's commit was made from, read back from it. */
export interface RequestSource extends RequestMessage {
  draft: Draft;
  /** The action as it was live where the request was made; undefined where there was none. */
  before: Action | undefined;
  /** The recording that it brings; undefined where it brings none. */
  recording: Uint8Array | undefined;
  /** `Name <mail>`; undefined where it can't be read. */
  author: string | undefined;
}

/** Reads a request's branch by its commit, and whether the base has what it asks for. */
export async function readExisting(
  id: string,
  port: LivePort,
  slug: string,
  { git, base }: Pick<Remote, "git" | "base">,
): Promise<ExistingRequest> {
  const [commit = unreadCommit(id)] = await git.readCommits([id]);
  const source = await readRequestSource(git, commit, port, slug);
  const isSpent =
    source !== undefined &&
    (isSameAction(proposedAction(source.draft), liveAction(port, slug)) ||
      // What was made from the base's tip can't be in its past.
      (commit.parents[0] !== base.commit && (await git.isAncestor(id, base.commit))));
  return { commit, source, isSpent };
}

/**
 * Reads back the draft of a request from its commit: its action from the two manifests, its reasons
 * from the message.
 *
 * @returns undefined for a commit that isn't as this tool made it: the digest of what it asks for must
 * be the one that it names
 */
export async function readRequestSource(
  git: Git,
  commit: CommitInfo,
  port: LivePort,
  slug: string,
): Promise<RequestSource | undefined> {
  const message = readCommitMessage(commit.message);
  const [parent, ...others] = commit.parents;
  const isNamed = message?.requestedBy === undefined || isRequester(message.requestedBy);
  if (message === undefined || !isNamed || parent === undefined || others.length > 0) {
    return undefined;
  }
  const paths = [port.files.manifest, port.files.recording(slug)];
  const names = [parent, commit.id].flatMap((id) => paths.map((path) => `${id}:${path}`));
  const files = await git.readMany(names, LIMITS);
  const [manifestBefore, had, manifestAfter, has] = names.map((name) => files.get(name));
  const before = actionIn(manifestBefore, slug);
  const after = actionIn(manifestAfter, slug);
  const { rationale, references, digest } = message;
  const draft = draftSchema.safeParse({
    draft: 1,
    port: port.slug,
    change: after === undefined ? "retire" : before === undefined ? "add" : "update",
    action: after ?? { slug },
    rationale,
    references,
  }).data;
  if (draft === undefined || draftDigest(draft) !== digest) {
    return undefined;
  }
  const isBrought = has !== undefined && (had === undefined || Buffer.compare(had, has) !== 0);
  // A name that git wouldn't write is no one's.
  const author = /^[^<>\0]* <[^<>\0]*>$/.test(commit.author) ? commit.author : undefined;
  return { ...message, draft, before, recording: isBrought ? has : undefined, author };
}

const LIMITS = { each: BYTES.catalogFile, all: BYTES.request };

/**
 * What became of the base since a request was made.
 *
 * @returns the commit to plan it on anew: while nothing moved that it is about, it stays on its own, since
 * other work on the base is no reason to push again; and where the live action changed on both sides
 */
export async function compareWithBase(
  { commit, source }: Pick<ExistingRequest, "commit" | "source">,
  port: LivePort,
  slug: string,
  { git, base }: Pick<Remote, "git" | "base">,
): Promise<{ baseCommit: string; conflict: ConflictRow[] | undefined }> {
  const [parent] = commit.parents;
  const isOfBase =
    parent !== undefined && (parent === base.commit || (await git.isAncestor(parent, base.commit)));
  if (!isOfBase) {
    // It was made from something that never was the base: that says nothing of what was live.
    return { baseCommit: base.commit, conflict: undefined };
  }
  return {
    baseCommit: (await hasMoved(git, { commit, port, slug }, base.tree)) ? base.commit : parent,
    conflict: source && findConflict(source.before, liveAction(port, slug), proposedAction(source.draft)),
  };
}
