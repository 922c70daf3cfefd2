import { isRead } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { routeKey } from "../../catalog/route.ts";
import { quote } from "../../text/quote.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
import { problemsOfText } from "../port-texts.ts";
import type { Problem } from "../rule.ts";

type ListedRoute = Policy["routes"][number];

export const policyRoutes = definePolicyRule({
  id: "policy/routes",
  summary: "Each route is listed once, with a plain reason, and with inputs and scopes that count",
  why: "Of two entries for one route only one is heeded; and inputs listed where none are sent look like a bound and are none.",
  examples: {
    good: [
      {},
      { route: { method: "DELETE", path: "/users/me/meetings", tier: "refused", reason: "destroys" } },
      contacts({ method: "PATCH", body: { note: true } }),
    ],
    bad: [
      { route: { method: "GET", path: "/meetings/{id}", tier: "refused" } },
      { route: { method: "GET", path: "/users/me/zak", tier: "refused", query: { type: true } } },
      contacts({ body: { all: true } }),
      contacts({ scopes: ["contact:read"] }),
      contacts({ method: "POST", scopes: ["meeting:read:list_meetings"] }),
      contacts({ reason: "<b>fine</b>" }),
      contacts({ reads: true }),
      contacts({ method: "PUT", reads: true, body: {} }),
    ],
  },
  *check(policy) {
    const known = new Map<string, number>();
    for (const [index, route] of policy.routes.entries()) {
      const key = routeKey(route);
      const twin = known.get(key);
      known.set(key, twin ?? index);
      if (twin !== undefined) {
        yield {
          pointer: `/routes/${index}/path`,
          message: `${route.method} ${route.path} is listed already: /routes/${twin}`,
          hint: "keep one of the two",
        };
      }
      if (route.reads === true && route.method !== "POST") {
        yield {
          pointer: `/routes/${index}/reads`,
          message: `reads is for a POST, and a ${route.method} ${route.method === "GET" ? "reads anyhow" : "changes something"}`,
          hint: "remove reads",
        };
      }
      yield* unusedParts(route, `/routes/${index}`);
      yield* unknownScopes(route, policy, `/routes/${index}/scopes`);
      if (route.reason !== undefined) {
        const place = { pointer: `/routes/${index}/reason`, text: route.reason };
        yield* problemsOfText({ ...place, like: "description", reader: "reviewers" }, policy);
      }
    }
  },
});

/** What binds nothing, since no request of the route is sent, or none with a body. */
function* unusedParts(route: ListedRoute, pointer: string): Generator<Problem> {
  for (const part of ["scopes", "query", "body"] as const) {
    const isRefused = route.tier === "refused";
    if (route[part] !== undefined && (isRefused || (part === "body" && route.method === "GET"))) {
      yield {
        pointer: `${pointer}/${part}`,
        message: isRefused ? `the route is refused, so its ${part} binds nothing` : "a GET sends no body",
        hint: `remove ${part}`,
        severity: "warning",
      };
    }
  }
}

function* unknownScopes(
  { scopes = [], ...route }: ListedRoute,
  policy: Policy,
  pointer: string,
): Generator<Problem> {
  const isWrite = !isRead(route, policy);
  const isFitting = scopes.some((scope) => policy.scopes[scope] !== (isWrite ? "read" : "write"));
  if (route.tier !== "refused" && scopes.length > 0 && !isFitting) {
    yield {
      pointer,
      message: `none of the scopes is one to ${isWrite ? "write" : "read"}, so every draft of the route is refused`,
      hint: `list the scope that the API asks for a ${route.method}`,
    };
  }
  for (const [index, scope] of scopes.entries()) {
    if (!Object.hasOwn(policy.scopes, scope)) {
      yield {
        pointer: `${pointer}/${index}`,
        message: `the policy's scopes have no ${quote(scope)}, so no action can name it`,
        hint: "add it to scopes, as read or write, or correct it",
      };
    }
  }
}
