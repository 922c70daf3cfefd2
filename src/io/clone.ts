import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { topOf } from "./folder.ts";
import { gitFailure, opener, readingSettings, splitNull } from "./git-process.ts";

/** A clone as git describes it. */
export interface Clone {
  /** The real path of the folder that holds `.git`, whatever its configuration says of work trees. */
  root: string;
  /** git's folder for this work tree. */
  ownFolder: string;
  /** The folder in which git keeps a clone's own things, for all of its work trees. */
  folder: string;
  objectFormat: string;
  isShallow: boolean;
}

/**
 * Finds the clone around a folder: the nearest folder upwards that holds `.git`, a folder or a file.
 *
 * @returns undefined where there is none
 * @throws HarborError GIT for a clone that git refuses to open, and for one without git: a clone's work tree
 *   isn't what is live
 */
export async function findClone(folder: string, environment: NodeJS.ProcessEnv): Promise<Clone | undefined> {
  const root = topOf(folder);
  return root === undefined ? undefined : describeClone(root, environment);
}

async function describeClone(top: string, environment: NodeJS.ProcessEnv): Promise<Clone> {
  const root = realpathSync(top);
  const settings = readingSettings(environment);
  // git looks no further upwards: a `.git` that is no repository isn't passed over for another one.
  const own = { ...settings.environment, GIT_CEILING_DIRECTORIES: dirname(root) };
  try {
    const text = await opener(root, { ...settings, environment: own })().raw([
      "rev-parse",
      "--git-common-dir",
      "--show-object-format",
      "--is-shallow-repository",
    ]);
    const [, folder = "", objectFormat = "", isShallow = ""] = /^(.+)\n(\w+)\n(\w+)\n$/s.exec(text) ?? [];
    return {
      root,
      ownFolder: ownFolderOf(root),
      folder: realpathSync(resolve(root, folder)),
      objectFormat,
      isShallow: isShallow !== "false",
    };
  } catch (error) {
    throw gitFailure("rev-parse", error);
  }
}

/** `.git` is that folder, or a file that names it. */
function ownFolderOf(root: string): string {
  const path = join(root, ".git");
  if (statSync(path).isDirectory()) {
    return realpathSync(path);
  }
  const named = /^gitdir: (.+?)\n?$/s.exec(readFileSync(path, "utf8"))?.[1] ?? ".";
  return realpathSync(resolve(root, named));
}

/** What the clone's own configuration file says; nothing that it includes, and nothing of the user's. */
export interface CloneSettings {
  /** Names as git writes them: section and variable in small letters. */
  names: readonly string[];
  values(name: string): string[];
}

export async function readCloneSettings(
  { root, folder }: Clone,
  environment: NodeJS.ProcessEnv,
): Promise<CloneSettings> {
  const open = opener(root, readingSettings(environment));
  try {
    return parseSettings(await open().raw(["config", "--file", join(folder, "config"), "-z", "--list"]));
  } catch (error) {
    throw gitFailure("config", error);
  }
}

/** `name`, a line break, the value, a null; a name alone stands for true. */
export function parseSettings(text: string): CloneSettings {
  const pairs = splitNull(text).map((part) => {
    const end = part.indexOf("\n");
    return end === -1 ? ([part, "true"] as const) : ([part.slice(0, end), part.slice(end + 1)] as const);
  });
  return {
    names: [...new Set(pairs.map(([name]) => name))],
    values: (name) => pairs.flatMap(([key, value]) => (key === name ? [value] : [])),
  };
}

/** What git writes through a link would be written anywhere. */
const LINK_FREE = [
  ...["harbor-drafts", "shallow", "packed-refs", "objects", "objects/info", "objects/pack"],
  ...["refs", "refs/remotes", "refs/harbor-drafts"],
];

/** Below these the program has git write refs. */
const REFS = ["refs/remotes", "refs/harbor-drafts"];

/** What a repository may say of its own format; more would have to be understood. */
const EXTENSIONS = /^extensions\.(?:objectformat|partialclone|worktreeconfig|noop)$/;

/**
 * Refuses a clone that would have git write elsewhere or in an unknown form: one whose folder leads to
 * another repository that doesn't lead back; one with a link in the place of one of git's folders; and one in
 * which a ref of the remote stands for another ref, which git passes over in a fetch, so that it says what
 * the clone wants.
 *
 * @throws HarborError GIT, which names what is refused
 */
export async function refuseDetours(clone: Clone, settings: CloneSettings): Promise<void> {
  const { root, folder } = clone;
  if (!leadsBack(clone, settings)) {
    throw new HarborError(
      "GIT",
      `${join(root, ".git")} leads to ${folder}, which is the repository of another folder`,
      "clone the catalogue repository anew, or make a linked work tree with `git worktree add`",
    );
  }
  const extension = settings.names.find((name) => name.startsWith("extensions.") && !EXTENSIONS.test(name));
  if (extension !== undefined) {
    throw new HarborError(
      "GIT",
      `this clone has ${extension}, which isn't supported`,
      "clone the repository anew without it",
    );
  }
  for (const name of LINK_FREE) {
    const stats = await lstat(join(folder, name)).catch(() => undefined);
    if (stats?.isSymbolicLink()) {
      throw linkError(join(folder, name), "a link");
    }
  }
  const objects = await readdir(join(folder, "objects"), { withFileTypes: true });
  const linked = objects.find((entry) => entry.isSymbolicLink());
  if (linked !== undefined) {
    throw linkError(join(folder, "objects", linked.name), "a link");
  }
  for (const name of REFS) {
    await refuseLinkedRefs(folder, name);
  }
}

/**
 * Whether git's folder belongs to this work tree: it is the folder `.git` itself; or the work tree is a
 * linked one, which its own folder names (git-worktree's gitdir); or a submodule, which core.worktree names.
 */
function leadsBack({ root, ownFolder, folder }: Clone, { values }: CloneSettings): boolean {
  const dotGit = join(root, ".git");
  if (lstatSync(dotGit).isDirectory()) {
    return folder === dotGit;
  }
  const isSame = (path: string): boolean => {
    try {
      return realpathSync(resolve(ownFolder, path)) === realpathSync(dotGit);
    } catch {
      return false;
    }
  };
  if (ownFolder === folder) {
    return values("core.worktree").some((path) => isSame(join(resolve(ownFolder, path), ".git")));
  }
  const back = join(ownFolder, "gitdir");
  return (
    dirname(dirname(ownFolder)) === folder &&
    lstatSync(back, { throwIfNoEntry: false })?.isFile() === true &&
    isSame(readFileSync(back, "utf8").trimEnd())
  );
}

async function refuseLinkedRefs(folder: string, below: string): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      await refuseLinkedRefs(folder, name);
    } else if (entry.isSymbolicLink()) {
      throw linkError(join(folder, name), "a link");
    } else if (!/^refs\/remotes\/[^/]+\/HEAD$/.test(name) && entry.isFile()) {
      // Another process may have moved it meanwhile.
      const text = await readFile(join(folder, name), "latin1").catch(() => "");
      if (text.startsWith("ref:")) {
        throw linkError(name, "a symbolic ref");
      }
    }
  }
}

function linkError(path: string, what: string): HarborError {
  return new HarborError(
    "GIT",
    `${path} is ${what}, and nothing is written through it`,
    "look where it leads, remove it, and run `git fetch`",
  );
}
