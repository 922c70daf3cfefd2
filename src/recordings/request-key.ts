import type { Action } from "../catalog/action.ts";
import type { Port } from "../catalog/manifest.ts";
import { matchRoute } from "../catalog/route.ts";
import { compareText } from "../finding.ts";
import { baseOf } from "../gateway/request.ts";
import { isRecord, ownMember } from "../json/record.ts";
import type { DifferenceOutput } from "../output/test.ts";

/** A request as replay compares it: what clients may spell in several ways is spelt in one. */
export interface RequestParts {
  method: string;
  origin: string;
  /** Segments decoded, one by one. */
  path: string;
  query: URLSearchParams;
  body: unknown;
}

/** Takes a request apart. @throws TypeError for a URL that is none */
export function partsOf({
  method,
  url,
  body,
}: {
  method: string;
  url: string;
  body?: unknown;
}): RequestParts {
  const { origin, pathname, searchParams } = new URL(url);
  return { method, origin, path: decodedPath(pathname), query: searchParams, body };
}

/** What stands for each placeholder of an action's path in a request; undefined where it is no call of the action. */
export function valuesOfRoute(
  port: Pick<Port, "baseUrl">,
  action: Pick<Action, "method" | "path">,
  { method, origin, path }: RequestParts,
): Record<string, string> | undefined {
  const base = new URL(baseOf(port));
  const below = base.pathname.replace(/\/$/, "");
  return method === action.method && origin === base.origin && path.startsWith(`${below}/`)
    ? matchRoute(action.path, path.slice(below.length))
    : undefined;
}

/** Equal for requests that match, and for no others. */
export function requestKey({ method, origin, path, query, body }: RequestParts): string {
  const pairs = [...query].sort(([a, x], [b, y]) => compareText(a, b) || compareText(x, y));
  return JSON.stringify([method, origin, path, pairs, body === undefined ? [] : [inOrder(body)]]);
}

/** Clients differ in what they percent-encode (RFC 3986, 2.3 and 6.2.2.2): segments are compared decoded, one by one. */
function decodedPath(pathname: string): string {
  return pathname.includes("%") ? pathname.split("/").map(decodeSegment).join("/") : pathname;
}

function decodeSegment(segment: string): string {
  try {
    // A slash inside a segment stays encoded: it is no separator.
    return decodeURIComponent(segment).replaceAll("%", "%25").replaceAll("/", "%2F");
  } catch {
    return segment;
  }
}

/** The order of an object's members says nothing; that of a list does. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder);
  }
  if (!isRecord(value)) {
    return value;
  }
  // Pairs, so that a member called `__proto__` is one like any other.
  return {
    members: Object.keys(value)
      .sort(compareText)
      .map((name) => [name, inOrder(value[name])]),
  };
}

/** Where two requests differ; nowhere if they have the same key. */
export function differencesOf(ours: RequestParts, theirs: RequestParts): DifferenceOutput[] {
  const parts = (["method", "origin", "path"] as const).map((field) => ({
    field,
    request: ours[field],
    recorded: theirs[field],
  }));
  return [
    ...parts.filter((part) => part.request !== part.recorded),
    ...queryDifferences(ours.query, theirs.query),
    ...valueDifferences(ours.body, theirs.body).map(({ steps, one = null, other = null }) => ({
      field: ["body", ...steps].join("/"),
      request: one,
      recorded: other,
    })),
  ];
}

function queryDifferences(ours: URLSearchParams, theirs: URLSearchParams): DifferenceOutput[] {
  const [sent, known] = [valuesByName(ours), valuesByName(theirs)];
  const names = [...new Set([...sent.keys(), ...known.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [one, other] = [sent.get(name), known.get(name)];
    return JSON.stringify(one) === JSON.stringify(other)
      ? []
      : [{ field: `query.${name}`, request: oneOrAll(one), recorded: oneOrAll(other) }];
  });
}

/** Grouped in one go: to ask for each name takes as long as there are names, each time. */
function valuesByName(query: URLSearchParams): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) {
    const list = values.get(name);
    list === undefined ? values.set(name, [value]) : list.push(value);
  }
  for (const list of values.values()) {
    list.sort(compareText);
  }
  return values;
}

function oneOrAll(values: readonly string[] = []): unknown {
  return values.length > 1 ? values : (values[0] ?? null);
}

/** A place in which two JSON values differ; undefined stands for what isn't there. */
interface ValueDifference {
  steps: readonly string[];
  one: unknown;
  other: unknown;
}

/**
 * Where two JSON values differ, member by member.
 * @param order in which members come: by their names, or as they are written
 */
export function valueDifferences(
  one: unknown,
  other: unknown,
  order: "sorted" | "written" = "sorted",
  steps: readonly string[] = [],
): ValueDifference[] {
  const isList = Array.isArray(one) && Array.isArray(other) && one.length === other.length;
  if (isList || (isRecord(one) && isRecord(other))) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return (isList || order === "written" ? names : names.sort(compareText)).flatMap((name) =>
      valueDifferences(memberOf(one, name), memberOf(other, name), order, [...steps, name]),
    );
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ steps, one, other }];
}

function memberOf(value: object, name: string): unknown {
  return ownMember(value as Record<string, unknown>, name);
}
