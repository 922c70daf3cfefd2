import { actionSchema } from "../catalog/action.ts";
import { isSameAction } from "../catalog/compare.ts";
import { parseDraftPath } from "../catalog/layout.ts";
import { liveAction } from "../catalog/load.ts";
import { draftDigest } from "../drafts/draft.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError, TooMany } from "../errors.ts";
import { compareText } from "../finding.ts";
import type { Checks, ForgeRequest, Review } from "../forge/forge.ts";
import type { StatusOutput } from "../output/status.ts";
import { oldestOf, tellAge } from "../recordings/har/age.ts";
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
  const now = clock.now();
  const pieces = new Map<string, Pieces>();
  const add = (place: { port: string; slug: string }, more: Partial<Pieces>): void => {
    const branch = requestBranch(place.port, place.slug);
    pieces.set(branch, { port: place.port, slug: place.slug, ...pieces.get(branch), ...more });
  };
  for (const file of await listDrafts(files.tree)) {
    const place = parseDraftPath(file);
    if (place !== undefined && (await remote.catalogue.find(place.port)) !== undefined) {
      add(place, { draft: await readLocalDraft(file, place, files, remote, now) });
    }
  }
  for (const known of await listKnownRequests(remote.git, remote.catalogue)) {
    add(known, { known });
  }
  for (const asked of await remote.forge.list(remote.base.branch)) {
    const place = parseRequestBranch(asked.branch);
    const draft = pieces.get(asked.branch)?.draft;
    if (
      place !== undefined &&
      (asked.fork === null || isOwn(asked, draft, pieces.get(asked.branch)?.asked))
    ) {
      add(place, { asked });
    }
  }
  for (const branch of await journal.list()) {
    const place = parseRequestBranch(branch);
    if (place !== undefined && pieces.has(branch)) {
      add(place, { isLeft: true });
    }
  }
  const entries = await Promise.all([...pieces.values()].map((piece) => entryOf(piece, remote, now)));
  return entries.flat().sort((a, b) => compareText(a.port, b.port) || compareText(a.slug, b.slug));
}

/** A fork's request counts for the very draft that stands here, and only where there is no other. */
function isOwn(
  { body }: ForgeRequest,
  draft: LocalDraft | undefined,
  asked: ForgeRequest | undefined,
): boolean {
  return (
    typeof draft?.digest === "string" && asked === undefined && body.includes(`draft-digest=${draft.digest}`)
  );
}

/** One entry, or none where there is nothing to say. */
async function entryOf(pieces: Pieces, remote: Remote, now: Date): Promise<StatusEntry[]> {
  const piece = { ...pieces, ...(await readBranch(pieces, remote)) };
  const state = stateOf(piece);
  if (state === undefined) {
    return [];
  }
  const { port, slug, draft, known, asked } = piece;
  const waits = isOpen(piece) ? asked : undefined;
  const warnings: string[] = [];
  const readChecks = async (): Promise<Checks> =>
    waits === undefined ? "none" : remote.forge.checks(waits.commit);
  const [checks, review] = await Promise.all([
    tolerate(readChecks, "none", "checks", warnings),
    readWords(piece, state, remote, warnings),
  ]);
  const age =
    draft?.age ??
    (waits === undefined || known === undefined ? null : await ageOfRequest(known, remote, now));
  const live = await remote.catalogue.find(port);
  const isRequest = waits !== undefined || state === "published" || state === "rejected";
  return [
    {
      port,
      slug,
      state,
      checks,
      url: (isRequest ? asked?.url : null) ?? null,
      file: draft?.file ?? null,
      branch: known?.branch ?? null,
      requestedBy: piece.requestedBy ?? null,
      review: review.decision,
      remarks:
        live === undefined ? [] : await placeComments(review.comments, { port: live, slug }, remote.git),
      warnings: [...(age === null ? [] : [age]), ...warnings.sort()],
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
  const source = await readRequestSource(git, known.commit, port, slug);
  if (source === undefined) {
    return { obstacle: "by-hand" };
  }
  const existing = { commit: known.commit, source };
  const { conflict } = known.stale
    ? await compareWithBase(existing, port, slug, { git, base })
    : { conflict: undefined };
  return {
    requestedBy: source.requestedBy,
    obstacle: conflict === undefined ? undefined : "conflict",
  };
}

/** What reviewers say of an open request, and what was said last of a rejected one whose draft still waits. */
async function readWords(
  piece: Pieces,
  state: State,
  { forge }: Remote,
  warnings: string[],
): Promise<Review> {
  const { asked, draft } = piece;
  const nothing: Review = { decision: "none", comments: [] };
  if (asked !== undefined && isOpen(piece)) {
    return tolerate(() => forge.review(asked), nothing, "reviews", warnings);
  }
  if (asked !== undefined && state === "rejected" && draft !== undefined) {
    const word = await tolerate(() => forge.lastWord(asked), undefined, "comments", warnings);
    return { ...nothing, comments: word === undefined ? [] : [word] };
  }
  return nothing;
}

/** Where a token may not see a part of a request, or there is too much of it, a warning says so, and the rest is read. */
async function tolerate<Value>(
  work: () => Promise<Value>,
  otherwise: Value,
  what: string,
  warnings: string[],
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooMany || (error instanceof HarborError && error.code === "PERMISSION")) {
      warnings.push(`the ${what} can't be read: ${error.message}`);
      return otherwise;
    }
    throw error;
  }
}

/** The draft of this folder: how far check and test let it go. */
async function readLocalDraft(
  file: string,
  { port: portSlug, slug }: { port: string; slug: string },
  files: Folder,
  { catalogue, base }: Remote,
  now: Date,
): Promise<LocalDraft> {
  const port = await catalogue.get(portSlug);
  const { loaded, verdict } = await checkFile(files, catalogue, file);
  const draft = loaded?.draft;
  const isRetirement = draft?.change === "retire";
  const action = isRetirement ? undefined : actionSchema.safeParse(draft?.action).data;
  const digest = draft === undefined || verdict === "invalid" ? null : draftDigest(draft);
  const read = { file, isRetirement, action, digest, age: null };
  if (loaded === undefined || verdict === "refused" || verdict === "invalid") {
    return { ...read, state: "refused" };
  }
  if (!isRetirement && isSameAction(liveAction(port, slug), action)) {
    return { ...read, state: "published" };
  }
  const { passed, age } = await testDraft(loaded, port, { work: files.tree, base: base.tree, now });
  return { ...read, age, state: passed ? "tested" : "draft" };
}

/** How old the evidence is that a request brings, where no draft is here to tell. */
async function ageOfRequest(
  { commit, port, slug }: KnownRequest,
  remote: Remote,
  now: Date,
): Promise<string | null> {
  const { files, policy } = await remote.catalogue.get(port);
  const path = files.recording(slug);
  const bytes = await remote.git.treeAt(commit.id, path).read(path);
  const read = bytes === undefined ? undefined : readHar(path, bytes);
  const recordedAt = read?.ok ? oldestOf(read.har) : undefined;
  return tellAge(recordedAt, policy.evidence.maximumAgeDays, now) ?? null;
}
