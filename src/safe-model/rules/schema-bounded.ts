import type { JsonSchema } from "../../catalog/json-schema.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { query } from "../examples.ts";
import { fixedValuesOf, longestText, MOST_FIXED_VALUES } from "../inputs.ts";
import { wordsOf } from "../names/words.ts";
import { defineSchemaRule, type Problem } from "../rule.ts";

/** No text that an agent sends to an API is longer, and no list. */
const LONGEST_TEXT = 4096;
const LONGEST_LIST = 100;
/** What a name or a word to search has room in. */
const USUAL_TEXT = 200;
/** Beyond it, numbers in JSON are no longer exact (RFC 8259, 6), and no API means them. */
const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;

export const schemaBounded = defineSchemaRule({
  id: "schema/bounded",
  summary: "Every string, number and list of the input is bounded",
  why: "An unbounded input is a way to send anything: a whole document, a query, or a request that costs the API dear.",
  examples: {
    good: [
      {},
      query({
        from: { type: "string", format: "date" },
        id: { type: "string", pattern: "^[0-9]{9,12}$" },
      }),
    ],
    bad: [
      query({ q: { type: "string" } }),
      query({ n: { type: "integer", minimum: 1 } }),
      query({ l: { type: "array", items: { type: "boolean" } } }),
      query({ q: { type: "string", maxLength: 1e9 } }),
    ],
  },
  *checkInput({ schema, name }) {
    const problem = findUnbounded(schema as JsonSchema, name);
    yield* problem === undefined ? [] : [problem];
  },
});

function findUnbounded(schema: JsonSchema, name: string): Omit<Problem, "pointer"> | undefined {
  const { type, minLength = 0, maxLength, minimum, maximum, minItems = 0, maxItems, items } = schema;
  if (isBelow(maxLength, minLength) || isBelow(maximum, minimum) || isBelow(maxItems, minItems)) {
    return { message: "nothing fits between its bounds", hint: "write the lower bound below the upper one" };
  }
  const fixed = fixedValuesOf(schema as Record<string, unknown>);
  if (fixed !== undefined) {
    return fixed.length > MOST_FIXED_VALUES
      ? { message: `more than ${MOST_FIXED_VALUES} values are listed`, hint: "list what agents need" }
      : undefined;
  }
  if (type === "string" && !isForeignPattern(schema) && !(longestText(schema) <= LONGEST_TEXT)) {
    return {
      message: "the text has no bound",
      hint: `add maxLength, at most ${LONGEST_TEXT}, an enum, or a pattern with an end`,
      candidates: [
        /^ids?$/.test(wordsOf(name).at(-1) ?? "")
          ? { type, pattern: "^[A-Za-z0-9_-]{1,64}$" }
          : { ...schema, maxLength: USUAL_TEXT },
      ],
    };
  }
  if ((type === "integer" || type === "number") && !(isExact(minimum) && isExact(maximum))) {
    return typeof minimum === "number" && typeof maximum === "number"
      ? {
          message: `the number has bounds beyond ±${LARGEST_NUMBER}, where JSON's numbers are no longer exact`,
          hint: "write the bounds within which the API's values lie",
        }
      : { message: "the number has no bounds", hint: "add minimum and maximum, as the API has them" };
  }
  if (type === "array" && !(isWithin(maxItems, LONGEST_LIST) && items !== undefined)) {
    return { message: "the list has no bound", hint: `add items and maxItems, at most ${LONGEST_LIST}` };
  }
  return undefined;
}

/** What a pattern outside of the grammar bounds nobody knows; schema/pattern tells of it. */
function isForeignPattern({ pattern, maxLength }: JsonSchema): boolean {
  return typeof pattern === "string" && maxLength === undefined && patternOf(pattern) === undefined;
}

function isExact(bound: number | undefined): boolean {
  return typeof bound === "number" && Math.abs(bound) <= LARGEST_NUMBER;
}

function isBelow(upper: number | undefined, lower: number | undefined): boolean {
  // Whatever stands there: what isn't a number has no order, and others refuse it.
  return typeof upper === "number" && typeof lower === "number" && upper < lower;
}

function isWithin(bound: number | undefined, most: number): boolean {
  return typeof bound === "number" && bound <= most;
}
