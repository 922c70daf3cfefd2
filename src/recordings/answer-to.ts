import type { Action, Example } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import { type AnswerOptions, answerOptions } from "../gateway/answers.ts";
import { readResponse } from "../gateway/response.ts";
import { isRecord } from "../json/record.ts";
import type { Exchange } from "./exchange.ts";
import { isExpected } from "./expected-status.ts";

/** What of a port a test of an action goes by. */
export interface TestedPort {
  baseUrl: string;
  /** What its policy says of the action's answers, */
  answers?: AnswerOptions | undefined;
  /** and of where its API is documented. */
  documentationHosts: readonly string[];
}

export function testedPort({ manifest, policy }: LivePort, action: Action): TestedPort {
  const { documentationHosts } = policy;
  return { baseUrl: manifest.port.baseUrl, answers: answerOptions(policy, action), documentationHosts };
}

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
  const { output } = example.expect ?? {};
  const isFailure = isRecord(output) && isRecord(output.error);
  return (
    expected.find(({ response }) => readResponse(action, response, answers).ok !== isFailure) ?? expected[0]
  );
}
