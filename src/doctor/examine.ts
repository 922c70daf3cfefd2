import { HarborError } from "../errors.ts";
import type { Probe } from "../workspace/probe.ts";
import { BASE_CHECKS } from "./base-checks.ts";
import { type Check, failed, type Outcome, warning } from "./check.ts";
import { FORGE_CHECKS } from "./forge-checks.ts";
import { GIT_CHECKS, PUSH_CHECK } from "./git-checks.ts";
import { GUARD_CHECKS } from "./guard-checks.ts";

/** In the order in which they are reported; what others need comes before them. */
export const CHECKS: readonly Check[] = [
  ...GIT_CHECKS,
  ...BASE_CHECKS,
  PUSH_CHECK,
  ...FORGE_CHECKS,
  ...GUARD_CHECKS,
];

export type Result = Outcome & { id: string };

/**
 * Makes all checks at once. A question without an answer fails the first check that asked it; the others
 * say that they can't tell, and why.
 */
export async function examine(probe: Probe, checks: readonly Check[] = CHECKS): Promise<Result[]> {
  const outcomes = await Promise.allSettled(checks.map((check) => check.look(probe)));
  const owners = new Map<unknown, string>();
  return outcomes.flatMap((outcome, index): Result[] => {
    const id = checks[index]?.id ?? "";
    if (outcome.status === "fulfilled") {
      return outcome.value === undefined ? [] : [{ id, ...outcome.value }];
    }
    const error: unknown = outcome.reason;
    if (!(error instanceof HarborError)) {
      throw error;
    }
    const owner = owners.get(error);
    if (owner !== undefined) {
      return [{ id, ...warning(`can't be told before ${owner} is mended`, "") }];
    }
    owners.set(error, id);
    return [{ id, ...failed(error.message, error.hint) }];
  });
}
