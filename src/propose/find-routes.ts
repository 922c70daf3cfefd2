import type { LivePort } from "../catalog/load.ts";
import { isEquivalentRoute, parseRoute, routeKey } from "../catalog/route.ts";
import { type Described, describeOperation } from "../openapi/described.ts";
import type { Description } from "../openapi/description.ts";
import { attempt, listOperations, type Operation } from "../openapi/operations.ts";
import type { RouteOutput } from "../output/inspect.ts";
import { reportRoute } from "./route-report.ts";

/** A draft of the port, by what it proposes. */
interface KnownDraft {
  file: string;
  route: Route | undefined;
}

interface Route {
  method: string;
  path: string;
}

/**
 * What is asked for: a route (`GET /users/me`, `/users/me` for a GET), or a word of routes that the policy lists,
 * that are live or that the API's description has. Of several, parameters and fields are left out.
 */
export function findRoutes(
  port: LivePort,
  description: Description | undefined,
  asked: string,
  drafts: readonly KnownDraft[],
): RouteOutput[] {
  const operations = description === undefined ? [] : operationsOf(description, port);
  const route = routeOf(asked);
  const found = route === undefined ? search(port, operations, asked) : [route];
  const isOne = found.length === 1;
  return found.map((one) => {
    const known = isOne && description ? findOperation(port, description, one) : undefined;
    const draft = drafts.find((each) => each.route !== undefined && isSame(each.route, one));
    return reportRoute(port, known?.operation ?? one, known, draft?.file ?? null);
  });
}

/** The operation of an id or a route, with what the description says of it; undefined where it can't be read. */
export function findOperation(
  port: LivePort,
  description: Description,
  asked: string | Route,
): { operation: Operation; described: Described } | undefined {
  const operation = operationsOf(description, port).find((one) =>
    typeof asked === "string" ? one.operationId === asked : isSame(one, asked),
  );
  const read = operation && attempt(() => describeOperation(description, operation));
  return operation && read?.ok ? { operation, described: read.value } : undefined;
}

function operationsOf(description: Description, { manifest }: LivePort): Operation[] {
  return listOperations(description, manifest.port.baseUrl).flatMap((listed) =>
    listed.ok ? [listed.operation] : [],
  );
}

function routeOf(asked: string): Route | undefined {
  const [, method = "GET", path] = /^(?:(GET|POST|PUT|PATCH|DELETE)\s+)?(\/\S*)$/i.exec(asked.trim()) ?? [];
  return path === undefined ? undefined : { method: method.toUpperCase(), path };
}

function isSame(one: Route, other: Route): boolean {
  return one.method === other.method && isEquivalentRoute(parseRoute(one.path), parseRoute(other.path));
}

/** Routes that have every word that is asked for, each once, as often as they have it. */
function search({ policy, manifest }: LivePort, operations: readonly Operation[], asked: string): Route[] {
  const words = wordsOf(asked);
  const all: { route: Route; said: string[] }[] = [
    ...manifest.actions.map((action) => ({ route: action, said: [action.path, action.slug] })),
    ...operations.map((operation) => ({
      route: operation,
      said: [operation.path, operation.operationId ?? "", ...operation.tags],
    })),
    ...policy.routes.map((entry) => ({ route: entry, said: [entry.path] })),
  ];
  const found = new Map<string, Route>();
  for (const { route, said } of all) {
    const known = said.flatMap(wordsOf);
    if (words.length > 0 && words.every((word) => known.includes(word))) {
      const key = routeKey(route);
      found.set(key, found.get(key) ?? { method: route.method, path: route.path });
    }
  }
  return [...found.values()];
}

/** In small letters and singular: `pastMeetings` gives past and meeting. */
function wordsOf(text: string): string[] {
  const parts = text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return parts.filter((part) => part !== "").map((part) => part.replace(/(?<=[a-z]{2}[^s])s$/, ""));
}
