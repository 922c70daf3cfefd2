import type { ReadableAction } from "../catalog/action.ts";
import {
  isOpenToDrafts,
  type ListedRoute,
  type PolicyRoute,
  routesByMethod,
} from "../catalog/listed-route.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment, startsWithRoute } from "../catalog/route.ts";
import { memoize } from "../lazily.ts";
import { isSpeltAlike, isTakenFor, MOST_WORDS, mayBeWord, reaches, routesOf } from "./route-overlap.ts";

/** What the policy says of a route, and why. */
export interface RouteVerdict {
  tier: Tier;
  reason: string;
  /** The policy's own entry, where it lists the route. */
  listed?: PolicyRoute;
  /** The policy says nothing of it yet, or doesn't say what it may send: a reviewer can. */
  isOpen?: true;
}

/**
 * The tier of an action's route by the policy. A listed route counts by method and template, literal
 * segments before placeholders: a listed placeholder never covers a literal, and a draft's
 * placeholder that could stand for a listed literal is refused, and so is a listed write of which the
 * policy doesn't say what may be sent. An unlisted GET under a listed family needs approval, unless it
 * lies below a refused route or could reach a listed one. All else is refused.
 */
export function judgeRoute(action: ReadableAction, policy: Policy): RouteVerdict {
  return verdictsBy(policy)(action);
}

/** Many rules ask. */
const verdictsBy = memoize((policy: Policy) =>
  memoize((action: ReadableAction) => judgeEach(action, policy)),
);

function judgeEach(action: ReadableAction, policy: Policy): RouteVerdict {
  const routes = routesOf(action);
  if (routes === undefined) {
    return refuse(`it stands for more than ${MOST_WORDS} routes`);
  }
  const own = judgeOne(action, policy);
  const each = routes.map((path) => (path === action.path ? own : judgeOne({ ...action, path }, policy)));
  return each.find(({ tier }) => tier === "refused") ?? own;
}

function judgeOne(action: ReadableAction, policy: Policy): RouteVerdict {
  const route = parseRoute(action.path);
  const ofMethod = routesByMethod(policy).get(action.method) ?? [];
  const own = ofMethod.find(({ segments }) => isEquivalentRoute(route, segments));
  const exact = own?.entry;
  if (exact?.tier === "refused") {
    return { ...refuse(reasonOf(exact)), listed: exact };
  }
  const refused = refusedAt(action, route, ofMethod, own);
  if (refused !== undefined) {
    return { ...refuse(reasonOf(refused.entry)), listed: refused.entry };
  }
  const sibling = ofMethod.find(
    ({ segments }) => !isEquivalentRoute(route, segments) && reaches(action, route, segments, isSpeltAlike),
  );
  if (sibling !== undefined) {
    return refuse(`it could stand for ${sibling.entry.path}, which is listed for itself`);
  }
  if (exact !== undefined) {
    return isOpenToDrafts(exact)
      ? { tier: exact.tier, reason: exact.reason ?? "", listed: exact }
      : { ...refuse("the policy lists it without the body that it may send"), listed: exact, isOpen: true };
  }
  return action.method === "GET"
    ? judgeUnlistedRead(action, route, policy, ofMethod)
    : { ...refuse(`the policy lists no ${action.method} ${action.path}`), isOpen: true };
}

/** The refused route that some input turns a path into; one that is listed itself is no plural or ending of another. */
function refusedAt(
  action: ReadableAction,
  path: readonly Segment[],
  listed: readonly ListedRoute[],
  own: ListedRoute | undefined,
): ListedRoute | undefined {
  const isAlike = own === undefined ? isTakenFor : isSame;
  return listed.find(
    ({ entry, segments }) => entry.tier === "refused" && reaches(action, path, segments, isAlike),
  );
}

function isSame(own: string, other: string): boolean {
  return own === other;
}

function judgeUnlistedRead(
  action: ReadableAction,
  route: readonly Segment[],
  policy: Policy,
  reads: readonly ListedRoute[],
): RouteVerdict {
  const families = policy.families.map((family) => ({ family, segments: parseRoute(family) }));
  const home = families
    .filter(({ segments }) => startsWithRoute(route, segments))
    .sort((a, b) => b.segments.length - a.segments.length)[0];
  if (home === undefined) {
    return { ...refuse(`the policy admits nothing under ${action.path}`), isOpen: true };
  }
  for (let length = home.segments.length + 1; length <= route.length; length++) {
    const part = route.slice(0, length);
    const own = reads.find(({ segments }) => isEquivalentRoute(part, segments));
    const above = refusedAt(action, part, reads, own) ?? own ?? closest(part, reads);
    if (above?.entry.tier === "refused") {
      return refuse(`it lies below ${above.entry.path}: ${reasonOf(above.entry)}`);
    }
  }
  const free = route.findIndex(
    (segment, index) =>
      index >= home.segments.length &&
      segment.kind === "placeholder" &&
      (index === home.segments.length ||
        (route[index - 1]?.kind === "placeholder" && mayBeWord(action, segment.name))),
  );
  return free === -1
    ? { tier: "approval", reason: `the policy doesn't list this read under ${home.family}` }
    : refuse(`its segment ${free + 1} is free to choose any route under ${home.family}`);
}

/** The listed route that a path or a part of it falls under, literal segments first, however spelt. */
function closest(part: readonly Segment[], listed: readonly ListedRoute[]): ListedRoute | undefined {
  const literals = ({ segments }: ListedRoute): string =>
    segments.map(({ kind }) => (kind === "literal" ? "0" : "1")).join("");
  return listed
    .filter(
      ({ entry, segments }) =>
        segments.length === part.length &&
        segments.every((segment, index) => {
          const own = part[index];
          const isAlike = entry.tier === "refused" ? isTakenFor : isSpeltAlike;
          return (
            segment.kind === "placeholder" || (own?.kind === "literal" && isAlike(own.text, segment.text))
          );
        }),
    )
    .sort((a, b) => (literals(a) < literals(b) ? -1 : 1))[0];
}

function refuse(reason: string): RouteVerdict {
  return { tier: "refused", reason };
}

function reasonOf({ reason, method, path }: PolicyRoute): string {
  return reason ?? `the policy refuses ${method} ${path}`;
}
