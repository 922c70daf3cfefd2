import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import type { Files } from "../io/files.ts";
import type { Git } from "../io/git.ts";
import { branchNames, REMOTE, remoteRef } from "../refs.ts";
import type { Host } from "./host.ts";

/** What counts as live. */
export interface Base {
  /** As it is shown: `origin/main`, `HEAD`, or `the work tree`. */
  ref: string;
  commit: string | null;
  /** The branch of the remote; null where the base is none. */
  branch: string | null;
  tree: Tree;
}

/**
 * Finds the base: --base; else GITHUB_BASE_REF, the pull request's base branch in GitHub Actions; else
 * origin/HEAD, origin/main, origin/master; else HEAD with a warning; without git the folder itself, with a
 * warning.
 */
export async function findBase(
  git: Git | undefined,
  { tree: folder }: Files,
  { base: wanted, environment: { GITHUB_BASE_REF: named }, log }: Host,
): Promise<Base> {
  const takeFolder = (why: string): Base => {
    log(`warning: ${why}: taking the folder as it is for what is live`);
    return { ref: folder.label, commit: null, branch: null, tree: folder };
  };
  if (git === undefined) {
    if (wanted !== undefined) {
      throw new HarborError(
        "GIT",
        `--base ${wanted} needs a git repository, and this is none`,
        "leave --base out, or run `git init`",
      );
    }
    if (named) {
      // In CI a folder that judges itself would let anything through.
      throw new HarborError(
        "GIT",
        "GITHUB_BASE_REF is set, and this is no git repository",
        "check out the repository with git",
      );
    }
    return takeFolder("no git repository here");
  }
  if (wanted !== undefined) {
    const found = await tryBase(git, wanted === "HEAD" ? [wanted] : [...branchNames(wanted), wanted], wanted);
    if (found === undefined) {
      throw new HarborError(
        "NOT_FOUND",
        `there is no base ${JSON.stringify(wanted)}`,
        "name a branch, tag or commit that `git rev-parse` knows",
      );
    }
    return found;
  }
  if (named) {
    const found = await tryBase(git, branchNames(named), `${REMOTE}/${named}`);
    if (found === undefined) {
      throw new HarborError(
        "GIT",
        `GITHUB_BASE_REF names ${named}, which this clone hasn't`,
        "check out with fetch-depth: 0",
      );
    }
    return found;
  }
  for (const branch of [await git.defaultBranch(), "main", "master"]) {
    const found = branch && (await tryBase(git, [remoteRef(branch)], `${REMOTE}/${branch}`));
    if (found) {
      return found;
    }
  }
  const head = await tryBase(git, ["HEAD"], "HEAD");
  if (head === undefined) {
    return takeFolder("no commit here yet");
  }
  log(
    `warning: no ${REMOTE}/HEAD, ${REMOTE}/main or ${REMOTE}/master: taking the local HEAD for what is live`,
  );
  return head;
}

async function tryBase(git: Git, candidates: readonly string[], shown: string): Promise<Base | undefined> {
  for (const candidate of candidates) {
    const commit = await git.resolve(candidate);
    if (commit !== undefined) {
      const branch = branchOf(candidate.startsWith("refs/") ? candidate : await git.fullName(candidate));
      return { ref: shown, commit, branch, tree: git.treeAt(commit, shown) };
    }
  }
  return undefined;
}

/** `refs/remotes/origin/main` and `refs/heads/main` are both the branch main. */
function branchOf(fullName: string | undefined): string | null {
  const match = /^refs\/(?:remotes\/origin|heads)\/(.+)$/.exec(fullName ?? "");
  return match?.[1] ?? null;
}
