import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { isRecord } from "../../../src/json/record.ts";

export type Place = "path" | "query" | "body";

/** A value to try where a valid one stands, and what a gateway must make of it. */
export interface Variant {
  /** Where the odd part is within the value, as a JSON pointer; empty for all of it. */
  at: string;
  /** What is odd about it, in words; unique among the variants of one place. */
  what: string;
  value: unknown;
  must: "reject" | "accept";
}

export function rejected(what: string, value: unknown): Variant {
  return { at: "", what, value, must: "reject" };
}

export function accepted(what: string, value: unknown): Variant {
  return { at: "", what, value, must: "accept" };
}

/** The values that a schema fixes by `const` or `enum`, each once; undefined where it fixes none. */
export function fixedValuesOf({ const: only, enum: listed }: JsonSchema): readonly unknown[] | undefined {
  return only !== undefined ? [only] : listed === undefined ? undefined : [...new Set(listed)];
}

/** Whether `const` and `enum` let a value be; they do where they aren't there. */
export function isAmongFixed({ const: only, enum: listed }: JsonSchema, value: unknown): boolean {
  return (only === undefined || only === value) && listed?.some((item) => item === value) !== false;
}

/** A value in a few characters, as part of a probe's name. */
export function gistOf(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 32)}… (${String(value).length} characters)` : text;
}

/** Which type a value has, in the words of JSON Schema. */
export function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : isRecord(value) ? "object" : typeof value;
}
