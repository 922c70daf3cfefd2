import { isDeep, MAXIMUM_DEPTH } from "../json/doubt.ts";
import { parseKeepingNumbers } from "../json/numbers.ts";
import { fromPointer, valueAt } from "../json/pointer.ts";
import { findSecretTexts } from "../secrets/find.ts";
import { type AnswerOptions, failureIn } from "./answers.ts";
import { errorOf, headerOf } from "./error.ts";
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
 *
 * @param options what the port's policy says of answers, by `answerOptions`
 */
export function readResponse(
  action: Pick<GatewayAction, "result">,
  response: ActionResponse,
  options: AnswerOptions = {},
): ActionResult {
  let status = 0;
  try {
    status = response.status;
    return resultOf(action.result.fields, response, options);
  } catch {
    return unusable(Number.isInteger(status) ? status : 0, "the answer can't be read");
  }
}

function resultOf(fields: readonly string[], response: ActionResponse, options: AnswerOptions): ActionResult {
  const { status } = response;
  const answer = openAnswer(fields, response, options);
  switch (answer.kind) {
    case "success":
      return withoutCredentials(status, answer.output);
    case "failure":
      return { ok: false, status, error: errorOf(response, answer.body, options.answers) };
    case "unusable":
      return unusable(answer.status, answer.message);
  }
}

/** An answer as the gateway takes it, before anything is withheld: with the fields that are listed, or the whole of a failure's body. */
export type OpenedAnswer =
  | { kind: "success"; output: object }
  | { kind: "failure"; body: unknown }
  | { kind: "unusable"; status: number; message: string };

/** Reads an answer as {@link readResponse} does, and withholds nothing: for recordings, which search by themselves. */
export function openAnswer(
  fields: readonly string[],
  response: ActionResponse,
  { answers, anyAnswer = false }: AnswerOptions,
): OpenedAnswer {
  const { status } = response;
  const isStatusAlone = fields.length === 0;
  const parsed = readBody(response, isStatusAlone, anyAnswer);
  const body = parsed.ok ? parsed.body : undefined;
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    return { kind: "unusable", status: 0, message: "the answer has no HTTP status" };
  }
  if (status < 200 || status > 299) {
    return isStatusAlone && anyAnswer && status >= 300 && status < 400
      ? { kind: "success", output: {} }
      : { kind: "failure", body };
  }
  if (!parsed.ok) {
    return { kind: "unusable", status, message: parsed.message };
  }
  if (failureIn(body, fields, answers) !== undefined) {
    return { kind: "failure", body };
  }
  if (isStatusAlone || (response.body === "" && (status === 204 || status === 205))) {
    return { kind: "success", output: {} };
  }
  if (response.body === "") {
    return { kind: "unusable", status, message: "the answer has no body for result.fields" };
  }
  const projection = projectResult(fields, body);
  if (!projection.ok) {
    const message = `result field ${projection.field}: ${projection.message}`;
    return { kind: "unusable", status, message };
  }
  return countValues(projection.output, MOST_VALUES) > MOST_VALUES
    ? { kind: "unusable", status, message: `the result fields hold more than ${MOST_VALUES} values` }
    : { kind: "success", output: projection.output };
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

type Parsed = { ok: true; body: unknown } | { ok: false; message: string };

const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;

/** Sign-in and error pages, whatever type they say they are. */
const PAGE_TYPE = /^(?:text\/html|application\/xhtml\+xml)$/;
const PAGE = /^\ufeff?\s*(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i;

/**
 * Reads an answer's body. Where the status alone matters it may be of another type than JSON, but no
 * page; what it says in JSON all the same counts, since some APIs call that text.
 */
function readBody({ headers, body }: ActionResponse, isStatusAlone: boolean, anyAnswer: boolean): Parsed {
  if (body === "") {
    return { ok: true, body: undefined };
  }
  const type = headerOf(headers, "content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (isStatusAlone && !anyAnswer && (PAGE_TYPE.test(type) || PAGE.test(body))) {
    return { ok: false, message: "the answer is a page, as of a sign-in or an error" };
  }
  const isJson = JSON_TYPE.test(type);
  if (!isJson && type !== "" && !isStatusAlone) {
    return { ok: false, message: "the answer's content-type isn't JSON" };
  }
  const parsed = readJson(body);
  return parsed.ok || isJson || !isStatusAlone ? parsed : { ok: true, body: undefined };
}

function readJson(body: string): Parsed {
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

function unusable(status: number, message: string): ActionResult {
  return { ok: false, status, error: { kind: "unusable", status, code: null, retryAfter: null, message } };
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
