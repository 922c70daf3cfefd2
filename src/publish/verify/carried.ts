import type { Finding } from "../../finding.ts";
import type { Change } from "../../io/git-objects.ts";
import { type ChangeSet, isAdded, isRemoved, type Kind } from "./change-set.ts";
import { zoneOf } from "./guarded-paths.ts";
import { movedFindings, refuse, stale } from "./reasons.ts";

/**
 * Why merging a proposal, by whatever way, could land something else than its own changes. Git merges
 * by content: it takes a file that went and one that came for the same, and a folder whose files went
 * to another for renamed, and carries over what the other side did there. How alike git wants them is
 * the business of its version and settings, so nothing may have gone at all.
 * https://git-scm.com/docs/directory-rename-detection
 */
export async function carriedFindings(step: ChangeSet, kind: Kind): Promise<Finding[]> {
  const changed = new Set(step.changes.map(({ path }) => path));
  const touched = [...new Set(step.touched.map(({ path }) => path))];
  const undone = touched.filter(
    (path) => !changed.has(path) && (kind !== "unrelated" || zoneOf(path) !== "other"),
  );
  const gone = touched.filter((path) => isGone(step.moved.get(path)));
  const moved = kind === "unrelated" ? [] : [...changed].filter((path) => !isGone(step.moved.get(path)));
  return [
    ...undone.map(takenBack),
    ...gone.map((path) => stale(path, `${path} is gone from the base since`)),
    ...movedFindings(step, moved),
    ...(await folderFindings(step)),
  ];
}

/**
 * Merged by rebase each commit lands by itself; where the base made the first one's change as well, that
 * is left out, and the second one takes the base's own change back.
 */
function takenBack(path: string): Finding {
  const message = `one commit changes ${path}, and a later one takes that back`;
  return refuse("verify/kind", path, message, "make one commit of them, without it");
}

function isGone(change: Change | undefined): boolean {
  return change !== undefined && isRemoved(change);
}

/** `catalog/` can't be renamed as long as one file stays in it on both sides. */
async function folderFindings({ touched, moved, tipPaths }: ChangeSet): Promise<Finding[]> {
  const base = [...moved.values()];
  const removed = new Set(touched.filter(isRemoved).map(({ path }) => path));
  const gained = foldersOf(base.filter(isAdded));
  const lost = foldersOf(base.filter(isRemoved));
  // One side took files away, and the other one put some there.
  const doubtful = [
    ...[...foldersOf(touched.filter(isAdded))].filter(([folder]) => lost.has(folder)),
    ...[...foldersOf(touched.filter(isRemoved))].filter(([folder]) => gained.has(folder)),
  ];
  if (doubtful.length === 0) {
    return [];
  }
  const stays = new Set<string>();
  for (const path of await tipPaths()) {
    const change = moved.get(path);
    if (!removed.has(path) && !(change !== undefined && isAdded(change))) {
      for (const folder of parentsOf(path)) {
        stays.add(folder);
      }
    }
  }
  return doubtful
    .filter(([folder]) => !stays.has(folder))
    .map(([folder, path]) =>
      stale(path, `no file of ${folder}/ stays on both sides, so git could take the folder for renamed`),
    );
}

/** Every folder above some paths, with one of these. */
function foldersOf(changes: readonly Change[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { path } of changes) {
    for (const folder of parentsOf(path)) {
      folders.set(folder, path);
    }
  }
  return folders;
}

/** `a/b` and `a` of `a/b/c`: the top itself is never renamed. */
function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    parents.push(path.slice(0, end));
  }
  return parents;
}
