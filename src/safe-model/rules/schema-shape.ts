import { toPointer } from "../../json/pointer.ts";
import { query } from "../examples.ts";
import { defineActionRule } from "../rule.ts";

export const schemaShape = defineActionRule({
  id: "schema/shape",
  summary: "Each keyword's value is of the kind that JSON Schema gives it",
  why: "A bound written as text, or a negative length, is enforced by nobody.",
  examples: {
    good: [{}],
    bad: [
      query({ a: { type: "integer", maximum: "9" } }),
      query({ a: { type: "string", enum: [] } }),
      { action: { input: { query: { type: "object", properties: [], required: "a" } } } },
      query({ a: null }),
    ],
  },
  *check({ schemaIssues }) {
    for (const { code, message, path } of schemaIssues) {
      // Unknown keywords and open objects are told by schema/closed.
      if (code !== "unrecognized_keys" && path.at(-1) !== "additionalProperties") {
        yield {
          pointer: toPointer(path.map(String)),
          message: `the keyword's value isn't right: ${message}`,
          hint: "see JSON Schema 2020-12, validation vocabulary",
        };
      }
    }
  },
});
