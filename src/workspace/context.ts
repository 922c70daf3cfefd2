import { openCatalogue } from "../catalog/load.ts";
import { describeClone } from "../io/clone.ts";
import { withoutToken } from "../io/environment.ts";
import { openFiles } from "../io/files.ts";
import { type Git, openGit } from "../io/git.ts";
import { type Journal, openJournal } from "../io/journal.ts";
import { lazily } from "../lazily.ts";
import { findBase } from "./base.ts";
import { findFolder, topOf } from "./folder.ts";
import type { Host } from "./host.ts";
import { openRemote, ownFolder } from "./remote.ts";

export type { Remote } from "./remote.ts";

/** Opens the repository around the folder that `--root` names. @throws HarborError as findFolder and openRepository */
export async function openContext(host: Host) {
  const { clock, environment, log } = host;
  const { root, git } = await openRepository(await findFolder(host), host);
  const files = openFiles(root, host.cwd);
  const base = lazily(() => findBase(git, files, host));
  return {
    files,
    clock,
    environment,
    /** Undefined where the root is no git repository. */
    git,
    /** What counts as live; found once, offline. */
    base,
    /** The ports of the base. */
    catalogue: lazily(async () => openCatalogue((await base()).tree)),
    /** For commands that need git and the remote. @throws HarborError GIT */
    remote: () => openRemote(git, files, host),
    /** Notes of requests under way, in the clone's own git folder. */
    journal: journalOf(git, log),
    readInput: host.readInput,
    /** Asks on the terminal for what mustn't be shown; undefined without a terminal or an answer. */
    askSecret: async (question: string) => (await import("../io/prompt.ts")).askSecret(question),
    /** Asks on the terminal; false without one, and for every answer but a yes. */
    confirm: async (question: string) => (await import("../io/prompt.ts")).confirm(question),
    /** The values of a setting in the user's own git configuration; a clone's says nothing here. */
    userSettings: async (name: string) =>
      (await import("../io/user-settings.ts")).userSettings(name, withoutToken(environment)),
    log,
  };
}

/** A repository and what is around it, as commands reach it. */
export type Context = Awaited<ReturnType<typeof openContext>>;

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
