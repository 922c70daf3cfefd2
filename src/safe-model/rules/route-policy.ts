import { takesBody } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { policyEntryFor } from "../policy-entry.ts";
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

function relatedEntry({ routes }: Policy, listed: Policy["routes"][number] | undefined): Related[] {
  const index = listed === undefined ? -1 : routes.indexOf(listed);
  return index === -1
    ? []
    : [{ in: "policy", pointer: `/routes/${index}`, message: "the policy's entry that decides" }];
}
