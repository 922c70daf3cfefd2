import type { Action } from "../../catalog/action.ts";
import type { AnswerOptions } from "../../gateway/answers.ts";
import { openAnswer } from "../../gateway/response.ts";
import { isSuccess } from "../answer-to.ts";
import type { Exchange, Header, Origin } from "../exchange.ts";
import { projectFailure } from "./failure.ts";

/** What of an exchange a recording holds; or why the answer can't be read, so that none of it stays. */
export type Projected =
  | {
      ok: true;
      exchange: Exchange;
      /** The listed fields of a success; undefined where there are none, and for a failure. */
      output: object | undefined;
    }
  | { ok: false; message: string };

/**
 * Takes an exchange down to what replay reads: method, URL and body of the request; status and a few
 * headers of the answer, and of its body what `result.fields` names, in the document's own shape. Of a
 * failure the code stays, and what tells it. What comes out is its own projection.
 */
export function projectExchange(
  action: Pick<Action, "result">,
  { method, url, body, response, origin, startedAt }: Exchange,
  options: AnswerOptions,
): Projected {
  const { fields } = action.result;
  const { status } = response;
  const answer = openAnswer(fields, response, options);
  if (answer.kind === "unusable") {
    return { ok: false, message: answer.message };
  }
  const hasOutput = answer.kind === "success" && fields.length > 0 && response.body !== "";
  const output = hasOutput ? answer.output : undefined;
  const kept =
    answer.kind === "failure"
      ? projectFailure(answer.body, !isSuccess(status), fields, options.answers)
      : output;
  const text = kept === undefined ? "" : JSON.stringify(kept);
  return {
    ok: true,
    output,
    exchange: {
      method,
      url,
      body,
      response: { status, headers: keepHeaders(response.headers, text !== ""), body: text },
      ...(origin === undefined ? {} : { origin: projectOrigin(action, origin) }),
      ...(startedAt === undefined ? {} : { startedAt }),
    },
  };
}

/** Of what a recording says of itself: real values stay of a listed field alone, so no other one is kept. */
export function projectOrigin({ result }: Pick<Action, "result">, origin: Origin): Origin {
  return { ...origin, kept: result.fields.filter((field) => origin.kept.includes(field)) };
}

/** Counters of requests, whatever their prefix: `x-ratelimit-remaining`, `ratelimit-reset`. */
const COUNTER =
  /^(?:x-)?rate-?limit(?:-(?:limit|remaining|reset|used|after|requests|burst|daily|day|hour|minute|second)){0,3}$/;

/** RFC 9110, 10.2.3; some APIs write a date of ISO 8601. */
const RETRY_AFTER =
  /^(?:\d{1,10}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [\d:]{8} GMT|\d{4}-\d{2}-\d{2}T[\d:.]{5,12}Z)$/;

/** The types that tell nothing of anybody; whatever else stands in one may be anything. RFC 9110, 8.3 */
const TYPE =
  /^((?:application|text)\/(?:(?:problem|hal|vnd\.api)\+)?(?:json|html|plain|xml|octet-stream))(?:;|$)/;

/** The headers that a recording may hold, by their name, each with what stays of its value. */
const KEPT: readonly (readonly [name: RegExp, keep: (value: string) => string | undefined])[] = [
  [/^content-type$/, keepType],
  [/^retry-after$/, (value) => (RETRY_AFTER.test(value) ? value : undefined)],
  // A limit is lifted at a moment, as a client may try again.
  [COUNTER, (value) => (RETRY_AFTER.test(value) ? value : undefined)],
];

/**
 * What stays of an answer's headers: the type of its body, when to try again, and plain counters.
 * Names are in lower case, and each stands once, as the first one counts.
 *
 * @param hasBody whether there is a body that a type could be told of
 */
export function keepHeaders(headers: readonly Header[], hasBody: boolean): Header[] {
  const kept = new Map<string, Header>();
  for (const { name: spelt, value } of headers) {
    const name = spelt.trim().toLowerCase();
    const keep = KEPT.find(([known]) => known.test(name))?.[1];
    const rest = hasBody || name !== "content-type" ? keep?.(value.trim()) : undefined;
    if (rest !== undefined && !kept.has(name)) {
      kept.set(name, { name, value: rest });
    }
  }
  return [...kept.values()];
}

/** Written anew. What can't be is still no JSON, or still is it, as it was for the gateway. */
function keepType(value: string): string {
  const plain = value.toLowerCase().replace(/\s+/g, "");
  const type = TYPE.exec(plain)?.[1];
  if (type === undefined) {
    return /^(?:application|text)\/(?:[\w.-]+\+)?json(?:;|$)/.test(plain)
      ? "application/json"
      : "application/octet-stream";
  }
  return /;charset="?utf-?8"?(?:;|$)/.test(plain) ? `${type}; charset=utf-8` : type;
}
