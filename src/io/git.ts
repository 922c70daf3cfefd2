import { resolve } from "node:path";
import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { type FileChange, importStream } from "./fast-import.ts";
import { type BatchLimits, readBatch } from "./git-batch.ts";
import { gitFailure, runner, splitNull } from "./git-process.ts";
import { commitTree } from "./git-tree.ts";

export type { FileChange } from "./fast-import.ts";

/** A commit as its object says. */
export interface CommitInfo {
  id: string;
  parents: string[];
  message: string;
}

export interface NewCommit {
  /** Its only parent; none for a commit that stands alone. */
  parent: string | null;
  message: string;
  files: readonly FileChange[];
  date: Date;
}

/** A ref of a remote to be moved. The push fails unless the ref is where it is expected. */
export interface RefUpdate {
  ref: string;
  commit: string;
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
  /** Commit ids by full ref name, below prefixes. */
  refs(...prefixes: string[]): Promise<Map<string, string>>;
  treeAt(commit: string, label: string): Tree;
  /** Files of many commits, by `<commit>:<path>`, in two calls; what isn't there or is too large is left out. */
  readMany(names: readonly string[], limits: BatchLimits): Promise<Map<string, Uint8Array>>;
  readCommit(id: string): Promise<CommitInfo>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Paths that differ between two commits. */
  changedPaths(before: string, after: string): Promise<string[]>;
  /** The best common ancestor of a commit and HEAD; undefined where there is none. */
  mergeBase(commit: string): Promise<string | undefined>;
  /** Makes a commit's objects and nothing else: no ref, no index, no work tree. */
  commit(commit: NewCommit): Promise<string>;
  remoteUrl(remote: string): Promise<string | undefined>;
  fetch(remote: string, refspecs: readonly string[]): Promise<void>;
  push(remote: string, update: RefUpdate): Promise<void>;
}

/** Settings that name a program for git to run on the way to a remote. */
const RISKY_SETTING =
  /^(?:core\.(?:sshcommand|gitproxy|askpass|alternaterefscommand)|credential(?:\..*)?\.helper|gpg(?:\..*)?\.program|remote\..*\.(?:uploadpack|receivepack|vcs))$/i;

/** Author of commits where the user's git knows no name. */
const NOBODY = "harbor-drafts <harbor-drafts@users.noreply.invalid>";

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
  const feed = async (input: string, ...args: string[]): Promise<string> => {
    try {
      return await open(input).raw(args);
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

  return {
    resolve: async (revision) =>
      (await tryRun("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`)) ||
      undefined,
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
      const names = splitNull(
        await run("config", "--includes", "--show-scope", "--name-only", "-z", "--list"),
      );
      const own = names.filter(
        (_, index) => index % 2 === 1 && /^(?:local|worktree)$/.test(names[index - 1] ?? ""),
      );
      const isPartial = own.some((name) => /^(?:extensions\.partialclone|remote\..*\.promisor)$/i.test(name));
      return isOffline && !isPartial ? [] : [...new Set(own.filter((name) => RISKY_SETTING.test(name)))];
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
    treeAt: (commit, label) => commitTree(open, run, commit, label),
    async readMany(names, limits) {
      try {
        return await readBatch(
          async (option, lines) => (await open(lines).binaryCatFile([option])) as Buffer,
          names,
          limits,
        );
      } catch (error) {
        throw gitFailure("cat-file", error);
      }
    },
    readCommit: async (id) => parseCommit(id, await run("cat-file", "commit", id)),
    isAncestor: async (ancestor, descendant) =>
      (await tryRun("merge-base", ancestor, descendant)) === ancestor,
    changedPaths: async (before, after) =>
      splitNull(await run("diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after)),
    mergeBase: async (commit) => (await tryRun("merge-base", commit, "HEAD")) || undefined,
    async commit({ parent, message, files, date }) {
      const author = await authorIdentity(tryRun);
      const stream = importStream(
        parent,
        message,
        files,
        `${author} ${Math.floor(date.getTime() / 1000)} +0000`,
      );
      const id = (await feed(stream, "fast-import", "--quiet", "--done")).trim();
      if (!/^[0-9a-f]{40,64}$/.test(id)) {
        throw new HarborError("GIT", "git made no commit", "check the disk and `git fsck`");
      }
      return id;
    },
    remoteUrl: async (remote) => (await tryRun("remote", "get-url", "--", remote)) || undefined,
    async fetch(remote, refspecs) {
      await run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--refmap=",
        "--prune",
        "--no-auto-maintenance",
        "--no-recurse-submodules",
        remote,
        ...refspecs,
      );
    },
    async push(remote, { ref, commit, expected }) {
      await run(
        "push",
        "--quiet",
        "--no-verify",
        "--no-follow-tags",
        "--no-signed",
        `--force-with-lease=${ref}:${expected ?? ""}`,
        remote,
        `${commit}:${ref}`,
      );
    },
  };
}

function parseCommit(id: string, text: string): CommitInfo {
  const [headers = "", ...rest] = text.split("\n\n");
  const parents = headers.split("\n").flatMap((line) => (line.startsWith("parent ") ? line.slice(7) : []));
  return { id, parents, message: rest.join("\n\n") };
}

/** `Name <mail>` as git would sign a commit; git itself reads environment and configuration. */
async function authorIdentity(tryRun: (...args: string[]) => Promise<string | undefined>): Promise<string> {
  const ident = await tryRun("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT");
  return /^(.*>) \d+ [+-]\d{4}$/.exec(ident ?? "")?.[1] ?? NOBODY;
}
