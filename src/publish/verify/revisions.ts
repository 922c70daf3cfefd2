import { HarborError } from "../../errors.ts";
import type { GitObjects } from "../../io/git-objects.ts";
import { branchNames } from "../../refs.ts";

/** A revision as it was named, and the commit that it is. */
export interface Revision {
  ref: string;
  commit: string;
}

/** @throws HarborError NOT_FOUND for a revision that isn't there */
export async function resolveBoth(
  objects: GitObjects,
  base: string,
  head: string,
): Promise<[Revision, Revision]> {
  const [bases, heads] = [candidates(base), candidates(head)];
  const commits = await objects.resolve([...bases, ...heads]);
  const found = (ref: string, among: readonly (string | undefined)[]): Revision => {
    const commit = among.find((candidate) => candidate !== undefined);
    if (commit === undefined) {
      const hint = "name a branch, tag or commit of this repository, and fetch it first";
      throw new HarborError("NOT_FOUND", `there is no commit ${JSON.stringify(ref)}`, hint);
    }
    return { ref, commit };
  };
  return [found(base, commits.slice(0, bases.length)), found(head, commits.slice(bases.length))];
}

/** Full names first: a tag that somebody pushed mustn't stand before the branch. */
function candidates(ref: string): string[] {
  const [, name = "", below = ""] = /^([^~^@:{}]+)((?:[~^]\d*)*)$/.exec(ref) ?? [];
  const isExact = name === "" || /^(?:HEAD|refs\/.*|[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
  return isExact ? [ref] : [...branchNames(name).map((full) => `${full}${below}`), ref];
}
