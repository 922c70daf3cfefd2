import { REMOTE } from "../base.ts";
import { actionSchema } from "../catalog/action.ts";
import { compareActions } from "../catalog/compare.ts";
import { parseDraftPath } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Remote } from "../context.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { listDrafts } from "../drafts/store.ts";
import { compareText } from "../finding.ts";
import type { Checks, ForgeRequest } from "../forge/forge.ts";
import type { Files } from "../io/files.ts";
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
  next: string;
}

/** Joins the drafts of the folder with the requests of the remote: where each stands, what to do next. */
export async function listStatus(
  files: Pick<Files, "entry" | "tree">,
  remote: Remote,
): Promise<StatusEntry[]> {
  const { git, forge, catalogue } = remote;
  const known = await listKnownRequests(git, REMOTE, catalogue);
  const asked = await forge.list(remote.base.branch);
  const entries = new Map<string, StatusEntry>();
  for (const file of await listDrafts(files.tree)) {
    const place = parseDraftPath(file);
    if (place !== undefined && (await catalogue.find(place.port)) !== undefined) {
      const branch = requestBranch(place.port, place.slug);
      entries.set(branch, await draftEntry(file, place, files, remote));
    }
  }
  for (const request of known) {
    const opened = asked.find(({ branch, state }) => branch === request.branch && state === "open");
    if (request.published || opened !== undefined) {
      const entry = requestEntry(request, opened, entries.get(request.branch));
      const checks = opened === undefined || request.published ? "none" : await forge.checks(opened.commit);
      entries.set(request.branch, { ...entry, checks });
    }
  }
  markRejected(entries, asked);
  return [...entries.values()].sort((a, b) => compareText(a.port, b.port) || compareText(a.slug, b.slug));
}

async function draftEntry(
  file: string,
  { port: portSlug, slug }: { port: string; slug: string },
  files: Pick<Files, "entry" | "tree">,
  { catalogue, base }: Remote,
): Promise<StatusEntry> {
  const entry = { port: portSlug, slug, checks: "none" as const, url: null };
  const port = await catalogue.get(portSlug);
  const { draft, verdict } = await checkFile(files, catalogue, file);
  if (draft === undefined || verdict === "refused" || verdict === "invalid") {
    return { ...entry, state: "refused", next: `mend it: harbor-drafts check ${file}` };
  }
  if (isLive(draft, port)) {
    return { ...entry, state: "published", next: `nothing; delete ${file}` };
  }
  const { passed } = await testDraft(file, draft, port, files.tree, base.tree);
  return passed
    ? { ...entry, state: "tested", next: `harbor-drafts request-publish ${file}` }
    : { ...entry, state: "draft", next: `mend its test: harbor-drafts test ${file}` };
}

function isLive(draft: ReadableDraft, port: LivePort): boolean {
  const live = port.manifest.actions.find((action) => action.slug === draft.action.slug);
  const proposed = actionSchema.safeParse(draft.action);
  return live !== undefined && proposed.success && compareActions(live, proposed.data).level === "none";
}

function requestEntry(
  request: KnownRequest,
  opened: ForgeRequest | undefined,
  draft: StatusEntry | undefined,
): StatusEntry {
  const { port, slug, branch } = request;
  const entry = { port, slug, checks: "none" as const, url: opened?.url ?? null };
  if (request.published) {
    // A new draft of the same slug counts for more than the old request.
    return draft !== undefined && draft.state !== "published"
      ? draft
      : { ...entry, state: "published", next: draft?.next ?? "nothing" };
  }
  const file = `drafts/${port}/${slug}.json`;
  return request.stale
    ? { ...entry, state: "stale", next: `the port moved: harbor-drafts request-publish ${file}` }
    : {
        ...entry,
        state: "requested",
        next: opened?.url == null ? `a reviewer merges ${branch}` : "a reviewer merges it",
      };
}

function markRejected(entries: Map<string, StatusEntry>, asked: readonly ForgeRequest[]): void {
  for (const { branch, state, url, number } of asked) {
    const place = parseRequestBranch(branch);
    const entry = entries.get(branch);
    // Git alone can't tell a branch deleted after its merge from one deleted instead of it: only a
    // draft that still waits says which.
    const isOver =
      entry === undefined ? number !== null : ["draft", "tested", "refused"].includes(entry.state);
    if (state === "closed" && place !== undefined && isOver) {
      const next = "closed without a merge: ask the reviewer why before asking again";
      entries.set(branch, { ...place, state: "rejected", checks: "none", url, next });
    }
  }
}
