import { parseKeepingNumbers } from "../json/numbers.ts";
import { fromPointer, valueAt } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { isDeep, MAXIMUM_DEPTH } from "../json/tokens.ts";
import { findInText, findSecretTexts } from "../secrets/find.ts";
import type { GatewayAction } from "./request.ts";
import { projectResult } from "./result.ts";

/** An answer of the API, as it stood on the wire. */
export interface ActionResponse {
  status: number;
  headers: readonly { name: string; value: string }[];
  /** Decoded text, not parsed: a reader of JSON may change numbers. Empty where there is none. */
  body: string;
}

/** Why an agent gets no output. No text of the API's is in it: its words can hold anything. */
export interface ActionError {
  kind:
    | "rejected"
    | "unauthorized"
    | "forbidden"
    | "not_found"
    | "conflict"
    | "rate_limited"
    | "redirected"
    | "failed"
    | "unusable";
  /** Of the HTTP answer. */
  status: number;
  /** The API's own number or word for it, where it has one. */
  code: number | string | null;
  /** When to try again: in so many seconds, or at an ISO 8601 instant. RFC 9110, 10.2.3 */
  retryAfter: number | string | null;
  /** In the gateway's words. */
  message: string;
}

/** What an agent gets of an answer. */
export type ActionResult =
  | {
      ok: true;
      status: number;
      /** The fields that the action lists, and nothing else. */
      output: unknown;
      /** JSON Pointers into the output where a value looked like a credential and was left out. */
      withheld: string[];
    }
  | { ok: false; status: number; error: ActionError };

/** What stands where a value was left out. */
export const WITHHELD = "[withheld: looks like a credential]";

/**
 * Turns an answer into what the agent gets: of a success the fields that the action lists, with
 * nothing in them that looks like a credential; of everything else a structured error. An object
 * where a field should end, or a body that can't be read, lets nothing of the answer pass. A number
 * that a reader of JSON would change, such as one beyond 2^53, is the text that it was. Never throws.
 */
export function readResponse(action: Pick<GatewayAction, "result">, response: ActionResponse): ActionResult {
  let status = 0;
  try {
    status = response.status;
    return resultOf(action, response);
  } catch {
    return unusable(Number.isInteger(status) ? status : 0, "the answer can't be read");
  }
}

function resultOf(action: Pick<GatewayAction, "result">, response: ActionResponse): ActionResult {
  const { status, body: text } = response;
  const parsed = parseBody(response);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    return unusable(0, "the answer has no HTTP status");
  }
  if (status < 200 || status > 299) {
    return { ok: false, status, error: errorOf(response, parsed.ok ? parsed.body : undefined) };
  }
  if (!parsed.ok) {
    return unusable(status, parsed.message);
  }
  if (isErrorEnvelope(parsed.body, action.result.fields)) {
    return { ok: false, status, error: errorOf(response, parsed.body) };
  }
  if (text === "") {
    return status === 204 || status === 205 || action.result.fields.length === 0
      ? { ok: true, status, output: {}, withheld: [] }
      : unusable(status, "the answer has no body for result.fields");
  }
  const projection = projectResult(action.result.fields, parsed.body);
  if (!projection.ok) {
    return unusable(status, `result field ${projection.field}: ${projection.message}`);
  }
  return countValues(projection.output, MOST_VALUES) > MOST_VALUES
    ? unusable(status, `the result fields hold more than ${MOST_VALUES} values`)
    : withoutCredentials(status, projection.output);
}

/** In UTF-16 code units. */
const MOST_TEXT = 4 * 1024 * 1024;

/** More than an agent reads; each is looked through for credentials. */
const MOST_VALUES = 50_000;

/** Of an output, whose depth its fields bound; no further than to more than `most`. */
function countValues(value: unknown, most: number): number {
  let count = 1;
  for (const item of typeof value === "object" && value !== null ? Object.values(value) : []) {
    if (count > most) {
      break;
    }
    count += countValues(item, most - count);
  }
  return count;
}

/** All that an error has, where APIs tell it in the body. */
const ERROR_MEMBERS = new Set(["code", "message", "errors", "error", "details", "reason", "status"]);

/**
 * An error that comes with a 2xx: a code beside a text, or nothing but what tells an error. A code of
 * zero says that all is well, and a word for a code may be data where the action lists it.
 */
function isErrorEnvelope(body: unknown, fields: readonly string[]): boolean {
  if (!isRecord(body) || !Object.hasOwn(body, "code")) {
    return false;
  }
  const { code, message } = body;
  const isNumber = typeof code === "number" || (typeof code === "string" && /^-?\d{1,9}$/.test(code));
  const isAlone = Object.keys(body).every((name) => ERROR_MEMBERS.has(name));
  if (isNumber) {
    return Number(code) !== 0 && (typeof message === "string" || isAlone);
  }
  return typeof code === "string" && code !== "" && typeof message === "string" && !fields.includes("code");
}

type Parsed = { ok: true; body: unknown } | { ok: false; message: string };

function parseBody({ headers, body }: ActionResponse): Parsed {
  if (body === "") {
    return { ok: true, body: undefined };
  }
  const type = headerOf(headers, "content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "" && !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) {
    return { ok: false, message: "the answer's content-type isn't JSON" };
  }
  if (typeof body !== "string" || body.length > MOST_TEXT) {
    return { ok: false, message: "the answer is too large" };
  }
  if (isDeep(body)) {
    return { ok: false, message: `the answer is nested more than ${MAXIMUM_DEPTH} levels deep` };
  }
  try {
    return { ok: true, body: parseKeepingNumbers(body) };
  } catch {
    return { ok: false, message: "the answer isn't JSON" };
  }
}

/** By their status: RFC 9110, 15.5; RFC 6585, 4. */
const KINDS: Record<number, readonly [kind: ActionError["kind"], message: string]> = {
  401: ["unauthorized", "the API doesn't accept the gateway's token"],
  403: ["forbidden", "the API doesn't allow this to the token's user"],
  404: ["not_found", "the API knows no such thing, or doesn't show it to the token's user"],
  409: ["conflict", "the API says that this conflicts with what is there"],
  410: ["not_found", "the API says that this is gone"],
  429: ["rate_limited", "the API has had too many requests"],
};

function errorOf({ status, headers }: ActionResponse, body: unknown): ActionError {
  const [kind, message] = KINDS[status] ?? kindOf(status);
  const retryAfter = parseRetryAfter(headerOf(headers, "retry-after"));
  return { kind, status, code: codeOf(body), retryAfter, message };
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

function unusable(status: number, message: string): ActionResult {
  return { ok: false, status, error: { kind: "unusable", status, code: null, retryAfter: null, message } };
}

/** A short number, or a word or several of one case, as codes are: anything else could be more than a code. */
function codeOf(body: unknown): number | string | null {
  const code = isRecord(body) && Object.hasOwn(body, "code") ? body.code : null;
  if (typeof code === "number") {
    return Number.isInteger(code) && Math.abs(code) < 1_000_000 ? code : null;
  }
  const isCode =
    typeof code === "string" &&
    code.length <= 40 &&
    /^(?:\d{1,6}|[a-z]{1,20}(?:_[a-z]{1,20})*|[A-Z]{1,20}(?:_[A-Z]{1,20})*)$/.test(code);
  return isCode && findInText(code).length === 0 ? code : null;
}

/** In seconds: nobody waits longer than a month. */
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

function headerOf(headers: ActionResponse["headers"], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value.trim();
}

/** What is left when a text is gone may read otherwise. */
const MOST_ROUNDS = 10;

function withoutCredentials(status: number, output: object): ActionResult {
  const withheld = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { pointers, isInNames } = findSecretTexts(output);
    if (pointers.length === 0 && !isInNames) {
      return { ok: true, status, output, withheld: [...withheld] };
    }
    const isDone = pointers.every(
      (pointer) => !withheld.has(pointer) && withhold(output, fromPointer(pointer)),
    );
    if (!isDone || isInNames) {
      break;
    }
    for (const pointer of pointers) {
      withheld.add(pointer);
    }
  }
  return unusable(status, "the answer holds what looks like a credential, and it can't be left out");
}

/** Replaces the text at a place of an output that is the gateway's own copy. */
function withhold(output: unknown, tokens: readonly string[]): boolean {
  const holder = valueAt(output, tokens.slice(0, -1));
  const name = tokens.at(-1) ?? "";
  if (typeof valueAt(output, tokens) !== "string" || typeof holder !== "object" || holder === null) {
    return false;
  }
  (holder as Record<string, unknown>)[name] = WITHHELD;
  return true;
}
