import type { Tree } from "../catalog/tree.ts";
import { gitFailure, type Opener, splitNull } from "./git-process.ts";

/** The files of a commit, listed folder by folder as they are asked for. */
export function commitTree(
  open: Opener,
  run: (...args: string[]) => Promise<string>,
  commit: string,
  label: string,
): Tree {
  /** Object ids of regular files by path, folder by folder. */
  const listings = new Map<string, Promise<Map<string, string>>>();
  const listing = (folder: string): Promise<Map<string, string>> => {
    const known = listings.get(folder);
    if (known !== undefined) {
      return known;
    }
    const found = run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", `${folder}/`).then(
      parseListing,
    );
    listings.set(folder, found);
    return found;
  };
  return {
    label,
    commit,
    list: async (folder) => [...(await listing(folder)).keys()].sort(),
    async read(path) {
      const [top = "", ...rest] = path.split("/");
      const files =
        rest.length === 0
          ? parseListing(await run("ls-tree", "-l", "-z", "--full-tree", commit, "--", path))
          : await listing(top);
      const id = files.get(path);
      if (id === undefined) {
        return undefined;
      }
      try {
        return (await open().binaryCatFile(["blob", id])) as Buffer;
      } catch (error) {
        throw gitFailure("cat-file", error);
      }
    },
  };
}

/** No file of a catalogue is as large. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Regular files only: a link, a submodule or a huge file in a catalogue counts as not there. */
function parseListing(text: string): Map<string, string> {
  const files = splitNull(text).flatMap((line) => {
    const [, id, size, path] = /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
    return id === undefined || path === undefined || Number(size) > MOST_BYTES ? [] : [[path, id] as const];
  });
  return new Map(files);
}
