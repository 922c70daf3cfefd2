import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { LOOPBACK } from "../../safe-model/manifest-rules/manifest-connection.ts";

/**
 * Where `--via` sends requests: a gateway or proxy on this machine, with or without a path.
 * @throws HarborError USAGE for anything else; the text isn't repeated, since it may hold a password
 */
export function parseVia(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBare =
    url !== undefined && [url.username, url.password, url.search, url.hash].every((part) => part === "");
  // A lone ? or # leaves no trace in the parts.
  if (!isBare || /[?#@\s]/.test(text) || !/^https?:$/.test(url.protocol) || !LOOPBACK.test(url.hostname)) {
    throw new HarborError(
      "USAGE",
      "--via takes an http(s) URL on this machine, without user, query and fragment",
      "write it like --via http://127.0.0.1:8080",
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/**
 * Where a request of the port goes: to the API itself, or by `--via`, below whose path the API's own
 * path goes on. A gateway may be told with the base URL's path (as `mock` tells its own), or without.
 */
export function urlToSend({ baseUrl }: Pick<Port, "baseUrl">, url: string, via: string | undefined): string {
  if (via === undefined) {
    return url;
  }
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, "");
  const start = path !== "" && via.endsWith(path) ? via.slice(0, -path.length) : via;
  return `${start}${url.slice(origin.length)}`;
}
