import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule, type PolicyRule } from "../catalog-rule.ts";
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
  check: (subject) => schemaProblems("policy", subject),
};

/** Words by which a scope reaches beyond the principal, or takes everything. */
const WIDE = /(?:^|[^a-z])(?:admin|all|full|master|root|sudo|superuser|\*)(?:$|[^a-z])/i;

/** Words by which a scope changes something. */
const WRITING = /(?:^|[^a-z])(?:write|update|delete|create|manage|edit|modify)(?:$|[^a-z])/i;

/** RFC 6749, 3.3: a scope is visible ASCII without quotes and backslashes. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;

export const policyScopes = definePolicyRule({
  id: "policy/scopes",
  summary: "The scopes are OAuth scopes, none wider than the principal",
  why: "A token with an administrator's scope can do more than any action shows, whoever gets hold of it.",
  examples: {
    good: [{}, { policy: { scopes: { "meeting:read:list_meetings": "read" } } }],
    bad: [
      { policy: { scopes: { "meeting:read:list_meetings:admin": "read" } } },
      { policy: { scopes: { "meeting:master": "write" } } },
      { policy: { scopes: { "meeting:write:meeting": "read" } } },
      { policy: { scopes: { "user:admin:read": "read" } } },
      { policy: { scopes: { all: "read" } } },
      { policy: { scopes: { "*": "write" } } },
      { policy: { scopes: { "meeting read": "read" } } },
    ],
  },
  *check(policy) {
    for (const [scope, kind] of Object.entries(policy.scopes)) {
      if (kind === "read" && WRITING.test(scope)) {
        yield {
          pointer: toPointer(["scopes", scope]),
          message: `the scope ${quote(scope)} writes, by its name, and is listed for reads`,
          hint: 'write "write"',
        };
      }
      if (!SCOPE.test(scope)) {
        yield {
          pointer: toPointer(["scopes", scope]),
          message: `${quote(scope)} is no OAuth scope`,
          hint: "write the scope as the API's documentation spells it",
        };
      } else if (WIDE.test(scope)) {
        yield {
          pointer: toPointer(["scopes", scope]),
          message: `the scope ${quote(scope)} reaches beyond the principal`,
          hint: "list the scope for the signed-in user alone",
          severity: "warning",
        };
      }
    }
  },
});
