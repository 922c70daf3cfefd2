import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPatternProblem } from "../../src/gateway/pattern.ts";
import { LONGEST_SAMPLE, samplesOfPattern } from "../../src/gateway/pattern-samples.ts";

const END = Number.POSITIVE_INFINITY;

describe("the samples of a pattern", () => {
  test.each<[pattern: string, from: number, to: number, shortest: string, longest: string]>([
    ["^[0-9]{3,5}$", 0, END, "111", "11111"],
    ["^[0-9]{3,5}$", 4, END, "1111", "11111"],
    ["^[0-9]{3,5}$", 0, 4, "111", "1111"],
    ["^[A-Z_]{2}==$", 0, END, "AA==", "AA=="],
    ["^[a-z]+(?:-[a-z]{1,9}){0,3}$", 0, 6, "a", "aaaaaa"],
    ["^(?:[A-Z]{4}){1,3}$", 5, 11, "AAAAAAAA", "AAAAAAAA"],
    ["^([0-9]{4}-)?U[0-9A-Z]{8}$", 0, END, "U11111111", "1111-U11111111"],
    ["^(?:live|past)$", 0, END, "live", "live"],
    ["^a$|^bcd$|^ef$", 0, END, "a", "bcd"],
    ["^(?:ab|cdef){2,3}$", 5, 11, "abcdef", "abcdefcdef"],
    ["^(?:[a-c]{2,3},){0,9}$", 5, 10, "aa,aa,", "aaa,aa,aa,"],
    ["^(?:a|bcd){0,999}$", 0, 2, "", "aa"],
    ["^a?b{0}$", 0, END, "", "a"],
    ["^[^a-z]{2}$", 0, END, "11", "11"],
    ["^\\p{Script=Hiragana}.$", 0, END, "あa", "あa"],
    ["^[\\u{10400}-\\u{10410}]{2}$", 0, END, "\u{10400}\u{10400}", "\u{10400}\u{10400}"],
    ["^$", 0, END, "", ""],
  ])("%s, %d to %d characters: %j to %j", (pattern, from, to, shortest, longest) => {
    expect(findPatternProblem(pattern) ?? "").toBe("");
    expect(samplesOfPattern(pattern, from, to)).toEqual({ shortest, longest, isEmpty: false });
  });

  test.each<[why: string, pattern: string, from: number, to: number]>([
    ["too long for the bound", "^[0-9]{9}$", 0, 8],
    ["too short for the bound", "^[0-9]{9}$", 10, END],
    ["of no such length", "^(?:[a-z]{4}){1,8}$", 5, 7],
  ])("are certainly none: %s", (_, pattern, from, to) => {
    expect(samplesOfPattern(pattern, from, to)).toEqual({ isEmpty: true });
  });

  test.each<[why: string, pattern: string]>([
    ["what is no pattern", "^["],
    ["a class that holds nothing", "^[]$"],
    ["half a character", "^\\ud800$"],
    ["a character that isn't known", "^\\p{Script=Runic}$"],
    ["parts of several lengths, many times", "^(?:a|bcd){99}$"],
  ])("aren't guessed: %s", (_, pattern) => {
    expect(samplesOfPattern(pattern, 0, END)).toEqual({ isEmpty: false });
  });

  test("are never long: one without an end has no longest", () => {
    const { shortest, longest } = samplesOfPattern("^[a-z]+$", 10, 1e9);
    expect([shortest, longest]).toEqual(["aaaaaaaaaa", undefined]);
    expect(samplesOfPattern("^[a-z]+$", LONGEST_SAMPLE + 1, 1e9)).toEqual({ isEmpty: false });
    expect(samplesOfPattern("^[a-z]{1,4096}$", 0, 1e9).longest).toHaveLength(4096);
  });

  /** A pattern, piece by piece, and with it a text that it matches. */
  const sets = fc.constantFrom<[set: string, texts: string[]]>(
    ["[a-f]", ["a", "c"]],
    ["\\d", ["0", "9"]],
    ["x", ["x"]],
    ["[^a-z]", ["é", "🚢"]],
    ["(?:ab|c)", ["ab", "c"]],
    ["(?:[0-4]{2}|-)", ["00", "-"]],
    ["(?:y{2,3}z)", ["yyz", "yyyz"]],
  );
  const times = fc.constantFrom<[times: string, min: number, max: number]>(
    ["", 1, 1],
    ["?", 0, 1],
    ["{2}", 2, 2],
    ["{1,3}", 1, 3],
    ["{0,20}", 0, 20],
    ["+", 1, 9],
    ["*", 0, 9],
  );
  const piece = fc
    .tuple(sets, times)
    .chain(([[set, texts], [count, minLength, maxLength]]) =>
      fc
        .array(fc.constantFrom(...texts), { minLength, maxLength })
        .map((parts) => [set + count, parts.join("")] as const),
    );
  const matched = fc
    .array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((alternatives) => ({
      pattern: alternatives.map((pieces) => `^${pieces.map(([part]) => part).join("")}$`).join("|"),
      text: alternatives[0]?.map(([, text]) => text).join("") ?? "",
    }))
    .filter(({ pattern }) => findPatternProblem(pattern) === undefined);

  test("match and lie within the bounds, and no match is shorter or longer", () => {
    fc.assert(
      fc.property(matched, fc.nat(5), fc.nat(5), ({ pattern, text }, less, more) => {
        const length = [...text].length;
        const [from, to] = [Math.max(0, length - less), length + more];
        const { shortest, longest, isEmpty } = samplesOfPattern(pattern, from, to);
        expect(isEmpty).toBe(false);
        expect(shortest).toMatch(new RegExp(pattern, "u"));
        expect(longest).toMatch(new RegExp(pattern, "u"));
        const [short, long] = [[...(shortest ?? "")].length, [...(longest ?? "")].length];
        expect([from, short, length, long, to]).toEqual(
          [from, short, length, long, to].toSorted((a, b) => a - b),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("are told apart from none at each length that a match has", () => {
    fc.assert(
      fc.property(matched, ({ pattern, text }) => {
        const length = [...text].length;
        const { shortest, isEmpty } = samplesOfPattern(pattern, length, length);
        expect([isEmpty, [...(shortest ?? "")].length]).toEqual([false, length]);
      }),
      { numRuns: 500 },
    );
  });

  test("are written once and remembered, the same each time", () => {
    const first = samplesOfPattern("^[0-9a-f]{8}$", 0, END);
    expect(samplesOfPattern("^[0-9a-f]{8}$", 0, END)).toEqual(first);
  });
});
