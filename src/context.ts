import { realpath, stat } from "node:fs/promises";
import { type Base, findBase, REMOTE } from "./base.ts";
import { type Catalogue, openCatalogue } from "./catalog/load.ts";
import { type Config, loadConfig } from "./config.ts";
import { HarborError } from "./errors.ts";
import type { Forge } from "./forge/forge.ts";
import { type Clock, systemClock } from "./io/clock.ts";
import { type Files, openFiles } from "./io/files.ts";
import { findRepository, type Git, openGit } from "./io/git.ts";
import { lazily } from "./lazily.ts";

/** What commands get. Everything outside the process is reached through it. */
export interface Context {
  files: Files;
  clock: Clock;
  environment: NodeJS.ProcessEnv;
  /** Undefined where the root is no git repository. */
  git: Git | undefined;
  /** What counts as live; found once, offline. */
  base(): Promise<Base>;
  /** The ports of the base. */
  catalogue(): Promise<Catalogue>;
  /** For commands that need git and the remote. @throws HarborError GIT */
  remote(): Promise<Remote>;
  /** All of stdin. */
  readInput(): Promise<Uint8Array>;
  /** Asks on the terminal for what mustn't be shown; undefined without a terminal or an answer. */
  askSecret(question: string): Promise<string | undefined>;
  /** A line on stderr. */
  log(line: string): void;
}

/** A clone with its remote, freshly fetched. */
export interface Remote {
  git: Git;
  forge: Forge;
  /** The remote's base branch, as just fetched. */
  base: Base & { commit: string; branch: string };
  catalogue: Catalogue;
}

export interface ContextOptions {
  /** `--root`. */
  root: string | undefined;
  /** `--base`. */
  base: string | undefined;
  cwd: string;
  environment: NodeJS.ProcessEnv;
  readInput: () => Promise<Uint8Array>;
  log: (line: string) => void;
}

export async function createContext(options: ContextOptions): Promise<Context> {
  const { cwd, environment, log, readInput } = options;
  const start = options.root === undefined ? cwd : openFiles(cwd, cwd).absolute(options.root);
  const folder = await realpath(start).catch((error: unknown) => {
    throw new HarborError("NOT_FOUND", `there is no folder ${options.root ?? cwd}`, "check --root", error);
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new HarborError("NOT_FOUND", `${options.root} is no folder`, "check --root");
  }
  // What `record` sends is for no other program.
  const { HARBOR_DRAFTS_TOKEN: _, ...passed } = environment;
  const top = await findRepository(folder, passed);
  const root = options.root === undefined ? (top ?? folder) : folder;
  const git =
    top !== undefined && (await realpath(top)) === (await realpath(root)) ? openGit(root, passed) : undefined;
  if (git !== undefined) {
    await refuseRiskySettings(git, true);
  }
  const files = openFiles(root, cwd);
  const findOnce = (open: Git | undefined) =>
    findBase(open, {
      wanted: options.base,
      environment,
      folder: files.tree,
      warn: (line) => log(`warning: ${line}`),
    });
  const base = lazily(() => findOnce(git));
  return {
    files,
    clock: systemClock,
    environment,
    git,
    base,
    catalogue: lazily(async () => openCatalogue((await base()).tree)),
    remote: () => openRemote(git, findOnce, environment, log),
    readInput,
    // Only one command asks, and seldom.
    askSecret: async (question) => (await import("./io/prompt.ts")).askSecret(question),
    log,
  };
}

async function openRemote(
  git: Git | undefined,
  findOnce: (git: Git) => Promise<Base>,
  environment: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<Remote> {
  if (git === undefined) {
    throw new HarborError(
      "GIT",
      "this is no git repository",
      "run it in a clone of the catalogue repository, or name one with --root",
    );
  }
  const url = await git.remoteUrl(REMOTE);
  if (url === undefined) {
    throw new HarborError(
      "GIT",
      `the repository has no remote ${REMOTE}`,
      `run \`git remote add ${REMOTE} URL\``,
    );
  }
  await refuseRiskySettings(git, false);
  await fetchAll(git);
  const found = await findOnce(git);
  const commit =
    found.branch === null ? undefined : await git.resolve(`refs/remotes/${REMOTE}/${found.branch}`);
  if (found.branch === null || commit === undefined) {
    throw new HarborError(
      "GIT",
      `the base ${found.ref} is no branch of ${REMOTE}`,
      `name one of its branches with --base, or push the branch`,
    );
  }
  const ref = `${REMOTE}/${found.branch}`;
  const tree = git.treeAt(commit, ref);
  const config: Config = await loadConfig(tree);
  const { selectForge } = await import("./forge/select.ts");
  const forge = await selectForge({ git, remote: REMOTE, url, config, environment, clock: systemClock, log });
  const base = { ref, commit, branch: found.branch, isRemote: true, tree };
  return { git, forge, base, catalogue: openCatalogue(tree) };
}

/** A clone may be hostile: what its own configuration would run, isn't run. */
async function refuseRiskySettings(git: Git, isOffline: boolean): Promise<void> {
  const [setting] = await git.riskySettings(isOffline);
  if (setting !== undefined) {
    throw new HarborError(
      "GIT",
      `this clone's own configuration names a program for git to run: ${setting}`,
      "if you trust it, set it in your global git configuration instead (git config --global)",
    );
  }
}

/** Branches and requests as the remote has them now; what it no longer has is forgotten. */
async function fetchAll(git: Git): Promise<void> {
  await git.fetch(REMOTE, [
    `+refs/heads/*:refs/remotes/${REMOTE}/*`,
    // A branch of this name would pass for the remote's HEAD.
    "^refs/heads/HEAD",
    "+refs/harbor-drafts/requests/*:refs/harbor-drafts/requests/*",
  ]);
}
