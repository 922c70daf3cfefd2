import { inPath, query } from "../examples.ts";
import { defineInputRule } from "../rule.ts";

export const schemaFlat = defineInputRule({
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
  *checkInput({ place, schema: { type }, isItem }) {
    const isNested = type === "object" || (type === "array" && (place === "path" || isItem));
    if (place !== "body" && isNested) {
      const what = type === "object" ? "an object" : "this list";
      yield { message: `a URL can't hold ${what}`, hint: "name each value as an input of its own" };
    }
  },
});
