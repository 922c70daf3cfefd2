import type { Action, Example } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import { type AnswerOptions, answerOptions } from "../gateway/answers.ts";
import { readResponse } from "../gateway/response.ts";
import { isRecord } from "../json/record.ts";
import { memoize } from "../lazily.ts";
import type { Exchange, RecordedResponse } from "./exchange.ts";

/** 2xx: RFC 9110, 15.3. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether a status is the one that an example expects: any success where it names none. */
export function isExpected({ expect }: Pick<Example, "expect">, status: number): boolean {
  return expect?.status === undefined ? isSuccess(status) : status === expect.status;
}

/** What of a port a test of an action goes by. */
export interface TestedPort {
  baseUrl: string;
  /** What its policy says of the action's answers, */
  answers?: AnswerOptions | undefined;
  /** and of where its API is documented. */
  documentationHosts: readonly string[];
}

export function testedPort(port: LivePort, action: Action): TestedPort {
  return testedPorts(port)(action);
}

const testedPorts = memoize(({ manifest, policy }: LivePort) =>
  memoize((action: Action): TestedPort => {
    const { documentationHosts } = policy;
    return { baseUrl: manifest.port.baseUrl, answers: answerOptions(policy, action), documentationHosts };
  }),
);

/**
 * Of the answers to an example's request the one that it is of: by its status, and of several also by
 * whether it tells failure under a status of success. Undefined where none has the status.
 */
export function answerTo(
  example: Example,
  found: readonly Exchange[],
  action: Action,
  { answers }: TestedPort,
): Exchange | undefined {
  const expected = found.filter(({ response }) => isExpected(example, response.status));
  if (expected.length <= 1) {
    return expected[0];
  }
  const { output } = example.expect ?? {};
  const isFailure = isRecord(output) && isRecord(output.error);
  return (
    expected.find(({ response }) => readResponse(action, response, answers).ok !== isFailure) ?? expected[0]
  );
}

/**
 * Why an answer can't be what an example expects, in words that hold nothing of it: by its status, or since
 * an agent would get nothing of it. Undefined where it can.
 */
export function whyUnfit(
  example: Example,
  response: RecordedResponse,
  action: Action,
  answers: AnswerOptions | undefined,
): string | undefined {
  if (!isExpected(example, response.status)) {
    return `${example.expect?.status ?? "a 2xx"} is expected`;
  }
  const got = readResponse(action, response, answers);
  const isMeant = !isSuccess(response.status) || example.expect?.output !== undefined;
  return got.ok || (isMeant && got.error.kind !== "unusable") ? undefined : got.error.message;
}
