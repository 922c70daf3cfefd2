import { describe, expect, test } from "vitest";
import { charactersIn } from "../../src/patterns/characters.ts";
import { commonText, NOT_PROVEN, textBeyond } from "../../src/patterns/compare.ts";
import { alphabetOf, longestOf, shortestOf, spelledBy, spelledTextsOf } from "../../src/patterns/language.ts";
import type { Part } from "../../src/patterns/part.ts";
import { type Pattern, patternOf } from "../../src/patterns/pattern.ts";
import { rewritePattern } from "../../src/patterns/rewrite.ts";
import { samplesBetween } from "../../src/patterns/samples.ts";

const END = Number.POSITIVE_INFINITY;

function read(pattern: string): Pattern {
  const known = patternOf(pattern);
  if (known === undefined) {
    throw new Error(`${pattern} is no pattern`);
  }
  return known;
}
const whole = (pattern: string): Part => read(pattern).whole;

test.each<[pattern: string, shortest: number, longest: number, alphabet: string]>([
  ["^[0-2]{9,12}$", 9, 12, "012"],
  ["^a?(?:bc|def){0,2}$", 0, 7, "abcdef"],
  ["^(?:[a-b]{1,40}-){1,99}$", 2, 4059, "-ab"],
  ["^\\.[+--]$", 2, 2, "+,-."],
])("the texts of %s have %d to %d characters among %s", (pattern, shortest, longest, alphabet) => {
  expect([shortestOf(whole(pattern)), longestOf(whole(pattern))]).toEqual([shortest, longest]);
  expect(
    charactersIn(alphabetOf(whole(pattern)))
      .sort()
      .join(""),
  ).toBe(alphabet);
});

test.each<[pattern: string, texts: string[], isAll: boolean]>([
  ["^(?:zak|token)$", ["zak", "token"], true],
  ["^on_(?:a|b)?$", ["on_", "on_a", "on_b"], true],
  ["^[.]x{2}[ab]$", [".xxa", ".xxb"], true],
  ["^(?:secrets|[0-9]{3})$", ["secrets"], false],
  ["^[a-z]{1,9}$", [], false],
])("%s spells out %j", (pattern, texts, isAll) => {
  expect(spelledTextsOf(whole(pattern))).toEqual({ texts, isAll });
});

test("a pattern spells out what stands outside of its wide classes", () => {
  expect(charactersIn(spelledBy(whole("^[a-z@]{1,9}@[.][a-z.]{1,9}$"))).join("")).toBe(".@");
});

describe("samples", () => {
  test.each<[pattern: string, from: number, to: number, shortest: string, longest: string]>([
    ["^[0-9]{3,5}$", 0, END, "111", "11111"],
    ["^[0-9]{3,5}$", 4, END, "1111", "11111"],
    ["^[0-9]{3,5}$", 0, 4, "111", "1111"],
    ["^[A-Z_]{2}==$", 0, END, "AA==", "AA=="],
    ["^(?:[A-Z]{4}){1,3}$", 5, 11, "AAAAAAAA", "AAAAAAAA"],
    ["^(?:[0-9]{4}-)?U[0-9A-Z]{8}$", 0, END, "U11111111", "1111-U11111111"],
    ["^(?:live|past)$", 0, END, "live", "live"],
    ["^(?:[a-c]{2,3},){0,9}$", 5, 10, "aa,aa,", "aaa,aa,aa,"],
    ["^a?b?$", 0, END, "", "ab"],
  ])("%s, %d to %d characters: %j to %j", (pattern, from, to, shortest, longest) => {
    const samples = samplesBetween(whole(pattern), from, to);
    expect([samples.shortest?.length, samples.longest?.length]).toEqual([shortest.length, longest.length]);
    expect(
      [samples.shortest, samples.longest].every((text) => text !== undefined && read(pattern).matches(text)),
    ).toBe(true);
  });

  test.each<[why: string, pattern: string, from: number, to: number]>([
    ["too long for the bound", "^[0-9]{9}$", 0, 8],
    ["too short for the bound", "^[0-9]{9}$", 10, END],
    ["of no such length", "^(?:[a-z]{4}){1,8}$", 5, 7],
  ])("are certainly none: %s", (_, pattern, from, to) => {
    expect(samplesBetween(whole(pattern), from, to)).toEqual({ isEmpty: true });
  });
});

describe("two patterns", () => {
  test.each<[one: string, other: string, beyond: string | undefined, common: string | undefined]>([
    ["^[a-z]{1,512}$", "^[a-z]{1,1024}$", undefined, "a"],
    ["^[a-z]{1,12}$", "^[a-z]{1,10}$", "aaaaaaaaaaa", "a"],
    ["^[0-9]{4}-?[0-9]{1,12}$", "^[0-9]{4}-[0-9]{2}$", "11111", "1111-11"],
    ["^(?:token|zak)$", "^[a-z]{1,9}$", undefined, "zak"],
    ["^[a-z]{5}$", "^(?:token|delete)$", "tokea", "token"],
    ["^[0-9]{9}$", "^[a-z]{9}$", "111111111", undefined],
    ["^(?:[0-9]{4}|[0-9]{2})$", "^[0-9]{2}(?:[0-9]{2})?$", undefined, "11"],
    ["^[A-Za-z0-9+/]{40}={0,2}$", "^[A-Za-z0-9+/=_-]{32,64}$", undefined, "a".repeat(40)],
  ])("%s beside %s: beyond it %j, common %j", (one, other, beyond, common) => {
    expect([textBeyond(read(one), read(other)), commonText(read(one), read(other))]).toEqual([
      beyond,
      common,
    ]);
  });

  test("of too many states aren't compared to the end", () => {
    expect(textBeyond(read("^[a-z]{1,4000}$"), read("^[a-z]{1,4001}$"))).toBe(NOT_PROVEN);
  });
});

describe("the same pattern in the grammar's spelling", () => {
  test.each<[pattern: string, maxLength: number | undefined, rewritten: string | undefined]>([
    ["^\\d{9,12}$", undefined, "^[0-9]{9,12}$"],
    ["^[\\w-]{1,40}$", undefined, "^[0-9A-Za-z_-]{1,40}$"],
    ["^([0-9]{4}-)?(?<n>[0-9])$", undefined, "^(?:[0-9]{4}-)?(?:[0-9])$"],
    ["^PT(\\d{1,2}H)?(\\d{1,2}M)?$", undefined, "^PT(?:[0-9]{1,2}H)?(?:[0-9]{1,2}M)?$"],
    ["^[a-z]+$", 40, "^[a-z]{1,40}$"],
    ["^[a-z]*$", 40, "^[a-z]{0,40}$"],
    ["^\\+[0-9+*(]{6}$", 40, undefined],
    ["^\\(\\d\\)$", undefined, "^\\([0-9]\\)$"],
    ["^[a-z]+$", undefined, undefined],
    ["^([0-9])\\1$", undefined, undefined],
    ["[0-9]{9}", undefined, undefined],
    ["\\d{9}", undefined, undefined],
    ["(?i)^\\d$", undefined, undefined],
    ["^(?=a)\\d$", undefined, undefined],
    ["^\\d+\\d+$", 9, undefined],
    ["^[^\\d]$", undefined, undefined],
    ["^[0-9]{9}$", 9, undefined],
  ])("%s with at most %s characters: %s", (pattern, maxLength, rewritten) => {
    expect(rewritePattern(pattern, maxLength)).toBe(rewritten);
  });
});
