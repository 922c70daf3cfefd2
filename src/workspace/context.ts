import { realpath, stat } from "node:fs/promises";
import { type Catalogue, openCatalogue } from "../catalog/load.ts";
import { HarborError } from "../errors.ts";
import { type Clock, systemClock } from "../io/clock.ts";
import { findClone } from "../io/clone.ts";
import { withoutToken } from "../io/environment.ts";
import { type Files, openFiles } from "../io/files.ts";
import { topOf } from "../io/folder.ts";
import { type Git, openGit } from "../io/git.ts";
import { type Journal, openJournal } from "../io/journal.ts";
import { lazily } from "../lazily.ts";
import { type Base, findBase } from "./base.ts";
import { type BaseFinder, openRemote, ownFolder, type Remote, type RemoteOptions } from "./remote.ts";

export type { Remote } from "./remote.ts";

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

export interface ContextOptions {
  /** `--root`. */
  root: string | undefined;
  /** `--base`. */
  base: string | undefined;
  cwd: string;
  environment: NodeJS.ProcessEnv;
  readInput: () => Promise<Uint8Array>;
  log: (line: string) => void;
  /** Tests hand in their own, so that nothing waits for the real one. */
  clock?: Clock;
  /** How long GitHub is waited for; tests hand in less. */
  patience?: RemoteOptions["patience"];
}

export async function createContext(options: ContextOptions): Promise<Context> {
  const { cwd, environment, log, readInput, clock = systemClock } = options;
  const { root, git } = await openRepository(await findFolder(options), options);
  const files = openFiles(root, cwd);
  const findOnce = baseFinder(files, options);
  const base = lazily(() => findOnce(git));
  return {
    files,
    clock,
    environment,
    git,
    base,
    catalogue: lazily(async () => openCatalogue((await base()).tree)),
    remote: () => openRemote(git, findOnce, { ...options, clock }),
    journal: journalOf(git, log),
    readInput,
    // Only one command asks.
    askSecret: async (question) => (await import("../io/prompt.ts")).askSecret(question),
    confirm: async (question) => (await import("../io/prompt.ts")).confirm(question),
    userSettings: async (name) =>
      (await import("../io/user-settings.ts")).userSettings(name, withoutToken(environment)),
    log,
  };
}

// The steps to a repository and its remote, each on its own: `doctor` tells of each.

/** @throws HarborError NOT_FOUND where --root names no folder */
export async function findFolder({ root, cwd }: Pick<ContextOptions, "root" | "cwd">): Promise<string> {
  const start = root === undefined ? cwd : openFiles(cwd, cwd).absolute(root);
  const folder = await realpath(start).catch((error: unknown) => {
    throw new HarborError("NOT_FOUND", `there is no folder ${root ?? cwd}`, "check --root", error);
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new HarborError("NOT_FOUND", `${root} is no folder`, "check --root");
  }
  return folder;
}

/**
 * The repository around a folder; without git where there is none. A folder that --root names must be the
 * top of one: what is around it isn't meant.
 *
 * @throws HarborError GIT for a repository that git refuses to open
 */
export async function openRepository(
  folder: string,
  { root: wanted, environment }: Pick<ContextOptions, "root" | "environment">,
): Promise<{ root: string; git: Git | undefined }> {
  const passed = withoutToken(environment);
  const isMeant = wanted === undefined || topOf(folder) === folder;
  const clone = isMeant ? await findClone(folder, passed) : undefined;
  return clone === undefined
    ? { root: folder, git: undefined }
    : { root: clone.root, git: openGit(clone.root, passed, clone) };
}

export function baseFinder(files: Files, { base, environment, log }: ContextOptions): BaseFinder {
  return (git) =>
    findBase(git, {
      wanted: base,
      environment,
      folder: files.tree,
      warn: (line) => log(`warning: ${line}`),
    });
}

export function journalOf(git: Git | undefined, log: (line: string) => void): Journal {
  return openJournal(async () => (git === undefined ? undefined : ownFolder(git, "journal")), log);
}
