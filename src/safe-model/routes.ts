import type { ReadableAction } from "../catalog/action.ts";
import { type JsonSchema, jsonSchemaSchema } from "../catalog/json-schema.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import { isEquivalentRoute, parseRoute, type Segment, startsWithRoute } from "../catalog/route.ts";
import { firstOutside, setOfText } from "../gateway/characters.ts";
import { languageOf } from "../gateway/pattern-language.ts";
import { validate } from "../gateway/validate.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { namedValuesOf } from "./inputs.ts";
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
  const known = remembered.get(action)?.get(policy);
  if (known !== undefined) {
    return known;
  }
  const verdict = judge(action, policy);
  const verdicts = remembered.get(action) ?? new WeakMap();
  remembered.set(action, verdicts.set(policy, verdict));
  return verdict;
}

/** Many rules ask. */
const remembered = new WeakMap<ReadableAction, WeakMap<Policy, RouteVerdict>>();

function judge(action: ReadableAction, policy: Policy): RouteVerdict {
  const routes = routesOf(action);
  if (routes === undefined) {
    return refuse(`it stands for more than ${MOST_WORDS} routes`);
  }
  const each = routes.map((path) => judgeOne({ ...action, path }, policy));
  return each.find(({ tier }) => tier === "refused") ?? judgeOne(action, policy);
}

function judgeOne(action: ReadableAction, policy: Policy): RouteVerdict {
  const route = parseRoute(action.path);
  const ofMethod = listedRoutes(policy).filter(({ entry }) => entry.method === action.method);
  const exact = ofMethod.find(({ segments }) => isEquivalentRoute(route, segments))?.entry;
  if (exact?.tier === "refused") {
    return { ...refuse(reasonOf(exact)), listed: exact };
  }
  const refused = ofMethod.find(
    ({ entry, segments }) => entry.tier === "refused" && reaches(action, route, segments, isTakenFor),
  );
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
    return { tier: exact.tier, reason: exact.reason ?? "", listed: exact };
  }
  return action.method === "GET"
    ? judgeUnlistedRead(action, route, policy, ofMethod)
    : refuse(`the policy lists no ${action.method} ${action.path}`);
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
    return refuse(`the policy admits nothing under ${action.path}`);
  }
  for (let length = home.segments.length + 1; length <= route.length; length++) {
    const part = route.slice(0, length);
    const above =
      reads.find(
        ({ entry, segments }) => entry.tier === "refused" && reaches(action, part, segments, isTakenFor),
      ) ?? closest(part, reads);
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
      ({ segments }) =>
        segments.length === part.length &&
        segments.every((segment, index) => {
          const own = part[index];
          return (
            segment.kind === "placeholder" || (own?.kind === "literal" && isTakenFor(own.text, segment.text))
          );
        }),
    )
    .sort((a, b) => (literals(a) < literals(b) ? -1 : 1))[0];
}

/**
 * The literal routes that an action stands for: a placeholder that names words is as many of them.
 * Its own path alone where none does; undefined where they are too many to be fixed routes.
 */
export function routesOf(action: ReadableAction): string[] | undefined {
  let paths: string[][] = [[]];
  for (const segment of parseRoute(action.path)) {
    const own = segment.kind === "literal" ? segment.text : `{${segment.name}}`;
    const words = segment.kind === "literal" ? [] : wordsAt(action, segment.name);
    const texts = words.length > 0 ? words : [own];
    if (paths.length * texts.length > MOST_WORDS) {
      return undefined;
    }
    paths = paths.flatMap((path) => texts.map((text) => [...path, text]));
  }
  return paths.map((path) => `/${path.join("/")}`);
}

function wordsAt(action: ReadableAction, name: string): string[] {
  const schema = placeholderOf(action, name);
  const values = isRecord(schema) ? namedValuesOf(schema) : [];
  return values.filter((value): value is string => typeof value === "string" && /[a-z]/i.test(value));
}

function placeholderOf(action: ReadableAction, name: string): unknown {
  const properties = action.input.path?.properties;
  return isRecord(properties) ? ownMember(properties, name) : undefined;
}

/** Whether a placeholder could take a word: numbers and hexadecimal digits are none. */
function mayBeWord(action: ReadableAction, name: string): boolean {
  const schema = placeholderOf(action, name);
  const { type, pattern } = (isRecord(schema) ? schema : {}) as JsonSchema;
  const language = typeof pattern === "string" ? languageOf(pattern) : undefined;
  return (
    type !== "integer" &&
    (language === undefined || firstOutside(language.alphabet, HEXADECIMAL) !== undefined)
  );
}

const HEXADECIMAL = setOfText("0123456789abcdefABCDEF-");

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

/** Whether some input that the schemas admit turns the route into the listed one, by a comparison of literals. */
function reaches(
  action: ReadableAction,
  route: readonly Segment[],
  listed: readonly Segment[],
  isAlike: (own: string, other: string) => boolean,
): boolean {
  return (
    route.length === listed.length &&
    route.every((segment, index) => {
      const other = listed[index];
      if (segment.kind === "placeholder") {
        return (
          other?.kind === "placeholder" || (other !== undefined && admits(action, segment.name, other.text))
        );
      }
      return other?.kind === "literal" && isAlike(segment.text, other.text);
    })
  );
}

/** Endings by which servers choose a format: `/recordings.json` is `/recordings`. */
const FORMAT_ENDING = /\.(?:json|xml|csv|tsv|html?|txt|ya?ml|js|ics|pdf|atom|rss|md)$/i;

/** Whether a server may take one literal for the other: another case, a format, a hyphen for an underscore. */
function isSpeltAlike(own: string, other: string): boolean {
  return bare(own) === bare(other);
}

/** The same, with any ending that the draft's literal may have: what is refused stays so as `.mp4`. */
function isTakenFor(own: string, other: string): boolean {
  return (
    isSpeltAlike(own, other) || squash(own.replace(/(?:\.[a-z0-9]{1,5}|~\d*|\.)+$/i, "")) === squash(other)
  );
}

function bare(text: string): string {
  return squash(text.replace(/\.+$/, "").replace(FORMAT_ENDING, ""));
}

/** An undeclared placeholder, or one whose schema is none, admits everything. */
function admits(action: ReadableAction, name: string, text: string): boolean {
  const schema = placeholderOf(action, name) as JsonSchema | undefined;
  if (schema === undefined || !jsonSchemaSchema.safeParse(schema).success) {
    return true;
  }
  const value = schema.type === "integer" || schema.type === "number" ? Number(text) : text;
  return validate(schema, value).length === 0;
}
