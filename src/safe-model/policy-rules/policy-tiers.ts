import { isRead, takesBody } from "../../catalog/listed-route.ts";
import { definePolicyRule } from "../catalog-rule.ts";

export const policyTiers = definePolicyRule({
  id: "policy/tiers",
  summary: "No write is automatic, and no DELETE admitted",
  why: "These are the model's own limits: an entry beyond them promises what every draft is refused.",
  examples: {
    good: [
      {},
      { route: { method: "POST", path: "/users/me/contacts", tier: "approval" } },
      { route: { method: "GET", path: "/users/me/zak", tier: "refused" } },
      { route: { method: "POST", path: "/users/me/search", tier: "automatic", reads: true, body: {} } },
    ],
    bad: [
      { route: { method: "POST", path: "/users/me/contacts", tier: "automatic" } },
      { route: { method: "DELETE", path: "/meetings/{meetingId}", tier: "approval" } },
    ],
  },
  *check(policy) {
    for (const [index, route] of policy.routes.entries()) {
      const { method, tier } = route;
      const pointer = `/routes/${index}/tier`;
      if (tier === "refused") {
        continue;
      }
      if (method === "DELETE") {
        yield { pointer, message: "DELETE destroys, and agents may not", hint: 'write "refused"' };
      } else if (tier === "automatic" && takesBody(route) && !isRead(route, policy)) {
        const hint = 'write "approval"';
        yield { pointer, message: `a ${method} needs a person's approval each time`, hint };
      }
    }
  },
});
