import { join } from "node:path";
import { type Catalogue, openCatalogue } from "../catalog/load.ts";
import { type Config, loadConfig } from "../config.ts";
import { GitFailure, HarborError } from "../errors.ts";
import type { Forge } from "../forge/forge.ts";
import type { Clock } from "../io/clock.ts";
import { withoutToken } from "../io/environment.ts";
import type { Files } from "../io/files.ts";
import type { Git } from "../io/git.ts";
import { isPlace } from "../io/transport.ts";
import { REMOTE, REQUEST_REFS } from "../refs.ts";
import { withoutCredentials } from "../text/without-credentials.ts";
import { type Base, findBase } from "./base.ts";
import type { Host } from "./host.ts";

/** A clone with its remote, freshly fetched. */
export interface Remote {
  git: Git;
  forge: Forge;
  /** The remote's base branch, as just fetched. */
  base: Base & { commit: string; branch: string };
  /** As the base has it. */
  config: Config;
  catalogue: Catalogue;
}

/** Fetches, finds the base, and opens the forge. @throws HarborError */
export async function openRemote(maybe: Git | undefined, files: Files, host: Host): Promise<Remote> {
  const { environment, clock, patience = {}, log } = host;
  const git = needGit(maybe);
  const url = await needUrl(git);
  for (const name of (await git.unusedSettings()).filter(isPlace)) {
    log(`warning: this clone's own ${withoutCredentials(name)} isn't used: requests go to its first URL`);
  }
  await fetchAll(git, clock);
  const base = await findRemoteBase(git, files, host);
  const config: Config = await loadConfig(base.tree);
  const { selectForge } = await import("../forge/select.ts");
  const { askGh } = await import("../io/gh.ts");
  const forge = await selectForge({
    git,
    remote: REMOTE,
    url,
    config,
    environment,
    clock,
    patience,
    askGh: (host) => askGh(withoutToken(environment), host),
    log,
  });
  return { git, forge, base, config, catalogue: openCatalogue(base.tree) };
}

/** @throws HarborError GIT */
export function needGit(git: Git | undefined): Git {
  if (git === undefined) {
    throw new HarborError(
      "GIT",
      "this is no git repository",
      "run it in a clone of the catalogue repository, or name one with --root",
    );
  }
  return git;
}

/** @throws HarborError GIT */
export async function needUrl(git: Git): Promise<string> {
  const url = await git.remoteUrl();
  if (url === undefined) {
    throw new HarborError(
      "GIT",
      `the repository has no remote ${REMOTE}`,
      `run \`git remote add ${REMOTE} URL\``,
    );
  }
  return url;
}

/**
 * The remote's base branch, as it was fetched last.
 * @throws HarborError GIT where the base is no branch of the remote
 */
export async function findRemoteBase(git: Git, files: Files, host: Host): Promise<Remote["base"]> {
  const found = await findBase(git, files, host);
  const commit =
    found.branch === null ? undefined : await git.resolve(`refs/remotes/${REMOTE}/${found.branch}`);
  if (found.branch === null || commit === undefined) {
    throw new HarborError(
      "GIT",
      found.branch === null && found.commit === null
        ? `${REMOTE} has no branch that this clone knows`
        : `the base ${found.ref} is no branch of ${REMOTE}`,
      "name one of its branches with --base, or push the branch",
    );
  }
  const ref = `${REMOTE}/${found.branch}`;
  return { ref, commit, branch: found.branch, tree: git.treeAt(commit, ref) };
}

/**
 * Branches and requests as the remote has them now; what it no longer has is forgotten. Of many
 * processes in one clone those that wait for another's fetch are served by it.
 */
export async function fetchAll(git: Git, clock: Clock): Promise<void> {
  const { singleFlight } = await import("../io/lock.ts");
  await singleFlight(await ownFolder(git), "fetch", clock, async () => {
    for (let tries = 1; ; tries++) {
      try {
        return await git.fetch([
          `+refs/heads/*:refs/remotes/${REMOTE}/*`,
          // Branches of this name, or below it, would pass for the remote's HEAD or stand in its way.
          "^refs/heads/HEAD",
          "^refs/heads/HEAD/*",
          `+${REQUEST_REFS}*:${REQUEST_REFS}*`,
        ]);
      } catch (error) {
        // Somebody's own git, which knows no lock of ours, holds a ref for a moment.
        if (!(error instanceof GitFailure && error.code === "CONFLICT") || tries === 4) {
          throw error;
        }
        await clock.wait(250 * tries);
      }
    }
  });
  git.forgetRemoteRefs();
}

/** Where this program keeps its own notes: in the clone's git folder, for all of its work trees. */
export async function ownFolder(git: Git, ...below: string[]): Promise<string> {
  return join(await git.folder(), "harbor-drafts", ...below);
}
