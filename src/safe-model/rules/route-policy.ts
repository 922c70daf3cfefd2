import { judgeRoute } from "../routes.ts";
import { defineActionRule } from "../rule.ts";

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
    const { tier, reason } = judgeRoute(action, port.policy);
    if (tier === "refused") {
      yield {
        pointer: "/action/path",
        message: `the policy refuses ${action.method} ${action.path}: ${reason}`,
        hint: `choose a route that ${port.files.policy} lists, or ask a reviewer to list it`,
      };
    }
  },
});
