import type { GitObjects } from "../../io/git-objects.ts";
import { type Conditions, type Judgement, type Kind, NOTHING_ASKED } from "./change-set.ts";
import { judgeChange, mixed } from "./judge.ts";
import { openChangeSet } from "./open-change-set.ts";
import { refuse } from "./reasons.ts";

/** What became of a branch: each commit on its own line, and the whole. */
export interface Landed extends Judgement {
  mergeBase: string | null;
  steps: (Judgement & { commit: string })[];
}

/** From the lightest: what the whole of several commits is called. */
const WEIGHTS: readonly Kind[] = ["unrelated", "drafts", "publish-request", "maintenance", "mixed"];

/**
 * Judges each commit on the branch's own line by its difference from the one before: who merged what
 * how is all the same. The line must go on from the base: nothing of it may be lost, nor be merged
 * into another line, whose commits were judged by rules that are no more.
 */
export async function verifyLanded(
  objects: GitObjects,
  base: string,
  head: string,
  conditions: Conditions,
): Promise<Landed> {
  const commits = await objects.commitsBetween(base, head, "first-parents");
  let tip = base;
  for (const { id, parents } of commits) {
    tip = parents[0] === tip ? id : "";
  }
  if (tip !== head) {
    const isHeld = commits.length > 0 && (await objects.mergeBases(base, head)).includes(base);
    const message = isHeld
      ? "the branch's own line isn't gone on with: it was merged into another one as a second parent"
      : "head doesn't hold the base: commits of the branch would be lost";
    const hint = "merge into the branch's tip, or rebase onto it; never force it";
    return { ...mixed([refuse("verify/history", "", message, hint)]), mergeBase: null, steps: [] };
  }
  const steps: Landed["steps"] = [];
  for (const { id, parents } of commits) {
    const parent = parents[0] ?? base;
    const judged = await judgeChange(
      await openChangeSet(objects, { before: parent, after: id, rules: parent, commits: [] }),
      conditions,
    );
    // Nobody is asked any more.
    steps.push({ commit: id, ...judged, selfPublish: false });
  }
  const nothing: Judgement = { ...NOTHING_ASKED, kind: "unrelated", allowed: true, findings: [] };
  const [chosen = nothing] = [
    ...steps.filter(({ allowed }) => !allowed).slice(0, 1),
    ...steps.toSorted((a, b) => WEIGHTS.indexOf(b.kind) - WEIGHTS.indexOf(a.kind)),
  ];
  const { kind, allowed, port, slug, verdict } = chosen;
  const findings = steps.flatMap((step) => step.findings);
  return { kind, allowed, findings, port, slug, verdict, selfPublish: false, mergeBase: base, steps };
}
