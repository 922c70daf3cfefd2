import type { Tree } from "../catalog/tree.ts";
import { HarborError } from "../errors.ts";
import { memoize } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import { splitNull } from "./git-process.ts";
import type { ObjectReader } from "./object-reader.ts";

/** An entry of a tree; a folder and a submodule have no size. */
export interface TreeEntry {
  path: string;
  /** In bytes. */
  size: number;
}

interface Listing {
  entries: TreeEntry[];
  /** Ids of regular files by path. A link, a submodule or a huge file counts as not there. */
  files: Map<string, string>;
}

/** Listings that are kept at the same time. */
const MOST_LISTINGS = 200;

/**
 * The trees of commits. Each is listed once, and each content read once: trees that are compared hold nearly
 * the same.
 *
 * @param own the paths below which all is listed at once; elsewhere what is asked for, each top by itself
 */
export function openTrees(
  objects: ObjectReader,
  run: (...args: string[]) => Promise<string>,
  own: readonly string[],
) {
  const list = memoize(async (asked): Promise<Listing> => {
    const [commit = "", ...paths] = asked.split("\0");
    return parseListing(await run("ls-tree", "-r", "-t", "-l", "-z", "--full-tree", commit, "--", ...paths));
  }, MOST_LISTINGS);
  const listing = (commit: string, path?: string): Promise<Listing> => {
    const top = path?.split("/")[0] ?? "";
    const paths = path === undefined || own.includes(top) ? own : [top];
    return list([commit, ...paths].join("\0"));
  };
  const contents = new Map<string, Uint8Array>();
  let kept = 0;
  const read = async (ids: readonly string[]): Promise<void> => {
    const wanted = [...new Set(ids)].filter((id) => !contents.has(id));
    if (kept > BYTES.allRequests) {
      contents.clear();
      kept = 0;
    }
    for (const [id, bytes] of await objects.contents(wanted)) {
      contents.set(id, bytes);
      kept += bytes.byteLength;
    }
    const missing = wanted.find((id) => !contents.has(id));
    if (missing !== undefined) {
      throw new HarborError(
        "GIT",
        `the object ${missing} isn't in this repository`,
        "fetch all of its history",
      );
    }
  };
  return {
    treeAt: (commit: string, label: string): Tree => ({
      label,
      commit,
      async list(folder) {
        const { files } = await listing(commit, folder);
        return [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
      },
      idOf: async (path) => (await listing(commit, path)).files.get(path),
      async read(path) {
        const id = (await listing(commit, path)).files.get(path);
        if (id === undefined) {
          return undefined;
        }
        await read([id]);
        return contents.get(id);
      },
    }),
    /** What stands below the paths that are listed at once. */
    entries: async (commit: string): Promise<readonly TreeEntry[]> => (await listing(commit)).entries,
    /** Reads many files of a commit in one call, for who asks for them one by one. */
    async prefetch(commit: string, paths: readonly string[]) {
      const { files } = await listing(commit);
      await read(paths.flatMap((path) => files.get(path) ?? []));
    },
  };
}

/** Of a name that stands twice the last one counts, as for git itself. */
function parseListing(text: string): Listing {
  const listing: Listing = { entries: [], files: new Map() };
  for (const line of splitNull(text)) {
    const [, mode = "", id = "", size = "", path = ""] = /^(\d+) \w+ (\w+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
    const bytes = size === "-" ? 0 : Number(size);
    listing.entries.push({ path, size: bytes });
    if (/^100(?:644|755)$/.test(mode) && bytes <= BYTES.file) {
      listing.files.set(path, id);
    }
  }
  return listing;
}
