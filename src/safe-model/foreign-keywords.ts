import type { Edit } from "../json/edits.ts";
import { fromPointer, toPointer, valueAt } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { quote } from "../text/quote.ts";
import type { Problem } from "./rule.ts";

type Schema = Record<string, unknown>;

const ANY_TYPE = ["type", "enum", "const", "default", "description"];

/** The keywords that apply to each type, besides those of any type. */
const KEYWORDS: Record<string, readonly string[]> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems", "maxItems"],
  string: ["pattern", "format", "minLength", "maxLength"],
  integer: ["minimum", "maximum"],
  number: ["minimum", "maximum"],
  boolean: [],
};

/** The keywords that a schema of a type may have; undefined for what is no type. */
export function keywordsOf(type: string): readonly string[] | undefined {
  const own = ownMember(KEYWORDS, type);
  return own === undefined ? undefined : [...ANY_TYPE, ...own];
}

/** Keywords that tell readers something and bound nothing: JSON Schema 2020-12 (9) and OpenAPI 3 have them. */
const ANNOTATIONS =
  /^(?:title|examples?|\$comment|\$schema|\$id|deprecated|readOnly|writeOnly|nullable|externalDocs|xml|x-(?!style$).*)$/;

/** OpenAPI's formats of numbers: the type and its bounds say the same. */
const SIZES = /^(?:u?int(?:8|16|32|64)|float|double|decimal)$/;

/** What to write in place of keywords that bound something and aren't of the subset. */
const INSTEAD: Record<string, string> = {
  $ref: "it isn't followed: write the schema itself",
  oneOf: "choose one of its branches, or propose two actions",
  anyOf: "choose one of its branches, or propose two actions",
  allOf: "write one schema that has what all of its branches have",
  not: "write what is meant, not what isn't",
  exclusiveMinimum: "write minimum, the least value that is meant",
  exclusiveMaximum: "write maximum, the largest value that is meant",
  multipleOf: "list the values in an enum, or leave it to the API",
  uniqueItems: "leave it to the API",
  minProperties: "write required",
  maxProperties: "list the properties that are meant",
  patternProperties: "list the properties that are meant",
  prefixItems: "write items, one schema for all",
};

/** Those that say what a schema is in place of a type. */
const COMPOSITION = ["$ref", "oneOf", "anyOf", "allOf", "not"];

/** A schema that says in another way what it takes, or not at all. */
export function* foreignType(schema: Schema, pointer: string, isRoot: boolean): Generator<Problem> {
  const composed = COMPOSITION.find((keyword) => Object.hasOwn(schema, keyword));
  if (composed !== undefined) {
    const message = `the keyword ${quote(composed)} isn't one that a schema may have`;
    yield { pointer: `${pointer}/${composed}`, message, hint: INSTEAD[composed] ?? "" };
    return;
  }
  const likely = Object.keys(KEYWORDS).filter((type) =>
    KEYWORDS[type]?.some((keyword) => Object.hasOwn(schema, keyword)),
  );
  const candidates = isRoot ? ["object"] : likely.length > 0 ? likely : Object.keys(KEYWORDS);
  const message = isRoot ? "an input's schema must be of type object" : "the schema has no known type";
  yield { pointer, message, hint: `write one type: ${candidates.join(", ")}`, candidates };
}

/** Keywords that a schema of its type can't have, each with what to do instead. */
export function* foreignKeywords(
  schema: Schema,
  pointer: string,
  known: readonly string[],
): Generator<Problem> {
  for (const keyword of Object.keys(schema).filter((name) => !known.includes(name))) {
    const instead = isAnnotation(keyword, schema) ? "leave it out" : ownMember(INSTEAD, keyword);
    yield {
      pointer: `${pointer}${toPointer([keyword])}`,
      message: strayMessage(keyword, schema),
      hint: instead ?? `use ${known.join(", ")}`,
      candidates: known.filter((name) => name.toLowerCase() === keyword.toLowerCase()),
    };
  }
}

function strayMessage(keyword: string, { type }: Schema): string {
  return `the keyword ${quote(keyword)} isn't one that a schema of type ${type} may have`;
}

/** Whether a keyword may go: nothing that it says is enforced by anybody. */
function isAnnotation(keyword: string, { type, format }: Schema): boolean {
  return keyword === "format"
    ? (type === "integer" || type === "number") && SIZES.test(String(format))
    : ANNOTATIONS.test(keyword);
}

/** What mends a foreign keyword and bounds the same; undefined where that is for a person. */
export function fixForeignKeyword(document: unknown, pointer: string, message: string): Edit[] | undefined {
  const tokens = fromPointer(pointer);
  const keyword = tokens.pop() ?? "";
  const schema = valueAt(document, tokens);
  if (!isRecord(schema) || message !== strayMessage(keyword, schema)) {
    return undefined;
  }
  const bound = isAnnotation(keyword, schema) ? [] : inclusiveBound(keyword, schema, toPointer(tokens));
  return bound && [...bound, { pointer, value: undefined }];
}

/** The bound that says the same of whole numbers: `exclusiveMinimum: 0` is `minimum: 1`. */
function inclusiveBound(keyword: string, schema: Schema, parent: string): Edit[] | undefined {
  const value = schema[keyword];
  const same = { exclusiveMinimum: "minimum", exclusiveMaximum: "maximum" }[keyword];
  if (same === undefined || schema.type !== "integer" || !Number.isSafeInteger(value) || same in schema) {
    return undefined;
  }
  return [{ pointer: `${parent}/${same}`, value: (value as number) + (same === "minimum" ? 1 : -1) }];
}
