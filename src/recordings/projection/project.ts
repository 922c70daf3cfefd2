import type { Action } from "../../catalog/action.ts";
import type { AnswerOptions } from "../../gateway/answers.ts";
import { openAnswer } from "../../gateway/response.ts";
import type { Exchange, Origin } from "../exchange.ts";
import { isSuccess } from "../expected-status.ts";
import { projectFailure } from "./failure.ts";
import { keepHeaders } from "./headers.ts";

/** What of an exchange a recording holds; or why the answer can't be read, so that none of it stays. */
export type Projected =
  | {
      ok: true;
      exchange: Exchange;
      /** The listed fields of a success; undefined where there are none, and for a failure. */
      output: object | undefined;
    }
  | { ok: false; message: string };

/**
 * Takes an exchange down to what replay reads: method, URL and body of the request; status and a few
 * headers of the answer, and of its body what `result.fields` names, in the document's own shape. Of a
 * failure the code stays, and what tells it. What comes out is its own projection.
 */
export function projectExchange(
  action: Pick<Action, "result">,
  { method, url, body, response, origin, startedAt }: Exchange,
  options: AnswerOptions,
): Projected {
  const { fields } = action.result;
  const { status } = response;
  const answer = openAnswer(fields, response, options);
  if (answer.kind === "unusable") {
    return { ok: false, message: answer.message };
  }
  const hasOutput = answer.kind === "success" && fields.length > 0 && response.body !== "";
  const output = hasOutput ? answer.output : undefined;
  const kept =
    answer.kind === "failure"
      ? projectFailure(answer.body, !isSuccess(status), fields, options.answers)
      : output;
  const text = kept === undefined ? "" : JSON.stringify(kept);
  return {
    ok: true,
    output,
    exchange: {
      method,
      url,
      body,
      response: { status, headers: keepHeaders(response.headers, text !== ""), body: text },
      ...(origin === undefined ? {} : { origin: projectOrigin(action, origin) }),
      ...(startedAt === undefined ? {} : { startedAt }),
    },
  };
}

/** Of what a recording says of itself: real values stay of a listed field alone, so no other one is kept. */
export function projectOrigin({ result }: Pick<Action, "result">, origin: Origin): Origin {
  return { ...origin, kept: result.fields.filter((field) => origin.kept.includes(field)) };
}
