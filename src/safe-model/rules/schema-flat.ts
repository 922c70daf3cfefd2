import { inPath, query } from "../examples.ts";
import { inputNodes } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

export const schemaFlat = defineActionRule({
  id: "schema/flat",
  summary: "Path and query inputs are scalars; a query may have lists of scalars",
  why: "There is no one way to write an object into a URL: the API would get something else than was reviewed.",
  examples: {
    good: [query({ id: { type: "array", items: { type: "integer" } } })],
    bad: [
      query({ filter: { type: "object" } }),
      query({ id: { type: "array", items: { type: "array" } } }),
      inPath({ meetingId: { type: "array" } }),
    ],
  },
  *check({ action }) {
    for (const { place, depth, schema, pointer, isItem } of inputNodes(action)) {
      const { type } = schema;
      const isNested = type === "object" || (type === "array" && (place === "path" || isItem));
      if (place !== "body" && depth > 0 && isNested) {
        yield {
          pointer,
          message: `a URL can't hold ${type === "object" ? "an object" : "this list"}`,
          hint: "name each value as an input of its own",
        };
      }
    }
  },
});
