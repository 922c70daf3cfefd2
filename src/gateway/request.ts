import type { JsonSchema } from "../catalog/json-schema.ts";
import { parseRoute, segmentText } from "../catalog/route.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { copyJson } from "./copy.ts";
import { findViolations, MOST_VIOLATIONS, type Violation } from "./validate.ts";

/** What of an action a gateway reads; a live action of a manifest has it. */
export interface GatewayAction {
  method: string;
  path: string;
  requestBodyMode: "none" | "json";
  input: { path?: JsonSchema | undefined; query?: JsonSchema | undefined; body?: JsonSchema | undefined };
  result: { fields: readonly string[] };
}

/** What of a port a gateway reads. */
export interface GatewayPort {
  baseUrl: string;
}

/** What an agent gives: values for the places that the action has schemas for. Nothing of it is trusted. */
export interface GatewayInput {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}

/** A request as it leaves the gateway, without the token. */
export interface ActionRequest {
  method: string;
  /** The full URL, percent-encoded. */
  url: string;
  /** The JSON value of the body; undefined where the action sends none. */
  body?: unknown;
}

export type RequestResult = { ok: true; request: ActionRequest } | { ok: false; violations: Violation[] };

const PLACES = ["path", "query", "body"] as const;

/**
 * Builds the request that an agent's input causes. Nothing that the schemas don't admit gets
 * through, and the URL stays `baseUrl` + the action's path, segment by segment: a gateway must
 * enforce the same. Never throws, whatever the input; of one that is too large it reads no more.
 */
export function buildRequest(port: GatewayPort, action: GatewayAction, input: GatewayInput): RequestResult {
  // What is judged is what is sent.
  const given = copyJson(input)?.value;
  if (!isRecord(given)) {
    const message = "must be an object of JSON values, and not too large";
    return { ok: false, violations: [{ pointer: "", message }] };
  }
  const unknown = Object.keys(given).filter((place) => !PLACES.includes(place as (typeof PLACES)[number]));
  const violations = [
    ...PLACES.flatMap((place) => placeViolations(place, action.input[place], given[place])),
    ...unknown.map((place) => ({ pointer: toPointer([place]), message: "isn't a place for input" })),
  ];
  if (violations.length > 0) {
    return { ok: false, violations: violations.slice(0, MOST_VIOLATIONS) };
  }
  const path = fillPath(action.path, valuesOf(given.path));
  if (path === undefined) {
    return {
      ok: false,
      violations: [
        { pointer: "/path", message: "would leave its segment of the URL, or name another method in it" },
      ],
    };
  }
  const query = queryText(action.input.query, valuesOf(given.query));
  if (query === undefined) {
    return { ok: false, violations: [{ pointer: "/query", message: "can't be written into a URL" }] };
  }
  const url = `${baseOf(port)}${path}${query}`;
  const base = { method: action.method, url };
  return { ok: true, request: action.requestBodyMode === "json" ? { ...base, body: given.body } : base };
}

/** What was given for a place whose schema admits it. */
function valuesOf(given: unknown): Record<string, unknown> {
  return isRecord(given) ? given : {};
}

/** The base URL, to which a path that begins with a slash is added. */
export function baseOf({ baseUrl }: GatewayPort): string {
  return baseUrl.replace(/\/+$/, "");
}

function placeViolations(
  place: (typeof PLACES)[number],
  schema: JsonSchema | undefined,
  value: unknown,
): Violation[] {
  if (schema === undefined) {
    // No input at all may be written as none, or as an empty path or query.
    const isNothing = value === undefined || (place !== "body" && isRecord(value) && isEmpty(value));
    return isNothing ? [] : [{ pointer: toPointer([place]), message: "isn't an input of this action" }];
  }
  // Path and query may be left out where nothing in them is required; a body is always meant.
  const given = value === undefined && place !== "body" ? {} : value;
  return findViolations(schema, given).map(({ pointer, message }) => ({
    pointer: `/${place}${pointer}`,
    message,
  }));
}

/**
 * Whether a value may stand for a placeholder: it stays in its segment, whoever decodes it, and names no
 * method of its own, as servers read one after the last colon (`x:setIamPolicy`). Dots survive
 * percent-encoding: RFC 3986, 6.2.2.3.
 */
export function isSegmentValue(text: string): boolean {
  return !/[/\\%]|^\.*$|:[a-z][^:]*$/.test(text);
}

/** Undefined where a value is none for its placeholder. */
function fillPath(path: string, values: Record<string, unknown>): string | undefined {
  const filled: string[] = [];
  for (const segment of parseRoute(path)) {
    if (segment.kind === "literal") {
      filled.push(segment.text);
      continue;
    }
    const text = scalarText(values[segment.name]);
    if (text === undefined || !isSegmentValue(text)) {
      return undefined;
    }
    filled.push(segmentText(segment, encodeURIComponent(text)));
  }
  return filled.map((text) => `/${text}`).join("");
}

/**
 * In the order of the schema, so that the same input gives the same URL; a list repeats its name, or
 * is joined by commas where its schema says so. Undefined where a value is no scalar or list of
 * scalars, holds a comma that isn't one between two, or a name is no text.
 */
function queryText(schema: JsonSchema | undefined, values: Record<string, unknown>): string | undefined {
  const pairs: string[] = [];
  for (const name of Object.keys(schema?.properties ?? {}).filter((key) => Object.hasOwn(values, key))) {
    const value = values[name];
    const isJoined = schema?.properties?.[name]?.["x-style"] === "comma";
    const texts: string[] = [];
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = scalarText(item);
      if (text === undefined || !name.isWellFormed() || (isJoined && text.includes(","))) {
        return undefined;
      }
      texts.push(encodeURIComponent(text));
    }
    const written = isJoined && texts.length > 0 ? [texts.join(",")] : texts;
    pairs.push(...written.map((text) => `${encodeURIComponent(name)}=${text}`));
  }
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** Undefined for what is no scalar, and for text that no URL can carry. */
function scalarText(value: unknown): string | undefined {
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar && String(value).isWellFormed() ? String(value) : undefined;
}

function isEmpty(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 0;
}
