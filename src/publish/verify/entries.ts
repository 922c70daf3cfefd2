import type { Tree } from "../../catalog/tree.ts";
import type { Files } from "../../io/files.ts";

/** A commit's tree as judges of a folder see it. What isn't read as a regular file of a sane size isn't there. */
export function entriesOf(tree: Tree): Pick<Files, "entry" | "tree"> {
  return {
    tree,
    entry: async (path) => {
      const bytes = await tree.read(path);
      return bytes === undefined ? { kind: "none" } : { kind: "file", bytes };
    },
  };
}
