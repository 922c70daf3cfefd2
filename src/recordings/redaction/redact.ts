import type { Action, Example } from "../../catalog/action.ts";
import type { Port } from "../../catalog/manifest.ts";
import type { Policy } from "../../catalog/policy.ts";
import { HarborError } from "../../errors.ts";
import { type AnswerOptions, answerOptions } from "../../gateway/answers.ts";
import { buildRequest } from "../../gateway/request.ts";
import { readResponse } from "../../gateway/response.ts";
import type { Exchange } from "../exchange.ts";
import { keepHeaders } from "../projection/headers.ts";
import { documentOf, parseBody } from "./recorded-document.ts";
import { type RedactedDocument, redactDocument } from "./redact-document.ts";
import { refuseLeftovers, tellExample } from "./refuse-leftovers.ts";

/** An example with the exchange that answered it. */
export interface AnsweredExample {
  example: Example;
  exchange: Exchange;
}

export interface RedactOptions {
  port: Pick<Port, "baseUrl">;
  action: Action;
  policy: Pick<Policy, "credentials" | "principal" | "answers" | "routes">;
  /** Values that may be nowhere, in whatever encoding: the token. */
  tokens: readonly string[];
  /** For an example by its name, the input that it is to have afterwards; else its own is redacted. */
  inputs: ReadonlyMap<string, Example["input"]>;
}

export interface Redaction {
  answered: AnsweredExample[];
  /** How many values were replaced, by their kind. */
  replaced: Record<string, number>;
  /** Result fields with free text that stand as they were recorded, for a person to read. */
  kept: string[];
}

/**
 * Takes out of recorded answers, and of the examples that asked for them, all that isn't known to be
 * harmless. Requests are built anew from the redacted examples, of headers a few plain ones stay, and
 * of bodies the shape: an agent gets the same members, types and lengths as before. What is replaced
 * has one fake everywhere.
 *
 * @throws HarborError REFUSED where something is left, in words that don't tell it
 */
export function redact(answered: readonly AnsweredExample[], options: RedactOptions): Redaction {
  const { document, replaced, kept, forbidden } = redactDocument(
    documentOf(answered, options),
    answered,
    options,
  );
  const done = answered.map((one, at) => rebuild(one, at, { document, forbidden }, options));
  const headers = count(answered) - count(done);
  const emptied = answered.filter(({ exchange }) => isUnreadable(exchange.response.body)).length;
  refuseLeftovers(done, forbidden);
  return {
    answered: done,
    replaced: sumUp([...replaced, ["header", headers], ["text", emptied]]),
    kept,
  };
}

function rebuild(
  { example, exchange }: AnsweredExample,
  at: number,
  { document, forbidden }: Pick<RedactedDocument, "document" | "forbidden">,
  { port, action, policy, inputs }: RedactOptions,
): AnsweredExample {
  const { name, expect } = example;
  const input = inputs.get(name) ?? document.inputs[at] ?? {};
  const built = buildRequest(port, action, input);
  if (!built.ok) {
    const [violation] = built.violations;
    throw new HarborError(
      "REFUSED",
      `the input of ${tellExample(name, forbidden)} could not be redacted safely: ${violation?.pointer} of an invented one ${violation?.message}`,
      "say with which input the example is to stand",
    );
  }
  const body: unknown = document.bodies[at] ?? document.errors[at];
  const { status, headers } = exchange.response;
  const hasBody = typeof body === "object" && body !== null;
  const response = {
    status,
    headers: keepHeaders(headers, hasBody),
    body: hasBody ? JSON.stringify(body) : "",
  };
  const { method, url, body: sent } = built.request;
  const origin = exchange.origin === undefined ? {} : { origin: exchange.origin };
  return {
    example: {
      name,
      input,
      ...(expect === undefined
        ? {}
        : { expect: renew(expect, action, response, answerOptions(policy, action)) }),
    },
    exchange: { method, url, body: sent, response, ...origin },
  };
}

/** What an example says that an agent gets is what it gets now. */
function renew(
  expect: NonNullable<Example["expect"]>,
  action: Action,
  response: Exchange["response"],
  answers: AnswerOptions,
): NonNullable<Example["expect"]> {
  if (expect.output === undefined) {
    return expect;
  }
  const got = readResponse(action, response, answers);
  return { ...expect, output: got.ok ? got.output : { error: got.error } };
}

function count(answered: readonly AnsweredExample[]): number {
  return answered.reduce((sum, { exchange }) => sum + exchange.response.headers.length, 0);
}

/** A page, a text, an image: nothing of it stays. */
function isUnreadable(body: string): boolean {
  return body !== "" && parseBody(body) === undefined;
}

function sumUp(counts: Iterable<readonly [kind: string, count: number]>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [kind, more] of counts) {
    sums.set(kind, (sums.get(kind) ?? 0) + more);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}
