import type { JsonSchema } from "../catalog/json-schema.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { patternOf } from "../patterns/pattern.ts";
import { copyJson } from "./copy.ts";
import { FORMATS } from "./formats.ts";

/** One way in which a value breaks its schema; the pointer is into the value. */
export interface Violation {
  pointer: string;
  message: string;
}

type Path = readonly (string | number)[];

/** No one mends more at once. */
export const MOST_VIOLATIONS = 50;

/**
 * Checks a value against a schema of the closed subset (JSON Schema 2020-12, section 6 of the
 * validation vocabulary). Whatever the schema doesn't admit is a violation: an object's unknown
 * members, an unknown format, a schema without a type, and what is no JSON value of bounded size. Never
 * throws, whatever the value.
 */
export function validate(schema: JsonSchema, value: unknown): Violation[] {
  const copied = copyJson(value);
  return copied === undefined
    ? [{ pointer: "", message: "must be a JSON value, and not too large" }]
    : findViolations(schema, copied.value);
}

/** As {@link validate}, of a value that is plain JSON and bounded. */
export function findViolations(schema: JsonSchema, value: unknown): Violation[] {
  const found: Violation[] = [];
  for (const violation of violations(schema, value, [])) {
    found.push(violation);
    if (found.length === MOST_VIOLATIONS) {
      break;
    }
  }
  return found;
}

function* violations(schema: JsonSchema, value: unknown, path: Path): Generator<Violation> {
  const violation = (message: string): Violation => ({ pointer: toPointer(path), message });
  if (schema.enum !== undefined && !schema.enum.some((item) => item === value)) {
    yield violation(
      `must be one of ${schema.enum
        .slice(0, 20)
        .map((item) => JSON.stringify(item))
        .join(", ")}`,
    );
  }
  if (schema.const !== undefined && schema.const !== value) {
    yield violation(`must be ${JSON.stringify(schema.const)}`);
  }
  switch (schema.type) {
    case "object":
      return yield* objectViolations(schema, value, path);
    case "array":
      return yield* arrayViolations(schema, value, path);
    case "string":
      return yield* textViolations(schema, value).map(violation);
    case "integer":
    case "number":
      return yield* numberViolations(schema, value).map(violation);
    case "boolean":
      if (typeof value !== "boolean") {
        yield violation("must be true or false");
      }
      return;
    default:
      if (schema.enum === undefined && schema.const === undefined) {
        yield violation("has no type in its schema");
      }
  }
}

function* objectViolations(schema: JsonSchema, value: unknown, path: Path): Generator<Violation> {
  if (!isRecord(value)) {
    yield { pointer: toPointer(path), message: "must be an object" };
    return;
  }
  const properties = schema.properties ?? {};
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) {
      yield { pointer: toPointer([...path, name]), message: "is required" };
    }
  }
  for (const [name, item] of Object.entries(value)) {
    const property = ownMember(properties, name);
    if (property === undefined) {
      yield { pointer: toPointer([...path, name]), message: "isn't an input of this action" };
    } else {
      yield* violations(property, item, [...path, name]);
    }
  }
}

function* arrayViolations(schema: JsonSchema, value: unknown, path: Path): Generator<Violation> {
  if (!Array.isArray(value)) {
    yield { pointer: toPointer(path), message: "must be a list" };
    return;
  }
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (value.length < minItems || value.length > maxItems) {
    yield { pointer: toPointer(path), message: `must hold ${range(minItems, maxItems)} items` };
  }
  if (items === undefined) {
    yield { pointer: toPointer(path), message: "has no item schema" };
    return;
  }
  for (const [index, item] of value.slice(0, maxItems).entries()) {
    yield* violations(items, item, [...path, index]);
  }
}

function textViolations(schema: JsonSchema, value: unknown): string[] {
  if (typeof value !== "string") {
    return ["must be a string"];
  }
  const found: string[] = [];
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  if (!hasLength(value, minLength, maxLength)) {
    found.push(`must have ${range(minLength, maxLength)} characters`);
    return found;
  }
  if (!value.isWellFormed()) {
    found.push("must be well-formed Unicode");
  }
  // One that may not stand is never run and matches nothing.
  if (pattern !== undefined && patternOf(pattern)?.matches(value) !== true) {
    found.push(`must match ${pattern}`);
  }
  if (format !== undefined && ownMember(FORMATS, format)?.(value) !== true) {
    found.push(`must be a ${format}`);
  }
  return found;
}

/**
 * JSON Schema counts characters (code points), not UTF-16 code units. Each is one or two units, so
 * long texts need no counting where their units decide.
 */
function hasLength(text: string, least: number, most: number): boolean {
  const units = text.length;
  const isPlain = units >= least * 2 && units <= most;
  const isFar = units < least || units > most * 2;
  const length = isPlain || isFar ? units : [...text].length;
  return length >= least && length <= most;
}

function numberViolations(schema: JsonSchema, value: unknown): string[] {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return [`must be ${schema.type === "integer" ? "an integer" : "a number"}`];
  }
  const found: string[] = [];
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (schema.type === "integer" && !Number.isSafeInteger(value)) {
    found.push("must be an integer");
  }
  if (value < minimum || value > maximum) {
    found.push(`must be ${range(minimum, maximum)}`);
  }
  return found;
}

function range(low: number, high: number): string {
  return high === Number.POSITIVE_INFINITY ? `at least ${low}` : `${low} to ${high}`;
}
