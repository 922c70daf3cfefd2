import type { JsonSchema } from "../../catalog/json-schema.ts";
import { validate } from "../../gateway/validate.ts";
import { isRecord } from "../../json/record.ts";
import { INPUT_PLACES, namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

export const exampleValid = defineActionRule({
  id: "example/valid",
  summary: "Examples and defaults are valid by their own schema, and each example has a name of its own",
  why: "Examples are what the test replays and what agents copy: one that the gateway would reject teaches both wrongly.",
  examples: {
    good: [{}],
    bad: [
      { action: { examples: [{ name: "wrong", input: { path: { meetingId: "x" } } }] } },
      {
        action: { examples: [{ name: "extra", input: { path: { meetingId: 123456789 }, query: { a: 1 } } }] },
      },
      {
        action: {
          examples: [
            { name: "twin", input: { path: { meetingId: 123456789 } } },
            { name: "twin", input: { path: { meetingId: 123456789 } } },
          ],
        },
      },
    ],
  },
  *check({ action }) {
    const names = action.examples.map((example) => example.name);
    for (const [index, example] of action.examples.entries()) {
      const pointer = `/action/examples/${index}`;
      if (names.indexOf(example.name) !== index) {
        yield {
          pointer: `${pointer}/name`,
          message: "two examples have this name",
          hint: "name each differently",
        };
      }
      for (const place of INPUT_PLACES) {
        const schema = action.input[place] ?? NOTHING;
        for (const violation of validate(schema as JsonSchema, example.input[place] ?? {})) {
          yield {
            pointer: `${pointer}/input/${place}${violation.pointer}`,
            message: `the example's ${place}${violation.pointer} ${violation.message}`,
            hint: "correct the example, or widen the schema",
          };
        }
      }
    }
    for (const { schema, pointer } of namedInputs(action)) {
      const violation =
        schema.default === undefined ? undefined : validate(schema as JsonSchema, schema.default)[0];
      if (violation !== undefined && isRecord(schema)) {
        yield {
          pointer: `${pointer}/default`,
          message: `the default ${violation.message}`,
          hint: "correct it",
        };
      }
    }
  },
});

/** The schema of a place in which an action takes nothing. */
const NOTHING: JsonSchema = { type: "object", properties: {}, additionalProperties: false };
