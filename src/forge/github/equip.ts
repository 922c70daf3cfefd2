import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { Equipment } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";

/**
 * Attaches labels and asks reviewers, each in one call. A request without them is a request all the
 * same, so nothing here fails: what didn't go is told.
 *
 * @returns a sentence for each of the two that didn't go
 */
export async function equipPull(
  { call }: GitHubApi,
  number: number,
  { labels, reviewers }: Equipment,
): Promise<string[]> {
  const untold: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof HarborError)) {
        throw error;
      }
      untold.push(`the request stands without ${what}: ${error.message}`);
    }
  };
  if (labels.length > 0) {
    await attempt(`its labels (${labels.join(", ")})`, () =>
      call(
        "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
        { issue_number: number, labels: [...labels] },
        z.array(z.object({ name: z.string() })),
      ),
    );
  }
  if (reviewers.length > 0) {
    await attempt(`its reviewers (${reviewers.join(", ")})`, () =>
      call(
        "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
        {
          pull_number: number,
          reviewers: reviewers.filter((name) => !name.includes("/")),
          team_reviewers: reviewers.flatMap((name) => name.split("/")[1] ?? []),
        },
        z.object({ number: z.int() }),
      ),
    );
  }
  return untold;
}
