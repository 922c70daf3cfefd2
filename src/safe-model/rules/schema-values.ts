import type { JsonSchema } from "../../catalog/json-schema.ts";
import { validate } from "../../gateway/validate.ts";
import { toPointer } from "../../json/pointer.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixedValuesOf, inputNodes } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

const typed = (schema: object) => query({ type: schema });

export const schemaValues = defineActionRule({
  id: "schema/values",
  summary: "Each value of an enum or const is one that its schema admits, and stands there once",
  why: "A value that can never be given hides what can, and a list or object as a value is bounded by nothing.",
  examples: {
    good: [typed({ type: "string", enum: ["scheduled", "live"] }), typed({ type: "integer", const: 2 })],
    bad: [
      typed({ type: "integer", enum: ["2"] }),
      typed({ type: "string", const: "scheduled", maxLength: 3 }),
      typed({ type: "string", enum: ["live", "live"] }),
      typed({ type: "array", enum: ["live"] }),
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
            message: `the value ${quote(value)} ${problem}`,
            hint: "correct it, or leave it out",
          };
        }
      }
    }
  },
});
