import type { JsonSchema } from "../../catalog/json-schema.ts";
import { findPatternProblem } from "../../patterns/pattern.ts";
import { rewritePattern } from "../../patterns/rewrite.ts";
import { query } from "../examples.ts";
import { inputNodes } from "../inputs.ts";
import { defineSchemaRule } from "../rule.ts";

const id = (schema: object) => query({ id: { type: "string", ...schema } });

export const schemaPattern = defineSchemaRule({
  id: "schema/pattern",
  summary: "Patterns are of the closed grammar, in which the next characters decide how to go on",
  why: "An unanchored pattern admits anything around its match, one that looks around or back can't be judged by what it admits, and one that leaves open how to go on lets a single input stop a gateway. README.md says what a pattern may hold.",
  examples: {
    good: [
      "^[0-9]{1,9}$",
      "^(?:live|past)$",
      "^[a-z]{1,9}(?:-[a-z]{1,9}){0,4}$",
      "^v?[0-9]{1,4}(?:\\.[0-9]{1,4}){2}$",
    ].map((pattern) => id({ pattern })),
    bad: [
      ...[
        "[0-9]{1,9}",
        "^a|b$",
        "^(a{1,9}){1,9}$",
        "^(?:[a-z]{1,40}-){0,4}[a-z]{1,40}$",
        "^(?=a)a$",
        "^(?i)a$",
      ],
      ...["^[^/]{1,9}$", "^\\d{1,9}$", "^\\p{L}$", "^["],
    ].map((pattern) => id({ pattern, maxLength: 9 })),
  },
  *checkInput({ schema, pointer }) {
    const problem = typeof schema.pattern === "string" ? findPatternProblem(schema.pattern) : undefined;
    if (problem !== undefined) {
      const { message, hint } = problem;
      yield { pointer: `${pointer}/pattern`, message: `the pattern ${message}`, hint };
    }
  },
  fix: ({ action }, { pointer }) => {
    const { schema } = inputNodes(action).find((node) => pointer === `${node.pointer}/pattern`) ?? {};
    const { pattern, maxLength } = (schema ?? {}) as JsonSchema;
    const value = pattern === undefined ? undefined : rewritePattern(pattern, maxLength);
    return value === undefined ? undefined : [{ pointer, value }];
  },
});
