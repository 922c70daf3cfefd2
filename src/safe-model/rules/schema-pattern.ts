import { findPatternProblem } from "../../gateway/pattern.ts";
import { inputNodes } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

export const schemaPattern = defineActionRule({
  id: "schema/pattern",
  summary: "Patterns are anchored and can't blow up",
  why: "An unanchored pattern admits anything around its match, and a nested repetition lets one input stop the gateway.",
  examples: {
    good: [
      {
        action: {
          input: {
            query: { type: "object", properties: { id: { type: "string", pattern: "^[0-9]{1,9}$" } } },
          },
        },
      },
    ],
    bad: ["[0-9]+", "^(a+)+$", "^(a)\\1$", "^(?=a)a$", "^a|b$", "^["].map((pattern) => ({
      action: { input: { query: { type: "object", properties: { id: { type: "string", pattern } } } } },
    })),
  },
  *check({ action }) {
    for (const { schema, pointer } of inputNodes(action)) {
      const problem = typeof schema.pattern === "string" ? findPatternProblem(schema.pattern) : undefined;
      if (problem !== undefined) {
        yield {
          pointer: `${pointer}/pattern`,
          message: `the pattern ${problem}`,
          hint: "write a short anchored pattern such as ^[A-Za-z0-9_-]{1,64}$",
        };
      }
    }
  },
});
