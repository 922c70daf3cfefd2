import { jsonSchemaSchema } from "../../catalog/json-schema.ts";
import { toPointer } from "../../json/pointer.ts";
import { INPUT_PLACES } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

export const schemaShape = defineActionRule({
  id: "schema/shape",
  summary: "Each keyword's value is of the kind that JSON Schema gives it",
  why: "A bound written as text, or a negative length, is enforced by nobody.",
  examples: {
    good: [{}],
    bad: [
      {
        action: {
          input: { query: { type: "object", properties: { a: { type: "integer", maximum: "9" } } } },
        },
      },
      { action: { input: { query: { type: "object", properties: { a: { type: "string", enum: [] } } } } } },
      { action: { input: { query: { type: "object", properties: [], required: "a" } } } },
    ],
  },
  *check({ action }) {
    for (const place of INPUT_PLACES) {
      const result =
        action.input[place] === undefined ? undefined : jsonSchemaSchema.safeParse(action.input[place]);
      for (const issue of result?.error?.issues ?? []) {
        // Unknown keywords are told by schema/closed.
        if (issue.code !== "unrecognized_keys") {
          yield {
            pointer: toPointer(["action", "input", place, ...issue.path.map(String)]),
            message: `the keyword's value isn't right: ${issue.message}`,
            hint: "see JSON Schema 2020-12, validation vocabulary",
          };
        }
      }
    }
  },
});
