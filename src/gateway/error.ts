import { findInText } from "../secrets/find.ts";
import { type Answers, codeIn } from "./answers.ts";
import type { ActionError, ActionResponse } from "./response.ts";

/** By their status: RFC 9110, 15.5; RFC 6585, 4. */
const KINDS: Record<number, readonly [kind: ActionError["kind"], message: string]> = {
  401: ["unauthorized", "the API doesn't accept the gateway's token"],
  403: ["forbidden", "the API doesn't allow this to the token's user"],
  404: ["not_found", "the API knows no such thing, or doesn't show it to the token's user"],
  409: ["conflict", "the API says that this conflicts with what is there"],
  410: ["not_found", "the API says that this is gone"],
  429: ["rate_limited", "the API has had too many requests"],
};

/** What an agent gets of an answer that is no success. */
export function errorOf(response: ActionResponse, body: unknown, answers: Answers | undefined): ActionError {
  const { status, headers } = response;
  const code = codeIn(body, answers, isCode);
  const isLimited = status === 429 || (status === 403 && (saysLimit(headers) || LIMIT.test(String(code))));
  const [kind, message] = KINDS[isLimited ? 429 : status] ?? kindOf(status);
  const retryAfter =
    parseRetryAfter(headerOf(headers, "retry-after")) ?? (isLimited ? resetOf(headers) : null);
  return { kind, status, code, retryAfter, message };
}

function kindOf(status: number): readonly [kind: ActionError["kind"], message: string] {
  if (status >= 200 && status < 300) {
    return ["failed", "the API answers with an error under a status of success"];
  }
  if (status >= 300 && status < 400) {
    return ["redirected", "the API answers with a redirect, which isn't followed"];
  }
  return status >= 400 && status < 500
    ? ["rejected", "the API rejects the request"]
    : ["failed", "the API failed"];
}

/**
 * A short number, or a word or several of one case, as codes are: anything else could be more than a
 * code. Where the policy names the place, words may be joined as in `rateLimitExceeded`.
 */
export function isCode(code: unknown, isNamed: boolean): code is number | string {
  if (typeof code === "number") {
    return Number.isInteger(code) && Math.abs(code) < 1_000_000;
  }
  return (
    typeof code === "string" &&
    code.length <= 40 &&
    (isNamed ? JOINED_CODE : CODE).test(code) &&
    findInText(code).length === 0
  );
}

const CODE = /^(?:\d{1,6}|[a-z]{1,20}(?:_[a-z]{1,20})*|[A-Z]{1,20}(?:_[A-Z]{1,20})*)$/;
const JOINED_CODE = new RegExp(`${CODE.source}|^[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,5}$`);

/** Google reports too many requests by a 403 as well, in the code alone. */
const LIMIT = /rate_?limit/i;

/** Whether a 403 is one of too many requests, as GitHub and others report it. */
function saysLimit(headers: ActionResponse["headers"]): boolean {
  return (
    parseRetryAfter(headerOf(headers, "retry-after")) !== null ||
    LIMITS.some((prefix) => headerOf(headers, `${prefix}-remaining`) === "0")
  );
}

const LIMITS = ["x-ratelimit", "x-rate-limit", "ratelimit"];

/** When a limit is lifted: some count the seconds until then, others those since 1970. */
function resetOf(headers: ActionResponse["headers"]): number | string | null {
  const value = LIMITS.map((prefix) => headerOf(headers, `${prefix}-reset`)).find(
    (reset) => reset !== undefined,
  );
  return value !== undefined && /^\d{10}$/.test(value)
    ? new Date(Number(value) * 1000).toISOString()
    : parseRetryAfter(value);
}

/** In seconds: no one waits longer than a month. */
const LONGEST_WAIT = 31 * 24 * 60 * 60;

/** Seconds, or a date of RFC 9110, 5.6.7, or, as some APIs write it, of ISO 8601. */
function parseRetryAfter(value = ""): number | string | null {
  if (/^\d{1,9}$/.test(value)) {
    return Number(value) <= LONGEST_WAIT ? Number(value) : null;
  }
  const isDate =
    /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|\d{4}-\d{2}-\d{2}T[\d:.]{5,12}Z)$/.test(value);
  const date = new Date(isDate ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export function headerOf(headers: ActionResponse["headers"], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value.trim();
}
