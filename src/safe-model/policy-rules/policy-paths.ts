import type { Policy } from "../../catalog/policy.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { problemsOfPath } from "../rules/route-path.ts";

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
