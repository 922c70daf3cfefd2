import type { Exchange, Origin } from "../exchange.ts";

/** Reason phrases of the answers that recordings hold. A server's own could say anything. RFC 9110, 15; RFC 6585. */
const REASONS: Record<number, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/**
 * The version of this form, not of the program: a request holds its recording byte for byte as this
 * writes it, and must still do so when a newer program verifies it. Bump it with the form alone.
 */
const FORM = "0.1.0";

/** What an answer's headers tell a client; of all others nobody asked. */
export const TELLING_HEADERS = /^(?:content-type|retry-after|(?:x-)?rate-?limit-[a-z-]{1,40})$/;

/** HAR asks for a date where none is known. */
const UNKNOWN_DATE = "1970-01-01T00:00:00.000Z";

/**
 * The file of a recording: HAR 1.2 with every member that it asks for, in one fixed form. Nothing is
 * left out here but headers: what comes in goes to disk.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export function writeHar(exchanges: readonly Exchange[], origin: Origin | undefined): string {
  const log = {
    version: "1.2",
    creator: { name: "harbor-drafts", version: FORM },
    entries: exchanges.map((exchange) => entryOf(exchange, origin?.recordedAt)),
    ...(origin === undefined ? {} : { _harborDrafts: inOrder(origin) }),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function entryOf({ method, url, body, response, origin }: Exchange, recordedAt: string | null | undefined) {
  const sent = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const type = response.headers.find(({ name }) => name.toLowerCase() === "content-type")?.value;
  const size = Buffer.byteLength(response.body);
  return {
    startedDateTime: origin?.recordedAt ?? recordedAt ?? UNKNOWN_DATE,
    time: 0,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [
        { name: "accept", value: "application/json" },
        ...(sent === undefined ? [] : [{ name: "content-type", value: "application/json" }]),
      ],
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(sent === undefined ? {} : { postData: { mimeType: "application/json", text: sent } }),
      headersSize: -1,
      bodySize: sent === undefined ? 0 : Buffer.byteLength(sent),
    },
    response: {
      status: response.status,
      statusText: REASONS[response.status] ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: response.headers
        .map(({ name, value }) => ({ name: name.toLowerCase(), value }))
        .filter(({ name }) => TELLING_HEADERS.test(name)),
      content: {
        size,
        mimeType: type ?? "x-unknown",
        ...(response.body === "" ? {} : { text: response.body }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: size,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(origin === undefined ? {} : { _harborDrafts: inOrder(origin) }),
  };
}

function inOrder({ provenance, recordedAt, source, kept, tool }: Origin): Origin {
  return { provenance, recordedAt, source, kept, tool };
}
