import { realpathSync } from "node:fs";
import { CONFIG_FILE, DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import { REMOTE, remoteRef } from "../refs.ts";
import { type Clone, describeClone } from "./clone.ts";
import { openTrees } from "./commit-trees.ts";
import { gitFailure, reader, splitNull } from "./git-process.ts";
import { type NewCommit, openCommitMaker } from "./make-commit.ts";
import { openObjectReader, type ReadLimits } from "./object-reader.ts";
import { openReadingRepository } from "./own-repository.ts";
import { openTransport, type RefUpdate, unusedSettings } from "./transport.ts";

export type { FileChange } from "./fast-import.ts";
export type { NewCommit } from "./make-commit.ts";
export type { RefUpdate } from "./transport.ts";

import { BYTES } from "../limits.ts";

/** A commit as its object says. */
export interface CommitInfo {
  id: string;
  parents: string[];
  /** `Name <mail>`. */
  author: string;
  message: string;
}

/** What the program does with git. Nothing here touches HEAD, the index or the work tree. */
export interface Git {
  /** Full id of the commit that a revision names; undefined where there is none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Full name of a ref, such as refs/remotes/origin/main; undefined for what is no ref. */
  fullName(revision: string): Promise<string | undefined>;
  /** The branch that the remote's HEAD points to, as this clone knows it. */
  defaultBranch(): Promise<string | undefined>;
  /** Names of the clone's own settings that aren't used on the way to the remote. */
  unusedSettings(): Promise<string[]>;
  /** Commit ids by full ref name, below prefixes. */
  refs(...prefixes: string[]): Promise<Map<string, string>>;
  treeAt(commit: string, label: string): Tree;
  /** Files of many commits, by `<commit>:<path>`, in two calls; what isn't there or is too large is left out. */
  readMany(names: readonly string[], limits: ReadLimits): Promise<Map<string, Uint8Array>>;
  /** The ids of many files, by `<commit>:<path>`, in one call; what isn't there is left out. */
  blobIds(names: readonly string[]): Promise<Map<string, string>>;
  readCommit(id: string): Promise<CommitInfo>;
  /** Many commits in two calls; one that isn't there or is too large is left out. */
  readCommits(ids: readonly string[]): Promise<CommitInfo[]>;
  /** Full names of the refs below a prefix whose commits a commit has in its history. */
  mergedRefs(prefix: string, commit: string): Promise<ReadonlySet<string>>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Which of many commits another one has in its history, in one call; none that isn't here. */
  mergedOf(commits: readonly string[], into: string): Promise<ReadonlySet<string>>;
  /** Paths that differ between two commits, each with its mode in the second, `000000` where it is gone. */
  changedModes(before: string, after: string): Promise<Map<string, string>>;
  /** The best common ancestor of a commit and HEAD; undefined where there is none. */
  mergeBase(commit: string): Promise<string | undefined>;
  /** Makes a commit's objects and nothing else: no ref, no index, no work tree. */
  commit(commit: NewCommit): Promise<string>;
  /** Whether an object is here. */
  has(id: string): Promise<boolean>;
  /** `Name <mail>` of whoever runs this; undefined where git knows none. */
  identity(): Promise<string | undefined>;
  /** The folder in which git keeps a clone's own things, for all of its work trees. */
  folder(): Promise<string>;
  isShallow(): Promise<boolean>;
  /** Whether commits are to be signed. */
  signs(): Promise<boolean>;
  /** The remote's first URL by the clone's own configuration, as the user's rewrites it (`url.….insteadOf`). */
  remoteUrl(): Promise<string | undefined>;
  // The way to the remote (REMOTE), or to another one by its URL: see Transport.
  fetch(refspecs: readonly string[]): Promise<void>;
  fetchRef(remote: string, ref: string): Promise<string | undefined>;
  push(remote: string, updates: readonly RefUpdate[]): Promise<void>;
  tryPush(remote: string, commit: string, ref: string): Promise<void>;
}

/** Where the clone keeps the branches of its remote. */
const BRANCHES = remoteRef("");
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
export function openGit(root: string, environment: NodeJS.ProcessEnv, known?: Clone): Git {
  const clone = lazily(async () => known ?? describeClone(realpathSync(root), environment));
  const reading = lazily(async () => openReadingRepository(await clone(), environment));
  const raw = async (args: readonly string[], input?: string): Promise<string> => {
    const { folder, settings } = await reading();
    return reader(folder, settings)(input).raw([...args]);
  };
  const run = async (...args: string[]): Promise<string> => {
    try {
      return await raw(args);
    } catch (error) {
      throw error instanceof HarborError ? error : gitFailure(args[0] ?? "", error);
    }
  };
  const tryRun = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await raw(args)).trim();
    } catch {
      return undefined;
    }
  };
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
  /** The clone's branches of the remote are listed once, with one process, until a fetch or a push moves them. */
  let branches = lazily(() => listRefs(BRANCHES));
  const moving = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } finally {
      branches = lazily(() => listRefs(BRANCHES));
    }
  };

  return {
    async resolve(revision) {
      if (revision.startsWith(BRANCHES)) {
        return (await branches()).find(({ ref, type }) => ref === revision && type === "commit")?.id;
      }
      const name = `${revision}^{commit}`;
      // Some revisions make git give up, such as those of a reflog that isn't there.
      const found = await objects.describe([name]).catch(() => new Map<string, { id: string }>());
      return found.get(name)?.id;
    },
    fullName: async (revision) =>
      (await tryRun(
        "rev-parse",
        "--verify",
        "--quiet",
        "--symbolic-full-name",
        "--end-of-options",
        revision,
      )) || undefined,
    async defaultBranch() {
      // A branch that is itself called HEAD isn't what HEAD points to.
      const target = (await branches()).find(({ ref }) => ref === `${BRANCHES}HEAD`)?.target;
      return target?.startsWith(BRANCHES) ? target.slice(BRANCHES.length) : undefined;
    },
    unusedSettings: async () => unusedSettings(await (await clone()).settings()),
    async refs(...prefixes) {
      const isListed = prefixes.every((prefix) => prefix.startsWith(BRANCHES));
      const refs = await (isListed ? branches() : listRefs(...prefixes));
      const isBelow = ({ ref }: Ref) =>
        prefixes.some((prefix) => `${ref}/`.startsWith(prefix.replace(/\/*$/, "/")));
      return new Map(refs.filter(isBelow).map(({ ref, id }) => [ref, id]));
    },
    treeAt: openTrees(objects, run, OWN).treeAt,
    readMany: (names, limits) => objects.read("blob", names, limits),
    async blobIds(names) {
      const found = await objects.describe(names);
      return new Map([...found].flatMap(([name, { id, type }]) => (type === "blob" ? [[name, id]] : [])));
    },
    async readCommits(ids) {
      const texts = await objects.read("commit", ids, COMMIT_LIMITS);
      return [...texts].map(([id, bytes]) => parseCommit(id, bytes.toString("utf8")));
    },
    mergedRefs: async (prefix, commit) =>
      new Set((await run("for-each-ref", "--format=%(refname)", `--merged=${commit}`, prefix)).split("\n")),
    async readCommit(id) {
      const bytes = (await objects.read("commit", [id], COMMIT_LIMITS)).get(id);
      if (bytes === undefined) {
        throw gitFailure("cat-file", new Error(`fatal: Not a valid object name ${id}`));
      }
      return parseCommit(id, bytes.toString("utf8"));
    },
    async mergedOf(commits, into) {
      const here = [...(await objects.describe(commits))].flatMap(([id, { type }]) =>
        type === "commit" ? [id] : [],
      );
      if (here.length === 0) {
        return new Set();
      }
      const lines = [...here, `^${into}`].map((line) => `${line}\n`).join("");
      try {
        const unmerged = new Set((await raw(["rev-list", "--stdin"], lines)).split("\n"));
        return new Set(here.filter((id) => !unmerged.has(id)));
      } catch (error) {
        throw gitFailure("rev-list", error);
      }
    },
    isAncestor: async (ancestor, descendant) =>
      (await tryRun("merge-base", ancestor, descendant)) === ancestor,
    async changedModes(before, after) {
      const parts = splitNull(await run("diff-tree", "-r", "-z", "--raw", "--no-renames", before, after));
      return new Map(
        parts.flatMap((part, index) =>
          index % 2 === 0 ? [[parts[index + 1] ?? "", part.split(" ")[1] ?? ""] as const] : [],
        ),
      );
    },
    mergeBase: async (commit) => (await tryRun("merge-base", commit, "HEAD")) || undefined,
    commit: maker.commit,
    has: async (id) => (await objects.describe([id])).has(id),
    identity: maker.identity,
    signs: maker.signs,
    folder: async () => (await clone()).folder,
    isShallow: async () => (await clone()).isShallow,
    remoteUrl: async () => {
      const url = await firstUrl();
      return url === undefined ? undefined : transport.resolve(url);
    },
    fetch: async (refspecs) => moving(transport.fetch(await urlOf(REMOTE), refspecs)),
    fetchRef: async (remote, ref) => transport.fetchRef(await urlOf(remote), ref),
    push: async (remote, updates) =>
      moving(transport.push(await urlOf(remote), updates, remote === REMOTE ? TRACKED : undefined)),
    tryPush: async (remote, commit, ref) => transport.tryPush(await urlOf(remote), commit, ref),
  };
}

function parseCommit(id: string, text: string): CommitInfo {
  const [headers = "", ...rest] = text.split("\n\n");
  const lines = headers.split("\n");
  const parents = lines.flatMap((line) => (line.startsWith("parent ") ? line.slice(7) : []));
  const author = lines.find((line) => line.startsWith("author "))?.slice(7) ?? "";
  return { id, parents, author: author.replace(/ \d+ [+-]\d{4}$/, ""), message: rest.join("\n\n") };
}
