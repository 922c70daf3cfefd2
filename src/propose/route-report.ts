import type { JsonSchema } from "../catalog/json-schema.ts";
import { isOpenToDrafts, listedRoute } from "../catalog/listed-route.ts";
import type { LivePort } from "../catalog/load.ts";
import { policyRouteSchema } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment } from "../catalog/route.ts";
import { ownMember } from "../json/record.ts";
import type { Described } from "../openapi/described.ts";
import type { Operation } from "../openapi/operations.ts";
import type { RouteOutput } from "../output/inspect.ts";
import { judgeRoute } from "../safe-model/routes.ts";
import { BARE_ACTION } from "../safe-model/subject.ts";
import { shellWord } from "../text/shell-word.ts";
import { draftOfOperation } from "./draft-of-operation.ts";

const ENTRY = { method: true, path: true, tier: true, reason: true } as const;

type Route = Pick<Operation, "method" | "path">;

/** What a port says of a route: its policy, what is live, and the API's description where that has the route. */
export function reportRoute(
  port: LivePort,
  route: Route,
  known: { operation: Operation; described: Described } | undefined,
  draft: string | null,
): RouteOutput {
  const proposed = known && draftOfOperation(port, slugFor(route), known.operation, known.described);
  const input = (proposed?.draft.action.input ?? {}) as typeof BARE_ACTION.input;
  const action = { ...BARE_ACTION, ...route, input };
  const verdict = judgeRoute(action, port.policy);
  const listed = listedRoute(route, port.policy);
  const live = liveAt(port, route);
  const nearest = verdict.tier === "refused" ? nearestRoute(port, route, proposed?.draft.action) : null;
  return {
    method: route.method,
    path: route.path,
    tier: verdict.tier,
    reason: verdict.reason,
    by: listed === undefined ? (verdict.tier === "refused" ? "none" : "family") : "listed",
    nearest,
    scopes: proposed?.draft.action.scopes ?? listed?.scopes ?? [],
    parameters: known === undefined ? [] : parametersOf(known.described, proposed),
    fields: known === undefined ? [] : fieldsOf(known.described, proposed),
    live,
    draft,
    // What a reviewer would add, where nothing else is near: theirs to decide, and no more than a start.
    proposal:
      verdict.isOpen === true && nearest === null
        ? (policyRouteSchema
            .pick(ENTRY)
            .safeParse({ method: route.method, path: route.path, tier: "approval", reason: "" }).data ?? null)
        : null,
    next: nextFor(port, route, verdict.tier, { live, draft, nearest }),
  };
}

/** Where a route's slug isn't known yet: `GET /past_meetings/{meetingId}/participants` gives `get-past-meetings-participants`. */
export function slugFor({ method, path }: Route): string {
  const verbs: Record<string, string> = {
    GET: "get",
    POST: "create",
    PUT: "set",
    PATCH: "update",
    DELETE: "delete",
  };
  const words = parseRoute(path).flatMap((segment) => (segment.kind === "literal" ? segment.text : []));
  const text = [verbs[method] ?? method, ...words].join("-").toLowerCase();
  return text
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-[^-]*$/, (end) => (text.length > 60 ? "" : end));
}

function liveAt({ manifest }: LivePort, { method, path }: Route): string | null {
  const route = parseRoute(path);
  const action = manifest.actions.find(
    (one) => one.method === method && isEquivalentRoute(parseRoute(one.path), route),
  );
  return action?.slug ?? null;
}

type Proposed = ReturnType<typeof draftOfOperation> | undefined;

function parametersOf({ parameters }: Described, proposed: Proposed): RouteOutput["parameters"] {
  return parameters.map((parameter) => {
    const { name, required } = parameter;
    const own = ownMember(proposed?.draft.action.input[parameter.in]?.properties ?? {}, name);
    const isIn = own !== undefined;
    const schema = own ?? parameter.schema;
    const place = `${parameter.in}.${name}`;
    const left = proposed?.left.find(
      (one) =>
        one.name === place || (/^[.[]/.test(one.name.slice(place.length)) && one.name.startsWith(place)),
    );
    return {
      in: parameter.in,
      name,
      type: schema?.type ?? "",
      required,
      bounds: schema === undefined ? "" : boundsOf(schema),
      admitted: isIn,
      why: isIn ? "" : (left?.why ?? "the path names the signed-in user instead"),
    };
  });
}

/** `1..300`, `a | b`, `up to 256 characters`, a pattern. */
function boundsOf({
  properties,
  enum: listed,
  pattern,
  format,
  minimum,
  maximum,
  maxLength,
  maxItems,
  items,
}: JsonSchema): string {
  const own =
    (properties && Object.keys(properties).join(", ")) ??
    listed?.join(" | ") ??
    pattern ??
    format ??
    (maximum === undefined ? undefined : `${minimum}..${maximum}`) ??
    (maxLength === undefined ? "" : `up to ${maxLength} characters`);
  return maxItems === undefined ? own : `up to ${maxItems}: ${items === undefined ? "" : boundsOf(items)}`;
}

function fieldsOf({ answer }: Described, proposed: Proposed): RouteOutput["fields"] {
  const given = new Set(proposed?.draft.action.result.fields);
  return answer.fields.map(({ path, type }) => ({ path, type, credential: !given.has(path) }));
}

/** The route that is admitted and most like one that isn't: the signed-in user's own, or one that shares its words. */
function nearestRoute(port: LivePort, route: Route, rewritten: Route | undefined): RouteOutput["nearest"] {
  const { policy, manifest } = port;
  if (rewritten !== undefined && rewritten.path !== route.path) {
    const { tier } = judgeRoute({ ...BARE_ACTION, method: route.method, path: rewritten.path }, policy);
    if (tier !== "refused") {
      return { method: route.method, path: rewritten.path, tier };
    }
  }
  const own = parseRoute(route.path);
  const open = [...policy.routes.filter(isOpenToDrafts), ...manifest.actions];
  const rated = open.flatMap(({ method, path }) => {
    const likeness = method === route.method ? likenessOf(own, parseRoute(path)) : 0;
    return likeness >= LEAST_LIKENESS ? [{ method, path, likeness }] : [];
  });
  const best = rated.sort((a, b) => b.likeness - a.likeness)[0];
  if (best === undefined) {
    return null;
  }
  const { method, path } = best;
  const { tier } = judgeRoute({ ...BARE_ACTION, method, path }, policy);
  return tier === "refused" ? null : { method, path, tier };
}

const LEAST_LIKENESS = 0.6;

/** The share of two routes' segments that are the same word at the same place from the end, or both free. */
function likenessOf(one: readonly Segment[], other: readonly Segment[]): number {
  const [a, b] = [one.toReversed(), other.toReversed()];
  const same = a.filter((segment, index) => {
    const twin = b[index];
    return segment.kind === "literal" && twin?.kind === "literal" && segment.text === twin.text;
  });
  return same.length / Math.max(a.length, b.length);
}

function nextFor(
  { slug }: LivePort,
  route: Route,
  tier: RouteOutput["tier"],
  { live, draft, nearest }: Pick<RouteOutput, "live" | "draft" | "nearest">,
): RouteOutput["next"] {
  const method = route.method === "GET" ? "" : ` --method ${shellWord(route.method)}`;
  if (live !== null) {
    return { command: `harbor-drafts inspect ${slug} ${live}`, why: "it is live: agents can call it" };
  }
  if (draft !== null) {
    return { command: `harbor-drafts check ${draft}`, why: "a draft proposes it" };
  }
  if (nearest !== null) {
    return {
      command: `harbor-drafts inspect ${slug} ${shellWord(`${nearest.method} ${nearest.path}`)}`,
      why: "this one is admitted",
    };
  }
  return tier === "refused"
    ? { command: "", why: "ask a reviewer whether the policy should admit it" }
    : {
        command: `harbor-drafts propose ${slug} ${slugFor(route)}${method} --path ${shellWord(route.path)}`,
        why: tier === "automatic" ? "it needs no approval" : "a reviewer approves it",
      };
}
