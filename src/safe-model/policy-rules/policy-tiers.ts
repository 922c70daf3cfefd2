import { isRead, takesBody } from "../../catalog/listed-route.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { credentialRoute } from "../rules/credential-route.ts";
import { effectRoute } from "../rules/effect-route.ts";
import { principalPath } from "../rules/principal-path.ts";
import { problemsOfRoute } from "../stand-in.ts";

export const policyTiers = definePolicyRule({
  id: "policy/tiers",
  summary:
    "No write is automatic, no DELETE admitted, and no route whose name says credential or destruction",
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
      { route: { method: "GET", path: "/users/me/zak", tier: "automatic" } },
      { route: { method: "POST", path: "/users/me/deactivate", tier: "approval" } },
      { route: { method: "GET", path: "/users/{userId}/events", tier: "automatic" } },
    ],
  },
  *check({ policy }) {
    for (const [index, route] of policy.routes.entries()) {
      const { method, path, tier } = route;
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
      for (const { message } of problemsOfRoute(
        [credentialRoute, effectRoute, principalPath],
        { method, path },
        policy,
      )) {
        yield {
          pointer: `/routes/${index}/path`,
          message: `${message}, so every draft of it is refused`,
          hint: 'write "refused"; a harmless word goes into credentials.notCredentials, a scope into scopingPlaceholders',
          severity: "warning",
        };
      }
    }
  },
});
