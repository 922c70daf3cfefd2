import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, codeCell, codeSpan } from "../../src/text/markdown.ts";

/** What CommonMark (4.5, 6.1) takes for code, a span or a fenced block, and nothing around it. */
const SPAN = /^(`+)(?!`)(?:(?!(?<!`)\1(?!`)).)*(?<!`)\1$/su;

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom("`", "``", "```", "~~~", "\n", "\r\n", "|", "\\", " ", "#", "<b>", "@x"),
    fc.string({ unit: "grapheme", maxLength: 2 }),
  ),
});

describe("a code span", () => {
  test.each([
    ["plain", "GET /users/me", "`GET /users/me`"],
    ["with a backtick", "a`b", "``a`b``"],
    ["with two", "a``b", "```a``b```"],
    ["that starts and ends with one", "`a`", "`` `a` ``"],
    ["empty", "", "`  `"],
    ["blank", " ", "`   `"],
    ["with a line break", "a\n# b", "`a\\n# b`"],
  ])("%s", (_, text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test("can't be left, whatever the text", () => {
    fc.assert(fc.property(hostile, (text) => SPAN.test(codeSpan(text)) && !/[\n\r]/.test(codeSpan(text))));
  });
});

describe("a code cell", () => {
  test("keeps the table's columns", () => {
    expect(codeCell("a|b")).toBe("`a\\|b`");
    fc.assert(fc.property(hostile, (text) => !/(?<!\\)\|/.test(codeCell(text))));
  });
});

describe("a code block", () => {
  test.each([
    ["plain", "a\nb\n", "```\na\nb\n```"],
    ["with a fence inside", "```\n@team\n```", "````\n```\n@team\n```\n````"],
    ["empty", "", "```\n\n```"],
  ])("%s", (_, text, block) => {
    expect(codeBlock(text)).toBe(block);
  });

  test("names its language", () => {
    expect(codeBlock("+a", "diff")).toBe("```diff\n+a\n```");
  });

  test("ends at its own last line and no earlier, whatever the text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [open = "", ...lines] = codeBlock(text).split("\n");
        const closing = lines.findIndex((line) => /^ {0,3}`{3,} *$/.test(line) && line.trim() >= open);
        expect(open).toMatch(/^`{3,}$/);
        expect(closing).toBe(lines.length - 1);
      }),
    );
  });
});
