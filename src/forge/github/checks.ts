import * as z from "zod";
import type { Checks } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";

const runsSchema = z
  .object({ check_runs: z.array(z.object({ status: z.string(), conclusion: z.string().nullable() })) })
  .transform(({ check_runs }) => check_runs);

const statusSchema = z.object({ state: z.string(), total_count: z.int() });

/** What is worse counts. */
const WORST_FIRST: readonly Checks[] = ["failed", "blocked", "pending", "passed"];

/**
 * What CI says of a commit: by its check runs, and by its statuses, which some CI servers set. Where
 * one of the two can't be read, what it might say is never taken for passed.
 * https://docs.github.com/en/rest/checks/runs and https://docs.github.com/en/rest/commits/statuses
 */
export async function readChecks(api: GitHubApi, commit: string): Promise<Checks> {
  const answers = await Promise.allSettled([readRuns(api, commit), readStatuses(api, commit)]);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const worst = WORST_FIRST.find((checks) => found.includes(checks)) ?? "none";
  const unread = answers.find((answer) => answer.status === "rejected");
  if (unread !== undefined && (worst === "passed" || worst === "none")) {
    throw unread.reason;
  }
  return worst;
}

const BAD_CONCLUSIONS = ["failure", "timed_out", "cancelled", "startup_failure", "stale"];

async function readRuns({ callAll }: GitHubApi, ref: string): Promise<Checks> {
  const runs = await callAll("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", { ref }, runsSchema);
  if (runs.length === 0) {
    return "none";
  }
  if (runs.some(({ conclusion }) => BAD_CONCLUSIONS.includes(conclusion ?? ""))) {
    return "failed";
  }
  if (runs.some(({ conclusion }) => conclusion === "action_required")) {
    return "blocked";
  }
  return runs.every(({ status }) => status === "completed") ? "passed" : "pending";
}

/** The state is that of all statuses together, on whatever page they are. */
async function readStatuses({ call }: GitHubApi, ref: string): Promise<Checks> {
  const { state, total_count } = await call(
    "GET /repos/{owner}/{repo}/commits/{ref}/status",
    { ref, per_page: 1 },
    statusSchema,
  );
  if (total_count === 0) {
    return "none";
  }
  return state === "success" ? "passed" : state === "pending" ? "pending" : "failed";
}
