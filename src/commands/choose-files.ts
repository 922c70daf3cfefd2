import type { Tree } from "../catalog/tree.ts";
import type { Context } from "../context.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError } from "../errors.ts";

/** Which files a command is about, as its arguments say. */
export interface Choice {
  files?: readonly string[] | undefined;
  all: boolean;
  changed?: boolean;
}

/** A file that may be chosen. It counts as changed when it, or a file that it is judged with, did. */
export interface Candidate {
  file: string;
  judgedWith: string;
  /** A folder whose every file it is judged with, too. */
  around?: string;
}

/** The draft files that a command is about. */
export function chooseDrafts(context: Context, choice: Choice): Promise<string[]> {
  return chooseFiles(context, choice, () => draftCandidates(context.files.tree));
}

/** All drafts of a tree, each with its recording. */
export async function draftCandidates(tree: Tree): Promise<Candidate[]> {
  const drafts = await listDrafts(tree);
  return drafts.map((file) => ({ file, judgedWith: file.replace(/\.json$/, ".har") }));
}

/**
 * The files that a command is about, each once: those named, with --changed those that differ from
 * the base, and otherwise all.
 */
export async function chooseFiles(
  { files, git, base }: Context,
  { files: named = [], all, changed = false }: Choice,
  listCandidates: () => Promise<Candidate[]>,
): Promise<string[]> {
  if (named.length > 0) {
    if (all || changed) {
      throw new HarborError("USAGE", "files are named, and so is --all or --changed", "give one of them");
    }
    return [...new Set(named.map(files.fromUser))];
  }
  if (all && changed) {
    throw new HarborError("USAGE", "--all and --changed are both given", "give one of them");
  }
  const candidates = await listCandidates();
  if (!changed) {
    return candidates.map(({ file }) => file);
  }
  const { commit } = await base();
  if (git === undefined || commit === null) {
    throw new HarborError(
      "GIT",
      "--changed needs a git repository with a base",
      "use --all, or name the files",
    );
  }
  // Bytes are compared, not asked of git: its own comparison may run programs that a clone names.
  const before = git.treeAt((await git.mergeBase(commit)) ?? commit, "the merge base");
  const differs = await Promise.all(
    candidates.map(async ({ file, judgedWith, around }) => {
      const paths =
        around === undefined ? [] : [...(await files.tree.list(around)), ...(await before.list(around))];
      for (const path of new Set([file, judgedWith, ...paths])) {
        if (await isChanged(files.tree, before, path)) {
          return true;
        }
      }
      return false;
    }),
  );
  return candidates.filter((_, index) => differs[index]).map(({ file }) => file);
}

async function isChanged(now: Tree, before: Tree, path: string): Promise<boolean> {
  const [a, b] = await Promise.all([now.read(path), before.read(path)]);
  return a === undefined || b === undefined ? a !== b : Buffer.compare(a, b) !== 0;
}
