import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { validate } from "../../src/gateway/validate.ts";

/** A schema with values that it admits and values that it doesn't. */
type Row = [keyword: string, schema: JsonSchema, good: unknown[], bad: unknown[]];

const item: JsonSchema = { type: "integer", minimum: 0, maximum: 9 };

describe("a schema admits what JSON Schema 2020-12 says and no more", () => {
  test.each<Row>([
    ["string", { type: "string" }, ["", "x"], [1, null, true, ["x"], {}, undefined]],
    ["minLength", { type: "string", minLength: 2 }, ["ab", "🚢🚢"], ["", "a", "🚢"]],
    ["maxLength", { type: "string", maxLength: 2 }, ["", "ab", "🚢🚢"], ["abc", "🚢🚢🚢"]],
    ["pattern", { type: "string", pattern: "^[a-z]{1,3}$" }, ["a", "abc"], ["", "abcd", "a\n", "A"]],
    ["a pattern that could stand for anything", { type: "string", pattern: "^.$" }, [], ["a", "🚢"]],
    ["a pattern that leaves much open", { type: "string", pattern: "^(?:a|a)$" }, [], ["a"]],
    ["a pattern that doesn't compile", { type: "string", pattern: "^[" }, [], ["", "["]],
    ["format", { type: "string", format: "date" }, ["2026-03-01"], ["2026-02-30", "yesterday"]],
    ["an unknown format", { type: "string", format: "regex" }, [], ["x"]],
    ["a format called like Object's members", { type: "string", format: "constructor" }, [], ["x"]],
    ["half a character", { type: "string" }, ["\ud83d\udea2"], ["\ud83d", "a\udea2"]],
    ["integer", { type: "integer" }, [0, -5, 2 ** 53 - 1, 1.0], [0.5, 2 ** 53, "1", null, NaN, Infinity]],
    ["number", { type: "number" }, [0.5, -1], ["1", null, NaN, Infinity]],
    ["minimum", { type: "integer", minimum: 1 }, [1, 2], [0, -1]],
    ["maximum", { type: "number", maximum: 1.5 }, [1.5], [1.51]],
    ["boolean", { type: "boolean" }, [true, false], ["true", 0, 1, null]],
    ["enum", { type: "string", enum: ["a", "b"] }, ["a"], ["c", "A", ["a"]]],
    ["enum with another type", { type: "integer", enum: [1] }, [1], ["1", 2]],
    ["enum without a type", { enum: ["a", 1, null] }, ["a", 1, null], ["1", undefined]],
    ["const", { type: "boolean", const: true }, [true], [false, "true"]],
    ["const null", { const: null }, [null], [0, "", undefined]],
    ["array", { type: "array", items: item }, [[], [1, 2]], [1, {}, null, [1, "2"], [10]]],
    ["minItems", { type: "array", items: item, minItems: 1 }, [[1]], [[]]],
    ["maxItems", { type: "array", items: item, maxItems: 1 }, [[], [1]], [[1, 2]]],
    ["an array without items", { type: "array" }, [], [[], [1]]],
    ["object", { type: "object", properties: { a: item } }, [{}, { a: 1 }], [1, null, [], { a: 10 }]],
    ["required", { type: "object", properties: { a: item }, required: ["a"] }, [{ a: 1 }], [{}]],
    ["an unknown member", { type: "object", properties: { a: item } }, [{}], [{ b: 1 }, { A: 1 }]],
    ["an object without properties", { type: "object" }, [{}], [{ a: 1 }]],
    [
      "members called like Object's",
      { type: "object", properties: {}, required: ["toString"] },
      [],
      [{}, { constructor: 1 }],
    ],
    [
      "__proto__",
      { type: "object", properties: { a: item } },
      [],
      [JSON.parse('{ "__proto__": { "a": 1 } }')],
    ],
    ["no type", {}, [], ["x", 1, null, {}]],
  ])("%s", (_, schema, good, bad) => {
    expect(good.filter((value) => validate(schema, value).length > 0)).toEqual([]);
    expect(bad.filter((value) => validate(schema, value).length === 0)).toEqual([]);
  });

  test("tells each violation at its place", () => {
    const schema: JsonSchema = {
      type: "object",
      properties: {
        list: { type: "array", items: item, maxItems: 2 },
        "a/b": { type: "string", maxLength: 1 },
      },
      required: ["id"],
    };
    expect(validate(schema, { list: [1, 99], "a/b": "xy", extra: 1 })).toEqual([
      { pointer: "/id", message: "is required" },
      { pointer: "/list/1", message: "must be 0 to 9" },
      { pointer: "/a~1b", message: "must have 0 to 1 characters" },
      { pointer: "/extra", message: "isn't an input of this action" },
    ]);
  });

  test("never throws, whatever the value", () => {
    const schema: JsonSchema = {
      type: "object",
      properties: { a: { type: "array", items: item, maxItems: 2 }, b: { type: "string", pattern: "^x$" } },
    };
    fc.assert(fc.property(fc.anything(), (value) => Array.isArray(validate(schema, value))));
  });

  test("counts a length as JSON Schema does, in code points", () => {
    const schema: JsonSchema = { type: "string", minLength: 2, maxLength: 5 };
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 8 }), (text) => {
        const length = [...text].length;
        expect(validate(schema, text).length === 0).toBe(length >= 2 && length <= 5);
      }),
    );
  });
});
