import fc from "fast-check";
import { type Node, parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { type Doubt, findStructureDoubt, MAXIMUM_DEPTH } from "../../src/json/doubt.ts";
import { parseJson } from "../../src/json/parse.ts";
import { fromPointer, valueAt } from "../../src/json/pointer.ts";
import { pointerOfHolder, positionAt, syntaxErrorIn } from "../../src/json/positions.ts";
import { bytesOf } from "../support/sample.ts";

// A text's value comes from the platform, its doubts from the tokens, its positions from another parser.
// Here the three are held against each other.

const space = fc.constantFrom("", "", " ", "\n", "\r\n", "\t", "\r");
const name = fc.constantFrom(
  '"a"',
  '"b"',
  '"\\u0061"',
  '"a/b"',
  '"\\\\"',
  '"\\""',
  '"__proto__"',
  '""',
  '"{"',
);
const scalar = fc.oneof(fc.json({ maxDepth: 0 }), fc.constantFrom('"\\\\\\""', '"]"', "1e400", "-0.5E+2"));

/** JSON as anyone may write it: any white space, names twice, escapes in names. */
const { text: writtenText } = fc.letrec((tie) => ({
  text: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("object")),
  list: fc
    .tuple(space, fc.array(fc.tuple(space, tie("text"), space), { maxLength: 3 }))
    .map(([inside, items]) => `[${inside}${items.map((parts) => parts.join("")).join(",")}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(space, name, space, tie("text"), space), { maxLength: 4 }))
    .map(([inside, members]) => {
      const parts = members.map(
        ([before, key, after, value, end]) => `${before}${key}${after}:${value}${end}`,
      );
      return `{${inside}${parts.join(",")}}`;
    }),
}));
const written = writtenText as fc.Arbitrary<string>;

/** The same with a few characters gone, twice or changed: most of it no JSON any more. */
const mangled = fc
  .tuple(
    written,
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom("", '"', "{", "}", "[", "]", ",", ":", "\\", "0", "x", "\n", "//")),
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, instead]) => {
      const cut = now.length === 0 ? 0 : at % now.length;
      return now.slice(0, cut) + instead + now.slice(cut + (at % 2));
    }, text),
  );

describe("the platform, the tokens and the positions agree", () => {
  test("on which texts are JSON", () => {
    fc.assert(
      fc.property(fc.oneof(written, mangled), (text) => {
        expect(syntaxErrorIn(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 700 },
    );
  });

  test("on which members are doubtful, and where", () => {
    fc.assert(
      fc.property(written, (text) => {
        const doubt = findStructureDoubt(text);
        const expected = doubtIn(parseTree(text));
        expect(doubt?.what).toBe(expected?.what);
        expect(doubt?.at).toBe(expected?.at);
        expect(doubt && pointerOfHolder(text, doubt.at)).toBe(expected?.pointer);
      }),
      { numRuns: 400 },
    );
  });

  test("on what is strict, and on a place for whatever isn't", () => {
    fc.assert(
      fc.property(fc.oneof(written, mangled), (text) => {
        const result = parseJson(bytesOf(text), Number.POSITIVE_INFINITY);
        expect(result.ok).toBe(isJson(text) && doubtIn(parseTree(text)) === undefined);
        if (!result.ok) {
          const { line, column } = result.problem;
          const { line: lines } = positionAt(text, text.length);
          expect(line >= 1 && line <= lines && column >= 1).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("on where each value starts", () => {
    fc.assert(
      fc.property(written, (text) => {
        const result = parseJson(bytesOf(text), Number.POSITIVE_INFINITY);
        const tree = parseTree(text);
        if (result.ok && tree !== undefined) {
          for (const { pointer, at, end } of valuesIn(tree, "")) {
            expect(result.document.locate(pointer)).toEqual(positionAt(text, at));
            expect(valueAt(result.document.value, fromPointer(pointer))).toEqual(
              JSON.parse(text.slice(at, end)),
            );
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

test.each([MAXIMUM_DEPTH, MAXIMUM_DEPTH + 1])(
  "brackets nested %i deep are found at once, objects and lists alike",
  (depth) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: depth, maxLength: depth }), (lists) => {
        const opened = lists.map((isList) => (isList ? "[" : '{"a":')).join("");
        const closed = lists.map((isList) => (isList ? "]" : "}")).reverse();
        const text = `${opened}1${closed.join("")}`;
        expect(findStructureDoubt(text)?.what).toBe(depth > MAXIMUM_DEPTH ? "depth" : undefined);
      }),
      { numRuns: 20 },
    );
  },
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Found {
  what: Doubt;
  at: number;
  pointer: string;
}

/** The first doubtful member of a tree. */
function doubtIn(node: Node | undefined, pointer = ""): Found | undefined {
  const names = new Set<string>();
  for (const [index, child] of (node?.children ?? []).entries()) {
    const [key, value] = node?.type === "object" ? (child.children ?? []) : [];
    const own = String(key?.value);
    const what =
      key === undefined ? undefined : own === "__proto__" ? "proto" : names.has(own) ? "twice" : undefined;
    if (what !== undefined) {
      return { what, at: child.offset, pointer };
    }
    names.add(own);
    const below =
      key === undefined
        ? doubtIn(child, `${pointer}/${index}`)
        : doubtIn(value, `${pointer}/${escaped(own)}`);
    if (below !== undefined) {
      return below;
    }
  }
  return undefined;
}

function* valuesIn(node: Node, pointer: string): Generator<{ pointer: string; at: number; end: number }> {
  yield { pointer, at: node.offset, end: node.offset + node.length };
  for (const [index, child] of (node.children ?? []).entries()) {
    const [key, value] = node.type === "object" ? (child.children ?? []) : [];
    if (key === undefined) {
      yield* valuesIn(child, `${pointer}/${index}`);
    } else if (value !== undefined) {
      yield* valuesIn(value, `${pointer}/${escaped(String(key.value))}`);
    }
  }
}

function escaped(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
