import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import type { AnsweredExample } from "../exchange.ts";
import { projectExchange } from "../projection/project.ts";
import { refuseKeptCredentials, refuseSecrets } from "../projection/search.ts";
import { type Replacement, replaceValues } from "../replacement/replace.ts";
import { keptValues } from "../replacement/values.ts";
import type { RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/**
 * Takes a run's answers down to what is listed, searches that, and replaces its values, also in the
 * action's other examples. A live action's own inputs stay: they are published. Gives all examples of the
 * action in its order, each with its exchange, where it has one, new or kept.
 *
 * @param tokens values that may be nowhere
 * @param keep listed fields whose real values stay
 * @throws HarborError UNTESTED for an answer that can't be read, REFUSED for one that may not be written
 */
export function replaceRun(
  { action, port, draft }: Target,
  { others, inputs, kept }: RecordPlan,
  answered: readonly AnsweredExample[],
  tokens: readonly string[],
  keep: readonly string[],
): Replacement {
  const options = answerOptions(port.policy, action);
  const recorded = answered.map(({ example, exchange }) => {
    const projected = projectExchange(action, exchange, options);
    if (!projected.ok) {
      throw new HarborError(
        "UNTESTED",
        `the answer to the example ${JSON.stringify(example.name)} can't be recorded: ${projected.message}; nothing was written`,
        "correct the action or the example's input",
      );
    }
    return { ...projected, example };
  });
  refuseSecrets(recorded, action, tokens);
  const real = recorded.flatMap((one) => keptValues(one, keep));
  refuseKeptCredentials(answered, real, (name) => holdsCredential(name, port.policy.credentials));
  const names = new Set(recorded.map(({ example }) => example.name));
  const rest = others
    .filter(({ example }) => !names.has(example.name))
    .map(({ example }) => {
      const before = kept.get(example.name);
      const projected = before && projectExchange(action, before, options);
      // What can't be read any more is no exchange of the example: it is reported as a missing one.
      return projected?.ok ? { ...projected, example } : { example, exchange: undefined, output: undefined };
    });
  const own = draft === undefined ? action.examples.map(({ name, input }) => [name, input] as const) : [];
  const { examples, replaced } = replaceValues(recorded, rest, {
    port: port.manifest.port,
    action,
    policy: port.policy,
    inputs: new Map([...own, ...inputs].filter(([name]) => names.has(name))),
    keep,
  });
  const byName = new Map(examples.map((one) => [one.example.name, one]));
  return { replaced, examples: action.examples.flatMap(({ name }) => byName.get(name) ?? []) };
}
