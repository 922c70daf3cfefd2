import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import { readResponse } from "../../gateway/response.ts";
import { version } from "../../version.ts";
import type { AnsweredExample, RecordedResponse } from "../exchange.ts";
import { isExpected } from "../expected-status.ts";
import { MOCK_HEADER } from "../mock/mock-answer.ts";
import type { RecordPlan, Step } from "./plan.ts";
import type { Send } from "./send.ts";
import type { Target } from "./target.ts";
import { urlToSend } from "./via.ts";

export interface Asking {
  send: Send;
  token: string | undefined;
  /** As `parseVia` gives it; undefined for the API itself. */
  via: string | undefined;
}

/**
 * Asks the API for the answer to each example, one after the other, and gives up at the first that
 * isn't what its example expects.
 *
 * @throws HarborError in words that hold nothing of an answer
 */
export async function askExamples(
  target: Target,
  { steps }: RecordPlan,
  { send, token, via }: Asking,
): Promise<AnsweredExample[]> {
  const { port: connection } = target.port.manifest;
  const answered: AnsweredExample[] = [];
  for (const step of steps) {
    const { method, url, body } = step.request;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await send({
      method,
      url: urlToSend(connection, url, via),
      headers: headersOf(connection, text !== undefined, token),
      body: text,
    });
    refuseAnswer(target, step, response);
    answered.push({ example: step.sent, exchange: { method, url, body, response } });
  }
  return answered;
}

function headersOf(
  { authHeaderName, authTokenPrefix }: Port,
  hasBody: boolean,
  token: string | undefined,
): Record<string, string> {
  return {
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": `harbor-drafts/${version}`,
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(token === undefined ? {} : { [authHeaderName]: `${authTokenPrefix} ${token}`.trimStart() }),
  };
}

/** What is told of an answer is its status, and what the gateway says of it in its own words. */
function refuseAnswer({ port, action }: Target, { example }: Step, response: RecordedResponse): void {
  if (response.headers.some(({ name }) => name.toLowerCase() === MOCK_HEADER)) {
    throw new HarborError(
      "USAGE",
      "--via names harbor-drafts' own mock: its answers are recordings, not the API's",
      "name the gateway, or leave --via out",
    );
  }
  const { status } = response;
  const got = readResponse(action, response, answerOptions(port.policy, action));
  const said = `the API answers ${status} to the example ${JSON.stringify(example.name)}`;
  if (status === 401) {
    throw new HarborError("AUTH", `${said}: it doesn't accept the token`, "check the token and its scopes");
  }
  if (!got.ok && got.error.kind === "rate_limited") {
    const after = got.error.retryAfter;
    const when = typeof after === "number" ? `after ${after} s` : after === null ? "later" : `after ${after}`;
    throw new HarborError(
      "RATE_LIMIT",
      `${said}: it has had too many requests`,
      `run the command again ${when}`,
    );
  }
  if (!isExpected(example, status)) {
    throw new HarborError(
      "UNTESTED",
      `${said}, and ${example.expect?.status ?? "a 2xx"} is expected; nothing was written`,
      "correct the example's input, or hand over a real one with --inputs",
    );
  }
  if (!got.ok && example.expect?.output === undefined) {
    throw new HarborError(
      "UNTESTED",
      `${said}, but ${got.error.message}; nothing was written`,
      "correct the action or the example's input",
    );
  }
}
