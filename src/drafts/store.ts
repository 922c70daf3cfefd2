import { DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Tree } from "../catalog/tree.ts";
import { compareText } from "../finding.ts";

/** Paths of all drafts of a tree, or of one port, sorted. Whatever ends in .json under drafts/ counts as one. */
export async function listDrafts(tree: Tree, port?: string): Promise<string[]> {
  const paths = await tree.list(DRAFTS_FOLDER);
  const folder = port === undefined ? `${DRAFTS_FOLDER}/` : `${DRAFTS_FOLDER}/${port}/`;
  return paths.filter((path) => path.startsWith(folder) && path.endsWith(".json")).sort(compareText);
}
