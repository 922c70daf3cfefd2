import type { Policy } from "../../catalog/policy.ts";
import { parseRoute, type Segment, startsWithRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule, type PolicyExample } from "../catalog-rule.ts";
import { namesPeople, namesPerson } from "../names/person.ts";
import { squash } from "../names/words.ts";
import { isBelowBase } from "../principal.ts";
import type { Problem } from "../rule.ts";
import { problemsOfPath } from "../rules/route.ts";

/** A host as a browser writes it: lower case, no scheme, port, path or wildcard. */
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const policyPaths = definePolicyRule({
  id: "policy/paths",
  summary:
    "Routes, families, collections and the principal's own paths are paths as actions have them, documentation hosts plain names",
  why: "What is spelt as no path or host ever is matches nothing: a refusal that isn't one, or a collection whose ids are free.",
  examples: {
    good: [{}, { route: { method: "GET", path: "/users/me/contacts/{contactId}", tier: "approval" } }],
    bad: [
      { policy: { families: ["/users/me/"] } },
      { route: { method: "GET", path: "/contacts/{contact-id}", tier: "refused" } },
      { route: { method: "GET", path: "users/me/contacts?all=true", tier: "refused" } },
      { policy: { families: ["/users/me/*"] } },
      { policy: { documentationHosts: ["https://developers.zoom.us/"] } },
      { policy: { documentationHosts: ["*.zoom.us"] } },
      { policy: { documentationHosts: ["zoom"] } },
    ],
  },
  *check(policy) {
    for (const [pointer, path] of pathsOf(policy)) {
      for (const { message } of problemsOfPath(path)) {
        const hint = "write it as an action's path: plain segments and {placeholders}";
        yield { pointer, message, hint };
      }
      if (path.endsWith("/") && path !== "/" && !pointer.startsWith("/routes/")) {
        yield {
          pointer,
          message: "what lies below it begins with this path and a slash",
          hint: "leave the slash at the end out",
        };
      }
    }
    for (const [index, host] of policy.documentationHosts.entries()) {
      if (!HOST.test(host)) {
        yield {
          pointer: `/documentationHosts/${index}`,
          message: `${quote(host)} is no plain host name`,
          hint: "write the host alone, in lower case, such as developers.example.com",
        };
      }
    }
  },
});

function* pathsOf({ routes, families, principal }: Policy): Generator<[pointer: string, path: string]> {
  for (const [index, { path }] of routes.entries()) {
    yield [`/routes/${index}/path`, path];
  }
  for (const [index, path] of families.entries()) {
    // Of the root policy/families tells more.
    if (path !== "/" && path !== "") {
      yield [`/families/${index}`, path];
    }
  }
  for (const [index, path] of principal.collections.entries()) {
    yield [`/principal/collections/${index}`, path];
  }
  for (const [index, path] of (principal.paths ?? []).entries()) {
    yield [`/principal/paths/${index}`, path];
  }
}

export const policyFamilies = definePolicyRule({
  id: "policy/families",
  summary: "A family begins with a fixed segment, and is no refused route or part of one",
  why: "Every read under a family may be asked for: the root is the whole API, and one under a refused route opens what was closed.",
  examples: {
    good: [
      { policy: { families: ["/users/me", "/meetings/{meetingId}"] } },
      // Whoever may not list all meetings may read the one that they have the number of.
      { route: { method: "GET", path: "/meetings", tier: "refused" } },
    ],
    bad: [
      { policy: { families: ["/"] } },
      { policy: { families: ["/{collection}"] } },
      { policy: { families: ["/users/me/token"] } },
      { policy: { families: ["/users/me/token/scopes"] } },
    ],
  },
  *check(policy) {
    const refused = policy.routes
      .filter(({ method, tier }) => method === "GET" && tier === "refused")
      .map(({ path }) => ({ path, segments: parseRoute(path) }));
    for (const [index, family] of policy.families.entries()) {
      const pointer = `/families/${index}`;
      const segments = parseRoute(family);
      const closed = refused.find((route) => liesUnder(segments, route.segments, policy.principal.keyword));
      if (!beginsFixed(segments)) {
        yield {
          pointer,
          message: `${quote(family)} admits any read that there is`,
          hint: "list the families whose reads may be asked for, each with its first segment",
        };
      } else if (closed !== undefined) {
        yield {
          pointer,
          message: `the family opens what lies under GET ${closed.path}, which is refused`,
          hint: "remove it, or list the routes that are meant",
          severity: "warning",
        };
      } else if (opensRefused(segments, policy.routes)) {
        yield {
          pointer,
          message: "every read that is listed under the family is refused",
          hint: "remove it: what nobody listed there is most likely alike",
          severity: "warning",
        };
      }
    }
  },
});

/** Whether the reads that are listed under a family are all refused, and there are some. */
function opensRefused(
  family: readonly Segment[],
  routes: readonly { method: string; path: string; tier: string }[],
): boolean {
  const inside = routes.filter(
    ({ method, path }) => method === "GET" && startsWithRoute(parseRoute(path), family),
  );
  return inside.length > 0 && inside.every(({ tier }) => tier === "refused");
}

function beginsFixed([first]: readonly Segment[]): boolean {
  return first?.kind === "literal" && first.text !== "";
}

/** One entry of a collection isn't under the list of all: neither the principal, nor one by its id. */
function liesUnder(
  family: readonly Segment[],
  route: readonly Segment[],
  keyword: string | undefined,
): boolean {
  const next = family[route.length];
  const isEntry = next !== undefined && (next.kind === "placeholder" || next.text === keyword);
  return startsWithRoute(family, route) && !isEntry;
}

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
