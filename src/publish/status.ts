import { REMOTE } from "../base.ts";
import { type Action, actionSchema } from "../catalog/action.ts";
import { compareActions } from "../catalog/compare.ts";
import { draftFile, parseDraftPath } from "../catalog/layout.ts";
import type { Context, Remote } from "../context.ts";
import { listDrafts } from "../drafts/store.ts";
import { compareText } from "../finding.ts";
import type { Checks, ForgeRequest } from "../forge/forge.ts";
import type { Files } from "../io/files.ts";
import { oldestOf, tellAge } from "../recordings/har/examine.ts";
import { readHar } from "../recordings/har/har.ts";
import { testDraft } from "../recordings/test-draft.ts";
import { checkFile } from "../safe-model/check-file.ts";
import { type KnownRequest, listKnownRequests, parseRequestBranch, requestBranch } from "./requests.ts";

export type State = "draft" | "refused" | "tested" | "requested" | "stale" | "published" | "rejected";

export interface StatusEntry {
  port: string;
  slug: string;
  state: State;
  checks: Checks;
  url: string | null;
  /** The draft in this clone. */
  file: string | null;
  /** The request's branch on the remote. */
  branch: string | null;
  /** What doesn't stop it. */
  warnings: string[];
  next: string;
}

/** What there is of one action on its way. */
interface Pieces {
  port: string;
  slug: string;
  draft?: LocalDraft;
  known?: KnownRequest;
  asked?: ForgeRequest;
}

interface LocalDraft {
  file: string;
  /** Where the draft stands by itself. */
  state: "draft" | "refused" | "tested" | "published";
  isRetirement: boolean;
  action: Action | undefined;
  /** In a sentence, where its evidence is older than the policy wants. */
  age: string | null;
}

/** Joins the drafts of the folder with the requests of the remote: where each stands, what to do next. */
export async function listStatus(
  { files, clock }: Pick<Context, "clock"> & { files: Pick<Files, "entry" | "tree"> },
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
      add(place, { draft: await judgeDraft(file, place, files, remote, now) });
    }
  }
  for (const known of await listKnownRequests(remote.git, REMOTE, remote.catalogue)) {
    add(known, { known });
  }
  for (const asked of await remote.forge.list(remote.base.branch)) {
    const place = parseRequestBranch(asked.branch);
    if (place !== undefined) {
      add(place, { asked });
    }
  }
  const entries: StatusEntry[] = [];
  for (const piece of pieces.values()) {
    entries.push(...(await entryOf(piece, remote, now)));
  }
  return entries.sort((a, b) => compareText(a.port, b.port) || compareText(a.slug, b.slug));
}

/** One entry, or none where there is nothing to say. */
async function entryOf(piece: Pieces, remote: Remote, now: Date): Promise<StatusEntry[]> {
  const told = tell(piece);
  if (told === undefined) {
    return [];
  }
  const isOpen = told.state === "requested" || told.state === "stale";
  const checks = isOpen && piece.asked !== undefined ? await remote.forge.checks(piece.asked.commit) : "none";
  const age =
    piece.draft?.age ??
    (isOpen && piece.known !== undefined ? await ageOfRequest(piece.known, remote, now) : null);
  return [{ ...told, checks, warnings: age === null ? [] : [age] }];
}

async function judgeDraft(
  file: string,
  { port: portSlug, slug }: { port: string; slug: string },
  files: Pick<Files, "entry" | "tree">,
  { catalogue, base }: Remote,
  now: Date,
): Promise<LocalDraft> {
  const port = await catalogue.get(portSlug);
  const { draft, verdict } = await checkFile(files, catalogue, file);
  const isRetirement = draft?.change === "retire";
  const action = isRetirement ? undefined : actionSchema.safeParse(draft?.action).data;
  const told = { file, isRetirement, action, age: null };
  if (draft === undefined || verdict === "refused" || verdict === "invalid") {
    return { ...told, state: "refused" };
  }
  if (
    isSame(
      port.manifest.actions.find((live) => live.slug === slug),
      action,
    ) &&
    !isRetirement
  ) {
    return { ...told, state: "published" };
  }
  const { passed, age } = await testDraft(file, draft, port, { work: files.tree, base: base.tree, now });
  return { ...told, age, state: passed ? "tested" : "draft" };
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

/** Where an action stands by all that there is of it; undefined where there is nothing to say. */
function tell(pieces: Pieces): Omit<StatusEntry, "checks" | "warnings"> | undefined {
  const { port, slug, draft, known, asked } = pieces;
  const entry = {
    port,
    slug,
    url: asked?.url ?? null,
    file: draft?.file ?? null,
    branch: known?.branch ?? null,
  };
  const isNewWork =
    draft !== undefined && draft.state !== "published" && !(draft.isRetirement && known?.published);
  if (known?.published && !isNewWork) {
    const rest =
      draft === undefined
        ? `nothing; ${known.branch} may be deleted`
        : `it is live: delete ${draft.file} and its recording`;
    return { ...entry, state: "published", next: rest };
  }
  if (known !== undefined && !known.published && asked?.state === "open") {
    return { ...entry, ...tellOpen(known, asked, draft) };
  }
  if (asked?.state === "closed" && (isNewWork || (draft === undefined && asked.number !== null))) {
    // Git alone can't tell a branch deleted after its merge from one deleted instead of it: there,
    // only a draft that still waits says which.
    return {
      ...entry,
      state: "rejected",
      next: "closed without a merge: ask the reviewer why before asking again",
    };
  }
  return draft === undefined ? undefined : { ...entry, url: null, state: draft.state, next: nextOf(draft) };
}

function tellOpen(
  known: KnownRequest,
  { url }: ForgeRequest,
  draft: LocalDraft | undefined,
): Pick<StatusEntry, "state" | "next"> {
  const again = `harbor-drafts request-publish ${draftFile(known.port, known.slug)}`;
  if (draft?.state === "refused") {
    return {
      state: "refused",
      next: `the draft changed since the request: harbor-drafts check ${draft.file}`,
    };
  }
  if (known.stale) {
    const next =
      draft === undefined ? "the port moved: whoever has the draft asks again" : `the port moved: ${again}`;
    return { state: "stale", next };
  }
  if (draft !== undefined && !isSame(known.action, draft.action)) {
    return { state: "requested", next: `the draft changed since: ${again}` };
  }
  return {
    state: "requested",
    next: url === null ? `a reviewer merges ${known.branch}` : "a reviewer merges it",
  };
}

function nextOf({ state, file }: LocalDraft): string {
  return {
    draft: `mend its test: harbor-drafts test ${file}`,
    refused: `mend it: harbor-drafts check ${file}`,
    tested: `harbor-drafts request-publish ${file}`,
    published: `it is live: delete ${file} and its recording`,
  }[state];
}

function isSame(a: Action | undefined, b: Action | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compareActions(a, b).level === "none";
}
