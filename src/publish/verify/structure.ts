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
  return [...changes.flatMap(ofMode), ...changes.flatMap(ofPath), ...repetitions(changes, entries)];
}

function ofMode(change: Change): Finding[] {
  const { path, before, after } = change;
  const refused = (message: string, hint: string): Finding[] => [refuse("verify/mode", path, message, hint)];
  const undo = (flag: string): string => `\`git update-index --chmod=${flag} ${path}\` takes that back`;
  if (after.mode === LINK) {
    return refused(`${path} is a symbolic link`, "put the file itself there");
  }
  if (after.mode === SUBMODULE) {
    return refused(`${path} is a submodule`, "put the files themselves there");
  }
  if (isAdded(change)) {
    const isGuarded = zoneOf(path) !== "other";
    return after.mode === EXECUTABLE && isGuarded ? refused(`${path} is executable`, undo("-x")) : [];
  }
  const hint = undo(before.mode === EXECUTABLE ? "+x" : "-x");
  return isRemoved(change) || before.mode === after.mode
    ? []
    : refused(`the mode of ${path} changes from ${before.mode} to ${after.mode}`, hint);
}

function ofPath(change: Change): Finding[] {
  const doubt = isRemoved(change) ? undefined : doubtOfPath(change.path);
  return doubt === undefined
    ? []
    : [refuse("verify/path", change.path, `${JSON.stringify(change.path)} ${doubt}`, "give it another name")];
}

/** A tree that holds a name twice is read by everyone in their own way. */
function repetitions(changes: readonly Change[], entries: ChangeSet["entries"]): Finding[] {
  const twice = new Set([entries, changes].flatMap(repeated));
  return [...twice].map((path) =>
    refuse("verify/path", path, `${path} stands twice in its tree`, "`git fsck` tells; make the commit anew"),
  );
}

function repeated(all: readonly { path: string }[]): string[] {
  const seen = new Set<string>();
  return all.flatMap(({ path }) => {
    const isKnown = seen.has(path);
    seen.add(path);
    return isKnown ? [path] : [];
  });
}

export function sizeFindings({ changes, entries }: ChangeSet): Finding[] {
  const changed = new Set(changes.map(({ path }) => path));
  return entries
    .filter(({ path, size }) => size > BYTES.catalogFile && changed.has(path) && isRead(path))
    .map(({ path, size }) =>
      refuse(
        "verify/size",
        path,
        `${path} holds ${size} bytes, more than is read`,
        `keep it below ${BYTES.catalogFile}`,
      ),
    );
}
