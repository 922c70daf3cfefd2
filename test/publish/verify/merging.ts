import { execFileSync, spawnSync } from "node:child_process";
import type { Judgement } from "../../../src/publish/verify/change-set.ts";
import { zoneOf } from "../../../src/publish/verify/guarded-paths.ts";
import { type CaseCommit, type Edits, importCommits } from "./bench.ts";

/** A proposal: where it left the base, what the base became, and its commits, oldest first. */
export interface History {
  start: string;
  tip: string;
  commits: readonly string[];
}

/** What stands where in a commit. */
export type Files = Readonly<Record<string, string>>;

export interface States {
  start: Files;
  tip: Files;
  heads: readonly Files[];
}

/** Makes histories in a repository's objects, all at once. */
export function makeHistories(cwd: string, all: readonly States[]): History[] {
  const commits: CaseCommit[] = [];
  const starts = all.map(({ start, tip, heads }) => {
    const first = commits.push({ parents: [], edits: start });
    // By its message no commit of the proposal, though it may change the same.
    commits.push({ parents: [`:${first}`], edits: editsBetween(start, tip), message: "Base" });
    for (const [index, files] of heads.entries()) {
      const parent = index === 0 ? first : first + 1 + index;
      commits.push({ parents: [`:${parent}`], edits: editsBetween(heads[index - 1] ?? start, files) });
    }
    return first;
  });
  const ids = importCommits(cwd, commits);
  return all.map(({ heads }, index) => {
    const at = (starts[index] ?? 1) - 1;
    const [start = "", tip = "", ...made] = ids.slice(at, at + 2 + heads.length);
    return { start, tip, commits: made };
  });
}

function editsBetween(before: Files, after: Files): Edits {
  const gone = Object.keys(before).filter((path) => !(path in after));
  const come = Object.entries(after).filter(([path, text]) => before[path] !== text);
  return { ...Object.fromEntries(gone.map((path) => [path, null])), ...Object.fromEntries(come) };
}

/** The tree that each way of merging leads to; a squash has a merge's. Undefined where it ends in a conflict. */
export interface Merged {
  merge: string | undefined;
  rebase: string | undefined;
}

/** For each what lands that wasn't judged, and what was judged and doesn't land; of `unrelated` only what is guarded. */
export function strays(cwd: string, all: readonly (States & Pick<Judgement, "kind">)[]): string[][] {
  const histories = makeHistories(cwd, all);
  const commits = histories.flatMap(({ start, tip, commits }) => [start, commits.at(-1) ?? start, tip]);
  const trees = treesOf(cwd, commits);
  const ends = histories.map((_, index) => trees.slice(3 * index, 3 * index + 3) as [string, string, string]);
  const judged = differences(
    cwd,
    ends.map(([start, head]) => [start, head]),
  );
  const merged = mergeAll(cwd, histories).flatMap((ways, index) =>
    Object.entries(ways).flatMap(([way, tree]) => (tree === undefined ? [] : [{ index, way, tree }])),
  );
  const landed = differences(
    cwd,
    merged.map(({ index, tree }) => [ends[index]?.[2] ?? "", tree]),
  );
  const found: string[][] = all.map(() => []);
  for (const [at, { index, way }] of merged.entries()) {
    const isLoose = all[index]?.kind === "unrelated";
    const counts = (line: string) => !isLoose || zoneOf(line.split(" ")[0] ?? "") !== "other";
    const [is, wanted] = [landed[at] ?? [], judged[index] ?? []].map((lines) => lines.filter(counts));
    found[index]?.push(
      ...(is ?? []).filter((line) => !wanted?.includes(line)).map((line) => `${way} brings ${line}`),
      ...(wanted ?? []).filter((line) => !is?.includes(line)).map((line) => `${way} leaves out ${line}`),
    );
  }
  return found;
}

/** What git makes of proposals by its own ways to merge, with all that it may take for renamed. */
export function mergeAll(cwd: string, histories: readonly History[]): Merged[] {
  const merges = mergePairs(
    cwd,
    histories.map(({ start, tip, commits }) => [tip, commits.at(-1) ?? start]),
  );
  const onto: (string | undefined)[] = treesOf(
    cwd,
    histories.map(({ tip }) => tip),
  );
  const longest = Math.max(...histories.map(({ commits }) => commits.length));
  for (let round = 0; round < longest; round++) {
    const picks = histories.flatMap(({ start, commits }, index) => {
      const [tree, commit] = [onto[index], commits[round]];
      const parent = round === 0 ? start : (commits[round - 1] ?? "");
      return tree === undefined || commit === undefined ? [] : [{ index, tree, commit, parent }];
    });
    // A rebase picks a commit as if what it is put onto were made from the commit's parent.
    const ours = commitTrees(cwd, picks);
    const trees = mergePairs(
      cwd,
      picks.map(({ commit }, at) => [ours[at] ?? "", commit]),
    );
    for (const [at, { index }] of picks.entries()) {
      onto[index] = trees[at];
    }
  }
  return merges.map((merge, index) => ({ merge, rebase: onto[index] }));
}

type Pair = readonly [ours: string, theirs: string];

function mergePairs(cwd: string, pairs: readonly Pair[]): (string | undefined)[] {
  const words = ["-c", "merge.directoryRenames=true", "merge-tree", "--write-tree", "--stdin"];
  const input = pairs.map((pair) => `${pair.join(" ")}\n`).join("");
  const { status, stdout, stderr } = runGit(cwd, input, words);
  if (/Assertion .* failed/.test(stderr)) {
    // Some merges crash git, and lead nowhere: it is found by halves which.
    const half = Math.ceil(pairs.length / 2);
    const parts = pairs.length === 1 ? [] : [pairs.slice(0, half), pairs.slice(half)];
    return pairs.length === 1 ? [undefined] : parts.flatMap((part) => mergePairs(cwd, part));
  }
  const said = stdout.split("\0");
  const trees = said.flatMap((word, index) => {
    const next = said[index + 1] ?? "";
    return /^[01]$/.test(word) && /^[0-9a-f]{40}$/.test(next) ? [word === "1" ? next : undefined] : [];
  });
  if (status !== 0 || trees.length !== pairs.length) {
    throw new Error(`git merge-tree exits ${status}: ${stderr}`);
  }
  return trees;
}

export function treesOf(cwd: string, commits: readonly string[]): string[] {
  const asked = commits.map((commit) => `${commit}^{tree}\n`).join("");
  return gitWith(cwd, asked, "cat-file", "--batch-check=%(objectname)").trim().split("\n");
}

function commitTrees(cwd: string, commits: readonly { tree: string; parent: string }[]): string[] {
  const input = commits.map(
    ({ tree, parent }, index) =>
      `commit refs/cases/picked\nmark :${index + 1}\ncommitter Test <test@example.com> 1790000000 +0000\ndata 6\npicked\nfrom ${parent}\nM 040000 ${tree} ""\n\nget-mark :${index + 1}\n`,
  );
  const words = ["fast-import", "--quiet", "--force", "--cat-blob-fd=1"];
  return gitWith(cwd, input.join(""), ...words)
    .trim()
    .split("\n");
}

/** For each pair of trees the paths that differ, each with the id that it then has. */
export function differences(cwd: string, pairs: readonly (readonly [string, string])[]): string[][] {
  const input = pairs.map((pair) => `${pair.join(" ")}\n`).join("");
  const words = ["diff-tree", "-r", "--raw", "--no-renames", "--no-abbrev", "--stdin"];
  const found: string[][] = [];
  for (const line of gitWith(cwd, input, ...words).split("\n")) {
    const [about = "", path] = line.split("\t");
    if (path !== undefined) {
      found.at(-1)?.push(`${path} ${about.split(" ")[3]}`);
    } else if (about !== "") {
      found.push([]);
    }
  }
  return found;
}

export function git(cwd: string, ...words: string[]): string {
  return execFileSync("git", words, { cwd, encoding: "utf8" }).trim();
}

function gitWith(cwd: string, input: string, ...words: string[]): string {
  const { status, stdout, stderr } = runGit(cwd, input, words);
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

function runGit(cwd: string, input: string, words: readonly string[]) {
  return spawnSync("git", words, { cwd, input, encoding: "utf8", maxBuffer: 2 ** 28 });
}
