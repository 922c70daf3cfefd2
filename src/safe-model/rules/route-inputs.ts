import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { fixedValuesOf } from "../inputs.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, type Problem } from "../rule.ts";

export const routeInputs = defineActionRule({
  id: "route/inputs",
  summary: "Where the policy lists a route's inputs, an action takes no others",
  why: "For a write, the route alone says little: a wider body hands the meeting to somebody else. The policy's owners say once what may be sent.",
  examples: {
    good: [
      { action: { path: "/users/me", input: {} } },
      {
        action: {
          method: "PATCH",
          path: "/users/me",
          input: {
            body: {
              type: "object",
              properties: {
                timezone: { type: "string" },
                type: { type: "integer", const: 1 },
                address: { type: "object", properties: { city: { type: "string" } } },
              },
            },
          },
        },
      },
    ],
    bad: [
      {
        action: {
          method: "PATCH",
          path: "/users/me",
          input: { body: { type: "object", properties: { nickname: { type: "string" } } } },
        },
      },
      {
        action: {
          method: "PATCH",
          path: "/users/me",
          input: { body: { type: "object", properties: { type: { type: "integer", enum: [1, 2] } } } },
        },
      },
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
    for (const place of ["query", "body"] as const) {
      const admitted = listed?.[place];
      const schema = action.input[place];
      if (admitted !== undefined && schema !== undefined) {
        yield* judge(schema, ["action", "input", place], "", admitted);
      }
    }
  },
});

type Admitted = Record<string, true | (string | number | boolean)[]>;

/** @param name the node's own name so far, dotted, with [] for a list's entries */
function* judge(
  schema: Record<string, unknown>,
  path: readonly (string | number)[],
  name: string,
  admitted: Admitted,
): Generator<Problem> {
  const { properties, items } = schema;
  if (isRecord(properties)) {
    for (const [member, part] of Object.entries(properties)) {
      const inner = name === "" ? member : `${name}.${member}`;
      if (isRecord(part)) {
        yield* judge(part, [...path, "properties", member], inner, admitted);
      }
    }
    return;
  }
  if (isRecord(items) && !Object.hasOwn(admitted, name)) {
    yield* judge(items, [...path, "items"], `${name}[]`, admitted);
    return;
  }
  if (name === "") {
    return;
  }
  const values = Object.hasOwn(admitted, name) ? admitted[name] : undefined;
  if (values === undefined) {
    const known = Object.keys(admitted).join(", ") || "none";
    yield {
      pointer: toPointer(path),
      message: `the policy doesn't admit ${JSON.stringify(name)} on this route`,
      hint: `remove it; admitted: ${known}`,
    };
  } else if (values !== true) {
    const fixed = fixedValuesOf(schema);
    if (fixed === undefined || !fixed.every((value) => (values as unknown[]).includes(value))) {
      yield {
        pointer: toPointer(path),
        message: `the policy admits ${JSON.stringify(name)} only with ${values.map((value) => JSON.stringify(value)).join(", ")}`,
        hint: `write "enum": ${JSON.stringify(values)}`,
      };
    }
  }
}
