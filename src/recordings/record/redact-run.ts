import type { Example } from "../../catalog/action.ts";
import type { ActionRequest } from "../../gateway/request.ts";
import type { Exchange } from "../exchange.ts";
import { isFixed, leavesOfInput } from "../redaction/inputs.ts";
import { type AnsweredExample, type Redaction, redact } from "../redaction/redact.ts";
import type { RecordPlan, Step } from "./plan.ts";
import type { Target } from "./target.ts";

/** What a recording run has after redaction. */
export interface RedactedRun extends Pick<Redaction, "replaced" | "kept"> {
  /** The examples that stand otherwise than before, by name. */
  examples: ReadonlyMap<string, Example>;
  /** All exchanges, by their example's name: new ones and those that stay. */
  exchanges: ReadonlyMap<string, Exchange>;
}

/**
 * Redacts the answers of a run. What is replaced in an example that was sent is replaced in every
 * other example of the action, too, and nothing is invented that another example has already.
 *
 * @param tokens values that may be nowhere
 */
export function redactRun(
  { action, port }: Target,
  { others, inputs, kept }: RecordPlan,
  answered: readonly AnsweredExample[],
  tokens: readonly string[],
): RedactedRun {
  const names = new Set(answered.map(({ example }) => example.name));
  const valuesOf = (input: Example["input"]) => sayingValues(action, input);
  const open = answered.filter(({ example }) => !inputs.has(example.name));
  const real = new Set(open.flatMap(({ example }) => valuesOf(example.input)));
  const rest = others.filter(({ example }) => !names.has(example.name));
  const isShared = ({ example }: Step) => valuesOf(example.input).some((value) => real.has(value));
  const shared = rest.filter(isShared);
  const apart = rest.filter((step) => !isShared(step));

  const along = shared.map(({ example, shown }) => {
    const exchange = kept.get(example.name);
    return exchange === undefined ? unanswered(example, shown) : { example, exchange };
  });
  const reserved = apart.map(({ example, shown }) => unanswered(example, shown));
  const redaction = redact([...answered, ...along, ...reserved], {
    port: port.manifest.port,
    action,
    policy: port.policy,
    tokens,
    inputs: new Map([
      ...[...inputs].filter(([name]) => names.has(name)),
      ...apart.map(({ example }) => [example.name, example.input] as const),
    ]),
  });
  const asked = [...answered, ...along].map(({ example }, at) => ({
    before: example,
    now: redaction.answered[at],
  }));
  const hasExchange = (name: string): boolean => names.has(name) || kept.has(name);
  return {
    replaced: redaction.replaced,
    kept: redaction.kept,
    examples: new Map(
      asked.map(({ before, now }) => {
        const input = now?.example.input ?? before.input;
        // What an example says of its output stays, where nothing was there to compare it with.
        return [before.name, hasExchange(before.name) ? (now?.example ?? before) : { ...before, input }];
      }),
    ),
    exchanges: new Map([
      ...kept,
      ...asked.flatMap(({ before: { name }, now }) =>
        now !== undefined && hasExchange(name) ? [[name, now.exchange] as const] : [],
      ),
    ]),
  };
}

/** The values of an input that could be somebody's: no fixed words, and nothing as short as a page's size. */
function sayingValues(action: Target["action"], input: Example["input"]): string[] {
  return leavesOfInput(action, input, undefined)
    .filter(({ value, schema }) => !isFixed(schema) && String(value).length > 3)
    .map(({ value }) => String(value));
}

/** An example to which nothing was answered: its request alone counts. */
export function unanswered(example: Example, { method, url, body }: ActionRequest): AnsweredExample {
  return { example, exchange: { method, url, body, response: { status: 200, headers: [], body: "" } } };
}
