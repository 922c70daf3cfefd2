import { type Action, actionSchema } from "../catalog/action.ts";
import { isSameAction } from "../catalog/compare.ts";
import { draftFile, draftRecordingFile, isSlug } from "../catalog/layout.ts";
import { type Catalogue, type LivePort, liveAction } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import { compareText } from "../finding.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import { isRecord } from "../json/record.ts";
import { BYTES } from "../limits.ts";
import { remoteRef } from "../refs.ts";
import { readCommitMessage } from "./commit-message.ts";

const PREFIX = "publish/";

/** The branch of a draft's request. Port and slug must be slugs: they are when check passed. */
export function requestBranch(port: string, slug: string): string {
  return `${PREFIX}${port}/${slug}`;
}

/** Paths besides the manifest that the request of a slug may touch. */
export function requestPaths(port: LivePort, slug: string): string[] {
  return [port.files.recording(slug), draftFile(port.slug, slug), draftRecordingFile(port.slug, slug)];
}

/** A request's branch as this clone last saw it on the remote. What it says is read from its tree alone. */
export interface KnownRequest {
  port: string;
  slug: string;
  branch: string;
  commit: CommitInfo;
  /** What it asks to be live; undefined for a retirement, or where its manifest can't be read. */
  action: Action | undefined;
  /** Whether base has what it asks for, whatever way it got there. */
  published: boolean;
  /** Whether manifest or policy moved on base since. */
  stale: boolean;
}

/** Port and slug of a request's branch; undefined for any other branch. */
export function parseRequestBranch(branch: string): { port: string; slug: string } | undefined {
  const [port = "", slug = "", ...rest] = branch.startsWith(PREFIX)
    ? branch.slice(PREFIX.length).split("/")
    : [];
  return isSlug(port) && isSlug(slug) && rest.length === 0 ? { port, slug } : undefined;
}

/** A request's branch of the remote, and the commit that it is at. */
interface RequestBranch {
  port: string;
  slug: string;
  branch: string;
  id: string;
}

/** The request branches of the remote as this clone last saw them, of one port or of all. */
export async function requestBranches(git: Git, port?: string): Promise<RequestBranch[]> {
  const refs = await git.refs(remoteRef(port === undefined ? PREFIX : `${PREFIX}${port}/`));
  return [...refs].flatMap(([ref, id]) => {
    const branch = ref.slice(remoteRef("").length);
    const named = parseRequestBranch(branch);
    return named === undefined ? [] : [{ ...named, branch, id }];
  });
}

/** A commit that is larger than any request's, of which nothing is read: whatever it is, this tool didn't make it. */
export function unreadCommit(id: string): CommitInfo {
  return { id, parents: [], author: "", message: "" };
}

/** The requests of known ports, read offline, in a few calls of git whatever their number; sorted. */
export async function listKnownRequests(git: Git, catalogue: Catalogue): Promise<KnownRequest[]> {
  const branches = await requestBranches(git);
  const read = await git.readCommits(branches.map(({ id }) => id));
  const commits = new Map(read.map((commit) => [commit.id, commit]));
  const made: (Made & Pick<RequestBranch, "branch">)[] = [];
  for (const { port: portSlug, slug, branch, id } of branches) {
    const port = await catalogue.find(portSlug);
    if (port !== undefined) {
      const commit = commits.get(id) ?? unreadCommit(id);
      made.push({ port, slug, branch, commit });
    }
  }
  const base = catalogue.tree.commit;
  const isMergeable = base !== undefined && made.length > 0;
  const merged = isMergeable ? await git.mergedRefs(remoteRef(PREFIX), base) : new Set<string>();
  const moved = await findMoved(git, made, base);
  const requests: KnownRequest[] = [];
  // Some at a time: whoever may push may push as much as they like.
  for (let start = 0; start < made.length; start += AT_ONCE) {
    const some = made.slice(start, start + AT_ONCE);
    const fileOf = ({ commit, port }: Made): string => `${commit.id}:${port.files.manifest}`;
    const manifests = await git.readMany(some.map(fileOf), MANIFEST_LIMITS);
    for (const one of some) {
      const { port, slug, branch, commit } = one;
      const bytes = manifests.get(fileOf(one));
      const action = actionIn(bytes, slug);
      // Whether the base has what is asked for, however it got there: squashed, rebased, or by hand. A
      // branch that points to the base's own history asks for nothing.
      const isLive = bytes !== undefined && isSameAction(action, liveAction(port, slug));
      const isThere = isLive || merged.has(remoteRef(branch));
      const published = isThere && readCommitMessage(commit.message) !== undefined;
      requests.push({ port: port.slug, slug, branch, commit, action, published, stale: moved(one) });
    }
  }
  return requests.sort((a, b) => compareText(a.branch, b.branch));
}

/** How many requests' manifests are read at once, and how large they may be, in bytes. */
const AT_ONCE = 50;
const MANIFEST_LIMITS = { each: BYTES.catalogFile, all: Number.POSITIVE_INFINITY };

/** An action of a request's manifest, read without a look at the rest; undefined where it isn't there, or is none. */
export function actionIn(manifest: Uint8Array | undefined, slug: string): Action | undefined {
  try {
    const { actions } = JSON.parse(new TextDecoder().decode(manifest)) as { actions?: unknown };
    const found = Array.isArray(actions)
      ? actions.find((action) => isRecord(action) && action.slug === slug)
      : undefined;
    return actionSchema.safeParse(found).data;
  } catch {
    return undefined;
  }
}

/** A request to be compared with the base. */
interface Made {
  commit: CommitInfo;
  port: LivePort;
  slug: string;
}

/** Whether the base isn't what the request was made from: in manifest, policy, or the files that it writes or removes. */
export async function hasMoved(git: Git, made: Made, base: Tree): Promise<boolean> {
  return (await findMoved(git, [made], base.commit))(made);
}

/** The same for many requests at once. A parent that isn't here counts as another base. */
async function findMoved(
  git: Git,
  all: readonly Made[],
  base: string | undefined,
): Promise<(made: Made) => boolean> {
  const at = (commit: string | undefined, { port, slug }: Made): string[] =>
    commit === undefined
      ? []
      : [port.files.manifest, port.files.policy, ...requestPaths(port, slug)].map(
          (path) => `${commit}:${path}`,
        );
  const names = new Set(all.flatMap((made) => [...at(made.commit.parents[0], made), ...at(base, made)]));
  const ids = await git.blobIds([...names]);
  return (made) => {
    const [parent] = made.commit.parents;
    const idsAt = (commit: string | undefined) =>
      JSON.stringify(at(commit, made).map((name) => ids.get(name) ?? null));
    return parent === undefined || idsAt(parent) !== idsAt(base);
  };
}
