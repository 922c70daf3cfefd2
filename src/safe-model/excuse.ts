import type { ReadableAction } from "../catalog/action.ts";
import type { Policy } from "../catalog/policy.ts";
import { inputAt, isListedInput, LISTED_PLACES } from "./listed-inputs.ts";
import { judgeRoute } from "./routes.ts";
import type { ActionSubject, Problem } from "./rule.ts";

/**
 * What the words are about by which a rule judges: the route, an input, or a person whom either chooses.
 * Words are for what nobody has looked at.
 */
export type Words = "route" | "input" | "person";

const APPROVAL_MODE = "/action/approvalMode";

/**
 * What is left of a problem that rests on words where the policy lists the very route or input: nothing,
 * or, where it is about a person, that each call needs approval.
 */
export function withoutExcused(
  problem: Problem,
  words: Words,
  { action, port }: ActionSubject,
): Problem | undefined {
  if (problem.isCertain === true || !isListed(problem.pointer, action, port.policy)) {
    return problem;
  }
  return words === "person" && action.approvalMode === "automatic"
    ? {
        pointer: APPROVAL_MODE,
        message: `${problem.message}, so each call needs a person's approval`,
        hint: 'write "require_approval"',
      }
    : undefined;
}

/** Whether a problem is one of those that approval mends. */
export function asksForApproval({ pointer }: Problem, words: Words | undefined): boolean {
  return words === "person" && pointer === APPROVAL_MODE;
}

/** The edit that mends it. */
export const APPROVED = [{ pointer: APPROVAL_MODE, value: "require_approval" }];

function isListed(pointer: string, action: ReadableAction, policy: Policy): boolean {
  const { tier, listed } = judgeRoute(action, policy);
  if (tier === "refused" || listed === undefined) {
    return false;
  }
  const input = inputAt(pointer);
  const place = LISTED_PLACES.find((known) => known === input?.place);
  // The path and its placeholders are the route.
  return place === undefined || input === undefined || isListedInput(place, input.steps, listed[place]);
}
