import { problemOfDeed } from "../../catalog/capability/plain-deed.ts";
import { definePolicyRule } from "../catalog-rule.ts";

const ROUTE = { method: "GET", path: "/users/me/contacts", tier: "approval" } as const;

export const policyCapability = definePolicyRule({
  id: "policy/capability",
  summary: "A route's own sentence is a short, plain verb phrase",
  why: "It follows \"agents could now\" in each request for the route; one that can't is left out, and the sentence made from the route's words in its place.",
  examples: {
    good: [
      { route: { ...ROUTE, capability: "list the signed-in user's contacts" } },
      { route: { ...ROUTE, capability: "search issues, by title or label" } },
    ],
    bad: [
      { route: { ...ROUTE, capability: "" } },
      { route: { ...ROUTE, capability: "Agents could list the contacts" } },
      { route: { ...ROUTE, capability: "agents could now list the contacts" } },
      { route: { ...ROUTE, capability: "list the contacts." } },
      { route: { ...ROUTE, capability: "list the contacts. Nothing else is seen" } },
      { route: { ...ROUTE, capability: "list the\ncontacts" } },
      { route: { ...ROUTE, capability: "list the **contacts**" } },
      { route: { ...ROUTE, capability: "list [the contacts](x)" } },
      { route: { ...ROUTE, capability: `list the contacts ${"of friends ".repeat(12)}` } },
    ],
  },
  *check(policy) {
    for (const [index, { capability }] of policy.routes.entries()) {
      const problem = capability === undefined ? undefined : problemOfDeed(capability);
      if (problem !== undefined) {
        yield {
          pointer: `/routes/${index}/capability`,
          message: `the capability can't follow "agents could now": ${problem}`,
          hint: 'write a verb phrase in lower case, such as "list the signed-in user\'s unread notifications"',
        };
      }
    }
  },
});
