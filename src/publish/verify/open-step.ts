import type { GitObjects } from "../../io/git-objects.ts";
import { zoneOf } from "./places.ts";
import type { Step } from "./step.ts";

/** What lies between two commits, with what judging it will read. */
export async function openStep(
  objects: GitObjects,
  before: string,
  after: string,
  rules: string,
): Promise<Step> {
  const changes = await objects.changes(before, after);
  const guarded = changes.filter(({ path }) => zoneOf(path) !== "other").map(({ path }) => path);
  const isGuarded = guarded.length > 0;
  if (isGuarded) {
    await objects.prefetch(after, guarded);
  }
  const treeAt = (commit: string) => objects.treeAt(commit, commit.slice(0, 12));
  return {
    before: treeAt(before),
    after: treeAt(after),
    rules: treeAt(rules),
    changes,
    entries: isGuarded ? await objects.entries(after) : [],
  };
}
