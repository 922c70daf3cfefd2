import { CONFIG_FILE, DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Tree } from "../catalog/tree.ts";
import { BYTES } from "../limits.ts";
import { splitNull } from "./git-process.ts";
import type { ObjectReader } from "./object-reader.ts";

/** The files of a commit, listed folder by folder as they are asked for. */
export function commitTree(
  objects: ObjectReader,
  run: (...args: string[]) => Promise<string>,
  commit: string,
  label: string,
): Tree {
  /** Object ids of regular files by path: of a catalogue repository's own all at once, of others each top by itself. */
  const listings = new Map<string, Promise<Map<string, string>>>();
  const listing = (path: string): Promise<Map<string, string>> => {
    const [top = "", ...rest] = path.split("/");
    const asked = rest.length === 0 ? top : `${top}/`;
    const words = OWN.includes(asked) ? OWN : [asked];
    const key = words.join(" ");
    const found =
      listings.get(key) ??
      run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", ...words).then(parseListing);
    listings.set(key, found);
    return found;
  };
  return {
    label,
    commit,
    async list(folder) {
      const below = `${folder}/`;
      return [...(await listing(below)).keys()].filter((path) => path.startsWith(below)).sort();
    },
    async read(path) {
      const id = (await listing(path)).get(path);
      if (id === undefined) {
        return undefined;
      }
      return (await objects.read("blob", [id], LIMITS)).get(id);
    },
  };
}

/** What nearly every command reads. */
const OWN = ["catalog/", `${DRAFTS_FOLDER}/`, CONFIG_FILE];

const LIMITS = { each: BYTES.file, all: BYTES.file };

/** Regular files only: a link, a submodule or a huge file in a catalogue counts as not there. */
function parseListing(text: string): Map<string, string> {
  const files = splitNull(text).flatMap((line) => {
    const [, id, size, path] = /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
    return id === undefined || path === undefined || Number(size) > BYTES.file ? [] : [[path, id] as const];
  });
  return new Map(files);
}
