import { type Policy, policySchema } from "../../catalog/policy.ts";
import { matchRoute } from "../../catalog/route.ts";
import { answerOptions, failureIn } from "../../gateway/answers.ts";
import { lazily } from "../../lazily.ts";
import { isSuccess } from "../answer-to.ts";
import type { Exchange, Header, RecordedResponse } from "../exchange.ts";
import { faultsIn } from "../har/examine.ts";
import { exchangesOf, parseBody, readHar } from "../har/har.ts";
import { TELLING_HEADERS } from "../har/write-har.ts";
import { MOST_NEAREST, openRecording, type Recording, showNear, tellNearest } from "../replay.ts";

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

/** What of a policy counts for the mock, as far as it can be read: `check` judges it. */
export type MockPolicy = Pick<Policy, "answers" | "routes">;

export function mockPolicy(policy: unknown): MockPolicy {
  return policySchema.safeParse(policy).data ?? { routes: [] };
}

/**
 * Reads one recording to be served; none, with the reason logged, where it can't be read. What it
 * holds is looked through when something of it is about to be served: to do so for all takes long.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
  policy: MockPolicy,
  log: (line: string) => void,
): MockSource[] {
  const read = readHar(file, bytes);
  const tell = ({ line, column, message }: { line: number; column: number; message: string }): void =>
    log(`left out: ${file}:${line}:${column} ${message}`);
  if (!read.ok) {
    tell(read.finding);
    return [];
  }
  const isFit = lazily(() => {
    const [fault] = faultsIn(read);
    if (fault !== undefined) {
      tell(fault);
    }
    return fault === undefined;
  });
  return [{ file, recording: openRecording(exchangesOf(read.har)), isFit, isFailure: failuresBy(policy) }];
}

/** The policy's word counts where it has one for the route, or the port; else the usual signs. */
function failuresBy(policy: MockPolicy): MockSource["isFailure"] {
  return ({ method, url, response }) => {
    const { pathname } = new URL(url);
    const route = policy.routes.find(
      (entry) => entry.method === method && isBelowBase(entry.path, pathname.split("/")),
    );
    const { answers } = answerOptions(policy, route ?? { method, path: pathname });
    return !isSuccess(response.status) || failureIn(parseBody(response.body), [], answers) !== undefined;
  };
}

function isBelowBase(template: string, texts: readonly string[]): boolean {
  const end = texts.slice(-template.split("/").length + 1);
  return matchRoute(template, `/${end.join("/")}`) !== undefined;
}
