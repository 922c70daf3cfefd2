import { FORMATS } from "../../gateway/formats.ts";
import { fromPointer, valueAt } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { overlaps, setOfText } from "../../patterns/characters.ts";
import { alphabetOf } from "../../patterns/language.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { quote } from "../../text/quote.ts";
import { query } from "../examples.ts";
import { fixForeignKeyword, foreignKeywords, foreignType, keywordsOf } from "../foreign-keywords.ts";
import { fixedValuesOf, type InputNode } from "../inputs.ts";
import { defineSchemaRule, type Problem } from "../rule.ts";

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
