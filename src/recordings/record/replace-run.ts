import type { Example } from "../../catalog/action.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import type { AnsweredExample, Exchange } from "../exchange.ts";
import { projectExchange } from "../projection/project.ts";
import { refuseSecrets } from "../projection/search.ts";
import { replaceValues } from "../replacement/replace.ts";
import type { ProjectedExample } from "../replacement/values.ts";
import type { RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** What a recording run has, with nothing left of what is real but what was to be kept. */
export interface ReplacedRun {
  /** How many values were replaced, by their kind. */
  replaced: Record<string, number>;
  /** All examples of the action, by name. */
  examples: ReadonlyMap<string, Example>;
  /** All exchanges, by their example's name: new ones and those that stay. */
  exchanges: ReadonlyMap<string, Exchange>;
}

/**
 * Takes a run's answers down to what is listed, searches that, and replaces its values, also in the
 * action's other examples. A live action's own inputs stay: they are published.
 *
 * @param tokens values that may be nowhere
 * @param keep listed fields whose real values stay
 * @throws HarborError UNTESTED for an answer that can't be read, REFUSED for one that may not be written
 */
export function replaceRun(
  target: Target,
  { others, inputs, kept }: RecordPlan,
  answered: readonly AnsweredExample[],
  tokens: readonly string[],
  keep: readonly string[],
): ReplacedRun {
  const { action, port, draft } = target;
  const recorded = answered.map((one) => projectAnswer(target, one));
  refuseSecrets(recorded, action, tokens);
  const names = new Set(recorded.map(({ example }) => example.name));
  const rest = others
    .filter(({ example }) => !names.has(example.name))
    .map(({ example }) => projectKept(target, example, kept.get(example.name)));
  const own = draft === undefined ? action.examples.map(({ name, input }) => [name, input] as const) : [];
  const { examples, replaced } = replaceValues(recorded, rest, {
    port: port.manifest.port,
    action,
    policy: port.policy,
    inputs: new Map([...own, ...inputs].filter(([name]) => names.has(name))),
    keep,
  });
  return {
    replaced,
    examples: new Map(examples.map(({ example }) => [example.name, example])),
    exchanges: new Map(
      examples.flatMap(({ example, exchange }) => (exchange === undefined ? [] : [[example.name, exchange]])),
    ),
  };
}

function projectAnswer({ action, port }: Target, { example, exchange }: AnsweredExample) {
  const projected = projectExchange(action, exchange, answerOptions(port.policy, action));
  if (!projected.ok) {
    throw new HarborError(
      "UNTESTED",
      `the answer to the example ${JSON.stringify(example.name)} can't be recorded: ${projected.message}; nothing was written`,
      "correct the action or the example's input",
    );
  }
  return { example, exchange: projected.exchange, output: projected.output };
}

/** What can't be read any more is no exchange of the example: that is told as a missing one. */
function projectKept(
  { action, port }: Target,
  example: Example,
  exchange: Exchange | undefined,
): ProjectedExample {
  const projected = exchange && projectExchange(action, exchange, answerOptions(port.policy, action));
  return projected?.ok
    ? { example, exchange: projected.exchange, output: projected.output }
    : { example, exchange: undefined, output: undefined };
}
