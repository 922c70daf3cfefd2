import type { LivePort } from "../../catalog/load.ts";
import type { Port } from "../../catalog/manifest.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import { readResponse } from "../../gateway/response.ts";
import { LOOPBACK } from "../../safe-model/manifest-rules/manifest-connection.ts";
import { version } from "../../version.ts";
import { whyUnfit } from "../answer-to.ts";
import type { AnsweredExample, RecordedResponse } from "../exchange.ts";
import { MOCK_HEADER } from "../mock/mock-answer.ts";
import type { RecordRun, Step } from "./plan.ts";
import type { Send } from "./send.ts";
import type { Target } from "./target.ts";

/**
 * Asks the API for the answer to each example, one after the other, and gives up at the first that
 * isn't what its example expects.
 *
 * @param via as `parseVia` gives it; undefined for the API itself
 * @throws HarborError in words that hold nothing of an answer
 */
export async function askExamples(
  { target, steps, options: { via } }: RecordRun,
  send: Send,
  token: string | undefined,
): Promise<AnsweredExample[]> {
  const { port: connection } = target.port.manifest;
  const answered: AnsweredExample[] = [];
  for (const step of steps.filter(({ isAsked }) => isAsked)) {
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
  const answers = answerOptions(port.policy, action);
  const got = readResponse(action, response, answers);
  const said = `the API answers ${response.status} to the example ${JSON.stringify(example.name)}`;
  if (response.status === 401) {
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
  const why = whyUnfit(example, response, action, answers);
  if (why !== undefined) {
    throw new HarborError(
      "UNTESTED",
      `${said}, and ${why}; nothing was written`,
      "correct the action or the example's input, or hand over a real one with --inputs",
    );
  }
}

/**
 * Where `--via` sends requests: a gateway or proxy on this machine, with or without a path.
 * @throws HarborError USAGE for anything else; the text isn't repeated, since it may hold a password
 */
export function parseVia(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBare =
    url !== undefined && [url.username, url.password, url.search, url.hash].every((part) => part === "");
  // A lone ? or # leaves no trace in the parts.
  if (!isBare || /[?#@\s]/.test(text) || !/^https?:$/.test(url.protocol) || !LOOPBACK.test(url.hostname)) {
    throw new HarborError(
      "USAGE",
      "--via takes an http(s) URL on this machine, without user, query and fragment",
      "write it like --via http://127.0.0.1:8080",
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/**
 * Where a request of the port goes: to the API itself, or by `--via`, below whose path the API's own
 * path goes on. A gateway may be told with the base URL's path (as `mock` tells its own), or without.
 */
function urlToSend({ baseUrl }: Pick<Port, "baseUrl">, url: string, via: string | undefined): string {
  if (via === undefined) {
    return url;
  }
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, "");
  const start = path !== "" && via.endsWith(path) ? via.slice(0, -path.length) : via;
  return `${start}${url.slice(origin.length)}`;
}

export interface TokenSource {
  environment: NodeJS.ProcessEnv;
  /** Asks a person; undefined where nobody is there. */
  askSecret(question: string): Promise<string | undefined>;
}

/** A header's value holds no more in most servers. */
const LONGEST = 8 * 1024;

/** The one variable that was read for every port before each had its own. */
const FORMER_VARIABLE = "HARBOR_DRAFTS_TOKEN";

/** The variable that holds a port's token: `HARBOR_DRAFTS_TOKEN_ZOOM_API`. A slug has no underscore. */
function variableOf(port: string): string {
  return `HARBOR_DRAFTS_TOKEN_${port.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * The port's own token: from the environment, else asked for. It is never an argument, which others see
 * in the list of processes, nor in a file.
 *
 * @param isOptional with a gateway in between, which holds the token itself
 * @throws HarborError AUTH without one, or for what can't be one; it is told nowhere
 */
export async function readToken(
  { environment, askSecret }: TokenSource,
  { slug, manifest }: Pick<LivePort, "slug" | "manifest">,
  isOptional: boolean,
): Promise<string | undefined> {
  const variable = variableOf(slug);
  const given = environment[variable];
  if (given === undefined && isOptional) {
    return undefined;
  }
  const token = given ?? (await askSecret(`Token for ${new URL(manifest.port.baseUrl).host} (not shown): `));
  if (token === undefined) {
    throw new HarborError(
      "AUTH",
      `there is no token: ${variable} isn't set, and none was typed`,
      environment[FORMER_VARIABLE] === undefined
        ? "set the variable for this one command, or run it on a terminal"
        : `${FORMER_VARIABLE} isn't read, since it says for no port: set ${variable} for this one command`,
    );
  }
  const fault = faultOf(token);
  if (fault !== undefined) {
    throw new HarborError(
      "AUTH",
      `the token ${fault}`,
      "copy it anew, alone and whole; the word before it comes from the manifest",
    );
  }
  return token;
}

function faultOf(token: string): string | undefined {
  if (token === "") {
    return "is empty";
  }
  if (/[^!-~]/.test(token)) {
    return "holds white space or characters that no token has";
  }
  return token.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
}
