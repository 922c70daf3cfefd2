import { type Catalogue, openCatalogue } from "../catalog/load.ts";
import type { Clock } from "../io/clock.ts";
import { describeClone } from "../io/clone.ts";
import { withoutToken } from "../io/environment.ts";
import { type Files, openFiles } from "../io/files.ts";
import { type Git, openGit } from "../io/git.ts";
import { type Journal, openJournal } from "../io/journal.ts";
import { lazily } from "../lazily.ts";
import { type Base, findBase } from "./base.ts";
import { findFolder, topOf } from "./folder.ts";
import type { Host } from "./host.ts";
import { openRemote, ownFolder, type Remote } from "./remote.ts";

export type { Remote } from "./remote.ts";

/** A repository and what is around it, as commands reach it. */
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
  /** Notes of requests under way, in the clone's own git folder. */
  journal: Journal;
  /** All of stdin. */
  readInput(): Promise<Uint8Array>;
  /** Asks on the terminal for what mustn't be shown; undefined without a terminal or an answer. */
  askSecret(question: string): Promise<string | undefined>;
  /** Asks on the terminal; false without one, and for every answer but a yes. */
  confirm(question: string): Promise<boolean>;
  /** The values of a setting in the user's own git configuration; a clone's says nothing here. */
  userSettings(name: string): Promise<string[]>;
  /** A line on stderr. */
  log(line: string): void;
}

/** Opens the repository around the folder that `--root` names. @throws HarborError as findFolder and openRepository */
export async function openContext(host: Host): Promise<Context> {
  const { clock, environment, log } = host;
  const { root, git } = await openRepository(await findFolder(host), host);
  const files = openFiles(root, host.cwd);
  const base = lazily(() => findBase(git, files, host));
  return {
    files,
    clock,
    environment,
    git,
    base,
    catalogue: lazily(async () => openCatalogue((await base()).tree)),
    remote: () => openRemote(git, files, host),
    journal: journalOf(git, log),
    readInput: host.readInput,
    // Only one command asks.
    askSecret: async (question) => (await import("../io/prompt.ts")).askSecret(question),
    confirm: async (question) => (await import("../io/prompt.ts")).confirm(question),
    userSettings: async (name) =>
      (await import("../io/user-settings.ts")).userSettings(name, withoutToken(environment)),
    log,
  };
}

// The steps to a repository and its remote, each on its own: `doctor` tells of each.

/**
 * The repository around a folder; without git where there is none. A folder that --root names must be the
 * top of one: what is around it isn't meant.
 *
 * @throws HarborError GIT for a repository that git refuses to open
 */
export async function openRepository(
  folder: string,
  { root: wanted, environment }: Pick<Host, "root" | "environment">,
): Promise<{ root: string; git: Git | undefined }> {
  const passed = withoutToken(environment);
  const root = topOf(folder);
  return root === undefined || (wanted !== undefined && root !== folder)
    ? { root: folder, git: undefined }
    : { root, git: openGit(root, passed, await describeClone(root, passed)) };
}

export function journalOf(git: Git | undefined, log: (line: string) => void): Journal {
  return openJournal(async () => (git === undefined ? undefined : ownFolder(git, "journal")), log);
}
