import type { Action, Example } from "../../catalog/action.ts";
import { buildRequest } from "../../gateway/request.ts";
import { answerTo, type TestedPort } from "../answer-to.ts";
import type { Exchange } from "../exchange.ts";
import { isSuccess } from "../expected-status.ts";
import type { AnsweredExample } from "../redaction/redact.ts";
import { openRecording, type Recording } from "../replay.ts";
import { exchangesOf, type Har } from "./har.ts";

export interface ImportedExchanges {
  answered: AnsweredExample[];
  /** The names of the examples that nothing answers. */
  missing: string[];
  /** How many of the file's exchanges answer no example. */
  ignored: number;
}

/**
 * Takes from what a browser or proxy saved the exchanges that answer an action's examples: for each
 * the first whose request is the same and whose status is the one that it expects. Everything else in
 * the file (pages, images, preflights, what was aborted or came from a cache) is ignored.
 */
export function importExchanges(har: Har, port: TestedPort, action: Action): ImportedExchanges {
  const exchanges = exchangesOf(har).map(withoutMark);
  // A browser saves hundreds of others: only those that could answer are compared.
  const recording = openRecording(
    exchanges.filter(
      ({ method, url, response }) => method === action.method && response.status > 0 && URL.canParse(url),
    ),
  );
  const answered: AnsweredExample[] = [];
  const missing: string[] = [];
  for (const example of action.examples) {
    const exchange = answerIn(example, port, action, recording);
    if (exchange === undefined) {
      missing.push(example.name);
    } else {
      answered.push({ example, exchange });
    }
  }
  const used = new Set(answered.map(({ exchange }) => exchange));
  return { answered, missing, ignored: exchanges.length - used.size };
}

function answerIn(
  example: Example,
  port: TestedPort,
  action: Action,
  recording: Recording,
): Exchange | undefined {
  const built = buildRequest(port, action, example.input);
  const found = built.ok ? recording.find(built.request) : [];
  return answerTo(
    example,
    found.filter(({ response }) => hasAnswer(action, response)),
    action,
    port,
  );
}

/** Browsers leave bodies out: those that they have dropped, or were told to. */
function hasAnswer(action: Action, { status, body }: Exchange["response"]): boolean {
  const needsBody = isSuccess(status) && status !== 204 && status !== 205 && action.result.fields.length > 0;
  return body !== "" || !needsBody;
}

/** A body may begin with a byte order mark, which JSON doesn't know: RFC 8259, 8.1. */
function withoutMark(exchange: Exchange): Exchange {
  const { response } = exchange;
  return { ...exchange, response: { ...response, body: response.body.replace(/^\ufeff/, "") } };
}
