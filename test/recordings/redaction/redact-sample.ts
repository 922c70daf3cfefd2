import type { Action, Example } from "../../../src/catalog/action.ts";
import {
  type AnsweredExample,
  type Redaction,
  type RedactOptions,
  redact,
} from "../../../src/recordings/redaction/redact.ts";
import { GET_MEETING, SAMPLE_MANIFEST, SAMPLE_POLICY } from "../../support/sample.ts";

/** A token in shape alone, put together so that no scanner takes this file for a leak. */
export const TOKEN = `${"Zq7"}.${["mB4xT9", "kW2pL6", "vN8cR3", "jH5dF1", "gS0yUa"].join("_")}`;

export const MEETING_ID = 84_612_907_335;

/** The sample's action with one example, for a meeting that somebody has. */
export const ONE_MEETING: Action = {
  ...GET_MEETING,
  result: { fields: ["id", "topic", "start_time", "agenda", "people[].name", "labels[]"] },
  examples: [{ name: "one", input: { path: { meetingId: MEETING_ID } }, expect: { status: 200 } }],
};

export interface Answer {
  body?: unknown;
  status?: number;
  headers?: Record<string, string>;
  example?: Partial<Example>;
}

/** Answers to the action's examples, one after the other. */
export function answersTo(action: Action, ...answers: readonly Answer[]): AnsweredExample[] {
  return answers.map(
    ({ body = {}, status = 200, headers = { "content-type": "application/json" }, example }, at) => ({
      example: { ...(action.examples[at] ?? { name: `example-${at}`, input: {} }), ...example },
      exchange: {
        method: action.method,
        url: `https://api.zoom.us/v2/real/${MEETING_ID}`,
        body: undefined,
        response: {
          status,
          headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
          body: typeof body === "string" ? body : JSON.stringify(body),
        },
      },
    }),
  );
}

/** Redacts answers to the sample's one meeting, or to another action. */
export function redactAnswers(
  answers: readonly Answer[],
  options: Partial<RedactOptions> = {},
): Redaction & { bodies: unknown[]; text: string } {
  const action = options.action ?? ONE_MEETING;
  const redaction = redact(answersTo(action, ...answers), {
    port: SAMPLE_MANIFEST.port,
    action,
    policy: SAMPLE_POLICY,
    tokens: [TOKEN],
    inputs: new Map(),
    ...options,
  });
  const bodies = redaction.answered.map(({ exchange }) =>
    exchange.response.body === "" ? undefined : (JSON.parse(exchange.response.body) as unknown),
  );
  return { ...redaction, bodies, text: JSON.stringify(redaction.answered) };
}

/** The one body of a redacted answer. */
export function redactBody(body: unknown, options: Partial<RedactOptions> = {}): unknown {
  return redactAnswers([{ body }], options).bodies[0];
}
