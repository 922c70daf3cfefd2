import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { generateProbes, runProbes } from "../../src/recordings/probes.ts";
import { BODY, PORT, QUERY } from "../support/probes.ts";
import { LIST_MEETINGS } from "../support/sample.ts";

const text = (members: JsonSchema = {}): JsonSchema => ({ type: "string", ...members });
const SHORT = text({ maxLength: 9 });

const objectOf = (
  count: number,
  schema: (index: number) => JsonSchema,
  required: string[] = [],
): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, schema(index)])),
  required,
});

const nested = (depth: number, wrap: (inner: JsonSchema) => JsonSchema): JsonSchema =>
  depth === 0 ? SHORT : wrap(nested(depth - 1, wrap));

const queryOf = (query: JsonSchema, examples: Action["examples"] = []): Action => ({
  ...LIST_MEETINGS,
  input: { query },
  examples,
});

const NAMES = Array.from({ length: 300 }, (_, index) => `f${index}`);

/** Schemas that allow far more than anybody means, or that grow when they are followed. */
const HOSTILE: Record<string, Action> = {
  "a maxLength of a thousand million": QUERY(text({ maxLength: 1e9 })),
  "a minLength of a thousand million": QUERY(text({ minLength: 1e9, maxLength: 1e9 })),
  "lengths that no number holds": QUERY(text({ minLength: 1e308, maxLength: 1e308 })),
  "thousands of values": QUERY(text({ enum: Array.from({ length: 5_000 }, (_, index) => `value-${index}`) })),
  "a million items": QUERY({ type: "array", items: SHORT, minItems: 1, maxItems: 1e6 }),
  "a million items at least": QUERY({ type: "array", items: SHORT, minItems: 1e6, maxItems: 1e6 }),
  "three hundred inputs": queryOf(objectOf(300, () => text({ maxLength: 4_096 }))),
  "three hundred inputs, all of them required": queryOf(objectOf(300, () => SHORT, NAMES)),
  "three hundred inputs, all of them in the example": queryOf(
    objectOf(300, () => SHORT),
    [{ name: "all", input: { query: Object.fromEntries(NAMES.map((name) => [name, "x"])) } }],
  ),
  "three hundred patterns as long as they get": queryOf(
    objectOf(300, (index) => text({ pattern: `^[a-z]{1,4000}${index}$` })),
  ),
  "three hundred patterns that leave much open": queryOf(
    objectOf(300, (index) => text({ pattern: `^(?:(?:ab?){1,9}c){0,15}[d-z]{0,${1000 + index}}$` })),
  ),
  "three hundred patterns of many parts": queryOf(
    objectOf(300, (index) => text({ pattern: `^${"(?:ab|cde){0,9}(?:f|ghi|jklmn){2}".repeat(7)}${index}$` })),
  ),
  "thousands of required names that aren't listed": queryOf({
    ...objectOf(1, () => SHORT),
    required: Array.from({ length: 5_000 }, (_, index) => `missing-${index}`),
  }),
  "one name required thousands of times, level by level": BODY(
    nested(9, (inner) => ({
      type: "object",
      properties: { a: inner },
      required: Array.from({ length: 1_000 }, () => "a"),
    })),
  ),
  "lists of lists of many": BODY(
    nested(5, (items) => ({ type: "array", items, minItems: 400, maxItems: 1e6 })),
  ),
  "lists nested deeply": BODY(nested(60, (items) => ({ type: "array", items, minItems: 1, maxItems: 9 }))),
  "objects of objects, both required": BODY(
    nested(10, (inner) => ({ type: "object", properties: { a: inner, b: inner }, required: ["a", "b"] })),
  ),
  "a large example": BODY(
    { type: "array", items: text({ maxLength: 1e9 }), maxItems: 1e6 },
    Array.from({ length: 20_000 }, () => "x".repeat(50)),
  ),
};

/** Characters and values of an input; a list that holds one value often is as long as it is. */
function sizeOf(value: unknown): number {
  return typeof value === "string"
    ? value.length
    : typeof value === "object" && value !== null
      ? Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 1)
      : 1;
}

describe("however hostile the schema, probes are few and small:", () => {
  test.each(Object.entries(HOSTILE))("%s", (_, action) => {
    let [count, largest, built] = [0, 0, 0];
    for (const { name, input } of generateProbes(action)) {
      const size = sizeOf(input);
      count++;
      largest = Math.max(largest, size);
      // The one that is too long for anything is one text for all.
      built += name.includes("100000 characters") ? 0 : size;
    }
    expect(count).toBeLessThanOrEqual(20_000);
    expect(largest).toBeLessThan(120_000);
    expect(built).toBeLessThan(8_000_000);
  });

  test.each(["a maxLength of a thousand million", "a large example"])(
    "and what is told of those that escape is short: %s",
    (name) => {
      const action = HOSTILE[name];
      const { run, rejected, escaped } = runProbes(PORT, action ?? LIST_MEETINGS);
      expect(run).toBeGreaterThan(rejected);
      expect(JSON.stringify(escaped).length).toBeLessThan(50_000);
    },
  );
});
