import { memoize } from "../lazily.ts";
import type { Policy } from "./policy.ts";
import { isEquivalentRoute, parseRoute, type Segment } from "./route.ts";

export type PolicyRoute = Policy["routes"][number];

/** A policy's route with the segments of its template. */
export interface ListedRoute {
  entry: PolicyRoute;
  segments: readonly Segment[];
}

interface Route {
  method: string;
  path: string;
}

/** A policy's routes by their methods, their templates parsed once. */
export const routesByMethod = memoize(({ routes }: Policy): ReadonlyMap<string, readonly ListedRoute[]> => {
  const byMethod = new Map<string, ListedRoute[]>();
  for (const entry of routes) {
    const list = byMethod.get(entry.method) ?? [];
    list.push({ entry, segments: parseRoute(entry.path) });
    byMethod.set(entry.method, list);
  }
  return byMethod;
});

/** The policy's entry for the very route, whatever its placeholders are called. */
export function listedRoute({ method, path }: Route, policy: Policy): PolicyRoute | undefined {
  const route = parseRoute(path);
  return routesByMethod(policy)
    .get(method)
    ?.find(({ segments }) => isEquivalentRoute(route, segments))?.entry;
}

/** Methods that a draft may use besides GET; they have a body where the policy doesn't say otherwise. */
const BODY_METHODS: readonly string[] = ["POST", "PUT", "PATCH"];

/** Whether a draft may use the method, and requests with it have a body. */
export function takesBody({ method }: Pick<Route, "method">): boolean {
  return BODY_METHODS.includes(method);
}

/** Whether a route only reads: a GET, or a POST of which the policy says so. */
export function isRead(route: Route, policy: Policy): boolean {
  return route.method === "GET" || (route.method === "POST" && listedRoute(route, policy)?.reads === true);
}

/** Whether the policy means to admit a route, and says of a write what it may send: no draft passes before. */
export function isOpenToDrafts(
  route: PolicyRoute,
): route is PolicyRoute & { tier: "automatic" | "approval" } {
  return route.tier !== "refused" && !(takesBody(route) && route.body === undefined);
}
