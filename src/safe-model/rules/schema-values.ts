import type { JsonSchema } from "../../catalog/json-schema.ts";
import { validate } from "../../gateway/validate.ts";
import { toPointer } from "../../json/pointer.ts";
import { fixedValuesOf, inputNodes } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

const query = (schema: object) => ({
  action: { input: { query: { type: "object", properties: { type: schema } } } },
});

export const schemaValues = defineActionRule({
  id: "schema/values",
  summary: "Each value of an enum or const is one that its schema admits, and stands there once",
  why: "A value that can never be given hides what can, and a list or object as a value is bounded by nothing.",
  examples: {
    good: [query({ type: "string", enum: ["scheduled", "live"] }), query({ type: "integer", const: 2 })],
    bad: [
      query({ type: "integer", enum: ["2"] }),
      query({ type: "string", const: "scheduled", maxLength: 3 }),
      query({ type: "string", enum: ["live", "live"] }),
      query({ type: "array", enum: ["live"] }),
    ],
  },
  *check({ action, schemaIssues }) {
    if (schemaIssues.length > 0) {
      return;
    }
    for (const { schema, pointer } of inputNodes(action)) {
      const { enum: listed, const: _, ...rest } = schema as JsonSchema;
      const fixed = fixedValuesOf(schema) ?? [];
      const seen = new Set<unknown>();
      for (const [index, value] of fixed.entries()) {
        const [violation] = validate(rest, value);
        const problem = violation?.message ?? (seen.has(value) ? "stands there already" : undefined);
        seen.add(value);
        if (problem !== undefined) {
          yield {
            pointer: listed === undefined ? `${pointer}/const` : `${pointer}${toPointer(["enum", index])}`,
            message: `the value ${JSON.stringify(value)} ${problem}`,
            hint: "correct it, or leave it out",
          };
        }
      }
    }
  },
});
