import { createHash } from "node:crypto";
import { CATALOG_FOLDER, CONFIG_FILE, DRAFTS_FOLDER } from "../catalog/layout.ts";
import type { Tree } from "../catalog/tree.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError } from "../errors.ts";
import type { Context } from "../workspace/context.ts";
import { keepHeapSmall } from "../workspace/small-heap.ts";

/** Which files a command is about, as its arguments say. */
export interface Choice {
  files?: readonly string[] | undefined;
  all: boolean;
  changed?: boolean;
}

/** Stands for a draft that comes from stdin. */
export const STDIN = "-";

/** A file that may be chosen. It counts as changed when it, or a file that it is judged with, did. */
export interface Candidate {
  file: string;
  judgedWith: string;
  /** A folder whose every file it is judged with, too. */
  around?: string;
}

/** What a command is called, and which files of the catalogue it judges besides drafts. */
export interface Judge {
  name: string;
  judges: string;
  isJudged(path: string): boolean;
}

/** All drafts of a tree, each with its recording. */
export async function draftCandidates(tree: Tree): Promise<Candidate[]> {
  const drafts = await listDrafts(tree);
  return drafts.map((file) => ({ file, judgedWith: file.replace(/\.json$/, ".har") }));
}

/**
 * The files that a command is about, each once: those named, with --changed those that differ from
 * the base, and otherwise all. Where there is none, the log says so.
 *
 * @throws HarborError NOT_FOUND or USAGE where there is no catalogue, and for a named file that isn't judged
 */
export async function chooseFiles(
  context: Context,
  { files: named = [], all, changed = false }: Choice,
  judge: Judge,
  listCandidates: () => Promise<Candidate[]>,
): Promise<string[]> {
  const { files, git, base, log } = context;
  await requireCatalogue(context, named.length > 0);
  if (named.length > 0) {
    if (all || changed) {
      throw new HarborError("USAGE", "files are named, and so is --all or --changed", "give one of them");
    }
    return [...new Set(await Promise.all(named.map((word) => judgedFile(files, word, judge))))];
  }
  if (all && changed) {
    throw new HarborError("USAGE", "--all and --changed are both given", "give one of them");
  }
  const candidates = await listCandidates();
  keepHeapSmall(candidates.length);
  if (!changed) {
    if (!candidates.some(({ file }) => file.startsWith(`${DRAFTS_FOLDER}/`))) {
      log(`there is no draft in ${DRAFTS_FOLDER}/`);
    }
    return candidates.map(({ file }) => file);
  }
  const { commit, ref } = await base();
  if (git === undefined || commit === null) {
    throw new HarborError(
      "GIT",
      "--changed needs a git repository with a base",
      "use --all, or name the files",
    );
  }
  // Files are compared here, not by git: its own comparison may run programs that a clone names.
  const before = git.treeAt((await git.mergeBase(commit)) ?? commit, "the merge base");
  const differing: string[] = [];
  // One after the other: thousands at once would all be in memory.
  for (const candidate of candidates) {
    if (await differs(candidate, files.tree, before)) {
      differing.push(candidate.file);
    }
  }
  if (differing.length === 0) {
    log(`nothing that ${judge.name} judges differs from ${ref}`);
  }
  return differing;
}

/**
 * A file can be judged by the catalogue of the base; what is to be found is looked for in the work tree.
 */
async function requireCatalogue({ files, catalogue }: Context, isNamed: boolean): Promise<void> {
  const folder = CATALOG_FOLDER.split("/")[0] ?? "";
  const isHere = (await files.entry(folder)).kind === "folder";
  if (!isHere && !(isNamed && (await (await catalogue()).tree.list(folder)).length > 0)) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no folder ${folder}/ here, so nothing can be judged`,
      "run it in a catalogue repository, or name one with --root",
    );
  }
}

/** The draft that a command which takes nothing else is about. @throws as judgedFile */
export function draftFileOf(files: Context["files"], word: string, command: string): Promise<string> {
  return judgedFile(files, word, { name: command, judges: "drafts", isJudged: () => false });
}

/**
 * The file that is judged where one is named: a recording is judged with its draft or manifest.
 * @throws HarborError NOT_FOUND for a file that isn't there, USAGE for one that isn't judged
 */
async function judgedFile(files: Context["files"], word: string, judge: Judge): Promise<string> {
  if (word === STDIN) {
    return word;
  }
  const path = files.fromUser(word);
  const refuse = (why: string) =>
    new HarborError("USAGE", `${word === "" ? '""' : word} ${why}`, `${judge.name} judges ${judge.judges}`);
  if (path.startsWith("../") || path === ".." || /^(?:\/|[A-Za-z]:)/.test(path)) {
    throw refuse("stands outside the repository");
  }
  const kind = path === "" ? "folder" : (await files.entry(path)).kind;
  if (kind === "none") {
    throw new HarborError(
      "NOT_FOUND",
      `there is no file ${path}`,
      "`harbor-drafts inspect` lists the drafts",
    );
  }
  if (kind === "folder") {
    throw refuse("is a folder, not a file to be judged");
  }
  const judged = recordedBy(path);
  const isCatalog = judged.startsWith(`${CATALOG_FOLDER}/`);
  if (isCatalog ? !judge.isJudged(judged) : !judged.endsWith(".json") || judged === CONFIG_FILE) {
    throw refuse(isCatalog ? "is part of the catalogue, and no draft" : "isn't a file to be judged");
  }
  if (judged !== path && (await files.entry(judged)).kind === "none") {
    throw refuse(`has no ${judged} beside it to be judged with`);
  }
  return judged;
}

/** The draft or manifest that a recording belongs to; every other path is itself. */
function recordedBy(path: string): string {
  const [, port] = /^(catalog\/integrations\/[^/]+\/[^/]+)\.recordings\/[^/]+\.har$/.exec(path) ?? [];
  return port === undefined ? path.replace(/^(drafts\/.*)\.har$/, "$1.json") : `${port}.json`;
}

async function differs({ file, judgedWith, around }: Candidate, now: Tree, before: Tree): Promise<boolean> {
  const others = around === undefined ? [] : [...(await now.list(around)), ...(await before.list(around))];
  for (const path of new Set([file, judgedWith, ...others])) {
    if (await isChanged(now, before, path)) {
      return true;
    }
  }
  return false;
}

/** By the id that git gives to a file's bytes, so that nothing of the base is read. */
async function isChanged(now: Tree, before: Tree, path: string): Promise<boolean> {
  const [bytes, id] = [await now.read(path), await before.idOf?.(path)];
  return bytes === undefined || id === undefined ? bytes !== id : objectId(bytes, id.length) !== id;
}

function objectId(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 40 ? "sha1" : "sha256");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
