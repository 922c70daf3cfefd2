import type { Action } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { listedRoute } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { answerOptions } from "../../gateway/answers.ts";

/** The values that an action or its policy enumerates, as texts: they say nothing of anybody. */
export function enumeratedValues(action: Action, policy: Policy): Set<string> {
  const { input } = action;
  const route = listedRoute(action, policy);
  const listed = [route?.query, route?.body].flatMap((inputs) => Object.values(inputs ?? {}));
  const { failure = [] } = answerOptions(policy, action).answers ?? {};
  const values = [
    ...[input.path, input.query, input.body].flatMap((schema) => [...fixedValues(schema)]),
    ...listed.flatMap((list) => (list === true ? [] : list)),
    ...failure.flatMap(({ is }) => is ?? []),
    policy.principal.keyword,
  ];
  return new Set(["", "0", "1", ...values.flatMap((value) => (value === undefined ? [] : String(value)))]);
}

function* fixedValues(schema: JsonSchema | undefined): Generator<unknown> {
  if (schema !== undefined) {
    yield* schema.enum ?? [];
    yield* schema.const === undefined ? [] : [schema.const];
    for (const below of [...Object.values(schema.properties ?? {}), schema.items]) {
      yield* fixedValues(below);
    }
  }
}
