import { isEquivalentRoute, parseRoute } from "../catalog/route.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { EACH, parseField, type Step } from "./fields.ts";

/** How an API reports failure under a status of success, and where its code is. */
export interface Answers {
  /** An answer in which one of these holds is a failure. Where it is left out, the usual signs count. */
  failure?: readonly FailureSign[] | undefined;
  /** The path of the error's code, which agents get. */
  code?: string | undefined;
  /** The path of the error's text, which they don't get. */
  message?: string | undefined;
}

/** A response path at which a value stands, or anything but null, false, 0 and what is empty. */
export interface FailureSign {
  path: string;
  is?: string | number | boolean | null | undefined;
  present?: true | undefined;
}

/** What a gateway must know of a port's policy to read an action's answers. */
export interface AnswerOptions {
  answers?: Answers | undefined;
  /** Whether an action without fields succeeds with a page or a redirect as well. */
  anyAnswer?: boolean | undefined;
}

/** What of a policy says how answers are read. */
export interface AnswerPolicy {
  answers?: Answers | undefined;
  routes: readonly ({ method: string; path: string } & AnswerOptions)[];
}

/** How the answers of an action are read, by its port's policy: the route's word counts before the port's. */
export function answerOptions(
  { answers, routes }: AnswerPolicy,
  { method, path }: { method: string; path: string },
): AnswerOptions {
  const segments = parseRoute(path);
  const route = routes.find(
    (entry) => entry.method === method && isEquivalentRoute(parseRoute(entry.path), segments),
  );
  const own =
    answers === undefined && route?.answers === undefined ? undefined : { ...answers, ...route?.answers };
  return { answers: own, anyAnswer: route?.anyAnswer === true };
}

/**
 * The path by which an answer under a status of success reports failure; undefined where it reports none.
 * What the policy says counts whatever else is there; a usual sign only where no listed field has a
 * value beside it.
 */
export function failureIn(
  body: unknown,
  fields: readonly string[],
  { failure }: Answers = {},
): string | undefined {
  if (failure !== undefined) {
    return failure.find((sign) => holds(sign, body))?.path;
  }
  const sign = isRecord(body) ? usualSign(body) : undefined;
  return sign === undefined || fields.some((field) => standsBeside(field, body)) ? undefined : sign;
}

function holds({ path, is, present }: FailureSign, body: unknown): boolean {
  const values = valuesAt(parseField(path), body);
  return present === true ? values.some(isSomething) : values.some((value) => value === is);
}

/** All that may stand in an answer that is nothing but a failure. */
const OF_FAILURES = new Set(
  `ok success error errors error_code error_message error_description errcode errmsg code message messages
  detail details reason status description`.split(/\s+/),
);

function standsBeside(field: string, body: unknown): boolean {
  const steps = parseField(field);
  const [first = EACH] = steps ?? [];
  return first !== EACH && !OF_FAILURES.has(first) && valuesAt(steps, body).some(isSomething);
}

function usualSign(body: Record<string, unknown>): string | undefined {
  const own = (name: string): unknown => ownMember(body, name);
  return own("ok") === false
    ? "ok"
    : own("success") === false
      ? "success"
      : (["error", "errors"].find((name) => isSomething(own(name))) ??
        (isSomething(own("errcode")) && Number(own("errcode")) !== 0 ? "errcode" : undefined) ??
        (isErrorCode(body) ? "code" : undefined));
}

const NUMBER = /^-?\d{1,9}$/;
const WELL = /^(?:ok|okay|success|successful|succeeded|done)[.!]?$/i;

/** A code beside a text, or with nothing but what describes an error. `{ code: 200, message: "success" }` is none. */
function isErrorCode(body: Record<string, unknown>): boolean {
  const { code, message } = body;
  const isText = typeof message === "string";
  if (typeof code === "number" || (typeof code === "string" && NUMBER.test(code))) {
    const isWell = Number(code) === 0 || (/^2\d\d$/.test(String(code)) && isText && WELL.test(message));
    const isAlone = Object.keys(body).every((name) => OF_FAILURES.has(name));
    return !isWell && (isText || isAlone);
  }
  return typeof code === "string" && code !== "" && isText && !WELL.test(code);
}

/** Where APIs write an error's code. */
const CODES = ["code", "errcode", "error_code", "error", "error.code", "errors[].code"];

/** The paths at which an error's code may stand. */
export function codePaths({ code }: Answers = {}): readonly string[] {
  return code === undefined ? CODES : [code, ...CODES];
}

/**
 * The first value that a body has where its code may stand, and that is one by a test, which gets
 * whether the policy named the place.
 */
export function codeIn(
  body: unknown,
  answers: Answers | undefined,
  isCode: (value: unknown, isNamed: boolean) => value is string | number,
): string | number | null {
  return (
    codePaths(answers)
      .flatMap((path) =>
        valuesAt(parseField(path), body).map((value) => [value, path === answers?.code] as const),
      )
      .map(([value, isNamed]) => (isCode(value, isNamed) ? value : undefined))
      .find((code) => code !== undefined) ?? null
  );
}

function valuesAt(steps: readonly Step[] | undefined, value: unknown): unknown[] {
  const [step, ...rest] = steps ?? [];
  if (step === undefined) {
    return steps === undefined || value === undefined ? [] : [value];
  }
  if (step === EACH) {
    return Array.isArray(value) ? value.flatMap((item) => valuesAt(rest, item)) : [];
  }
  return isRecord(value) ? valuesAt(rest, ownMember(value, step)) : [];
}

export function isSomething(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== null && value !== false && value !== 0 && value !== "";
}
