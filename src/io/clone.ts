import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import { reader, readingSettings, splitNull } from "./git-process.ts";

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
  /** What its own configuration file says, read once. */
  settings(): Promise<CloneSettings>;
  /**
   * Whether it leads git elsewhere, looked at once: nothing that git does for this program brings a link.
   * @throws HarborError GIT as refuseDetours
   */
  refuseDetours(): Promise<void>;
}

/**
 * Describes the clone at a folder that holds `.git`, a folder or a file.
 *
 * @param root its real path
 * @throws HarborError GIT for a clone that git refuses to open; for one whose `.git` leads to another folder's
 *   repository; and for one without git: a clone's work tree isn't what is live
 */
export async function describeClone(root: string, environment: NodeJS.ProcessEnv): Promise<Clone> {
  const run = reader(root, readingSettings(environment))().raw;
  const text = await run([
    "rev-parse",
    "--show-object-format",
    "--is-shallow-repository",
    "--absolute-git-dir",
  ]);
  const [, objectFormat = "", isShallow = "", found = ""] = /^(\w+)\n(\w+)\n(.+)\n$/s.exec(text) ?? [];
  const ownFolder = ownFolderOf(root);
  const folder = commonFolderOf(ownFolder);
  const settings = lazily(async () =>
    parseSettings(await run(["config", "--file", join(folder, "config"), "-z", "--list"])),
  );
  const clone: Clone = {
    root,
    ownFolder,
    folder,
    objectFormat,
    isShallow: isShallow !== "false",
    settings,
    refuseDetours: lazily(async () => refuseDetours(folder, await settings())),
  };
  // git looks further upwards, where `.git` is no repository.
  const isFound = realpathSync(found) === ownFolder;
  if (!isFound || !(await leadsBack(clone))) {
    const dotGit = join(root, ".git");
    throw new HarborError(
      "GIT",
      isFound
        ? `${dotGit} leads to ${folder}, which is the repository of another folder`
        : `${dotGit} is no repository`,
      "clone the catalogue repository anew, or make a linked work tree with `git worktree add`",
    );
  }
  return clone;
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

/** The folder of a linked work tree names the one that it shares with others. */
function commonFolderOf(ownFolder: string): string {
  const file = join(ownFolder, "commondir");
  return existsSync(file)
    ? realpathSync(resolve(ownFolder, readFileSync(file, "utf8").trimEnd()))
    : ownFolder;
}

/**
 * Whether git's folder belongs to this work tree: it is the folder `.git` itself; or the work tree is a
 * linked one, which its own folder names (git-worktree's gitdir); or a submodule, which core.worktree names.
 */
async function leadsBack({ root, ownFolder, folder, settings }: Clone): Promise<boolean> {
  const dotGit = join(root, ".git");
  if (lstatSync(dotGit).isDirectory()) {
    return ownFolder === dotGit && folder === dotGit;
  }
  const isSame = (path: string): boolean => {
    try {
      return realpathSync(resolve(ownFolder, path)) === realpathSync(dotGit);
    } catch {
      return false;
    }
  };
  if (ownFolder === folder) {
    const { values } = await settings();
    return values("core.worktree").some((path) => isSame(join(resolve(ownFolder, path), ".git")));
  }
  const back = join(ownFolder, "gitdir");
  return (
    dirname(dirname(ownFolder)) === folder &&
    lstatSync(back, { throwIfNoEntry: false })?.isFile() === true &&
    isSame(readFileSync(back, "utf8").trimEnd())
  );
}

/** What the clone's own configuration file says; nothing that it includes, and nothing of the user's. */
export interface CloneSettings {
  /** Names as git writes them: section and variable in small letters. */
  names: readonly string[];
  values(name: string): string[];
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

/** Below these no link may lead elsewhere: what git reads there it may send, and what it writes would be anywhere. */
const LINK_FREE = ["harbor-drafts", "shallow", "packed-refs", "objects", "refs"];

/** What borrows another repository's objects: all that it has could be sent to the remote. */
const BORROWED = ["objects/info/alternates", "objects/info/http-alternates"];

/** Below these the program has git write refs. */
const WRITTEN = /^refs\/(?:remotes|harbor-drafts)\//;

/** What a repository may say of its own format; more would have to be understood. */
const EXTENSIONS = /^extensions\.(?:objectformat|partialclone|worktreeconfig|noop)$/;

/**
 * Refuses a clone that would have git read, send or write what isn't the clone's: one with an extension that
 * isn't understood; one that borrows objects of another repository; one with a link in git's folders; and one
 * in which a ref of the remote stands for another ref, which git passes over in a fetch, so that it says what
 * the clone wants.
 *
 * @throws HarborError GIT, which names what is refused
 */
async function refuseDetours(folder: string, { names }: CloneSettings): Promise<void> {
  const extension = names.find((name) => name.startsWith("extensions.") && !EXTENSIONS.test(name));
  if (extension !== undefined) {
    throw new HarborError(
      "GIT",
      `this clone has ${extension}, which isn't supported`,
      "clone the repository anew without it",
    );
  }
  const borrowed = BORROWED.find((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  if (borrowed !== undefined) {
    throw new HarborError(
      "GIT",
      `${join(folder, borrowed)} has this clone borrow another repository's objects`,
      "`git repack -a -d` makes them its own; then remove that file",
    );
  }
  for (const name of LINK_FREE) {
    if (lstatSync(join(folder, name), { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw linkError(join(folder, name), "a link");
    }
  }
  await Promise.all(["objects", "refs"].map((name) => refuseLinksBelow(folder, name)));
}

async function refuseLinksBelow(folder: string, below: string): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      await refuseLinksBelow(folder, name);
    } else if (entry.isSymbolicLink()) {
      throw linkError(join(folder, name), "a link");
    } else if (WRITTEN.test(name) && !/^refs\/remotes\/[^/]+\/HEAD$/.test(name) && entry.isFile()) {
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
    `${path} is ${what}, which leads elsewhere`,
    "look where it leads, remove it, and run `git fetch`",
  );
}
