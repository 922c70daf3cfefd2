import type { Finding } from "../../finding.ts";
import type { Change } from "../../io/git-objects.ts";
import { BYTES } from "../../limits.ts";
import { type ChangeSet, isAdded, isRemoved } from "./change-set.ts";
import { doubtOfPath, isRead, zoneOf } from "./guarded-paths.ts";
import { refuse } from "./reasons.ts";

const LINK = "120000";
const SUBMODULE = "160000";
const EXECUTABLE = "100755";

/** What no change may hold, whatever its kind: all that isn't a regular file at a plain path. */
export function structuralFindings({ changes, entries }: ChangeSet): Finding[] {
  return [...changes.flatMap(ofMode), ...changes.flatMap(ofPath), ...repetitions(entries, changes)];
}

function ofMode(change: Change): Finding[] {
  const { path, before, after } = change;
  const undo = (flag: string): string => `\`git update-index --chmod=${flag} ${path}\` takes that back`;
  const refused = (message: string, hint: string): Finding[] => [refuse("verify/mode", path, message, hint)];
  if (after.mode === LINK) {
    return refused(`${path} is a symbolic link`, "put the file itself there");
  }
  if (after.mode === SUBMODULE) {
    return refused(`${path} is a submodule`, "put the files themselves there");
  }
  if (isRemoved(change) || before.mode === after.mode) {
    return [];
  }
  if (!isAdded(change)) {
    const message = `the mode of ${path} changes from ${before.mode} to ${after.mode}`;
    return refused(message, undo(before.mode === EXECUTABLE ? "+x" : "-x"));
  }
  const isProgram = after.mode === EXECUTABLE && zoneOf(path) !== "other";
  return isProgram ? refused(`${path} is executable`, undo("-x")) : [];
}

function ofPath(change: Change): Finding[] {
  const doubt = isRemoved(change) ? undefined : doubtOfPath(change.path);
  return doubt === undefined
    ? []
    : [refuse("verify/path", change.path, `${JSON.stringify(change.path)} ${doubt}`, "give it another name")];
}

/** A tree that holds a name twice is read by everyone in their own way. */
function repetitions(...lists: readonly (readonly { path: string }[])[]): Finding[] {
  const twice = lists.flatMap((list) => {
    const paths = list.map(({ path }) => path).sort();
    return paths.filter((path, at) => path === paths[at + 1]);
  });
  return [...new Set(twice)].map((path) =>
    refuse("verify/path", path, `${path} stands twice in its tree`, "`git fsck` tells; make the commit anew"),
  );
}

export function sizeFindings({ changes, entries }: ChangeSet): Finding[] {
  const changed = new Set(changes.map(({ path }) => path));
  return entries
    .filter(({ path, size }) => size > BYTES.catalogFile && changed.has(path) && isRead(path))
    .map(({ path, size }) => {
      const message = `${path} holds ${size} bytes, more than is read`;
      return refuse("verify/size", path, message, `keep it below ${BYTES.catalogFile}`);
    });
}
