import type { PolicyRule } from "../catalog-rule.ts";
import { schemaProblems } from "../schema-problems.ts";

export const policySchemaRule: PolicyRule = {
  id: "policy/schema",
  summary: "A policy has the members that its schema lists, each of its kind",
  why: "A bound with a slip in its name binds nothing, and a policy that can't be read stops every draft of its port.",
  examples: {
    good: [{}, { policy: { $schema: "../../../docs/schemas/policy.schema.json" } }],
    bad: [
      { policy: { families: "/users/me" } },
      { policy: { pagination: { size: "page_size", maximum: 0 } } },
      { policy: { refuse: ["DELETE"] } },
      { route: { method: "GET", path: "/users/me/contacts", tier: "free" } },
      { route: { method: "GET", path: "/users/me/contacts", tier: "approval", query: { type: [] } } },
    ],
  },
  check: ({ value, strict }) =>
    schemaProblems(
      value,
      strict.error,
      "`harbor-drafts schema policy` prints what a policy holds; nothing else of it is judged until then",
    ),
};
