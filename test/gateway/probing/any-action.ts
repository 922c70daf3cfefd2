import fc from "fast-check";
import type { Action } from "../../../src/catalog/action.ts";
import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { findPatternProblem } from "../../../src/patterns/pattern.ts";
import { CREATE_MEETING } from "../../support/sample.ts";

/** A piece of a pattern with a text that it matches, so that bounds of length can be drawn around one. */
const sets = fc.constantFrom<[set: string, texts: string[]]>(
  ["[0-9]", ["0", "7"]],
  ["[a-z]", ["a", "q"]],
  ["[A-Z0-9]", ["A", "9"]],
  ["[ -.]", ["-", " "]],
  ["[0-9A-Za-z_]", ["_", "b"]],
  ["[a-z0-9._~-]", ["x", "-"]],
  ["\\.", ["."]],
  ["x", ["x"]],
  ["(?:ab|cde)", ["ab", "cde"]],
);
const times = fc.constantFrom<[times: string, min: number, max: number]>(
  ["", 1, 1],
  ["?", 0, 1],
  ["{2}", 2, 2],
  ["{1,9}", 1, 9],
  ["{0,3}", 0, 3],
  ["{0,40}", 0, 9],
);
const piece = fc
  .tuple(sets, times)
  .chain(([[set, texts], [count, minLength, maxLength]]) =>
    fc
      .array(fc.constantFrom(...texts), { minLength, maxLength })
      .map((parts) => ({ part: set + count, text: parts.join(""), isEndless: /[+*]/.test(count) })),
  );

/** Patterns that may stand, with bounds between which something matches; endless ones always have them. */
const patterned: fc.Arbitrary<JsonSchema> = fc
  .record({
    pieces: fc.array(piece, { minLength: 1, maxLength: 3 }),
    less: fc.option(fc.nat(3)),
    more: fc.option(fc.nat(3)),
  })
  .map(({ pieces, less, more }): JsonSchema => {
    const length = [...pieces.map(({ text }) => text).join("")].length;
    const isEndless = pieces.some((one) => one.isEndless);
    return {
      type: "string",
      pattern: `^${pieces.map(({ part }) => part).join("")}$`,
      ...(less === null ? {} : { minLength: Math.max(0, length - less) }),
      ...(more === null && !isEndless ? {} : { maxLength: length + (more ?? 0) }),
    };
  })
  .filter(({ pattern = "" }) => findPatternProblem(pattern) === undefined);

/** Two numbers in order. */
const bounds = (number: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> =>
  fc.tuple(number, number).map(([a, b]) => (a < b ? [a, b] : [b, a]));

const free = bounds(fc.nat(60)).map(
  ([minLength, maxLength]): JsonSchema => ({ type: "string", minLength, maxLength }),
);
const formatted = fc
  .constantFrom("date", "time", "date-time", "uuid")
  .map((format): JsonSchema => ({ type: "string", format }));
const integer = bounds(fc.maxSafeInteger()).map(
  ([minimum, maximum]): JsonSchema => ({ type: "integer", minimum, maximum }),
);
const number = bounds(fc.double({ noNaN: true, noDefaultInfinity: true })).map(
  ([minimum, maximum]): JsonSchema => ({ type: "number", minimum, maximum }),
);
const word = fc.oneof(
  fc.string({ maxLength: 9, unit: "grapheme" }),
  fc.constantFrom("live", "LIVE", "1", " ", "é"),
);
const fixed = fc.oneof(
  fc
    .uniqueArray(word, { minLength: 1, maxLength: 5 })
    .map((values): JsonSchema => ({ type: "string", enum: values })),
  fc
    .uniqueArray(fc.integer(), { minLength: 1, maxLength: 5 })
    .map((values): JsonSchema => ({ type: "integer", enum: values })),
  fc.boolean().map((only): JsonSchema => ({ type: "boolean", const: only })),
  word.map((only): JsonSchema => ({ type: "string", const: only })),
);
const boolean = fc.constant<JsonSchema>({ type: "boolean" });
const scalar = fc.oneof(patterned, patterned, free, formatted, integer, number, fixed, boolean);
const names = fc.constantFrom(
  "topic",
  "page_size",
  "a",
  "A",
  "filter[x]",
  "$top",
  "constructor",
  "toString",
  "a/b",
  "é",
);

const objectOf = (part: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> =>
  fc
    .uniqueArray(fc.tuple(names, part, fc.boolean()), { maxLength: 4, selector: ([name]) => name })
    .map((members) => ({
      type: "object",
      properties: Object.fromEntries(members.map(([name, schema]) => [name, schema])),
      required: members.filter(([, , isRequired]) => isRequired).map(([name]) => name),
      additionalProperties: false,
    }));
const listOf = (part: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> =>
  fc
    .tuple(part, bounds(fc.nat(4)))
    .map(([items, [minItems, maxItems]]) => ({ type: "array", items, minItems, maxItems }));
const nested = fc.letrec<{ node: JsonSchema }>((tie) => ({
  node: fc.oneof({ maxDepth: 2 }, scalar, listOf(tie("node")), objectOf(tie("node"))),
})).node;

/** What may stand in a path: plain characters, and never nothing. */
const segment = fc.oneof(
  integer,
  fc.constantFrom<JsonSchema>(
    { type: "string", pattern: "^[0-9]{9,12}$" },
    { type: "string", pattern: "^[A-Za-z0-9_-]{22}==$" },
    { type: "string", pattern: "^[A-Za-z0-9._~+=-]{3,64}$" },
    { type: "string", pattern: "^(?:token|zak)$" },
    { type: "string", format: "uuid" },
    { type: "string", format: "date" },
    { type: "string", enum: ["me", "all"] },
  ),
);

/** Any action of the closed subset; without examples. */
export const anyAction: fc.Arbitrary<Action> = fc
  .record({
    path: fc.option(segment, { nil: undefined }),
    query: fc.option(objectOf(fc.oneof(scalar, listOf(scalar))), { nil: undefined }),
    body: fc.option(objectOf(nested), { nil: undefined }),
  })
  .map(({ path, query, body }) => ({
    ...CREATE_MEETING,
    path: path === undefined ? "/things" : "/things/{id}/parts",
    requestBodyMode: body === undefined ? "none" : "json",
    input: {
      ...(path && {
        path: { type: "object", properties: { id: path }, required: ["id"], additionalProperties: false },
      }),
      ...(query && { query }),
      ...(body && { body }),
    },
    examples: [],
  }));
