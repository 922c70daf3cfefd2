import type { Action } from "../catalog/action.ts";
import type { Comparison } from "../catalog/compare.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Draft } from "../drafts/draft.ts";
import type { Finding } from "../finding.ts";
import type { ActionTest } from "../recordings/test-action.ts";
import type { Verdict } from "../safe-model/evaluate.ts";
import type { RouteVerdict } from "../safe-model/routes.ts";

/** What the texts of a request tell. */
export interface RequestFacts {
  draft: Draft;
  verdict: Verdict;
  /** What check warns of, by its place in the draft. */
  warnings: readonly Pick<Finding, "pointer" | "message">[];
  /** What the policy says of the route; of the live one for a retirement. */
  route: RouteVerdict;
  test: ActionTest;
  /** In a sentence, where the evidence is older than the policy wants; else null. */
  age: string | null;
  /** The recording that the draft brings; undefined where the base's own was replayed. */
  recording: string | undefined;
  port: LivePort;
  /** The action as it is live; undefined for an addition. */
  live: Action | undefined;
  baseCommit: string;
  /** The branch that it is to be merged into. */
  baseBranch: string;
  /** Who asks, by their own word. */
  requestedBy: string | undefined;
  /** Who certifies its origin, each as `Name <mail>`: https://developercertificate.org */
  signedOffBy: readonly string[];
  rules: readonly string[];
  capability: string;
  comparison: Comparison;
  version: { from: string; to: string };
  patch: string;
  digest: string;
}

/** `agents could now read a meeting` as a sentence of its own. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
