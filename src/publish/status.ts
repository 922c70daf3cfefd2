import { actionSchema } from "../catalog/action.ts";
import { isSameAction } from "../catalog/compare.ts";
import { parseDraftPath } from "../catalog/layout.ts";
import { type LivePort, liveAction } from "../catalog/load.ts";
import { draftDigest } from "../drafts/draft.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError, TooMany } from "../errors.ts";
import { compareText } from "../finding.ts";
import type { Checks, ForgeRequest, Review } from "../forge/forge.ts";
import type { StatusOutput } from "../output/status.ts";
import { oldestOf, tellAge } from "../recordings/evidence.ts";
import { readHar } from "../recordings/har/har.ts";
import { testDraft } from "../recordings/test-draft.ts";
import { checkFile } from "../safe-model/check-file.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { compareWithBase, readRequestSource } from "./existing-request.ts";
import type { Folder } from "./folder.ts";
import { isOpen, type LocalDraft, nextStep, type Pieces, type State, stateOf } from "./request-state.ts";
import { type KnownRequest, listKnownRequests, parseRequestBranch, requestBranch } from "./requests.ts";
import { placeComments } from "./review-comments.ts";

export type StatusEntry = StatusOutput["entries"][number];

/** Joins the drafts of the folder with the requests of the remote: where each stands, what to do next. */
export async function listStatus(
  { files, clock, journal }: Pick<Context, "clock" | "journal"> & { files: Folder },
  remote: Remote,
): Promise<StatusEntry[]> {
  const { git, forge, base, catalogue } = remote;
  const now = clock.now();
  const pieces = new Map<string, Pieces>();
  const add = (branch: string, more: Partial<Pieces>): void => {
    const place = parseRequestBranch(branch);
    if (place !== undefined) {
      pieces.set(branch, { ...place, ...pieces.get(branch), ...more });
    }
  };
  for (const file of await listDrafts(files.tree)) {
    const place = parseDraftPath(file);
    const port = place && (await catalogue.find(place.port));
    if (place !== undefined && port !== undefined) {
      const draft = await readLocalDraft(file, port, files, remote, now);
      add(requestBranch(place.port, place.slug), { draft });
    }
  }
  for (const known of await listKnownRequests(git, catalogue)) {
    add(known.branch, { known });
  }
  for (const asked of await forge.list(base.branch)) {
    if (asked.fork === null || isOwn(asked, pieces.get(asked.branch))) {
      add(asked.branch, { asked });
    }
  }
  for (const branch of await journal.list()) {
    if (pieces.has(branch)) {
      add(branch, { isLeft: true });
    }
  }
  const entries = await Promise.all([...pieces.values()].map((piece) => entryOf(piece, remote, now)));
  return entries.flat().sort((a, b) => compareText(a.port, b.port) || compareText(a.slug, b.slug));
}

/** A fork's request counts for the very draft that stands here, and only where there is no other. */
function isOwn({ body }: ForgeRequest, pieces: Pieces | undefined): boolean {
  const digest = pieces?.draft?.digest;
  return typeof digest === "string" && !pieces?.asked && body.includes(`draft-digest=${digest}`);
}

/** One entry, or none where there is nothing to say. */
async function entryOf(pieces: Pieces, remote: Remote, now: Date): Promise<StatusEntry[]> {
  const piece = { ...pieces, ...(await readBranch(pieces, remote)) };
  const state = stateOf(piece);
  if (state === undefined) {
    return [];
  }
  const { port: portSlug, slug, draft, known, asked } = piece;
  const { checks, review, warnings } = await readForge(piece, state, remote.forge);
  const waits = isOpen(piece);
  const age = draft?.age ?? (waits && known !== undefined ? await ageOfRequest(known, remote, now) : null);
  const port = await remote.catalogue.find(portSlug);
  const isRequest = waits || state === "published" || state === "rejected";
  return [
    {
      port: portSlug,
      slug,
      state,
      checks,
      url: (isRequest ? asked?.url : null) ?? null,
      file: draft?.file ?? null,
      branch: known?.branch ?? null,
      requestedBy: piece.requestedBy ?? null,
      review: review.decision,
      remarks: port === undefined ? [] : await placeComments(review.comments, { port, slug }, remote.git),
      warnings: [...(age === null ? [] : [age]), ...warnings],
      next: nextStep(piece, state, checks, review.decision),
    },
  ];
}

/** Whose an open request is, and whether it can be folded anew, by what its commit says. */
async function readBranch(
  { known, port: portSlug, slug }: Pieces,
  { git, catalogue, base }: Remote,
): Promise<Pick<Pieces, "obstacle" | "requestedBy">> {
  const port = known === undefined || known.published ? undefined : await catalogue.find(portSlug);
  if (known === undefined || port === undefined) {
    return {};
  }
  const { commit, stale } = known;
  const source = await readRequestSource(git, commit, port, slug);
  if (source === undefined) {
    return { obstacle: "by-hand" };
  }
  const moved = stale ? await compareWithBase({ commit, source }, port, slug, { git, base }) : undefined;
  return { requestedBy: source.requestedBy, obstacle: moved?.conflict && "conflict" };
}

/**
 * What checks and reviewers say of an open request, and what was said last of a rejected one whose draft still
 * waits. Where a token may not see a part, or there is too much of it, a warning says so.
 */
async function readForge(
  piece: Pieces,
  state: State,
  forge: Remote["forge"],
): Promise<{ checks: Checks; review: Review; warnings: string[] }> {
  const { asked, draft } = piece;
  const warnings: string[] = [];
  const tolerate = <Value>(what: string, work: Promise<Value>): Promise<Value | undefined> =>
    work.catch((error) => {
      if (error instanceof TooMany || (error instanceof HarborError && error.code === "PERMISSION")) {
        warnings.push(`the ${what} can't be read: ${error.message}`);
        return undefined;
      }
      throw error;
    });
  const nothing: Review = { decision: "none", comments: [] };
  if (asked !== undefined && isOpen(piece)) {
    const [checks = "none", review = nothing] = await Promise.all([
      tolerate("checks", forge.checks(asked.commit)),
      tolerate("reviews", forge.review(asked)),
    ]);
    return { checks, review, warnings: warnings.sort() };
  }
  const isRejected = asked !== undefined && state === "rejected" && draft !== undefined;
  const word = isRejected ? await tolerate("comments", forge.lastWord(asked)) : undefined;
  const review = word === undefined ? nothing : { ...nothing, comments: [word] };
  return { checks: "none", review, warnings };
}

/** The draft of this folder: how far check and test let it go. */
async function readLocalDraft(
  file: string,
  port: LivePort,
  files: Folder,
  { catalogue, base }: Remote,
  now: Date,
): Promise<LocalDraft> {
  const { loaded, verdict } = await checkFile(files, catalogue, file);
  const draft = loaded?.draft;
  const isRetirement = draft?.change === "retire";
  const action = isRetirement ? undefined : actionSchema.safeParse(draft?.action).data;
  const digest = draft === undefined || verdict === "invalid" ? null : draftDigest(draft);
  const read = { file, isRetirement, action, digest, age: null };
  if (loaded === undefined || verdict === "refused" || verdict === "invalid") {
    return { ...read, state: "refused" };
  }
  if (!isRetirement && isSameAction(liveAction(port, loaded.draft.action.slug), action)) {
    return { ...read, state: "published" };
  }
  const { passed, age } = await testDraft(loaded, port, { work: files.tree, base: base.tree, now });
  return { ...read, age, state: passed ? "tested" : "draft" };
}

/** How old the evidence is that a request brings, where no draft is here to tell. */
async function ageOfRequest(
  { commit, port, slug }: KnownRequest,
  { catalogue, git }: Remote,
  now: Date,
): Promise<string | null> {
  const { files, policy } = await catalogue.get(port);
  const path = files.recording(slug);
  const bytes = await git.treeAt(commit.id, path).read(path);
  const read = bytes === undefined ? undefined : readHar(path, bytes);
  const recordedAt = read?.ok ? oldestOf(read.har) : undefined;
  return tellAge(recordedAt, policy.evidence.maximumAgeDays, now) ?? null;
}
