import { describe, expect, test } from "vitest";
import { MAXIMUM_DEPTH } from "../../src/json/doubt.ts";
import { type JsonDocument, parseJson } from "../../src/json/parse.ts";
import { fromPointer, toPointer } from "../../src/json/pointer.ts";
import { positionAt } from "../../src/json/positions.ts";
import { bytesOf } from "../support/sample.ts";

const ENOUGH = 10_000;

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("strict JSON", () => {
  test.each<[name: string, text: string, value: unknown]>([
    ["an object", '{ "a": 1 }', { a: 1 }],
    ["a list", "[1, 2]", [1, 2]],
    ["a scalar", '"text"', "text"],
    ["an escape of a character", '"\\u00e9"', "é"],
    ["the deepest nesting that may be", nested(MAXIMUM_DEPTH), JSON.parse(nested(MAXIMUM_DEPTH))],
    ["brackets inside a string", JSON.stringify("[".repeat(100)), "[".repeat(100)],
    ["one name in two objects", '{ "a": { "b": 1 }, "c": { "b": 2 } }', { a: { b: 1 }, c: { b: 2 } }],
    ["members called like Object's", '{ "constructor": 1, "toString": 2 }', { constructor: 1, toString: 2 }],
  ])("reads %s", (_, text, value) => {
    const result = parseJson(bytesOf(text), ENOUGH);
    expect(result.ok && result.document.value).toEqual(value);
  });

  test.each<[name: string, text: string, line: number, column: number, message: RegExp]>([
    ["nothing", "", 1, 1, /isn't JSON|is empty/],
    ["white space alone", "\n  \n", 3, 1, /isn't JSON|is empty/],
    ["a comment", '{\n  // why\n  "a": 1\n}', 2, 3, /comment/],
    ["a trailing comma", "[\n  1,\n]", 3, 1, /isn't JSON/],
    ["a missing comma", '{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma expected/],
    ["a text after the value", "{}\n{}", 2, 1, /end of file expected/],
    ["single quotes", "{ 'a': 1 }", 1, 3, /isn't JSON/],
    ["a member twice", '{\n  "a": 1,\n  "a": 2\n}', 3, 3, /"a" that stands twice/],
    ["a member twice, once in escapes", '{ "a": 1,\n  "\\u0061": 2 }', 2, 3, /"a" that stands twice/],
    ["a member twice deep inside", '[{ "x": [{ "a": 1,\n "a": 1 }] }]', 2, 2, /stands twice/],
    ["__proto__", '{\n  "__proto__": {}\n}', 2, 3, /"__proto__" that isn't allowed/],
    ["one level too deep", nested(MAXIMUM_DEPTH + 1), 1, MAXIMUM_DEPTH + 1, /nested more than 64/],
    ["a line break in a string", '{ "a": "x\ny" }', 1, 8, /isn't JSON/],
    ["a tab in a string", '["\t"]', 1, 2, /isn't JSON/],
    ["a number with a leading zero", "[01]", 1, 3, /isn't JSON/],
    ["NaN", "[NaN]", 1, 2, /isn't JSON/],
  ])("refuses %s and tells where", (_, text, line, column, message) => {
    const result = parseJson(bytesOf(text), ENOUGH);
    expect(result.ok ? undefined : result.problem).toMatchObject({
      line,
      column,
      message: expect.stringMatching(message),
    });
  });

  test.each<[name: string, bytes: number[], message: RegExp]>([
    ["bytes that aren't UTF-8", [0x22, 0xff, 0x22], /isn't UTF-8/],
    ["an overlong form", [0x22, 0xc0, 0xaf, 0x22], /isn't UTF-8/],
    ["UTF-16", [0x7b, 0x00, 0x7d, 0x00], /isn't JSON/],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x7b, 0x7d], /byte order mark/],
  ])("refuses %s", (_, bytes, message) => {
    const result = parseJson(new Uint8Array(bytes), ENOUGH);
    expect(result.ok ? "" : result.problem.message).toMatch(message);
  });

  test("takes as many bytes as are allowed, and not one more", () => {
    expect(parseJson(bytesOf('"é"'), 4).ok).toBe(true);
    expect(parseJson(bytesOf('"é"'), 3)).toMatchObject({ problem: { message: "is larger than 3 bytes" } });
  });

  test.each<[name: string, isTold: boolean]>([
    ["next_page_token", true],
    ["$schema", true],
    ["broughtRecordingOfDraft", true],
    ["ghp_Ab1Ab1Ab1Ab1Ab1Ab1", false],
    ["a1b2c3d4e5f6a7b8", false],
    ["ava@harbor.zz", false],
    ["two words", false],
    ["a".repeat(41), false],
  ])("tells of a member %s that stands twice, by its name: %o", (name, isTold) => {
    const result = parseJson(bytesOf(`{ "${name}": 1, "${name}": 2 }`), ENOUGH);
    const told = isTold ? `"${name}" ` : "";
    expect(result).toMatchObject({
      problem: { message: `has a member ${told}that stands twice in one object` },
    });
  });

  test.each(["[", "[},", '{"a":[},', "[[],", '[{"a":'])(
    "survives nesting of %j that would end the stack",
    (part) => {
      expect(parseJson(bytesOf(part.repeat(100_000)), 2_000_000).ok).toBe(false);
    },
  );
});

describe("positions", () => {
  const text = '{\n  "list": [\n    { "a/b": 1 },\n    { "~": "é", "x": true }\n  ],\n  "": 7\n}';
  const document = (): JsonDocument => {
    const result = parseJson(bytesOf(text), ENOUGH);
    if (!result.ok) {
      throw new Error(result.problem.message);
    }
    return result.document;
  };

  test.each([
    ["", 1, 1],
    ["/list", 2, 11],
    ["/list/0", 3, 5],
    ["/list/0/a~1b", 3, 14],
    ["/list/1/~0", 4, 12],
    ["/list/1/x", 4, 22],
    ["/", 6, 7],
    ["/list/1/missing", 4, 5],
    ["/list/9/x", 2, 11],
    ["/missing/deep", 1, 1],
    ["/list/0/a~1b/below-a-scalar", 3, 14],
  ])("of %o are line %i, column %i, the nearest parent's where nothing is there", (pointer, line, column) => {
    expect(document().locate(pointer)).toEqual({ line, column });
  });

  test("count columns from 1 after Windows line breaks too", () => {
    expect(positionAt("a\r\nbc", 4)).toEqual({ line: 2, column: 2 });
  });
});

describe("JSON pointers", () => {
  test.each<[string[], string]>([
    [[], ""],
    [[""], "/"],
    [["a", "b/c", "~"], "/a/b~1c/~0"],
    [["~1"], "/~01"],
  ])("of %j are %o, and lead back", (tokens, pointer) => {
    expect(toPointer(tokens)).toBe(pointer);
    expect(fromPointer(pointer)).toEqual(tokens);
  });
});
