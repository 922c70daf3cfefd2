import { REMOTE } from "../base.ts";
import { type Action, actionSchema } from "../catalog/action.ts";
import { compareActions } from "../catalog/compare.ts";
import { draftFile, parseDraftPath } from "../catalog/layout.ts";
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
  /** The draft in this clone. */
  file: string | null;
  /** The request's branch on the remote. */
  branch: string | null;
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
}

/** Joins the drafts of the folder with the requests of the remote: where each stands, what to do next. */
export async function listStatus(
  files: Pick<Files, "entry" | "tree">,
  remote: Remote,
): Promise<StatusEntry[]> {
  const pieces = new Map<string, Pieces>();
  const add = (place: { port: string; slug: string }, more: Partial<Pieces>): void => {
    const branch = requestBranch(place.port, place.slug);
    pieces.set(branch, { port: place.port, slug: place.slug, ...pieces.get(branch), ...more });
  };
  for (const file of await listDrafts(files.tree)) {
    const place = parseDraftPath(file);
    if (place !== undefined && (await remote.catalogue.find(place.port)) !== undefined) {
      add(place, { draft: await judgeDraft(file, place, files, remote) });
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
    const told = tell(piece);
    if (told !== undefined) {
      const isOpen = told.state === "requested" || told.state === "stale";
      const checks =
        isOpen && piece.asked !== undefined ? await remote.forge.checks(piece.asked.commit) : "none";
      entries.push({ ...told, checks });
    }
  }
  return entries.sort((a, b) => compareText(a.port, b.port) || compareText(a.slug, b.slug));
}

async function judgeDraft(
  file: string,
  { port: portSlug, slug }: { port: string; slug: string },
  files: Pick<Files, "entry" | "tree">,
  { catalogue, base }: Remote,
): Promise<LocalDraft> {
  const port = await catalogue.get(portSlug);
  const { draft, verdict } = await checkFile(files, catalogue, file);
  const isRetirement = draft?.change === "retire";
  const action = isRetirement ? undefined : actionSchema.safeParse(draft?.action).data;
  const told = { file, isRetirement, action };
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
  return { ...told, state: (await isTested(file, draft, port, files, base)) ? "tested" : "draft" };
}

async function isTested(
  file: string,
  draft: ReadableDraft,
  port: LivePort,
  files: Pick<Files, "tree">,
  base: Remote["base"],
): Promise<boolean> {
  return (await testDraft(file, draft, port, files.tree, base.tree)).passed;
}

/** Where an action stands by all that there is of it; undefined where there is nothing to say. */
function tell(pieces: Pieces): Omit<StatusEntry, "checks"> | undefined {
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
