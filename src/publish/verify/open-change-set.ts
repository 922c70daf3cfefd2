import type { GitObjects } from "../../io/git-objects.ts";
import type { ChangeSet } from "./change-set.ts";
import { isRead, zoneOf } from "./guarded-paths.ts";

interface Ends {
  before: string;
  after: string;
  /** Whose rules count: the base's tip. */
  rules: string;
  /** From before to after, each with one parent. */
  commits: readonly string[];
}

/** What lies between two commits, with what judging it will read. */
export async function openChangeSet(
  objects: GitObjects,
  { before, after, rules, commits }: Ends,
): Promise<ChangeSet> {
  const [changes, history, moved] = await Promise.all([
    objects.changes(before, after),
    commits.length > 1 ? objects.changesOf(commits) : undefined,
    before === rules || commits.length === 0 ? [] : objects.changes(before, rules),
  ]);
  const paths = changes.map(({ path }) => path);
  const isGuarded = paths.some((path) => zoneOf(path) !== "other");
  if (isGuarded) {
    await objects.prefetch(after, paths.filter(isRead));
  }
  const treeAt = (commit: string) => objects.treeAt(commit, commit.slice(0, 12));
  return {
    before: treeAt(before),
    after: treeAt(after),
    rules: treeAt(rules),
    changes,
    touched: history ?? changes,
    moved: new Map(moved.map((change) => [change.path, change])),
    tipPaths: () => objects.paths(rules),
    entries: isGuarded ? await objects.entries(after) : [],
  };
}
