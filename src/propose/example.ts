import type { Action } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import type { Described } from "../openapi/described.ts";
import { LONGEST_TEXT, patternOf } from "../patterns/pattern.ts";
import { samplesBetween } from "../patterns/samples.ts";

/** One example: what must be sent, or one member of a body of which nothing must. */
export function exampleOf(
  input: Action["input"],
  { parameters }: Described,
): Record<string, Record<string, unknown>> {
  const shown = (place: string, name: string, schema: JsonSchema): unknown => {
    const example = parameters.find((one) => one.in === place && one.name === name)?.example;
    // A text could say anything to whoever reads the draft: none of the description's is copied.
    return typeof example === "number" || typeof example === "boolean" ? example : sampleOf(schema);
  };
  const places = (["path", "query", "body"] as const).flatMap((place) => {
    const { properties = {}, required = [] } = input[place] ?? {};
    const names = Object.keys(properties);
    const plain = names.find((name) => properties[name]?.type !== "object") ?? names[0];
    const sent = place === "body" && required.length === 0 && plain !== undefined ? [plain] : required;
    const values = sent.map((name) => [name, shown(place, name, properties[name] ?? {})]);
    return values.length === 0 ? [] : [[place, Object.fromEntries(values)]];
  });
  return Object.fromEntries(places);
}

const SAMPLES: Readonly<Record<string, string>> = {
  date: "2026-03-02",
  "date-time": "2026-03-02T09:00:00Z",
  email: "alex@example.com",
  uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
};

/** A made-up value that a schema takes. */
function sampleOf(schema: JsonSchema): unknown {
  const { type, enum: listed, format = "", pattern, minimum, items, properties = {}, required = [] } = schema;
  if (listed !== undefined) {
    return listed[0];
  }
  switch (type) {
    case "object":
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
    case "array":
      return [sampleOf(items ?? {})];
    case "boolean":
      return true;
    case "integer":
    case "number":
      return Math.max(minimum ?? 1, 1);
    default:
      return wordOf(pattern) ?? SAMPLES[format] ?? "made-up text".slice(0, schema.maxLength);
  }
}

/** The shortest text that a pattern admits; undefined for what is no closed pattern. */
function wordOf(text: string | undefined): string | undefined {
  const pattern = patternOf(text);
  return pattern && samplesBetween(pattern.whole, 1, LONGEST_TEXT).shortest;
}
