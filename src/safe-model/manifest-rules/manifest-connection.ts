import { quote } from "../../text/quote.ts";
import { defineManifestRule } from "../catalog-rule.ts";
import type { Problem } from "../rule.ts";

/** A token of RFC 9110, 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/;

/** Headers by which a connection is kept and a message cut: what stands there is never a token. */
const FRAMING =
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/** A word or two before the token; none for an API that wants the token alone. */
const PREFIX = /^(?:[!-~](?:[ -~]{0,30}[!-~])?)?$/;

/** The machine itself, where nobody in between can listen. */
export const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Names and addresses as DNS has them (RFC 1123, 2.1); an address of IPv6 stands in brackets. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.(?!$)|$))+$|^\[[0-9a-f:.]+\]$/i;

const BASE_PATH = /^[A-Za-z0-9\-._~/:@]*$/;

export const manifestConnection = defineManifestRule({
  id: "manifest/connection",
  summary: "The base URL is plain https, and the token goes into a well-formed header",
  why: "The gateway sends the token to whatever stands there: without encryption, or to a URL that clients read differently, it is given away.",
  examples: {
    good: [
      {},
      { port: { baseUrl: "http://127.0.0.1:8080" } },
      { port: { authHeaderName: "X-Api-Key", authTokenPrefix: "" } },
    ],
    bad: [
      { port: { baseUrl: "http://api.zoom.us/v2" } },
      { port: { baseUrl: "https://api.zoom.us@example.com/v2" } },
      { port: { baseUrl: "https://api.zoom.us/v2/" } },
      { port: { baseUrl: "https://api.zoom.us/v2?as=me" } },
      { port: { baseUrl: "https://api.zoom.us/v1/../v2" } },
      { port: { baseUrl: "https://{tenant}.zoom.us/v2" } },
      { port: { baseUrl: "https://*.zoom.us" } },
      { port: { baseUrl: "https://api.zoom.us/*" } },
      { port: { authHeaderName: "X Token" } },
      { port: { authHeaderName: "Host" } },
      { port: { authTokenPrefix: "Bearer\r\nX-Role: admin" } },
    ],
  },
  *check({ port }) {
    yield* problemsOfBaseUrl(port.baseUrl);
    if (!HEADER_NAME.test(port.authHeaderName) || FRAMING.test(port.authHeaderName)) {
      yield {
        pointer: "/port/authHeaderName",
        message: `${quote(port.authHeaderName)} is no header that carries a token`,
        hint: "write the header's name, such as Authorization",
      };
    }
    if (!PREFIX.test(port.authTokenPrefix)) {
      yield {
        pointer: "/port/authTokenPrefix",
        message: "the prefix isn't short plain text",
        hint: 'write the word before the token, such as Bearer, or ""',
      };
    }
  },
});

function* problemsOfBaseUrl(baseUrl: string): Generator<Problem> {
  const pointer = "/port/baseUrl";
  const { protocol, hostname, origin, pathname } = new URL(baseUrl);
  if (!HOST.test(hostname) || !BASE_PATH.test(pathname)) {
    const message = `a base URL for several hosts or paths can't be written: ${HOST.test(hostname) ? "no path" : "no host"} has such characters`;
    yield {
      pointer,
      message,
      hint: "write the one URL that this port is for; each tenant is a port of its own",
    };
    return;
  }
  if (protocol !== "https:" && !LOOPBACK.test(hostname)) {
    yield { pointer, message: "the token would travel without encryption", hint: "write an https URL" };
  }
  // Actions' paths are put after it as it is written, so it must read the same to everyone.
  const plain = `${origin}${pathname.replace(/\/$/, "")}`;
  if (baseUrl !== plain) {
    yield {
      pointer,
      message: "the base URL isn't scheme, host and path alone, as clients resolve it",
      hint: "leave out user, query, fragment, a slash at the end and whatever a client would rewrite",
    };
  }
}
