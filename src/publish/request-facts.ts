import type { Action } from "../catalog/action.ts";
import type { Comparison } from "../catalog/compare.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Config } from "../config.ts";
import type { Draft } from "../drafts/draft.ts";
import type { Finding } from "../finding.ts";
import type { ActionTest } from "../recordings/test-action.ts";
import type { Verdict } from "../safe-model/evaluate.ts";
import type { RouteVerdict } from "../safe-model/routes.ts";

/** A draft that passed check and test, and all else that a plan is made from: read before, so that planning is pure. */
export interface PlanInput {
  draft: Draft;
  verdict: Verdict;
  /** What check warns of, by its place in the draft. */
  warnings: readonly Pick<Finding, "pointer" | "message">[];
  test: ActionTest;
  /** In a sentence, where the evidence is older than the policy wants; else null. */
  age: string | null;
  /** The recording that the draft brings, as its file is; undefined where the base's own was replayed. */
  recording: string | undefined;
  port: LivePort;
  baseCommit: string;
  /** The branch that it is to be merged into. */
  baseBranch: string;
  /** Who asks, by their own word. */
  requestedBy: string | undefined;
  /** Who certifies its origin, each as `Name <mail>`: https://developercertificate.org */
  signedOffBy: readonly string[];
  /** Whom the change is by, as `Name <mail>`; undefined for whoever makes the commit. */
  author: string | undefined;
  /** Which of the paths that a request may touch the base has. */
  basePaths: ReadonlySet<string>;
  /** What the base's configuration attaches to requests. */
  config: Pick<Config, "labels" | "reviewers" | "draftRequests">;
  /** Ids of the rules that it passed. */
  rules: readonly string[];
}

/** What a draft would change in its port's manifest. */
export interface Folded {
  comparison: Comparison;
  capability: string;
  version: { from: string; to: string };
  manifest: string;
  patch: string;
}

/** What the texts of a request are made from. */
export interface RequestFacts extends PlanInput, Folded {
  /** What the policy says of the route; of the live one for a retirement. */
  route: RouteVerdict;
  /** The action as it is live; undefined for an addition. */
  live: Action | undefined;
  digest: string;
}

/** `agents could now read a meeting` as a sentence of its own. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What one list may take, in characters; what is left out is counted. */
const LONGEST_LIST = 8_000;

/** As many entries as there is room for, and how many more there are. */
export function within(entries: readonly string[], separator: string): string {
  let length = 0;
  const shown = entries.filter((entry) => {
    length += entry.length + separator.length;
    return length <= LONGEST_LIST;
  });
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

export function shortened(text: string, most: number, mark = " …"): string {
  return text.length <= most ? text : text.slice(0, most) + mark;
}
