import { HarborError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import type { GitObjects } from "../../io/git-objects.ts";
import type { VerifyOutput } from "../../output/verify.ts";
import { branchNames } from "../../refs.ts";
import { type Conditions, judgement, type Kind, openChangeSet } from "./change-set.ts";
import { judgeChange } from "./judge.ts";
import { refuse, warn } from "./reasons.ts";

/** A revision as it was named, and the commit that it is. */
type Revision = VerifyOutput["base"];

/** What lies between two commits, and what was judged of it. */
type Judged = Omit<VerifyOutput, "base" | "head">;

export interface VerifyOptions extends Conditions {
  base: string;
  head: string;
  /** Whether head is to be, or is, the base branch itself. */
  landed: boolean;
}

/**
 * Says what kind of change it is from base to head, and whether it may land.
 * @throws HarborError NOT_FOUND for a revision that isn't there
 */
export async function verify(objects: GitObjects, options: VerifyOptions): Promise<VerifyOutput> {
  const [base, head] = await resolveBoth(objects, options.base, options.head);
  const ends = { base: base.commit, head: head.commit };
  const judge = options.landed ? verifyLanded : verifyProposal;
  const { mergeBase, steps, ...judged } = await judge(objects, ends, options);
  return { ...judged, base, head, mergeBase, steps };
}

interface Ends {
  base: string;
  head: string;
}

/** Judges what somebody wants to be merged as one change, from where it left the base. */
async function verifyProposal(
  objects: GitObjects,
  { base, head }: Ends,
  conditions: Conditions,
): Promise<Judged> {
  const commits = await objects.commitsBetween(base, head, "all");
  const merges = commits.filter(({ parents }) => parents.length > 1);
  if (merges.length > 0) {
    const hint = "rebase it onto the base branch";
    return unjudged(
      merges.map(({ id }) => refuse("verify/merge", "", `${id.slice(0, 12)} is a merge commit`, hint)),
    );
  }
  // Without merges the commits are one line, and what it starts from is in the base: their merge base.
  const mergeBase = commits.length === 0 ? head : commits[0]?.parents[0];
  if (mergeBase === undefined) {
    const hint = "make the change anew, from the base branch's tip";
    return unjudged([refuse("verify/history", "", "base and head have no history in common", hint)]);
  }
  const ends = { before: mergeBase, after: head, rules: base, commits: commits.map(({ id }) => id) };
  const judged = await judgeChange(await openChangeSet(objects, ends), conditions);
  if (commits.length < 2) {
    return { ...judged, mergeBase, steps: [] };
  }
  const message = `the change has ${commits.length} commits, which were judged as one`;
  const many = warn("verify/commits", "", message, "merge it by squash, or make one commit of it");
  return { ...judged, selfPublish: false, findings: [many, ...judged.findings], mergeBase, steps: [] };
}

function unjudged(findings: readonly Finding[]): Judged {
  return { ...judgement("mixed", findings), mergeBase: null, steps: [] };
}

/** From the lightest: what the whole of several commits is called. */
const WEIGHTS: readonly Kind[] = ["unrelated", "drafts", "publish-request", "maintenance", "mixed"];

/**
 * Judges each commit on the branch's own line by its difference from the one before: who merged what
 * how is all the same. The line must go on from the base: nothing of it may be lost, nor be merged
 * into another line, whose commits were judged by rules that are no more.
 */
async function verifyLanded(
  objects: GitObjects,
  { base, head }: Ends,
  conditions: Conditions,
): Promise<Judged> {
  const commits = await objects.commitsBetween(base, head, "first-parents");
  const tip = commits.reduce((at, { id, parents }) => (parents[0] === at ? id : ""), base);
  if (tip !== head) {
    const message =
      "the branch's own line isn't gone on with: commits of the branch would be lost, or be there as a second parent's alone";
    const hint = "merge into the branch's tip, or rebase onto it; never force it";
    return unjudged([refuse("verify/history", "", message, hint)]);
  }
  const steps: Judged["steps"] = [];
  for (const { id, parents } of commits) {
    const parent = parents[0] ?? base;
    const ends = { before: parent, after: id, rules: parent, commits: [] };
    const judged = await judgeChange(await openChangeSet(objects, ends), conditions);
    // No one is asked any more.
    steps.push({ commit: id, ...judged, selfPublish: false });
  }
  const heaviest = steps.toSorted((a, b) => WEIGHTS.indexOf(b.kind) - WEIGHTS.indexOf(a.kind))[0];
  const chosen = steps.find(({ allowed }) => !allowed) ?? heaviest ?? judgement("unrelated", []);
  const { kind, allowed, port, slug, verdict } = chosen;
  const findings = steps.flatMap((step) => step.findings);
  return { kind, allowed, findings, port, slug, verdict, selfPublish: false, mergeBase: base, steps };
}

async function resolveBoth(objects: GitObjects, base: string, head: string): Promise<[Revision, Revision]> {
  const bases = candidates(base);
  const commits = await objects.resolve([...bases, ...candidates(head)]);
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
