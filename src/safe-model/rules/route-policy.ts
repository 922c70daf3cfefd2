import type { ReadableAction } from "../../catalog/action.ts";
import { takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { fixedValuesOf, hasParts, inputNodes } from "../inputs.ts";
import { keyOf, type ListedInputs, type ListedPlace } from "../listed-inputs.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, type Related } from "../rule.ts";

export const routePolicy = defineActionRule({
  id: "route/policy",
  summary: "The port's policy admits the route",
  why: "Reviewers decide once, in the policy, what may be proposed at all; an unknown write or family is refused until they do.",
  examples: {
    good: [{ action: { method: "GET", path: "/meetings/{meetingId}" } }],
    bad: [
      { action: { method: "GET", path: "/users/me/token", input: {} } },
      { action: { method: "GET", path: "/accounts/me/settings", input: {} } },
      { action: { method: "POST", path: "/meetings/{meetingId}" } },
    ],
  },
  *check({ action, port }) {
    const { tier, reason, listed, isOpen = false } = judgeRoute(action, port.policy);
    if (tier === "refused") {
      const isListable = isOpen && (takesBody(action) || action.method === "GET");
      yield {
        pointer: "/action/path",
        message: `the policy refuses ${action.method} ${action.path}: ${reason}`,
        hint: `choose a route that ${port.files.policy} admits${isListable ? ", or ask a reviewer to list it (candidates hold the entry)" : ""}`,
        candidates: isListable ? [policyEntryFor(action, listed)] : [],
        related: relatedEntry(port.policy, listed),
      };
    }
  },
});

type Entry = Policy["routes"][number];

function relatedEntry({ routes }: Policy, listed: Entry | undefined): Related[] {
  const index = listed === undefined ? -1 : routes.indexOf(listed);
  return index === -1
    ? []
    : [{ in: "policy", pointer: `/routes/${index}`, message: "the policy's entry that decides" }];
}

/**
 * The policy's entry that would admit an action with the inputs that it has, for a reviewer to judge. It is
 * for approval, and without a reason: that is the reviewer's.
 *
 * @param listed the entry that is there already
 */
function policyEntryFor(action: ReadableAction, listed?: Entry): Entry {
  const { method, path, scopes } = action;
  const query = inputsOf("query", action);
  return {
    method: method as Entry["method"],
    path,
    tier: "approval",
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...listed,
    ...(takesBody(action) ? { body: inputsOf("body", action) } : {}),
  };
}

function inputsOf(place: ListedPlace, action: ReadableAction): ListedInputs {
  const inputs = inputNodes(action).filter(
    (node) => node.place === place && node.depth > 0 && !hasParts(node.schema),
  );
  return Object.fromEntries(inputs.map(({ steps, schema }) => [keyOf(place, steps), valuesOf(schema)]));
}

function valuesOf(schema: Record<string, unknown>): ListedInputs[string] {
  const fixed = fixedValuesOf(schema) ?? [];
  const isPlain = fixed.every(
    (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  return isPlain && fixed.length > 0 ? [...fixed] : true;
}
