import { parseRoute, type Segment, startsWithRoute } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyTextRule, type Fault, type PolicyExample } from "../catalog-rule.ts";
import { namesPeople, namesPerson } from "../names/person.ts";
import { squash } from "../names/words.ts";
import { isBelowBase } from "../principal.ts";
import { problemsOfPath } from "../rules/route.ts";

/** A host as a browser writes it: lower case, no scheme, port, path or wildcard. */
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

export const policyPaths = definePolicyTextRule({
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
  texts: {
    "routes[].path": unplainIn,
    // Of the root policy/families tells more.
    "families[]": (path) => (path === "/" || path === "" ? undefined : unplainAbove(path)),
    "principal.collections[]": unplainAbove,
    "principal.paths[]": unplainAbove,
    "documentationHosts[]": (host) =>
      HOST.test(host)
        ? undefined
        : {
            message: `${quote(host)} is no plain host name`,
            hint: "write the host alone, in lower case, such as developers.example.com",
          },
  },
});

function unplainIn(path: string): Fault[] {
  const hint = "write it as an action's path: plain segments and {placeholders}";
  return [...problemsOfPath(path)].map(({ message }) => ({ message, hint }));
}

/** The same of a path that others lie below. */
function unplainAbove(path: string): Fault[] {
  const message = "what lies below it begins with this path and a slash";
  const ends = path.endsWith("/") && path !== "/";
  return [...unplainIn(path), ...(ends ? [{ message, hint: "leave the slash at the end out" }] : [])];
}

export const policyFamilies = definePolicyTextRule({
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
  texts: {
    "families[]"(family, { routes, principal }) {
      const segments = parseRoute(family);
      const reads = routes.filter(({ method }) => method === "GET");
      const closed = reads.find(
        ({ tier, path }) => tier === "refused" && liesUnder(segments, parseRoute(path), principal.keyword),
      );
      const inside = reads.filter(({ path }) => startsWithRoute(parseRoute(path), segments));
      if (!beginsFixed(segments)) {
        return {
          message: `${quote(family)} admits any read that there is`,
          hint: "list the families whose reads may be asked for, each with its first segment",
        };
      }
      if (closed !== undefined) {
        return {
          message: `the family opens what lies under GET ${closed.path}, which is refused`,
          hint: "remove it, or list the routes that are meant",
          severity: "warning",
        };
      }
      return inside.some(({ tier }) => tier !== "refused") || inside.length === 0
        ? undefined
        : {
            message: "every read that is listed under the family is refused",
            hint: "remove it: what nobody listed there is most likely alike",
            severity: "warning",
          };
    },
  },
});

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

export const policyPrincipal = definePolicyTextRule({
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
  texts: {
    "principal.keyword": (keyword) =>
      /^(?!\.+$)[A-Za-z0-9\-._~]{1,64}$/.test(keyword)
        ? undefined
        : {
            message: `${quote(keyword)} is no plain segment of a path`,
            hint: "write the word by which the API calls the user of the token, such as me",
          },
    "principal.collections[]": (collection) =>
      TENANTS.test(squash(lastLiteral(collection) ?? ""))
        ? {
            message: `after ${quote(collection)} the keyword is a whole account, not one person`,
            hint: "list collections of users",
            severity: "warning",
          }
        : undefined,
    // What lies at or below such a path is the principal's: of a collection, that would be everybody's.
    "principal.paths[]"(path) {
      const last = lastLiteral(path);
      return last === undefined || (/s$/.test(last) && namesPeople(last))
        ? {
            message: `what lies below ${quote(path)} is other people's, too`,
            hint: "list paths of the signed-in user alone, such as /user",
          }
        : undefined;
    },
    "principal.uris[]": (uri, _, { manifest }) =>
      /[?#]/.test(uri) || (manifest !== undefined && !isBelowBase(uri, manifest.port))
        ? {
            message: `${quote(uri)} is no plain URI below the port's base URL`,
            hint: "write the user's URI as the API's own answers have it",
          }
        : undefined,
    "principal.scopingPlaceholders[]": (name) =>
      namesPerson(name) && !HALF_NAMES.includes(name)
        ? {
            message: `{${name}} chooses a person, and counts as harmless wherever it stands`,
            hint: "remove it, or list the routes that are meant with another placeholder",
            severity: "warning",
          }
        : undefined,
  },
});

/** The fixed segment that a path ends with; undefined where it ends with a placeholder. */
function lastLiteral(path: string): string | undefined {
  const last = parseRoute(path).at(-1);
  return last?.kind === "literal" ? last.text : undefined;
}
