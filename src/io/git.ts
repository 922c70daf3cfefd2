import { resolve } from "node:path";
import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import { gitFailure, gitSettings, runner, splitNull } from "./git-process.ts";
import { commitTree } from "./git-tree.ts";
import { type NewCommit, openCommitMaker } from "./make-commit.ts";
import { openObjectReader, type ReadLimits } from "./object-reader.ts";

export type { FileChange } from "./fast-import.ts";
export type { NewCommit } from "./make-commit.ts";

/** A commit as its object says. */
export interface CommitInfo {
  id: string;
  parents: string[];
  /** `Name <mail>`. */
  author: string;
  message: string;
}

/** A ref of a remote to be moved. The push fails unless the ref is where it is expected. */
export interface RefUpdate {
  ref: string;
  /** Null to delete it. */
  commit: string | null;
  /** Null where the ref must not be there yet. */
  expected: string | null;
}

/** What the program does with git. Nothing here touches HEAD, the index or the work tree. */
export interface Git {
  /** Full id of the commit that a revision names; undefined where there is none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Full name of a ref, such as refs/remotes/origin/main; undefined for what is no ref. */
  fullName(revision: string): Promise<string | undefined>;
  /** The branch that a remote's HEAD points to, as this clone knows it. */
  defaultBranch(remote: string): Promise<string | undefined>;
  /**
   * Settings of the clone itself, not of the user, that would make git run a program of the clone's.
   * @param isOffline only those that can do so without a fetch or push
   */
  riskySettings(isOffline: boolean): Promise<string[]>;
  /** Whether the clone's own settings, not the user's, push to another place than they fetch from. */
  pushesElsewhere(remote: string): Promise<boolean>;
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
  remoteUrl(remote: string): Promise<string | undefined>;
  fetch(remote: string, refspecs: readonly string[]): Promise<void>;
  /** The commit of a ref of a remote or URL, asked for now, with its objects fetched; undefined where there is none. */
  fetchRef(remote: string, ref: string): Promise<string | undefined>;
  /**
   * Moves a request's branch and ref on a remote or URL, the only ones that this program ever pushes:
   * all of them, or none.
   * @throws HarborError CONFLICT where one isn't where it is expected
   */
  push(remote: string, updates: readonly RefUpdate[]): Promise<void>;
}

/** What may be pushed: a request's branch, and the ref that says what it asks for. No other, ever. */
const PUSHABLE = /^refs\/(?:heads\/publish|harbor-drafts\/requests)\/[a-z0-9-]+\/[a-z0-9-]+$/;

/** Settings that name a program for git to run on the way to a remote. */
const RISKY_SETTING =
  /^(?:core\.(?:sshcommand|gitproxy|askpass|alternaterefscommand)|credential(?:\..*)?\.helper|gpg(?:\..*)?\.(?:program|defaultkeycommand)|remote\..*\.(?:uploadpack|receivepack|vcs))$/i;

/** What strangers may have pushed as a commit's text, in bytes. */
const COMMIT_LIMITS = { each: 64 * 1024, all: Number.POSITIVE_INFINITY };

/**
 * Finds the repository around a folder.
 * @returns the absolute path of its top folder; undefined where there is no repository or no git
 * @throws HarborError GIT for a repository that git refuses to open
 */
export async function findRepository(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  try {
    const top = (await runner(folder, environment)().raw(["rev-parse", "--show-toplevel"])).trim();
    return top === "" ? undefined : resolve(top);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/not a git repository|must be run in a work tree|ENOENT|spawn git/i.test(text)) {
      return undefined;
    }
    // A repository that git won't open is no folder that may judge itself.
    throw gitFailure("rev-parse", error);
  }
}

/** Git in the repository whose top folder is given. Every failure is a HarborError. */
export function openGit(root: string, environment: NodeJS.ProcessEnv): Git {
  const open = runner(root, environment);
  const run = async (...args: string[]): Promise<string> => {
    try {
      return await open().raw(args);
    } catch (error) {
      throw gitFailure(args[0] ?? "", error);
    }
  };
  const tryRun = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await open().raw(args)).trim();
    } catch {
      return undefined;
    }
  };
  // Scope and name of every setting, in turn.
  const settings = lazily(async () =>
    splitNull(await run("config", "--includes", "--show-scope", "--name-only", "-z", "--list")),
  );
  const maker = openCommitMaker(root, environment, async () => (await settings()).includes("commit.gpgsign"));
  const folder = lazily(async () => resolve(root, (await run("rev-parse", "--git-common-dir")).trim()));
  const objects = openObjectReader(root, gitSettings(environment));
  const fetch = async (...words: string[]): Promise<void> => {
    await run(
      "fetch",
      "--quiet",
      "--no-tags",
      "--no-write-fetch-head",
      "--no-auto-maintenance",
      "--no-recurse-submodules",
      ...words,
    );
  };

  return {
    async resolve(revision) {
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
    async defaultBranch(remote) {
      // A branch that is itself called HEAD isn't what HEAD points to.
      const target = await tryRun("symbolic-ref", "--quiet", `refs/remotes/${remote}/HEAD`);
      const prefix = `refs/remotes/${remote}/`;
      return target?.startsWith(prefix) ? target.slice(prefix.length) : undefined;
    },
    async riskySettings(isOffline) {
      const names = await settings();
      const own = names.filter(
        (_, index) => index % 2 === 1 && /^(?:local|worktree)$/.test(names[index - 1] ?? ""),
      );
      const isPartial = own.some((name) => /^(?:extensions\.partialclone|remote\..*\.promisor)$/i.test(name));
      return isOffline && !isPartial ? [] : [...new Set(own.filter((name) => RISKY_SETTING.test(name)))];
    },
    async pushesElsewhere(remote) {
      const names = await settings();
      const own = names.filter(
        (_, index) => index % 2 === 1 && /^(?:local|worktree)$/.test(names[index - 1] ?? ""),
      );
      const isSeveral = own.filter((name) => name === `remote.${remote}.url`).length > 1;
      return isSeveral || own.includes(`remote.${remote}.pushurl`);
    },
    async refs(...prefixes) {
      const lines = (await run("for-each-ref", "--format=%(objectname) %(refname)", "--", ...prefixes)).split(
        "\n",
      );
      const found = lines.flatMap((line) => {
        const [id = "", ref = ""] = line.split(" ");
        return ref === "" ? [] : [[ref, id] as const];
      });
      return new Map(found);
    },
    treeAt: (commit, label) => commitTree(objects, run, commit, label),
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
        const unmerged = new Set((await open(lines).raw(["rev-list", "--stdin"])).split("\n"));
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
    folder,
    remoteUrl: async (remote) => (await tryRun("remote", "get-url", "--", remote)) || undefined,
    fetch: (remote, refspecs) => fetch("--refmap=", "--prune", remote, ...refspecs),
    async fetchRef(remote, ref) {
      const listed = await run("ls-remote", "--refs", "--end-of-options", remote, ref);
      // The last part of a name is what is asked for, so that others may be listed, too.
      const line = listed.split("\n").find((candidate) => candidate.endsWith(`\t${ref}`));
      const [, id] = /^([0-9a-f]{40,64})\t/.exec(line ?? "") ?? [];
      if (id !== undefined) {
        await fetch("--refmap=", "--end-of-options", remote, ref);
      }
      return id;
    },
    async push(remote, updates) {
      const foreign = updates.find(({ ref }) => !PUSHABLE.test(ref));
      if (foreign !== undefined) {
        throw new HarborError("INTERNAL", `${foreign.ref} is no ref that this program pushes`);
      }
      await run(
        "push",
        "--quiet",
        "--no-verify",
        "--no-follow-tags",
        "--no-signed",
        "--recurse-submodules=no",
        ...(updates.length > 1 ? ["--atomic"] : []),
        ...updates.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ""}`),
        "--end-of-options",
        remote,
        ...updates.map(({ ref, commit }) => `${commit ?? ""}:${ref}`),
      );
    },
  };
}

function parseCommit(id: string, text: string): CommitInfo {
  const [headers = "", ...rest] = text.split("\n\n");
  const lines = headers.split("\n");
  const parents = lines.flatMap((line) => (line.startsWith("parent ") ? line.slice(7) : []));
  const author = lines.find((line) => line.startsWith("author "))?.slice(7) ?? "";
  return { id, parents, author: author.replace(/ \d+ [+-]\d{4}$/, ""), message: rest.join("\n\n") };
}
