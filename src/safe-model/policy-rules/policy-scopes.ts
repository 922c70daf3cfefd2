import { toPointer } from "../../json/pointer.ts";
import { definePolicyRule } from "../catalog-rule.ts";

/** Words at its end by which a scope reaches beyond the principal, or takes everything. */
const WIDE = /(?:^|[^a-z])(?:admin|all|full|master|root|sudo|superuser|\*)$/i;

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
      { policy: { scopes: { all: "read" } } },
      { policy: { scopes: { "*": "write" } } },
      { policy: { scopes: { "meeting read": "read" } } },
    ],
  },
  *check({ policy }) {
    for (const scope of Object.keys(policy.scopes)) {
      if (!SCOPE.test(scope)) {
        yield {
          pointer: toPointer(["scopes", scope]),
          message: `${JSON.stringify(scope)} is no OAuth scope`,
          hint: "write the scope as the API's documentation spells it",
        };
      } else if (WIDE.test(scope)) {
        yield {
          pointer: toPointer(["scopes", scope]),
          message: `the scope ${JSON.stringify(scope)} reaches beyond the principal`,
          hint: "list the scope for the signed-in user alone",
          severity: "warning",
        };
      }
    }
  },
});
