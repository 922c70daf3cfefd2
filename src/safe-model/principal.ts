import type { LivePort } from "../catalog/load.ts";
import type { Manifest } from "../catalog/manifest.ts";
import { baseOf } from "../gateway/request.ts";

/** The values by which an input names the principal: the keyword, and their URIs on the port's own API. */
export function principalValues({ manifest, policy }: Pick<LivePort, "manifest" | "policy">): string[] {
  const { keyword, uris = [] } = policy.principal;
  const own = uris.filter((uri) => isBelowBase(uri, manifest.port));
  return keyword === undefined ? own : [keyword, ...own];
}

/** Whether a URI lies below the port's base URL, as a client would read it. */
export function isBelowBase(uri: string, port: Manifest["port"]): boolean {
  return URL.canParse(uri) && new URL(uri).href === uri && uri.startsWith(`${baseOf(port)}/`);
}
