import { realpathSync } from "node:fs";
import { CONFIG_FILE, DRAFTS_FOLDER } from "../catalog/layout.ts";
import { lazily } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import { REMOTE, REQUEST_REFS, remoteRef } from "../refs.ts";
import { type Clone, describeClone } from "./clone.ts";
import { openTrees } from "./commit-trees.ts";
import { gitFailure, reader, splitNull } from "./git-process.ts";
import { openCommitMaker } from "./make-commit.ts";
import { openObjectReader, type ReadLimits } from "./object-reader.ts";
import { openReadingRepository } from "./own-repository.ts";
import { openTransport, type RefUpdate, unusedSettings } from "./transport.ts";

export type { FileChange, NewCommit } from "./make-commit.ts";
export type { RefUpdate } from "./transport.ts";

/** A commit as its object says. */
export interface CommitInfo {
  id: string;
  parents: string[];
  /** `Name <mail>`. */
  author: string;
  message: string;
}

/** Where the clone keeps the branches of its remote. */
const BRANCHES = remoteRef("");
const isOfRemote = (ref: string): boolean => ref.startsWith(BRANCHES) || ref.startsWith(REQUEST_REFS);
const TRACKED = `+refs/heads/*:${BRANCHES}*`;

interface Ref {
  ref: string;
  id: string;
  /** Of the object that it names. */
  type: string;
  /** The ref that a symbolic one stands for; empty for others. */
  target: string;
}

const REF_FORMAT = "%(objectname) %(objecttype) %(refname) %(symref)";

/** What nearly every command reads. */
const OWN = ["catalog", DRAFTS_FOLDER, CONFIG_FILE, ".github"];

/** What strangers may have pushed as a commit's text, in bytes. */
const COMMIT_LIMITS = { each: BYTES.note, all: Number.POSITIVE_INFINITY };

/**
 * Git in a clone. Every failure is a HarborError.
 *
 * @param root the folder that holds `.git`
 * @param known where the clone was found before
 */
export function openGit(root: string, environment: NodeJS.ProcessEnv, known?: Clone) {
  const clone = lazily(async () => known ?? describeClone(realpathSync(root), environment));
  const reading = lazily(async () => openReadingRepository(await clone(), environment));
  const raw = async (args: readonly string[], input?: string): Promise<string> => {
    const { folder, settings } = await reading();
    return reader(folder, settings)(input).raw([...args]);
  };
  const run = (...args: string[]): Promise<string> => raw(args);
  const tryRun = (...args: string[]): Promise<string | undefined> =>
    raw(args).then(
      (text) => text.trim(),
      () => undefined,
    );
  const firstUrl = async (): Promise<string | undefined> =>
    (await (await clone()).settings()).values(`remote.${REMOTE}.url`)[0];
  const urlOf = async (remote: string): Promise<string> =>
    remote === REMOTE ? ((await firstUrl()) ?? "") : remote;
  const maker = openCommitMaker(clone, environment);
  const transport = openTransport(clone, environment);
  const objects = openObjectReader(reading);
  const listRefs = async (...prefixes: string[]): Promise<Ref[]> =>
    (await run("for-each-ref", `--format=${REF_FORMAT}`, "--", ...prefixes)).split("\n").flatMap((line) => {
      const [id = "", type = "", ref = "", target = ""] = line.split(" ");
      return ref === "" ? [] : [{ id, type, ref, target }];
    });
  /**
   * What the clone knows of the remote is listed once, with one process, until a fetch or a push moves it.
   * A fetch of another process writes branches first, and git lists requests first: none is without its branch.
   */
  const list = (): Promise<Ref[]> => listRefs(REQUEST_REFS, BRANCHES);
  let remoteRefs = lazily(list);
  const forgetRemoteRefs = (): void => {
    remoteRefs = lazily(list);
  };
  const moving = <Value>(work: Promise<Value>): Promise<Value> => work.finally(forgetRemoteRefs);

  return {
    /** Full id of the commit that a revision names; undefined where there is none. */
    async resolve(revision: string) {
      if (isOfRemote(revision)) {
        return (await remoteRefs()).find(({ ref, type }) => ref === revision && type === "commit")?.id;
      }
      const name = `${revision}^{commit}`;
      // Some revisions make git give up, such as those of a reflog that isn't there.
      const found = await objects.describe([name]).catch(() => new Map<string, { id: string }>());
      return found.get(name)?.id;
    },
    /** Full name of a ref, such as refs/remotes/origin/main; undefined for what is no ref. */
    fullName: async (revision: string) =>
      (await tryRun(
        "rev-parse",
        "--verify",
        "--quiet",
        "--symbolic-full-name",
        "--end-of-options",
        revision,
      )) || undefined,
    /** The branch that the remote's HEAD points to, as this clone knows it. */
    async defaultBranch() {
      // A branch that is itself called HEAD isn't what HEAD points to.
      const target = (await remoteRefs()).find(({ ref }) => ref === `${BRANCHES}HEAD`)?.target;
      return target?.startsWith(BRANCHES) ? target.slice(BRANCHES.length) : undefined;
    },
    /** Names of the clone's own settings that aren't used on the way to the remote. */
    unusedSettings: async () => unusedSettings(await (await clone()).settings()),
    /** Commit ids by full ref name, below prefixes. */
    async refs(...prefixes: string[]) {
      const refs = await (prefixes.every(isOfRemote) ? remoteRefs() : listRefs(...prefixes));
      const isBelow = ({ ref }: Ref) =>
        prefixes.some((prefix) => `${ref}/`.startsWith(prefix.replace(/\/*$/, "/")));
      return new Map(refs.filter(isBelow).map(({ ref, id }) => [ref, id]));
    },
    treeAt: openTrees(objects, run, OWN).treeAt,
    /** Files of many commits, by `<commit>:<path>`, in two calls; what isn't there or is too large is left out. */
    readMany: (names: readonly string[], limits: ReadLimits) => objects.read("blob", names, limits),
    /** The ids of many files, by `<commit>:<path>`, in one call; what isn't there is left out. */
    async blobIds(names: readonly string[]): Promise<Map<string, string>> {
      const found = await objects.describe(names);
      return new Map([...found].flatMap(([name, { id, type }]) => (type === "blob" ? [[name, id]] : [])));
    },
    /** Many commits in two calls; one that isn't there or is too large is left out. */
    async readCommits(ids: readonly string[]) {
      const texts = await objects.read("commit", ids, COMMIT_LIMITS);
      return [...texts].map(([id, bytes]) => parseCommit(id, bytes.toString("utf8")));
    },
    /** Full names of the refs below a prefix whose commits a commit has in its history. */
    mergedRefs: async (prefix: string, commit: string) =>
      new Set((await run("for-each-ref", "--format=%(refname)", `--merged=${commit}`, prefix)).split("\n")),
    async readCommit(id: string) {
      const bytes = (await objects.read("commit", [id], COMMIT_LIMITS)).get(id);
      if (bytes === undefined) {
        throw gitFailure("cat-file", new Error(`fatal: Not a valid object name ${id}`));
      }
      return parseCommit(id, bytes.toString("utf8"));
    },
    /** Which of many commits another one has in its history, in one call; none that isn't here. */
    async mergedOf(commits: readonly string[], into: string): Promise<ReadonlySet<string>> {
      const here = [...(await objects.describe(commits))].flatMap(([id, { type }]) =>
        type === "commit" ? [id] : [],
      );
      if (here.length === 0) {
        return new Set();
      }
      const lines = [...here, `^${into}`].map((line) => `${line}\n`).join("");
      const unmerged = new Set((await raw(["rev-list", "--stdin"], lines)).split("\n"));
      return new Set(here.filter((id) => !unmerged.has(id)));
    },
    isAncestor: async (ancestor: string, descendant: string) =>
      (await tryRun("merge-base", ancestor, descendant)) === ancestor,
    /** Paths that differ between two commits, each with its mode in the second, `000000` where it is gone. */
    async changedModes(before: string, after: string) {
      const parts = splitNull(await run("diff-tree", "-r", "-z", "--raw", "--no-renames", before, after));
      return new Map(
        parts.flatMap((part, index) =>
          index % 2 === 0 ? [[parts[index + 1] ?? "", part.split(" ")[1] ?? ""] as const] : [],
        ),
      );
    },
    /** The best common ancestor of a commit and HEAD; undefined where there is none. */
    mergeBase: async (commit: string) => (await tryRun("merge-base", commit, "HEAD")) || undefined,
    /** Makes a commit's objects and nothing else: no ref, no index, no work tree. */
    commit: maker.commit,
    /** Whether an object is here. */
    has: async (id: string) => (await objects.describe([id])).has(id),
    /** `Name <mail>` of whoever runs this; undefined where git knows none. */
    identity: maker.identity,
    /** Whether commits are to be signed. */
    signs: maker.signs,
    /** The folder in which git keeps a clone's own things, for all of its work trees. */
    folder: async () => (await clone()).folder,
    isShallow: async () => (await clone()).isShallow,
    /** The remote's first URL by the clone's own configuration, as the user's rewrites it (`url.….insteadOf`). */
    remoteUrl: async () => {
      const url = await firstUrl();
      return url === undefined ? undefined : transport.resolve(url);
    },
    fetch: async (refspecs: readonly string[]) => moving(transport.fetch(await urlOf(REMOTE), refspecs)),
    /** For when another process fetched: what was listed may be no more. */
    forgetRemoteRefs,
    fetchRef: async (remote: string, ref: string) => transport.fetchRef(await urlOf(remote), ref),
    push: async (remote: string, updates: readonly RefUpdate[]) =>
      moving(transport.push(await urlOf(remote), updates, remote === REMOTE ? TRACKED : undefined)),
    tryPush: async (remote: string, commit: string, ref: string) =>
      transport.tryPush(await urlOf(remote), commit, ref),
  };
}

/** What the program does with git. Nothing here touches HEAD, the index or the work tree. */
export type Git = ReturnType<typeof openGit>;

function parseCommit(id: string, text: string): CommitInfo {
  const [headers = "", ...rest] = text.split("\n\n");
  const lines = headers.split("\n");
  const parents = lines.flatMap((line) => (line.startsWith("parent ") ? line.slice(7) : []));
  const author = lines.find((line) => line.startsWith("author "))?.slice(7) ?? "";
  return { id, parents, author: author.replace(/ \d+ [+-]\d{4}$/, ""), message: rest.join("\n\n") };
}
