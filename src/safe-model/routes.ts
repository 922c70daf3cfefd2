import type { ReadableAction } from "../catalog/action.ts";
import { type JsonSchema, jsonSchemaSchema } from "../catalog/json-schema.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment, startsWithRoute } from "../catalog/route.ts";
import { validate } from "../gateway/validate.ts";
import { isRecord, ownMember } from "../json/record.ts";

/** What the policy says of a route, and why. */
export interface RouteVerdict {
  tier: Tier;
  reason: string;
}

/** Methods that a draft may use; of these only GET may be unlisted. */
export const WRITING_METHODS: readonly string[] = ["POST", "PUT", "PATCH"];

/**
 * The tier of an action's route by the policy. A listed route counts by method and template;
 * a placeholder never covers a literal. An unlisted GET under a listed family needs approval,
 * unless its placeholders could reach a route that the policy lists. All else is refused.
 */
export function judgeRoute(action: ReadableAction, policy: Policy): RouteVerdict {
  const route = parseRoute(action.path);
  const fixed = fixedRoutes(action, route).map((path) => judgeRoute({ ...action, path }, policy));
  const worst = fixed.find(({ tier }) => tier === "refused");
  if (worst !== undefined) {
    return worst;
  }
  const ofMethod = listedRoutes(policy).filter(({ entry }) => entry.method === action.method);
  const refused = ofMethod.find(
    ({ entry, segments }) => entry.tier === "refused" && reaches(action, route, segments),
  );
  if (refused !== undefined) {
    return { tier: "refused", reason: reasonOf(refused.entry) };
  }
  const listed = ofMethod.find(({ segments }) => isEquivalentRoute(route, segments));
  if (listed !== undefined) {
    return { tier: listed.entry.tier, reason: listed.entry.reason ?? "" };
  }
  if (action.method !== "GET") {
    return { tier: "refused", reason: `the policy lists no ${action.method} ${action.path}` };
  }
  const sibling = ofMethod.find(({ segments }) => reaches(action, route, segments));
  if (sibling !== undefined) {
    return { tier: "refused", reason: `a placeholder could stand for a part of ${sibling.entry.path}` };
  }
  const family = policy.families.find((prefix) => startsWithRoute(route, parseRoute(prefix)));
  return family === undefined
    ? { tier: "refused", reason: `the policy admits nothing under ${action.path}` }
    : { tier: "approval", reason: `the policy doesn't list this read under ${family}` };
}

/** A placeholder that takes a word from a list is that many literal routes: one path for each word. */
function fixedRoutes(action: ReadableAction, route: readonly Segment[]): string[] {
  const properties = action.input.path?.properties;
  for (const [index, segment] of route.entries()) {
    const schema =
      segment.kind === "placeholder" && isRecord(properties)
        ? ownMember(properties, segment.name)
        : undefined;
    const { enum: listed, const: only } = isRecord(schema) ? schema : {};
    const values = Array.isArray(listed) ? listed : only === undefined ? [] : [only];
    const words = values.filter((value) => typeof value === "string" && /[a-z]/i.test(value));
    if (words.length > 0) {
      return words.slice(0, MOST_WORDS).map((word) => {
        const segments = route.map((part) => (part.kind === "literal" ? part.text : `{${part.name}}`));
        return `/${segments.with(index, String(word)).join("/")}`;
      });
    }
  }
  return [];
}

/** More words in one list are no fixed route. */
const MOST_WORDS = 20;

interface ListedRoute {
  entry: Policy["routes"][number];
  segments: readonly Segment[];
}

/** A policy's routes, their templates parsed once. */
const parsedRoutes = new WeakMap<Policy, ListedRoute[]>();

function listedRoutes(policy: Policy): ListedRoute[] {
  const known = parsedRoutes.get(policy);
  if (known !== undefined) {
    return known;
  }
  const routes = policy.routes.map((entry) => ({ entry, segments: parseRoute(entry.path) }));
  parsedRoutes.set(policy, routes);
  return routes;
}

function reasonOf({ reason, method, path }: Policy["routes"][number]): string {
  return reason ?? `the policy refuses ${method} ${path}`;
}

/** Whether some input that the schemas admit turns the route into the listed one. */
function reaches(action: ReadableAction, route: readonly Segment[], listed: readonly Segment[]): boolean {
  return (
    route.length === listed.length &&
    route.every((segment, index) => {
      const other = listed[index];
      if (segment.kind === "literal" || other?.kind !== "literal") {
        return (
          segment.kind === other?.kind &&
          (segment.kind === "placeholder" || segment.text === (other as { text: string }).text)
        );
      }
      return admits(action, segment.name, other.text);
    })
  );
}

/** An undeclared placeholder, or one whose schema is none, admits everything. */
function admits(action: ReadableAction, name: string, text: string): boolean {
  const properties = action.input.path?.properties;
  const schema = isRecord(properties) ? (ownMember(properties, name) as JsonSchema | undefined) : undefined;
  if (schema === undefined || !jsonSchemaSchema.safeParse(schema).success) {
    return true;
  }
  const value = schema.type === "integer" || schema.type === "number" ? Number(text) : text;
  return validate(schema, value).length === 0;
}
