import { randomUUID } from "node:crypto";
import { closeSync, lstatSync, openSync, readSync, renameSync } from "node:fs";
import { chmod, link, mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { lazily } from "../lazily.ts";
import { BYTES } from "../limits.ts";

/** What stands at a path. Links are told, never followed. */
export type Entry = { kind: "file"; bytes: Uint8Array } | { kind: "folder" | "link" | "other" | "none" };

/** The working folder of a catalogue repository, as the rest of the program sees it. */
export interface Files {
  /** Absolute path of the root. */
  readonly root: string;
  /** The folder as it is now. */
  readonly tree: Tree;
  entry(path: string): Promise<Entry>;
  /** The absolute path of what the user named. */
  absolute(path: string): string;
  /** A path as the user wrote it, below the root, with `/`; it may lead out of the root with `..`. */
  fromUser(path: string): string;
  /**
   * Reads what the user named, wherever it is.
   *
   * @param most bytes; of a larger file little more is read, which its reader refuses
   */
  readAnywhere(path: string, most?: number): Promise<Uint8Array>;
  /**
   * Writes a whole file or nothing, also when the process is killed.
   * @throws HarborError CONFLICT where the file is there and `replace` isn't set
   */
  write(path: string, text: string, options: { replace: boolean }): Promise<void>;
  /**
   * Replaces a file that is still as it was read, and keeps its permissions.
   * @throws HarborError CONFLICT where it changed since, IO where a link is on its way
   */
  rewrite(path: string, text: string, before: Uint8Array): Promise<void>;
}

/** The files below a root; `cwd` is where the user's relative paths start. */
export function openFiles(root: string, cwd: string): Files {
  const at = (path: string): string => resolve(root, path);
  const entry = entryReader(root);
  return {
    root,
    tree: folderTree(root, entry),
    entry,
    absolute: (path) => resolve(cwd, path),
    fromUser: (path) => toSlashes(relative(root, resolve(cwd, path))),
    readAnywhere: (path, most = BYTES.file) =>
      asHarborError(path, async () => readUpTo(resolve(cwd, path), most)),
    write: (path, text, { replace }) =>
      asHarborError(path, async () => {
        await makeFolder(root, dirname(at(path)), path);
        await writeWhole(at(path), text, (draft) =>
          replace ? rename(draft, at(path)) : placeNew(draft, at(path), path),
        );
      }),
    rewrite: (path, text, before) =>
      asHarborError(path, async () => {
        await refuseLinks(root, at(path), path);
        await writeWhole(at(path), text, (draft) => placeUnchanged(draft, at(path), path, before));
      }),
  };
}

function folderTree(root: string, entry: Files["entry"]): Tree {
  return {
    label: "the work tree",
    async list(folder) {
      const found = await listFiles(join(root, folder));
      return found.map((path) => toSlashes(relative(root, path))).sort();
    },
    async read(path) {
      const found = await entry(path);
      return found.kind === "file" ? found.bytes : undefined;
    },
  };
}

/** @throws HarborError IO for a link to a folder: what is behind it would be passed over, and look as if it were well */
async function listFiles(folder: string): Promise<string[]> {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw linkedFolder(folder);
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  const lists = await Promise.all(
    (entries ?? []).map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink() && (await leadsToFolder(path))) {
        throw linkedFolder(path);
      }
      return entry.isDirectory() ? await listFiles(path) : [path];
    }),
  );
  return lists.flat();
}

function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

function linkedFolder(path: string): HarborError {
  return new HarborError(
    "IO",
    `${path} is a link to a folder, and nothing behind it is read`,
    "put the files themselves there",
  );
}

/**
 * Reads below a root, synchronously: for many small files that takes half the time, and nothing
 * else is going on. A path that leads out of the root by a link counts as that link.
 */
function entryReader(root: string): Files["entry"] {
  const inside = new Map<string, boolean>();
  const realRoot = lazily(() => realpath(root));
  const isInside = async (folder: string): Promise<boolean> => {
    const found = `${await nearestFolder(folder)}${sep}`.startsWith(`${await realRoot()}${sep}`);
    inside.set(folder, found);
    return found;
  };
  return async (path) => {
    const target = resolve(root, path);
    const stats = lstatSync(target, { throwIfNoEntry: false });
    if (stats === undefined) {
      return { kind: "none" };
    }
    const folder = dirname(target);
    if (stats.isSymbolicLink() || !(inside.get(folder) ?? (await isInside(folder)))) {
      return { kind: "link" };
    }
    if (stats.isFile()) {
      const read = async () => readUpTo(target, BYTES.file, { isPlain: true });
      return { kind: "file", bytes: await asHarborError(path, read) };
    }
    return { kind: stats.isDirectory() ? "folder" : "other" };
  };
}

/** Kept, since a new one for each of many small files would be most of the memory in use. */
const CHUNK = Buffer.allocUnsafe(64 * 1024);

/** @param isPlain whether it is a plain file: what gives less than was asked for is at its end, and not asked again */
function readUpTo(path: string, most: number, { isPlain = false } = {}): Uint8Array {
  const file = openSync(path, "r");
  try {
    const chunks: Buffer[] = [];
    let [length, isEnd] = [0, false];
    while (!isEnd && length <= most) {
      const read = readSync(file, CHUNK, 0, CHUNK.length, null);
      chunks.push(Buffer.from(CHUNK.subarray(0, read)));
      length += read;
      isEnd = isPlain ? read < CHUNK.length : read === 0;
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

/** Makes the folder that a file is to stand in. */
async function makeFolder(root: string, folder: string, path: string): Promise<void> {
  // Looked at before anything is made: making folders through a link would be a write outside, too.
  if (!`${await nearestFolder(folder)}${sep}`.startsWith(`${await realpath(root)}${sep}`)) {
    throw new HarborError("IO", `${path} leads out of the repository`, "remove the link on its way");
  }
  await mkdir(folder, { recursive: true });
}

/** Below the root the path must be the real one: a link could lead to any file, in the repository too. */
async function refuseLinks(root: string, target: string, path: string): Promise<void> {
  const expected = resolve(await realpath(root), relative(root, dirname(target)));
  if ((await realpath(dirname(target))) !== expected) {
    throw new HarborError("IO", `${path} stands behind a link`, "name the file by its own path");
  }
}

/** A link fails where the target is there: nobody's file is replaced, not even in a race. */
async function placeNew(draft: string, target: string, path: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if (isCode(error, "EEXIST")) {
      throw new HarborError(
        "CONFLICT",
        `${path} is there already`,
        "look at it first; --force replaces it",
        error,
      );
    }
    throw error;
  }
}

/** Replaces a file if it still is what was read: looked at last, with nothing between that waits. */
async function placeUnchanged(
  draft: string,
  target: string,
  path: string,
  before: Uint8Array,
): Promise<void> {
  await chmod(draft, (await stat(target)).mode & 0o777);
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || Buffer.compare(readUpTo(target, BYTES.file), before) !== 0) {
    throw new HarborError("CONFLICT", `${path} changed in the meantime`, "run the command again");
  }
  renameSync(draft, target);
}

/** Writes a text beside its target, whole, and lets `place` put it there. */
export async function writeWhole(
  target: string,
  text: string,
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The real path of a folder, or of its nearest parent that is there. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (isCode(error, "ENOENT") && dirname(folder) !== folder) {
      return nearestFolder(dirname(folder));
    }
    throw error;
  }
}

async function asHarborError<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarborError) {
      throw error;
    }
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) {
      throw new HarborError("NOT_FOUND", `there is no file ${path}`, "check the path", error);
    }
    if (isCode(error, "EISDIR")) {
      throw new HarborError("NOT_FOUND", `${path} is a folder`, "name a file", error);
    }
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new HarborError(
      "IO",
      `${path} can't be read or written (${code})`,
      "check its permissions and the disk",
      error,
    );
  }
}

function ignoreMissing(error: unknown): undefined {
  if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) {
    return undefined;
  }
  const { code = "unknown error", path = "a file" } = error as NodeJS.ErrnoException;
  throw new HarborError("IO", `${path} can't be read (${code})`, "check its permissions", error);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

function toSlashes(path: string): string {
  return path.split(sep).join("/");
}
