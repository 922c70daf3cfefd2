import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { actionSchema } from "../../src/catalog/action.ts";
import { canonicalJson } from "../../src/json/canonical.ts";
import { GET_MEETING } from "../support/sample.ts";

const schema = z.strictObject({
  name: z.string(),
  size: z.number().optional(),
  children: z.array(z.strictObject({ first: z.number(), second: z.number() })),
  free: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
});

describe("canonical JSON", () => {
  test("has members in the schema's order and lists and records as authored", () => {
    const value = {
      free: { zebra: { y: 1, x: 2 }, ant: { x: 3, y: 4 } },
      children: [
        { second: 2, first: 1 },
        { first: 3, second: 4 },
      ],
      name: "n",
    };
    expect(canonicalJson(schema, value)).toBe(`{
  "name": "n",
  "children": [
    {
      "first": 1,
      "second": 2
    },
    {
      "first": 3,
      "second": 4
    }
  ],
  "free": {
    "zebra": {
      "x": 2,
      "y": 1
    },
    "ant": {
      "x": 3,
      "y": 4
    }
  }
}
`);
  });

  test("puts members that the schema doesn't list last, as authored", () => {
    const text = canonicalJson(schema, { beta: 1, name: "n", alpha: 2 });
    expect(Object.keys(JSON.parse(text))).toEqual(["name", "beta", "alpha"]);
  });

  test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
    "writes a member called %s like any other",
    (name) => {
      expect(JSON.parse(canonicalJson(schema, { [name]: 1, name: "n" }))).toEqual({ name: "n", [name]: 1 });
    },
  );

  test("escapes only what JSON needs escaped", () => {
    expect(canonicalJson(z.string(), 'é/<\u2028"\\\n\u0001')).toBe('"é/<\u2028\\"\\\\\\n\\u0001"\n');
  });

  test("writes empty lists and objects on one line", () => {
    expect(canonicalJson(schema, { free: {}, children: [] })).toBe('{\n  "children": [],\n  "free": {}\n}\n');
  });

  test("is the same whatever order the members were authored in", () => {
    const shuffled = fc
      .shuffledSubarray(Object.entries(GET_MEETING), { minLength: Object.keys(GET_MEETING).length })
      .map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(shuffled, (action) => {
        expect(canonicalJson(actionSchema, action)).toBe(canonicalJson(actionSchema, GET_MEETING));
      }),
    );
  });

  test("of a value read from canonical text is that text", () => {
    const names = fc.constantFrom("slug", "path", "input", "query", "properties", "type", "enum", "x", "z");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.string(), fc.integer(), tie("list"), tie("object")),
      object: fc.dictionary(names, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      list: fc.array(tie("value"), { maxLength: 3 }),
    }));
    fc.assert(
      fc.property(value, (anything) => {
        const text = canonicalJson(actionSchema, anything);
        expect(canonicalJson(actionSchema, JSON.parse(text))).toBe(text);
      }),
    );
  });
});
