import type { ReadableAction } from "../catalog/action.ts";
import { type JsonSchema, jsonSchemaSchema } from "../catalog/json-schema.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment, startsWithRoute } from "../catalog/route.ts";
import { validate } from "../gateway/validate.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { squash } from "./names/words.ts";

type PolicyRoute = Policy["routes"][number];

/** What the policy says of a route, and why. */
export interface RouteVerdict {
  tier: Tier;
  reason: string;
  /** The policy's own entry, where it lists the route. */
  listed?: PolicyRoute;
}

/** Methods that a draft may use; of these only GET may be unlisted. */
export const WRITING_METHODS: readonly string[] = ["POST", "PUT", "PATCH"];

/**
 * The tier of an action's route by the policy. A listed route counts by method and template, literal
 * segments before placeholders: a listed placeholder never covers a literal, and a draft's
 * placeholder that could stand for a listed literal is refused. An unlisted GET under a listed family
 * needs approval, unless it lies below a refused route or could reach a listed one. All else is refused.
 */
export function judgeRoute(action: ReadableAction, policy: Policy): RouteVerdict {
  const route = parseRoute(action.path);
  const fixed = fixedRoutes(action, route).map((path) => judgeRoute({ ...action, path }, policy));
  const worst = fixed.find(({ tier }) => tier === "refused");
  if (worst !== undefined) {
    return worst;
  }
  const ofMethod = listedRoutes(policy).filter(({ entry }) => entry.method === action.method);
  const exact = ofMethod.find(({ segments }) => isEquivalentRoute(route, segments))?.entry;
  if (exact?.tier === "refused") {
    return { ...refuse(reasonOf(exact)), listed: exact };
  }
  const refused = ofMethod.find(
    ({ entry, segments }) => entry.tier === "refused" && reaches(action, route, segments),
  );
  if (refused !== undefined) {
    return { ...refuse(reasonOf(refused.entry)), listed: refused.entry };
  }
  const sibling = ofMethod.find(
    ({ segments }) => !isEquivalentRoute(route, segments) && reaches(action, route, segments),
  );
  if (sibling !== undefined) {
    return refuse(`it could stand for ${sibling.entry.path}, which is listed for itself`);
  }
  if (exact !== undefined) {
    return { tier: exact.tier, reason: exact.reason ?? "", listed: exact };
  }
  return action.method === "GET"
    ? judgeUnlistedRead(action, route, policy, ofMethod)
    : refuse(`the policy lists no ${action.method} ${action.path}`);
}

function judgeUnlistedRead(
  { path }: ReadableAction,
  route: readonly Segment[],
  policy: Policy,
  reads: readonly ListedRoute[],
): RouteVerdict {
  const families = policy.families.map((family) => ({ family, segments: parseRoute(family) }));
  const home = families
    .filter(({ segments }) => startsWithRoute(route, segments))
    .sort((a, b) => b.segments.length - a.segments.length)[0];
  if (home === undefined) {
    return refuse(`the policy admits nothing under ${path}`);
  }
  for (let length = home.segments.length + 1; length <= route.length; length++) {
    const above = closest(route.slice(0, length), reads);
    if (above?.entry.tier === "refused") {
      return refuse(`it lies below ${above.entry.path}: ${reasonOf(above.entry)}`);
    }
  }
  const free = route.findIndex(
    (segment, index) =>
      index >= home.segments.length &&
      segment.kind === "placeholder" &&
      (index === home.segments.length || route[index - 1]?.kind === "placeholder"),
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
      ({ segments }) =>
        segments.length === part.length &&
        segments.every((segment, index) => {
          const own = part[index];
          return segment.kind === "placeholder" || (own?.kind === "literal" && isSpeltAlike(own, segment));
        }),
    )
    .sort((a, b) => (literals(a) < literals(b) ? -1 : 1))[0];
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

/** More words in one list are no fixed route: placeholder/bounded refuses them. */
export const MOST_WORDS = 20;

interface ListedRoute {
  entry: PolicyRoute;
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

function refuse(reason: string): RouteVerdict {
  return { tier: "refused", reason };
}

function reasonOf({ reason, method, path }: PolicyRoute): string {
  return reason ?? `the policy refuses ${method} ${path}`;
}

/**
 * Whether some input that the schemas admit turns the route into the listed one, or into what a
 * server may take for it: another case, another ending, a hyphen for an underscore.
 */
function reaches(action: ReadableAction, route: readonly Segment[], listed: readonly Segment[]): boolean {
  return (
    route.length === listed.length &&
    route.every((segment, index) => {
      const other = listed[index];
      if (segment.kind === "placeholder") {
        return (
          other?.kind === "placeholder" || (other !== undefined && admits(action, segment.name, other.text))
        );
      }
      return other?.kind === "literal" && isSpeltAlike(segment, other);
    })
  );
}

function isSpeltAlike(a: Segment, b: Segment): boolean {
  return a.kind === "literal" && b.kind === "literal" && bare(a.text) === bare(b.text);
}

/** Endings by which servers choose a format: `/recordings.json` is `/recordings`. */
const FORMAT_ENDING = /\.(?:json|xml|csv|tsv|html?|txt|ya?ml|js|ics|pdf|atom|rss|md)$/i;

function bare(text: string): string {
  return squash(text.replace(/\.+$/, "").replace(FORMAT_ENDING, ""));
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
