import { isRecord } from "../json/record.ts";
import type { Description } from "./description.ts";
import { type Node, UnreadableOperation, type Walk } from "./walk.ts";

/**
 * An operation's path below the port's base URL. A description says where it begins in its own way: a server's
 * path may be part of the base URL, or the base URL's path part of its paths.
 *
 * @throws UnreadableOperation where the description names servers, and none of them is the port's
 */
export function pathBelow(
  description: Description,
  walk: Walk,
  pathItem: Node,
  operation: Node,
  path: string,
  baseUrl: string,
): string {
  const base = new URL(baseUrl);
  const servers = serversOf(description, walk, pathItem, operation);
  const prefixes = servers.flatMap((server) => prefixOf(server, base) ?? []);
  if (prefixes.length === 0) {
    throw new UnreadableOperation(
      operation,
      `is called at ${servers[0]?.slice(0, 200)}, and not at the port's base URL`,
    );
  }
  const root = base.pathname.replace(/\/+$/, "");
  const below = prefixes
    .map((prefix) => `${prefix}${path}`)
    .find((whole) => root === "" || whole.startsWith(`${root}/`));
  // A description without a server's path speaks of paths below whatever base URL there is.
  return below === undefined ? path : below.slice(root.length);
}

/** URLs, the nearest first: the operation's own, its path's, the description's; empty text for none at all. */
function serversOf(description: Description, walk: Walk, pathItem: Node, operation: Node): string[] {
  if (description.version === "2.0") {
    const { host, basePath } = isRecord(description.root.value) ? description.root.value : {};
    const path = typeof basePath === "string" && basePath !== "/" ? basePath : "";
    return [typeof host === "string" ? `https://${host}${path}` : path];
  }
  const listed = [operation, pathItem, description.root]
    .map((node) => walk.rawMember(node, "servers"))
    .find((servers) => Array.isArray(servers?.value) && servers.value.length > 0);
  return listed === undefined ? [""] : walk.items(listed).map((server) => urlOf(walk, server));
}

/** A server's URL, its variables at their defaults. */
function urlOf(walk: Walk, server: Node): string {
  const { url } = isRecord(server.value) ? server.value : {};
  const variables = walk.member(server, "variables");
  return (typeof url === "string" ? url : "").replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables === undefined ? undefined : walk.member(variables, name)?.value;
    return isRecord(variable) && typeof variable.default === "string" ? variable.default : whole;
  });
}

/** A server's path, where the server may be the port's; a host that holds a variable may be any. */
function prefixOf(server: string, base: URL): string | undefined {
  const [, host, path = ""] = /^(?:https?:)?\/\/([^/]*)(\/.*)?$/i.exec(server) ?? [
    undefined,
    undefined,
    server,
  ];
  const isPorts = host === undefined || host.includes("{") || host.toLowerCase() === base.host;
  return isPorts ? path.replace(/\/+$/, "") : undefined;
}
