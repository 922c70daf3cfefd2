import type { Tree } from "./catalog/tree.ts";
import { HarborError } from "./errors.ts";
import type { Git } from "./io/git.ts";

/** The one remote that counts. */
export const REMOTE = "origin";

/** What counts as live. */
export interface Base {
  /** As it is shown: `origin/main`, `HEAD`, or `the work tree`. */
  ref: string;
  commit: string | null;
  /** The branch of the remote; null where the base is none. */
  branch: string | null;
  tree: Tree;
}

export interface BaseOptions {
  /** `--base`. */
  wanted: string | undefined;
  /** The pull request's base branch in GitHub Actions. */
  environment: NodeJS.ProcessEnv;
  /** The folder, which stands in where there is no git. */
  folder: Tree;
  warn: (line: string) => void;
}

/**
 * Finds the base: --base; else GITHUB_BASE_REF; else origin/HEAD, origin/main, origin/master; else
 * HEAD with a warning; without git the folder itself, with a warning.
 */
export async function findBase(
  git: Git | undefined,
  { wanted, environment, folder, warn }: BaseOptions,
): Promise<Base> {
  if (git === undefined) {
    if (wanted !== undefined) {
      throw new HarborError(
        "GIT",
        `--base ${wanted} needs a git repository, and this is none`,
        "leave --base out, or run `git init`",
      );
    }
    warn("no git repository here: taking the folder as it is for what is live");
    return { ref: folder.label, commit: null, branch: null, tree: folder };
  }
  const named = wanted ?? (environment.GITHUB_BASE_REF || undefined);
  if (named !== undefined) {
    return (
      (await tryBase(
        git,
        wanted === undefined ? [`${REMOTE}/${named}`, named] : [named, `${REMOTE}/${named}`],
      )) ?? fail(named, wanted === undefined)
    );
  }
  const found = await tryBase(git, [`${REMOTE}/HEAD`, `${REMOTE}/main`, `${REMOTE}/master`]);
  if (found !== undefined) {
    return found;
  }
  const head = await tryBase(git, ["HEAD"]);
  if (head !== undefined) {
    warn(`no ${REMOTE}/HEAD, ${REMOTE}/main or ${REMOTE}/master: taking the local HEAD for what is live`);
    return head;
  }
  warn("no commit here yet: taking the folder as it is for what is live");
  return { ref: folder.label, commit: null, branch: null, tree: folder };
}

async function tryBase(git: Git, candidates: readonly string[]): Promise<Base | undefined> {
  for (const candidate of candidates) {
    const commit = await git.resolve(candidate);
    if (commit !== undefined) {
      const branch = branchOf(await git.fullName(candidate));
      const ref = candidate === `${REMOTE}/HEAD` && branch !== null ? `${REMOTE}/${branch}` : candidate;
      return { ref, commit, branch, tree: git.treeAt(commit, ref) };
    }
  }
  return undefined;
}

/** `refs/remotes/origin/main` and `refs/heads/main` are both the branch main. */
function branchOf(fullName: string | undefined): string | null {
  const match = /^refs\/(?:remotes\/origin|heads)\/(.+)$/.exec(fullName ?? "");
  return match?.[1] ?? null;
}

function fail(named: string, isFromGitHub: boolean): never {
  if (isFromGitHub) {
    throw new HarborError(
      "GIT",
      `GITHUB_BASE_REF names ${named}, which this clone hasn't`,
      "check out with fetch-depth: 0",
    );
  }
  throw new HarborError(
    "NOT_FOUND",
    `there is no base ${JSON.stringify(named)}`,
    "name a branch, tag or commit that `git rev-parse` knows",
  );
}
