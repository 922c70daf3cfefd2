import { EACH, type Step } from "../../gateway/fields.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { quote } from "../../text/quote.ts";
import { fixedValuesOf } from "../inputs.ts";
import { keyOf, LISTED_PLACES, type ListedInputs, type ListedPlace, listedAs } from "../listed-inputs.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, type Problem } from "../rule.ts";

const patch = (properties: object) => ({
  action: { method: "PATCH", path: "/users/me", input: { body: { type: "object", properties } } },
});

export const routeInputs = defineActionRule({
  id: "route/inputs",
  summary: "Where the policy lists a route's inputs, an action takes no others",
  why: "For a write, the route alone says little: a wider body hands the meeting to somebody else. The policy's owners say once what may be sent.",
  examples: {
    good: [
      { action: { path: "/users/me", input: {} } },
      patch({
        timezone: { type: "string" },
        type: { type: "integer", const: 1 },
        address: { type: "object", properties: { city: { type: "string" } } },
        labels: { type: "array", items: { type: "string" } },
        "Due date": { type: "string", format: "date" },
      }),
    ],
    bad: [
      patch({ nickname: { type: "string" } }),
      patch({ type: { type: "integer", enum: [1, 2] } }),
      patch({ address: { type: "object", properties: { "city.name": { type: "string" } } } }),
      patch({ address: { type: "object", properties: {} } }),
      patch({ "address.city": { type: "string" } }),
      {
        action: {
          path: "/users/me",
          input: { query: { type: "object", properties: { encrypted_email: { type: "boolean" } } } },
        },
      },
    ],
  },
  *check({ action, port }) {
    const { listed } = judgeRoute(action, port.policy);
    for (const place of LISTED_PLACES) {
      // Of a POST that reads, whatever it takes is listed.
      const admitted = listed?.[place] ?? (listed?.reads === true ? {} : undefined);
      const schema = action.input[place];
      if (admitted !== undefined && schema !== undefined) {
        yield* problemsBelow(schema, ["action", "input", place], [], { place, admitted });
      }
      for (const name of (listed?.required ?? []).filter((key) => Object.hasOwn(admitted ?? {}, key))) {
        if (!(Array.isArray(schema?.required) && schema.required.includes(name))) {
          yield {
            pointer: schema === undefined ? "/action/input" : `/action/input/${place}`,
            message: `each call must send ${quote(name)}, which the policy requires on this route`,
            hint: `declare it in input.${place}, and list it in its "required"`,
          };
        }
      }
    }
  },
});

interface Admitted {
  place: ListedPlace;
  admitted: ListedInputs;
}

function* problemsBelow(
  schema: Record<string, unknown>,
  path: readonly (string | number)[],
  steps: readonly Step[],
  { place, admitted }: Admitted,
): Generator<Problem> {
  const { properties, items } = schema;
  const parts = isRecord(properties) ? Object.entries(properties) : [];
  const values = listedAs(place, steps, admitted);
  if (values === undefined && (parts.length > 0 || isRecord(items))) {
    for (const [name, part] of parts) {
      if (isRecord(part)) {
        yield* problemsBelow(part, [...path, "properties", name], [...steps, name], { place, admitted });
      }
    }
    if (isRecord(items)) {
      yield* problemsBelow(items, [...path, "items"], [...steps, EACH], { place, admitted });
    }
    return;
  }
  // The body itself has no name.
  const problem = steps.length === 0 ? undefined : problemOf(schema, keyOf(place, steps), values, admitted);
  if (problem !== undefined) {
    yield { pointer: toPointer(path), ...problem };
  }
}

function problemOf(
  schema: Record<string, unknown>,
  key: string,
  values: ListedInputs[string] | undefined,
  admitted: ListedInputs,
): Omit<Problem, "pointer"> | undefined {
  if (values === undefined) {
    const known = Object.keys(admitted).join(", ") || "none";
    return {
      message: `the policy doesn't admit ${quote(key)} on this route`,
      hint: `remove it; admitted: ${known}`,
    };
  }
  const isWithin =
    values === true ||
    fixedValuesOf(schema)?.every((value) => (values as readonly unknown[]).includes(value)) === true;
  return isWithin
    ? undefined
    : {
        message: `the policy admits ${quote(key)} only with ${values.map(quote).join(", ")}`,
        hint: `write "enum": ${quote(values)}`,
      };
}
