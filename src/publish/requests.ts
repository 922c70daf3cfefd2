import type { Action } from "../catalog/action.ts";
import { compareActions } from "../catalog/compare.ts";
import { isSlug } from "../catalog/layout.ts";
import type { Catalogue, LivePort } from "../catalog/load.ts";
import { type Manifest, manifestSchema } from "../catalog/manifest.ts";
import type { Tree } from "../catalog/tree.ts";
import { compareText } from "../finding.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import { parseJson } from "../json/parse.ts";

const PREFIX = "publish/";

/** The branch of a draft's request. Port and slug must be slugs: they are when check passed. */
export function requestBranch(port: string, slug: string): string {
  return `${PREFIX}${port}/${slug}`;
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

/** The remote branches of requests, read offline, sorted by port and slug. */
export async function listKnownRequests(
  git: Git,
  remote: string,
  catalogue: Catalogue,
): Promise<KnownRequest[]> {
  const prefix = `refs/remotes/${remote}/`;
  const requests: KnownRequest[] = [];
  for (const [ref, id] of await git.refs(`${prefix}${PREFIX}`)) {
    const branch = ref.slice(prefix.length);
    const named = parseRequestBranch(branch);
    const port = named === undefined ? undefined : await catalogue.find(named.port);
    if (named !== undefined && port !== undefined) {
      const commit = await git.readCommit(id);
      const moved = await hasMoved(git, commit, port, catalogue.tree);
      const asked = await readManifest(git.treeAt(id, branch), port);
      const action = asked?.actions.find(({ slug }) => slug === named.slug);
      const merged = await isMerged(git, commit, catalogue.tree);
      const published = merged || (asked !== undefined && isLive(action, port, named.slug));
      requests.push({ ...named, branch, commit, action, published, stale: moved });
    }
  }
  return requests.sort((a, b) => compareText(a.branch, b.branch));
}

/** Whether the base's manifest or policy isn't what the request was made from. */
export async function hasMoved(git: Git, commit: CommitInfo, port: LivePort, base: Tree): Promise<boolean> {
  const [parent] = commit.parents;
  if (parent === undefined) {
    return true;
  }
  const before = git.treeAt(parent, "the request's base");
  const paths = [port.files.manifest, port.files.policy];
  const same = await Promise.all(
    paths.map(async (path) => isSame(await before.read(path), await base.read(path))),
  );
  return same.includes(false);
}

async function isMerged(git: Git, commit: CommitInfo, base: Tree): Promise<boolean> {
  // A branch that points to the base's own history asks for nothing.
  const isRequest = /^Draft-Digest: /m.test(commit.message);
  return isRequest && base.commit !== undefined && (await git.isAncestor(commit.id, base.commit));
}

/** Whether the base has what is asked for, however it got there: squashed, rebased, or by hand. */
function isLive(asked: Action | undefined, port: LivePort, slug: string): boolean {
  const live = port.manifest.actions.find((action) => action.slug === slug);
  return asked === undefined || live === undefined
    ? asked === live
    : compareActions(live, asked).level === "none";
}

/** The request's manifest; undefined for one that is missing or isn't one. */
async function readManifest(tree: Tree, port: LivePort): Promise<Manifest | undefined> {
  const bytes = await tree.read(port.files.manifest);
  const parsed = bytes === undefined ? undefined : parseJson(bytes, bytes.byteLength);
  return parsed?.ok ? manifestSchema.safeParse(parsed.document.value).data : undefined;
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}
