import type { ReadableAction } from "../catalog/action.ts";
import { takesBody } from "../catalog/listed-route.ts";
import type { Policy } from "../catalog/policy.ts";
import { EACH, type Step } from "../gateway/fields.ts";
import { isRecord } from "../json/record.ts";
import { fixedValuesOf } from "./inputs.ts";
import { keyOf, type ListedInputs, type ListedPlace } from "./listed-inputs.ts";

type Entry = Policy["routes"][number];

/**
 * The policy's entry that would admit an action with the inputs that it has, for a reviewer to judge. It is
 * for approval, and without a reason: that is the reviewer's.
 *
 * @param listed the entry that is there already
 */
export function policyEntryFor(action: ReadableAction, listed?: Entry): Entry {
  const { method, path, scopes } = action;
  const query = inputsOf("query", action);
  return {
    method: method as Entry["method"],
    path,
    tier: "approval",
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...listed,
    ...(takesBody(action) ? { body: inputsOf("body", action) } : {}),
  };
}

function inputsOf(place: ListedPlace, action: ReadableAction): ListedInputs {
  const schema = action.input[place];
  return schema === undefined ? {} : Object.fromEntries(inputsBelow(schema, [], place));
}

function* inputsBelow(
  schema: Record<string, unknown>,
  steps: readonly Step[],
  place: ListedPlace,
): Generator<[string, ListedInputs[string]]> {
  const { properties, items } = schema;
  const parts = isRecord(properties) ? Object.entries(properties) : [];
  for (const [name, part] of parts) {
    yield* isRecord(part) ? inputsBelow(part, [...steps, name], place) : [];
  }
  if (isRecord(items)) {
    yield* inputsBelow(items, [...steps, EACH], place);
  } else if (parts.length === 0 && steps.length > 0) {
    yield [keyOf(place, steps), valuesOf(schema)];
  }
}

function valuesOf(schema: Record<string, unknown>): ListedInputs[string] {
  const fixed = fixedValuesOf(schema) ?? [];
  const isPlain = fixed.every(
    (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  return isPlain && fixed.length > 0 ? [...fixed] : true;
}
