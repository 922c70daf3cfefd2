import * as z from "zod";
import type { Checks } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";

const checkRunsSchema = z.object({
  check_runs: z.array(z.object({ status: z.string(), conclusion: z.string().nullable() })),
});

const statusSchema = z.object({ state: z.string(), total_count: z.int() });

/**
 * What CI says of a commit: by its check runs, and where there are none by its statuses, which older
 * CI servers set.
 * https://docs.github.com/en/rest/checks/runs and https://docs.github.com/en/rest/commits/statuses
 */
export async function readChecks({ call }: GitHubApi, commit: string): Promise<Checks> {
  const { check_runs } = await call(
    "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
    { ref: commit, per_page: 100 },
    checkRunsSchema,
  );
  if (check_runs.length > 0) {
    return summarize(check_runs);
  }
  const { state, total_count } = await call(
    "GET /repos/{owner}/{repo}/commits/{ref}/status",
    { ref: commit, per_page: 1 },
    statusSchema,
  );
  if (total_count === 0) {
    return "none";
  }
  return state === "success" ? "passed" : state === "pending" ? "pending" : "failed";
}

const BAD_CONCLUSIONS = ["failure", "timed_out", "cancelled", "startup_failure", "stale"];

function summarize(runs: readonly { status: string; conclusion: string | null }[]): Checks {
  if (runs.some(({ conclusion }) => BAD_CONCLUSIONS.includes(conclusion ?? ""))) {
    return "failed";
  }
  if (runs.some(({ conclusion }) => conclusion === "action_required")) {
    return "blocked";
  }
  return runs.every(({ status }) => status === "completed") ? "passed" : "pending";
}
