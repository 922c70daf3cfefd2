import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { Attachments } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";
import { GitHubFailure } from "./failure.ts";

/**
 * Attaches labels and asks reviewers, each in one call. GitHub takes all of a call or nothing, so where
 * one may be at fault each goes on its own. A request without them is a request all the same: nothing
 * here fails.
 *
 * @returns a sentence for each that the request stands without
 */
export async function labelAndAssign(
  { call }: GitHubApi,
  number: number,
  { labels, reviewers }: Attachments,
): Promise<string[]> {
  const label = (names: readonly string[]): Promise<unknown> =>
    call(
      "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
      { issue_number: number, labels: [...names] },
      z.array(z.object({ name: z.string() })),
    );
  const assign = (names: readonly string[]): Promise<unknown> =>
    call(
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
      {
        pull_number: number,
        reviewers: names.filter((name) => !name.includes("/")),
        team_reviewers: names.flatMap((name) => name.split("/")[1] ?? []),
      },
      z.object({ number: z.int() }),
    );
  return [...(await attach("label", labels, label)), ...(await attach("reviewer", reviewers, assign))];
}

async function attach(
  what: string,
  names: readonly string[],
  send: (names: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  if (names.length === 0) {
    return [];
  }
  try {
    await send(names);
    return [];
  } catch (error) {
    if (!(error instanceof HarborError)) {
      throw error;
    }
    if (names.length === 1 || !isForOne(error)) {
      const all = `its ${what}${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
      return [`the request stands without ${all}: ${error.message}`];
    }
  }
  const lost: string[] = [];
  for (const name of names) {
    lost.push(...(await attach(what, [name], send)));
  }
  return lost;
}

/** Whether GitHub refuses for what one name is: no one whom it may ask, or a label that isn't there yet. */
function isForOne(error: HarborError): boolean {
  return error instanceof GitHubFailure && (error.status === 422 || /\bcreate labels\b/.test(error.message));
}
