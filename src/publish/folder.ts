import { draftFile, draftRecordingFile } from "../catalog/layout.ts";
import { memoryTree, type Tree } from "../catalog/tree.ts";
import { canonicalDraft, type Draft } from "../drafts/draft.ts";
import type { Files } from "../io/files.ts";

/** A folder as those who judge a draft see it. */
export type Folder = Pick<Files, "entry" | "tree">;

/** A tree as such a folder. What isn't read as a regular file of a sane size isn't there. */
export function folderOf(tree: Tree): Folder {
  return {
    tree,
    entry: async (path) => {
      const bytes = await tree.read(path);
      return bytes === undefined ? { kind: "none" } : { kind: "file", bytes };
    },
  };
}

/** The draft of a request in a folder that has nothing else, so that it can be judged like any other. */
export function draftFolder(
  draft: Draft,
  recording: Uint8Array | undefined,
): { file: string; files: Folder } {
  const { port, action } = draft;
  const file = draftFile(port, action.slug);
  const contents = new Map<string, Uint8Array>([[file, new TextEncoder().encode(canonicalDraft(draft))]]);
  if (recording !== undefined) {
    contents.set(draftRecordingFile(port, action.slug), recording);
  }
  return { file, files: folderOf(memoryTree("the request", contents)) };
}
