import type { ActionRequest } from "../../gateway/request.ts";
import type { Exchange, Header, RecordedResponse } from "../exchange.ts";
import { parseBody } from "../har/har.ts";
import { TELLING_HEADERS } from "../har/write-har.ts";
import { MOST_NEAREST, type Recording } from "../replay.ts";

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
  const found = sources.flatMap(({ file, recording, isFit, isFailure }) => {
    const same = recording.find(request);
    return same.length > 0 && isFit() ? same.map((exchange) => ({ file, exchange, isFailure })) : [];
  });
  const chosen =
    preferred === undefined
      ? (found.find(({ exchange, isFailure }) => !isFailure(exchange)) ?? found[0])
      : found.find(({ exchange }) => exchange.response.status === preferred);
  if (chosen === undefined) {
    return mismatch(
      sources,
      request,
      found.length > 0 ? preferred : undefined,
      found.map(({ exchange }) => exchange.response.status),
    );
  }
  return { ...recorded(chosen.exchange.response), file: chosen.file, message: "" };
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

function mismatch(
  sources: readonly MockSource[],
  request: ActionRequest,
  preferred: number | undefined,
  statuses: readonly number[],
): MockAnswer {
  const nearest = sources
    .filter(({ isFit }) => isFit())
    .flatMap(({ file, recording }) => recording.nearest(request).map((near) => ({ file, ...near })))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_NEAREST)
    .map(({ file, exchange, pointer, differences }) => ({
      method: exchange.method,
      url: exchange.url,
      status: exchange.response.status,
      file,
      pointer,
      differences,
    }));
  const fields = nearest[0]?.differences.map(({ field }) => field).join(", ");
  const message =
    preferred !== undefined
      ? `this request was recorded with ${[...new Set(statuses)].join(", ")}, not with ${preferred}`
      : fields === undefined
        ? "nothing is recorded for this port"
        : `no recorded exchange matches; the nearest differs in ${fields}`;
  return problem(404, message, nearest);
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
