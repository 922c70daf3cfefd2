import { realpathSync } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { topOf } from "./folder.ts";
import { gitFailure, opener, readingSettings, splitNull } from "./git-process.ts";

/** A clone as git describes it. */
export interface Clone {
  /** The real path of the folder that holds `.git`, whatever its configuration says of work trees. */
  root: string;
  /** The folder in which git keeps a clone's own things, for all of its work trees. */
  folder: string;
  objectFormat: string;
  isShallow: boolean;
}

/**
 * Finds the clone around a folder: the nearest folder upwards that holds `.git`, a folder or a file.
 *
 * @returns undefined where there is none, or no git
 * @throws HarborError GIT for a clone that git refuses to open
 */
export async function findClone(folder: string, environment: NodeJS.ProcessEnv): Promise<Clone | undefined> {
  const root = topOf(folder);
  return root === undefined ? undefined : describeClone(root, environment);
}

async function describeClone(top: string, environment: NodeJS.ProcessEnv): Promise<Clone | undefined> {
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
    return { root, folder: resolve(root, folder), objectFormat, isShallow: isShallow !== "false" };
  } catch (error) {
    if (/ENOENT|spawn git/.test(error instanceof Error ? error.message : "")) {
      return undefined;
    }
    throw gitFailure("rev-parse", error);
  }
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

/** What git reads through a link could be anywhere, and what it writes would be. */
const LINK_FREE = ["harbor-drafts", "objects", "objects/info", "objects/pack", "refs", "packed-refs"];

/** Below these the program has git write refs. */
const REFS = ["refs/remotes", "refs/harbor-drafts"];

/**
 * Refuses a clone in which a link leads what git writes elsewhere, and one in which a ref of the remote
 * stands for another ref: git passes over such a ref in a fetch, and it would say what the clone wants.
 *
 * @throws HarborError GIT, which names the link
 */
export async function refuseLinks({ folder }: Clone): Promise<void> {
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

async function refuseLinkedRefs(folder: string, below: string): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const name = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      await refuseLinkedRefs(folder, name);
    } else if (entry.isSymbolicLink()) {
      throw linkError(join(folder, name), "a link");
    } else if (!/^refs\/remotes\/[^/]+\/HEAD$/.test(name) && entry.isFile()) {
      const text = await readFile(join(folder, name), "latin1");
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
