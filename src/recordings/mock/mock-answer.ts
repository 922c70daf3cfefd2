import type { Exchange, Header, RecordedResponse } from "../exchange.ts";
import { parseBody } from "../har/har.ts";
import { TELLING_HEADERS } from "../har/write-har.ts";
import { MOST_NEAREST, type Recording, showNear, tellNearest } from "../replay.ts";

/** A recording with the file that it was read from. */
export interface MockSource {
  file: string;
  recording: Recording;
  /** Whether it holds nothing that nobody may see: `test` says where. Asked before anything of it is served. */
  isFit: () => boolean;
  /** Whether an answer tells failure, whatever its status. */
  isFailure: (exchange: Exchange) => boolean;
}

/** What the mock sends. */
export interface MockAnswer extends RecordedResponse {
  /** Of the exchange that answers; null where none does. */
  file: string | null;
  /** For the log, where no exchange answers. */
  message: string;
}

/** Tells the mock's answers from the API's: `recorded` or `not-recorded`. */
export const MOCK_HEADER = "x-harbor-drafts";

/** A request as it came in: a method, an absolute URL, and the body's text. */
export interface MockRequest {
  method: string;
  url: string;
  text: string;
}

/**
 * Answers a request from recordings, as the API did; else with 404 and the exchanges that come
 * nearest. Of several answers to one request the preferred status comes first, then a success.
 *
 * @param preferred a status; undefined where the client has no wish
 */
export function answerRequest(
  sources: readonly MockSource[],
  { method, url, text }: MockRequest,
  preferred: number | undefined,
): MockAnswer {
  const request = { method, url, body: parseBody(text) };
  const found = sources.flatMap((source) => {
    const same = source.recording.find(request);
    return same.length > 0 && source.isFit() ? same.map((exchange) => ({ ...source, exchange })) : [];
  });
  const chosen =
    preferred === undefined
      ? (found.find(({ exchange, isFailure }) => !isFailure(exchange)) ?? found[0])
      : found.find(({ exchange }) => exchange.response.status === preferred);
  if (chosen !== undefined) {
    return { ...recorded(chosen.exchange.response), file: chosen.file, message: "" };
  }
  const nearest = sources
    .filter(({ isFit }) => isFit())
    .flatMap(({ file, recording }) => recording.nearest(request).map((near) => ({ file, ...near })))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_NEAREST);
  const statuses = [...new Set(found.map(({ exchange }) => exchange.response.status))].join(", ");
  const message =
    found.length > 0
      ? `this request was recorded with ${statuses}, not with ${preferred}`
      : tellNearest(nearest, "nothing is recorded for this port");
  return problem(
    404,
    message,
    nearest.map(({ file, ...near }) => ({ ...showNear(near), file })),
  );
}

function recorded(response: RecordedResponse): RecordedResponse {
  const { status, headers } = response;
  // No HTTP server can send another status as a final one.
  return {
    ...response,
    status: status >= 200 && status <= 599 ? status : 502,
    headers: headers.filter(isServed),
  };
}

/** A value that HTTP can't carry (RFC 9110, 5.5) is left out. */
function isServed({ name, value }: Header): boolean {
  return TELLING_HEADERS.test(name.toLowerCase()) && /^[\t -~]*$/.test(value);
}

/** An answer of the mock's own. */
export function problem(status: number, message: string, nearest: unknown[] = []): MockAnswer {
  // At the top, where APIs have them: a gateway's error then tells the code.
  const body = JSON.stringify({ code: "NOT_RECORDED", message, nearest }, null, 2);
  return {
    status,
    headers: [{ name: "content-type", value: "application/json" }],
    body: `${body}\n`,
    file: null,
    message,
  };
}
