import { parseRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule, type PolicyExample } from "../catalog-rule.ts";
import { namesPeople, namesPerson } from "../names/person.ts";
import { squash } from "../names/words.ts";
import { isBelowBase } from "../principal.ts";
import type { Problem } from "../rule.ts";

/** What holds many people, of whom the principal is one. */
const TENANTS = /^(?:accounts?|organi[sz]ations?|orgs?|tenants?|workspaces?)$/;

/** Of a code host's repository the owner is half the name. */
const HALF_NAMES = ["owner", "org", "organization"];

const named = (...principals: readonly object[]): PolicyExample[] =>
  principals.map((principal) => ({
    policy: {
      principal: {
        collections: [],
        tokenKinds: [],
        identityNames: [],
        scopingPlaceholders: [],
        ...principal,
      },
    },
  }));

export const policyPrincipal = definePolicyRule({
  id: "policy/principal",
  summary: "Keyword, paths and URIs name the principal alone, and no scoping placeholder is a person",
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
      ...named({ paths: ["/user", "/v1/account"] }, { uris: ["https://api.zoom.us/v2/users/U1"] }),
    ],
    bad: named(
      { keyword: "..", collections: ["/users"] },
      { keyword: "", collections: ["/users"] },
      { keyword: "{userId}", collections: ["/users"] },
      { keyword: "me", collections: ["/accounts"] },
      { scopingPlaceholders: ["userId"] },
      { paths: ["/users"] },
      { paths: ["/{user}"] },
      { uris: ["https://api.example.com/users/U1"] },
      { uris: ["https://api.zoom.us/v2/../v1/users/U1"] },
      { uris: ["https://api.zoom.us/v2/users/U1?all=1"] },
    ),
  },
  *check({ principal }, { manifest }) {
    yield* problemsOfPaths(principal.paths ?? []);
    for (const [index, uri] of (principal.uris ?? []).entries()) {
      if (/[?#]/.test(uri) || (manifest !== undefined && !isBelowBase(uri, manifest.port))) {
        yield {
          pointer: `/principal/uris/${index}`,
          message: `${quote(uri)} is no plain URI below the port's base URL`,
          hint: "write the user's URI as the API's own answers have it",
        };
      }
    }
    if (principal.keyword !== undefined && !/^(?!\.+$)[A-Za-z0-9\-._~]{1,64}$/.test(principal.keyword)) {
      yield {
        pointer: "/principal/keyword",
        message: `${quote(principal.keyword)} is no plain segment of a path`,
        hint: "write the word by which the API calls the user of the token, such as me",
      };
    }
    for (const [index, collection] of principal.collections.entries()) {
      const last = parseRoute(collection).at(-1);
      if (last?.kind === "literal" && TENANTS.test(squash(last.text))) {
        yield {
          pointer: `/principal/collections/${index}`,
          message: `after ${quote(collection)} the keyword is a whole account, not one person`,
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

/** What lies at or below such a path is the principal's: of a collection, that would be everybody's. */
function* problemsOfPaths(paths: readonly string[]): Generator<Problem> {
  for (const [index, path] of paths.entries()) {
    const last = parseRoute(path).at(-1);
    const isMany = last?.kind === "literal" && /s$/.test(last.text) && namesPeople(last.text);
    if (isMany || last?.kind === "placeholder") {
      yield {
        pointer: `/principal/paths/${index}`,
        message: `what lies below ${quote(path)} is other people's, too`,
        hint: "list paths of the signed-in user alone, such as /user",
      };
    }
  }
}
