import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { BYTES } from "../limits.ts";
import { gitFailure, type Opener, splitNull } from "./git-process.ts";
import type { ObjectReader } from "./object-reader.ts";

/** An entry of a tree; a folder and a submodule have no size. */
export interface TreeEntry {
  path: string;
  /** In bytes. */
  size: number;
}

interface Listed extends TreeEntry {
  id: string;
  isFile: boolean;
}

export interface ObjectTrees {
  treeAt(commit: string, label: string): Tree;
  entries(commit: string): Promise<readonly TreeEntry[]>;
  /** Reads many files of a commit in one call, for who asks for them one by one. */
  prefetch(commit: string, paths: readonly string[]): Promise<void>;
}

const LIMITS = { each: BYTES.file, all: Number.POSITIVE_INFINITY };

/**
 * The trees of commits below some paths. Each commit is listed once and each content read once,
 * since the trees that are compared hold nearly the same.
 */
export function openTrees(open: Opener, objects: ObjectReader, paths: readonly string[]): ObjectTrees {
  const listings = new Map<string, Promise<readonly Listed[]>>();
  const contents = new Map<string, Uint8Array>();
  let kept = 0;

  const listing = (commit: string): Promise<readonly Listed[]> => {
    const found = listings.get(commit) ?? list(open, commit, paths);
    listings.set(commit, found);
    return found;
  };
  const file = async (commit: string, path: string): Promise<Listed | undefined> =>
    // Of a name that stands twice the last one counts, as for git itself.
    (await listing(commit)).findLast((entry) => entry.path === path && entry.isFile);
  const read = async (files: readonly Listed[]): Promise<void> => {
    const wanted = [...new Set(files.map(({ id }) => id))].filter((id) => !contents.has(id));
    if (wanted.length === 0) {
      return;
    }
    const batch = await objects.read("blob", wanted, LIMITS);
    if (kept > BYTES.allRequests) {
      contents.clear();
      kept = 0;
    }
    for (const id of wanted) {
      const bytes = batch.get(id);
      if (bytes === undefined) {
        throw new HarborError("GIT", `the object ${id} isn't in this repository`, "fetch all of its history");
      }
      contents.set(id, bytes);
      kept += bytes.byteLength;
    }
  };

  return {
    treeAt: (commit, label) => ({
      label,
      commit,
      async list(folder) {
        const files = (await listing(commit)).filter((entry) => entry.isFile);
        return [...new Set(files.map(({ path }) => path))]
          .filter((path) => path.startsWith(`${folder}/`))
          .sort();
      },
      async read(path) {
        const found = await file(commit, path);
        if (found === undefined) {
          return undefined;
        }
        await read([found]);
        return contents.get(found.id);
      },
    }),
    entries: listing,
    async prefetch(commit, wanted) {
      const set = new Set(wanted);
      await read((await listing(commit)).filter(({ path, isFile }) => isFile && set.has(path)));
    },
  };
}

async function list(open: Opener, commit: string, paths: readonly string[]): Promise<readonly Listed[]> {
  let text: string;
  try {
    text = await open().raw(["ls-tree", "-r", "-t", "-l", "-z", "--full-tree", commit, "--", ...paths]);
  } catch (error) {
    throw gitFailure("ls-tree", error);
  }
  return splitNull(text).map((line) => {
    const [about, path] = [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)];
    const [mode = "", , id = "", size = ""] = about.split(/ +/);
    const bytes = /^\d+$/.test(size) ? Number(size) : 0;
    return { path, id, size: bytes, isFile: /^100(?:644|755)$/.test(mode) && bytes <= BYTES.file };
  });
}
