import { parseRoute } from "../../catalog/route.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { namesPerson } from "../names/person.ts";
import { squash } from "../names/words.ts";

/** What holds many people, of whom the principal is one. */
const TENANTS = /^(?:accounts?|organi[sz]ations?|orgs?|tenants?|workspaces?)$/;

/** Of a code host's repository the owner is half the name. */
const HALF_NAMES = ["owner", "org", "organization"];

export const policyPrincipal = definePolicyRule({
  id: "policy/principal",
  summary:
    "The keyword is a plain segment, names the principal alone, and no scoping placeholder is a person",
  why: "What stands here decides whose data every action touches: a free user id called a scope, or a keyword that is the whole account, opens all of them.",
  examples: {
    good: [
      {},
      {
        policy: {
          principal: {
            keyword: "self",
            collections: ["/people"],
            tokenKinds: [],
            identityNames: [],
            scopingPlaceholders: ["owner", "repo"],
          },
        },
      },
    ],
    bad: [
      ["..", "/users", "repo"],
      ["", "/users", "repo"],
      ["{userId}", "/users", "repo"],
      ["me", "/accounts", "repo"],
      ["me", "/users", "userId"],
    ].map(([keyword = "", collection = "", placeholder = ""]) => ({
      policy: {
        principal: {
          keyword,
          collections: [collection],
          tokenKinds: [],
          identityNames: [],
          scopingPlaceholders: [placeholder],
        },
      },
    })),
  },
  *check({ policy: { principal } }) {
    if (principal.keyword !== undefined && !/^(?!\.+$)[A-Za-z0-9\-._~]{1,64}$/.test(principal.keyword)) {
      yield {
        pointer: "/principal/keyword",
        message: `${JSON.stringify(principal.keyword)} is no plain segment of a path`,
        hint: "write the word by which the API calls the user of the token, such as me",
      };
    }
    for (const [index, collection] of principal.collections.entries()) {
      const last = parseRoute(collection).at(-1);
      if (last?.kind === "literal" && TENANTS.test(squash(last.text))) {
        yield {
          pointer: `/principal/collections/${index}`,
          message: `after ${JSON.stringify(collection)} the keyword is a whole account, not one person`,
          hint: "list collections of users",
          severity: "warning",
        };
      }
    }
    for (const [index, name] of principal.scopingPlaceholders.entries()) {
      if (namesPerson(name) && !HALF_NAMES.includes(name)) {
        yield {
          pointer: `/principal/scopingPlaceholders/${index}`,
          message: `{${name}} chooses a person, and counts as harmless wherever it stands`,
          hint: "remove it, or list the routes that are meant with another placeholder",
          severity: "warning",
        };
      }
    }
  },
});
