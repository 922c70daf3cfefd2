import type { Header } from "../exchange.ts";

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
