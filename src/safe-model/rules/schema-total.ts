import type { JsonSchema } from "../../catalog/json-schema.ts";
import { isRecord } from "../../json/record.ts";
import { body, query } from "../examples.ts";
import { fixedValuesOf, inputNodes, longestText } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

/** Characters of JSON that a body may have at most, and of a query before it is encoded. */
const MOST_CHARACTERS = { path: 2_048, query: 8_192, body: 65_536 };
const MOST_INPUTS = 100;
const DEEPEST = 10;

const LONG = { type: "string", maxLength: 4096 };
const nested = (depth: number): object =>
  depth === 0
    ? { type: "boolean" }
    : { type: "object", properties: { part: nested(depth - 1) }, additionalProperties: false };
const many = (count: number, schema: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`field_${index}`, schema]));

export const schemaTotal = defineActionRule({
  id: "schema/total",
  summary: "All inputs together are bounded: in size, number and depth",
  why: "Twenty bounded texts, or lists of lists of them, carry as much as one without a bound.",
  examples: {
    good: [
      body({ agenda: LONG, notes: LONG }),
      query(many(20, { type: "boolean" })),
      { action: { input: { body: nested(10) } } },
    ],
    bad: [
      body(many(17, LONG)),
      body({ list: { type: "array", items: LONG, maxItems: 100 } }),
      query(many(3, LONG)),
      query(many(101, { type: "boolean" })),
      { action: { input: { body: nested(11) } } },
    ],
  },
  *check({ action, schemaIssues }) {
    if (schemaIssues.length > 0) {
      // Sizes of what is no schema mean nothing; schema/shape refuses it.
      return;
    }
    const nodes = inputNodes(action);
    for (const place of ["path", "query", "body"] as const) {
      const schema = action.input[place];
      const pointer = `/action/input/${place}`;
      // Where one input has no bound of its own, schema/bounded says so.
      const size = schema === undefined ? 0 : largest(schema as JsonSchema);
      if (Number.isFinite(size) && size > MOST_CHARACTERS[place]) {
        yield {
          pointer,
          message: `the ${place} may have ${size} characters, more than ${MOST_CHARACTERS[place]}`,
          hint: "narrow the bounds, or leave inputs out",
        };
      }
      const below = nodes.filter((node) => node.place === place);
      if (below.length > MOST_INPUTS) {
        const hint = "keep those that agents need";
        yield { pointer, message: `the ${place} has more than ${MOST_INPUTS} inputs`, hint };
      }
      if (below.some(({ depth }) => depth > DEEPEST)) {
        const hint = "write it flatter, or leave the inner ones out";
        yield { pointer, message: `the ${place} is nested more than ${DEEPEST} levels deep`, hint };
      }
    }
  },
});

/** The most characters that a value of this schema has as JSON. */
function largest(schema: JsonSchema): number {
  const fixed = fixedValuesOf(schema as Record<string, unknown>);
  if (fixed !== undefined) {
    return Math.max(...fixed.map((value) => String(value).length + 2), 0);
  }
  switch (schema.type) {
    case "string":
      return longestText(schema) + 2;
    case "array":
      return (
        (schema.maxItems ?? Number.POSITIVE_INFINITY) *
        (1 + (schema.items === undefined ? 0 : largest(schema.items)))
      );
    case "object":
      return Object.entries(schema.properties ?? {}).reduce(
        (sum, [name, part]) => sum + name.length + 4 + (isRecord(part) ? largest(part) : 0),
        2,
      );
    default:
      return 24;
  }
}
