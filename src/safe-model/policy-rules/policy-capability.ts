import { problemOfDeed } from "../../catalog/capability/plain-deed.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";

export const policyCapability = definePolicyRule({
  id: "policy/capability",
  summary: "A route's own sentence is a short, plain verb phrase",
  why: "It follows \"agents could now\" in each request for the route; one that can't is left out, and the sentence made from the route's words in its place.",
  examples: {
    good: [
      contacts({ capability: "list the signed-in user's contacts" }),
      contacts({ capability: "search issues, by title or label" }),
    ],
    bad: [
      contacts({ capability: "" }),
      contacts({ capability: "Agents could list the contacts" }),
      contacts({ capability: "agents could now list the contacts" }),
      contacts({ capability: "list the contacts." }),
      contacts({ capability: "list the contacts. Nothing else is seen" }),
      contacts({ capability: "list the\ncontacts" }),
      contacts({ capability: "list the **contacts**" }),
      contacts({ capability: "list [the contacts](x)" }),
      contacts({ capability: `list the contacts ${"of friends ".repeat(12)}` }),
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
