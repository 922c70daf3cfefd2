import type { GitObjects } from "../../io/git-objects.ts";
import type { Conditions } from "./change-set.ts";
import { judgeChange, mixed } from "./judge.ts";
import { type Landed, verifyLanded } from "./landed.ts";
import { openChangeSet } from "./open-change-set.ts";
import { refuse, warn } from "./reasons.ts";
import { type Revision, resolveBoth } from "./revisions.ts";

export interface Verified extends Landed {
  base: Revision;
  head: Revision;
}

export interface VerifyOptions extends Conditions {
  base: string;
  head: string;
  /** Whether head is to be, or is, the base branch itself. */
  landed: boolean;
}

/**
 * Tells what kind of change it is from base to head, and whether it may land.
 * @throws HarborError NOT_FOUND for a revision that isn't there
 */
export async function verify(objects: GitObjects, options: VerifyOptions): Promise<Verified> {
  const [base, head] = await resolveBoth(objects, options.base, options.head);
  const judge = options.landed ? verifyLanded : verifyProposal;
  const { mergeBase, steps, ...judged } = await judge(objects, base.commit, head.commit, options);
  return { ...judged, base, head, mergeBase, steps };
}

/** Judges what somebody wants to be merged as one change, from where it left the base. */
async function verifyProposal(
  objects: GitObjects,
  base: string,
  head: string,
  conditions: Conditions,
): Promise<Landed> {
  const commits = await objects.commitsBetween(base, head, "all");
  const merges = commits.filter(({ parents }) => parents.length > 1);
  if (merges.length > 0) {
    const hint = "rebase it onto the base branch";
    const told = merges.map(({ id }) =>
      refuse("verify/merge", "", `${id.slice(0, 12)} is a merge commit`, hint),
    );
    return { ...mixed(told), mergeBase: null, steps: [] };
  }
  // Without merges the commits are one line, and what it starts from is in the base: their merge base.
  const mergeBase = commits.length === 0 ? head : commits[0]?.parents[0];
  if (mergeBase === undefined) {
    const hint = "make the change anew, from the base branch's tip";
    const told = refuse("verify/history", "", "base and head have no history in common", hint);
    return { ...mixed([told]), mergeBase: null, steps: [] };
  }
  const ends = { before: mergeBase, after: head, rules: base, commits: commits.map(({ id }) => id) };
  const judged = await judgeChange(await openChangeSet(objects, ends), conditions);
  if (commits.length < 2) {
    return { ...judged, mergeBase, steps: [] };
  }
  const message = `the change has ${commits.length} commits, which were judged as one`;
  const told = warn("verify/commits", "", message, "merge it by squash, or make one commit of it");
  return { ...judged, selfPublish: false, findings: [told, ...judged.findings], mergeBase, steps: [] };
}
