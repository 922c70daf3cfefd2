import { isRecord } from "../json/record.ts";
import { pathBelow } from "./base-url.ts";
import type { Description } from "./description.ts";
import { type Node, UnreadableOperation, type Walk } from "./walk.ts";

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/** An operation as a description lists it. Nothing of it was looked at but where it stands. */
export interface Operation {
  method: string;
  /** Below the port's base URL, placeholders as an action may have them. */
  path: string;
  /** As the description has it, which may be missing, twice, or no name at all. */
  operationId: string | undefined;
  tags: string[];
  node: Node;
  /** What is said for all operations of the path. */
  pathItem: Node;
}

/** An operation, or why it can't be read. */
export type ListedOperation =
  | { ok: true; operation: Operation }
  | { ok: false; method: string; path: string; why: string };

/**
 * Every operation of a description, in its order; none of `webhooks`, which the API calls. Each stands by
 * itself: what is wrong with one is said of it, and keeps no other from being read.
 *
 * @param baseUrl the port's: a server's own path is taken off, and an operation of another host can't be called
 */
export function listOperations(description: Description, baseUrl: string): ListedOperation[] {
  const walk = description.walk();
  const paths = walk.rawMember(description.root, "paths");
  return Object.keys(isRecord(paths?.value) ? paths.value : {}).flatMap((path) =>
    paths === undefined ? [] : operationsAt(description, paths, path, baseUrl),
  );
}

function operationsAt(
  description: Description,
  paths: Node,
  path: string,
  baseUrl: string,
): ListedOperation[] {
  // A walk of its own: what one path costs is none of the others' business.
  const walk = description.walk();
  const pathItem = attempt(() => walk.member(paths, path));
  if (!pathItem.ok) {
    return [{ ok: false, method: "*", path, why: pathItem.why }];
  }
  const item = pathItem.value;
  return item === undefined
    ? []
    : METHODS.flatMap((method) => operationAt(description, walk, item, method, path, baseUrl));
}

function operationAt(
  description: Description,
  walk: Walk,
  pathItem: Node,
  name: string,
  path: string,
  baseUrl: string,
): ListedOperation[] {
  const method = name.toUpperCase();
  const read = attempt(() => {
    const node = walk.member(pathItem, name);
    return node === undefined
      ? undefined
      : { node, path: pathBelow(description, walk, pathItem, node, path, baseUrl) };
  });
  if (!read.ok) {
    return [{ ok: false, method, path, why: read.why }];
  }
  if (read.value === undefined) {
    return [];
  }
  const { node } = read.value;
  const { operationId, tags } = isRecord(node.value) ? node.value : {};
  const operation = {
    method,
    path: read.value.path,
    operationId: typeof operationId === "string" ? operationId : undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    node,
    pathItem,
  };
  return [{ ok: true, operation }];
}

/** Runs what may find that an operation can't be read. */
export function attempt<Value>(read: () => Value): { ok: true; value: Value } | { ok: false; why: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof UnreadableOperation) {
      return { ok: false, why: error.message };
    }
    throw error;
  }
}
