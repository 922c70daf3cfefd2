import type { JsonSchema } from "../../catalog/json-schema.ts";
import { validate } from "../../gateway/validate.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixedValuesOf } from "../inputs.ts";
import { defineSchemaRule } from "../rule.ts";

const typed = (schema: object) => query({ type: schema });

export const schemaValues = defineSchemaRule({
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
  *checkInput({ schema, pointer }, { schemaIssues }) {
    // Schemas that are none can't be run; other rules refuse them.
    const fixed = schemaIssues.length > 0 ? [] : (fixedValuesOf(schema) ?? []);
    const { enum: listed, const: _, ...rest } = schema as JsonSchema;
    for (const [index, value] of fixed.entries()) {
      const [violation] = validate(rest, value);
      const isTwice = fixed.indexOf(value) < index;
      const problem = violation?.message ?? (isTwice ? "stands there already" : undefined);
      if (problem !== undefined) {
        const message = `the value ${quote(value)} ${problem}`;
        const place = listed === undefined ? "const" : `enum/${index}`;
        yield { pointer: `${pointer}/${place}`, message, hint: "correct it, or leave it out" };
      }
    }
  },
});
