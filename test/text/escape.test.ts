import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeLine, escapeLines, escapeReport, findDeceptiveCharacter } from "../../src/text/escape.ts";

/** By Unicode's own properties: what is invisible, reorders text, breaks a line or is half a character. */
const DECEPTIVE = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}]/u;

const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    fc.constantFrom("\u001b[31m", "\u202e", "\u200d", "\u{e0041}", "\n", "\r", "\u2028"),
  ),
});

describe("an escaped line", () => {
  test.each([
    ["a terminal's control sequence", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a bell", "\u0007", "\\u{7}"],
    ["a C1 control character", "\u009b31m", "\\u{9b}31m"],
    ["a line break", "a\nb", "a\\nb"],
    ["a carriage return", "a\rb", "a\\u{d}b"],
    ["a line separator", "a\u2028b", "a\\u{2028}b"],
    ["a bidi override", "a\u202eb", "a\\u{202e}b"],
    ["a bidi isolate", "a\u2066b", "a\\u{2066}b"],
    ["an Arabic letter mark", "a\u061cb", "a\\u{61c}b"],
    ["a zero-width space", "a\u200bb", "a\\u{200b}b"],
    ["a joiner", "a\u200db", "a\\u{200d}b"],
    ["a soft hyphen", "a\u00adb", "a\\u{ad}b"],
    ["a tag character", "a\u{e0041}b", "a\\u{e0041}b"],
    ["half a character", "a\ud800b", "a\\u{d800}b"],
  ])("shows %s by its code point", (_, text, shown) => {
    expect(escapeLine(text)).toBe(shown);
  });

  test("leaves honest text of any script as it is", () => {
    const text = "Zürich, Ελλάδα, 日本語, עברית, 🚢 – “quoted” \\ `code`";
    expect(escapeLine(text)).toBe(text);
  });

  test("holds nothing deceptive, whatever the text", () => {
    fc.assert(fc.property(anyText, (text) => !DECEPTIVE.test(escapeLine(text))));
  });

  test("escapes every deceptive character of Unicode", () => {
    const missed: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      if (DECEPTIVE.test(character) && escapeLine(character) === character) {
        missed.push(point.toString(16));
      }
    }
    expect(missed).toEqual([]);
  });

  test("is its own escape", () => {
    fc.assert(fc.property(anyText, (text) => escapeLine(escapeLine(text)) === escapeLine(text)));
  });
});

describe("escaped lines", () => {
  test("keep line breaks and nothing else that deceives", () => {
    expect(escapeLines("a\u202e\nb\r\nc")).toBe("a\\u{202e}\nb\\u{d}\nc");
    fc.assert(fc.property(anyText, (text) => !DECEPTIVE.test(escapeLines(text).replaceAll("\n", ""))));
  });
});

describe("an escaped report", () => {
  const report = {
    title: "a\nb",
    patch: "a\u202e\nb",
    list: [{ "k\u0007": "\u001b" }],
    count: 1,
    none: null,
  };

  test("escapes every text and name, and keeps line breaks only where they are meant", () => {
    expect(escapeReport(report, ["patch"])).toEqual({
      title: "a\\nb",
      patch: "a\\u{202e}\nb",
      list: [{ "k\\u{7}": "\\u{1b}" }],
      count: 1,
      none: null,
    });
  });

  test("changes nothing of the report that it is given", () => {
    const before = JSON.stringify(report);
    escapeReport(report, []);
    expect(JSON.stringify(report)).toBe(before);
  });
});

describe("the first deceptive character", () => {
  test.each([
    ["plain text", "plain", undefined],
    ["a text with several", "a\u202eb\u0007", "U+202E"],
    ["a low one", "\u0007", "U+0007"],
    ["a high one", "\u{e0041}", "U+E0041"],
  ])("of %s", (_, text, name) => {
    expect(findDeceptiveCharacter(text)).toBe(name);
  });
});
