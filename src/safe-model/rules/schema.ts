import type { JsonSchema } from "../../catalog/json-schema.ts";
import { FORMATS } from "../../gateway/formats.ts";
import { validate } from "../../gateway/validate.ts";
import { fromPointer, toPointer, valueAt } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { overlaps, setOfText } from "../../patterns/characters.ts";
import { alphabetOf } from "../../patterns/language.ts";
import { findPatternProblem, patternOf } from "../../patterns/pattern.ts";
import { rewritePattern } from "../../patterns/rewrite.ts";
import { quote } from "../../text/quote.ts";
import { inPath, query } from "../examples.ts";
import { fixForeignKeyword, foreignKeywords, foreignType, keywordsOf } from "../foreign-keywords.ts";
import { fixedValuesOf, type InputNode, inputNodes } from "../inputs.ts";
import { defineActionRule, defineInputRule, defineSchemaRule, type Problem } from "../rule.ts";

const list = (items: object, place: "query" | "body" = "query") => ({
  action: {
    input: {
      [place]: {
        type: "object",
        properties: { fields: { type: "array", items, maxItems: 3, "x-style": "comma" } },
        additionalProperties: false,
      },
    },
  },
});

export const schemaClosed = defineSchemaRule({
  id: "schema/closed",
  summary: "Input schemas use the closed subset of JSON Schema, each keyword with its type",
  why: "A keyword that one reader enforces and another ignores is a bound that isn't there.",
  examples: {
    good: [{}, list({ type: "string", enum: ["summary", "status"] }), list({ type: "integer" })],
    bad: [
      list({ type: "string", maxLength: 9 }),
      list({ type: "string", pattern: "^[a-z,]{1,9}$" }),
      list({ type: "string", enum: ["a,b"] }),
      list({ type: "integer" }, "body"),
      list({ type: "integer", minimum: 1, maximum: 9, format: "int64", title: "Size" }),
      list({ type: "integer", exclusiveMinimum: 0, maximum: 9 }),
      list({ oneOf: [{ type: "string", maxLength: 9 }, { type: "integer" }] }),
      { action: { input: { query: { type: "object", properties: {}, additionalProperties: true } } } },
      query({ a: { $ref: "#/x" } }),
      query({ a: { type: "integer", maxLength: 3 } }),
      { action: { input: { query: { type: "string" } } } },
    ],
  },
  *checkInput(node) {
    const { schema, pointer, depth } = node;
    const type = typeof schema.type === "string" ? schema.type : "";
    const own = keywordsOf(type);
    if (own === undefined || (depth === 0 && type !== "object")) {
      yield* foreignType(schema, pointer, depth === 0);
      return;
    }
    yield* foreignKeywords(schema, pointer, [...own, ...(isQueryList(node) ? ["x-style"] : [])]);
    yield* type === "object" ? openObject(schema, pointer) : [];
    yield* foreignFormat(schema, pointer);
    yield* splitItems(node);
  },
  fix({ draft }, { pointer, message }) {
    const foreign = fixForeignKeyword(draft, pointer, message);
    if (foreign !== undefined) {
      return foreign;
    }
    const admitted = valueAt(draft, [...fromPointer(pointer), "additionalProperties"]);
    // A schema there tells which members are meant: whether they go or are listed is for a person.
    return message === OPEN && (admitted === undefined || admitted === true)
      ? [{ pointer: `${pointer}/additionalProperties`, value: false }]
      : undefined;
  },
});

const OPEN = "the object admits members that it doesn't list";

type Schema = Record<string, unknown>;

function isQueryList({ place, depth, schema }: InputNode): boolean {
  return place === "query" && depth === 1 && schema.type === "array";
}

function* splitItems(node: InputNode): Generator<Problem> {
  const { schema, pointer } = node;
  if (
    schema["x-style"] !== undefined &&
    isQueryList(node) &&
    isRecord(schema.items) &&
    mayHoldComma(schema.items)
  ) {
    yield {
      pointer: `${pointer}/items`,
      message: "an item may hold a comma, and would be read as two",
      hint: "write an enum, or a pattern without a comma",
    };
  }
}

function* foreignFormat({ type, format }: Schema, pointer: string): Generator<Problem> {
  if (type === "string" && typeof format === "string" && !Object.hasOwn(FORMATS, format)) {
    yield {
      pointer: `${pointer}/format`,
      message: `${quote(format)} is no format that the gateway can enforce`,
      hint: `leave it out, or use ${Object.keys(FORMATS).join(", ")} or a pattern`,
      candidates: Object.keys(FORMATS),
    };
  }
}

/** Numbers and the formats hold none. */
function mayHoldComma(items: Schema): boolean {
  const { type, pattern, format } = items;
  const fixed = fixedValuesOf(items);
  if (type !== "string" || fixed !== undefined) {
    return fixed?.some((value) => String(value).includes(",")) === true;
  }
  const known = patternOf(pattern);
  return known === undefined ? format === undefined : overlaps(alphabetOf(known.whole), COMMA);
}

const COMMA = setOfText(",");

function* openObject(schema: Schema, pointer: string): Generator<Problem> {
  if (schema.additionalProperties !== false) {
    const hint = 'add "additionalProperties": false';
    yield { pointer, message: OPEN, hint };
  }
  const { properties } = schema;
  const required: unknown[] = Array.isArray(schema.required) ? schema.required.slice(0, 200) : [];
  for (const [index, name] of required.entries()) {
    const isOwn = isRecord(properties) && typeof name === "string" && Object.hasOwn(properties, name);
    if (!isOwn || required.indexOf(name) !== index) {
      yield {
        pointer: `${pointer}/required/${index}`,
        message: isOwn ? "the input is required twice" : "what is required isn't among the properties",
        hint: "list each required property once, and nothing else",
      };
    }
  }
  if (!isRecord(schema.properties)) {
    yield { pointer, message: "the object lists no properties", hint: 'add "properties"' };
  }
}

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

/** Names of parameters and members as APIs have them, `filter[status]` and `$top` too. */
const NAME = /^[A-Za-z_$@][A-Za-z0-9_$@.:[\]-]{0,63}$/;

export const schemaNames = defineInputRule({
  id: "schema/names",
  summary: "Inputs have plain names",
  why: "A name that is encoded, split or shown differently than it is written names another input.",
  examples: {
    good: [query({ "filter[status]": { type: "boolean" } })],
    bad: ["", "a b", "a&b", "\ud800", "pagе_size", "constructor\u0000"].map((name) =>
      query({ [name]: { type: "boolean" } }),
    ),
  },
  words: "input",
  *checkInput({ name, isItem }) {
    if (!isItem && !NAME.test(name)) {
      const hint = "use the API's own name: letters, digits and _ $ @ . : [ ] -, at most 64";
      yield { message: `${quote(name)} is no plain name`, hint };
    }
  },
});

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

export const schemaShape = defineActionRule({
  id: "schema/shape",
  summary: "Each keyword's value is of the kind that JSON Schema gives it",
  why: "A bound written as text, or a negative length, is enforced by nobody.",
  examples: {
    good: [{}],
    bad: [
      query({ a: { type: "integer", maximum: "9" } }),
      query({ a: { type: "string", enum: [] } }),
      { action: { input: { query: { type: "object", properties: [], required: "a" } } } },
      query({ a: null }),
    ],
  },
  *check({ schemaIssues }) {
    for (const { code, message, path } of schemaIssues) {
      // Unknown keywords and open objects are told by schema/closed.
      if (code !== "unrecognized_keys" && path.at(-1) !== "additionalProperties") {
        yield {
          pointer: toPointer(path.map(String)),
          message: `the keyword's value isn't right: ${message}`,
          hint: "see JSON Schema 2020-12, validation vocabulary",
        };
      }
    }
  },
});

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
