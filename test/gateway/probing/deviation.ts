import { isDeepStrictEqual } from "node:util";
import { parseRoute, segmentText } from "../../../src/catalog/route.ts";
import {
  type ActionRequest,
  baseOf,
  type GatewayAction,
  type GatewayInput,
  type GatewayPort,
} from "../../../src/gateway/request.ts";
import { isRecord, ownMember } from "../../../src/json/record.ts";

/**
 * In what a request differs from the input that caused it: in words, or undefined where it is the
 * action's route with these values, no more and no less.
 */
export function findDeviation(
  port: GatewayPort,
  action: GatewayAction,
  input: GatewayInput,
  { method, url, body }: ActionRequest,
): string | undefined {
  const base = baseOf(port);
  const [path = "", query, ...rest] = url.slice(base.length).split("?");
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes("#")) {
    return "the URL holds a character that must be encoded";
  }
  if (!url.startsWith(`${base}/`) || rest.length > 0 || method !== action.method) {
    return "the request isn't the action's";
  }
  if (!isSame(path.split("/").slice(1).map(decoded), segmentsOf(action.path, input))) {
    return "the path holds other segments than were given";
  }
  // A client that follows the WHATWG URL standard goes up where dots are left.
  if (pathnameOf(url)?.endsWith(path) === false) {
    return "the path isn't what a client would request";
  }
  const pairs = query?.split("&").map((pair) => pair.split("=").map(decoded)) ?? [];
  if (!isSame(pairs.map(keyOf).toSorted(), pairsOf(action, input).map(keyOf).toSorted())) {
    return "the query holds other pairs than were given";
  }
  const sent = action.requestBodyMode === "json" ? input.body : undefined;
  return isDeepStrictEqual(asJson(body), asJson(sent)) ? undefined : "the body isn't what was given";
}

/** As it is written on the wire, where -0 is 0. */
function asJson(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
}

function segmentsOf(path: string, { path: values }: GatewayInput): string[] {
  return parseRoute(path).map((segment) =>
    segmentText(
      segment,
      segment.kind === "literal" ? "" : String(isRecord(values) ? values[segment.name] : ""),
    ),
  );
}

function pairsOf(action: GatewayAction, { query }: GatewayInput): string[][] {
  return Object.entries(isRecord(query) ? query : {}).flatMap(([name, value]) => {
    const items = Array.isArray(value) ? value : [value];
    const isJoined = ownMember(action.input.query?.properties ?? {}, name)?.["x-style"] === "comma";
    return (isJoined && items.length > 0 ? [items.join(",")] : items).map((item) => [name, String(item)]);
  });
}

/** One text for a pair that no other pair has. */
function keyOf(pair: readonly string[]): string {
  return pair.map((part) => `${part.length} ${part}`).join("");
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}

/** What can't be decoded stays as it is, and then differs. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Undefined where even the port's base is no URL: then no input is at fault. */
function pathnameOf(url: string): string | undefined {
  try {
    return new URL(url).pathname;
  } catch {
    return undefined;
  }
}
