import type { JsonSchema } from "../../catalog/json-schema.ts";
import { isRead } from "../../catalog/listed-route.ts";
import { isRecord } from "../../json/record.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { quote } from "../../text/quote.ts";
import { body, query } from "../examples.ts";
import {
  fixedValuesOf,
  type InputNode,
  inputNodes,
  longestText,
  MOST_FIXED_VALUES,
  namedInputs,
} from "../inputs.ts";
import { squash, wordSet, wordsOf } from "../names/words.ts";
import { defineActionRule, defineInputRule, defineSchemaRule, type Problem } from "../rule.ts";

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
  if ((type === "integer" || type === "number") && ![minimum, maximum].every(isExact)) {
    return typeof minimum === "number" && typeof maximum === "number"
      ? {
          message: `the number has bounds beyond ±${LARGEST_NUMBER}, where JSON's numbers are no longer exact`,
          hint: "write the bounds within which the API's values lie",
        }
      : { message: "the number has no bounds", hint: "add minimum and maximum, as the API has them" };
  }
  const isShort = typeof maxItems === "number" && maxItems <= LONGEST_LIST;
  if (type === "array" && !(isShort && items !== undefined)) {
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

/** What APIs call the number of entries on a page, without what spellings differ in. */
const PAGE_SIZES =
  wordSet(`pagesize perpage limit pagelimit maxresults resultsperpage itemsperpage recordsperpage top
  take count rows batchsize maxitems first size pagelen numresults maxrecords fetchsize chunksize hits`);

export const schemaPageSize = defineInputRule({
  id: "schema/page-size",
  summary: "The page size stays within the policy's maximum, whatever it is called",
  why: "A page of everything is bulk export by another name.",
  examples: {
    good: [
      query({ page_size: { type: "integer", minimum: 1, maximum: 300 } }),
      query({ page_size: { type: "integer", enum: [30, 100] } }),
      query({ per_page: { type: "integer", minimum: 0, maximum: 100 } }),
    ],
    bad: [
      query({ page_size: { type: "integer", minimum: 1, maximum: 5000 } }),
      query({ page_size: { type: "integer" } }),
      query({ pageSize: { type: "integer", minimum: 1, maximum: 301 } }),
      query({ page_size: { type: "string", enum: ["1000"] } }),
      query({ limit: { type: "integer", minimum: 1, maximum: 1000 } }),
    ],
  },
  *checkInput(node, { action, port: { policy } }) {
    const { size, maximum: most } = policy.pagination;
    if (isPageSize(node, size, isRead(action, policy)) && !isWithin(node, most)) {
      const hint = `write "type": "integer", "minimum": 1 and "maximum": ${most} or less`;
      yield { message: `${quote(node.name)} isn't kept within 1 to ${most}`, hint };
    }
  },
  fix: ({ action, port }, { pointer }) => {
    const { maximum: most } = port.policy.pagination;
    const node = namedInputs(action).find((candidate) => candidate.pointer === pointer);
    const { minimum, maximum, default: preset } = (node?.schema ?? {}) as JsonSchema;
    if (node?.schema.type !== "integer" || fixedValuesOf(node.schema) !== undefined) {
      return undefined;
    }
    return [
      { pointer: `${pointer}/minimum`, value: typeof minimum === "number" && minimum >= 1 ? minimum : 1 },
      {
        pointer: `${pointer}/maximum`,
        value: typeof maximum === "number" && maximum <= most ? maximum : most,
      },
      ...(typeof preset === "number" && preset > most
        ? [{ pointer: `${pointer}/default`, value: most }]
        : []),
    ];
  },
});

/** Whether an input sets the page size: the policy's own anywhere, other usual names in a read. */
function isPageSize({ name, place, isItem, schema }: InputNode, size: string, reads: boolean): boolean {
  const spelt = squash(name);
  const isUsual = reads && PAGE_SIZES.has(spelt) && schema.type !== "boolean";
  return !isItem && place !== "path" && (spelt === squash(size) || isUsual);
}

function isWithin({ schema }: InputNode, most: number): boolean {
  const fixed = fixedValuesOf(schema);
  if (fixed !== undefined) {
    return fixed.every((value) => Number(value) >= 0 && Number(value) <= most);
  }
  const { minimum, maximum } = schema as JsonSchema;
  return typeof maximum === "number" && maximum <= most && typeof minimum === "number" && minimum >= 0;
}

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
