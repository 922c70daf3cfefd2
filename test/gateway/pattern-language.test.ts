import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstOutside, overlaps, setOfText } from "../../src/gateway/characters.ts";
import { languageOf } from "../../src/gateway/pattern-language.ts";

describe("the language of a pattern", () => {
  test.each<[pattern: string, longest: number]>([
    ["^[0-9]{9,12}$", 12],
    ["^a?(?:bc|def){0,2}$", 7],
    ["^[a-z]+$", Number.POSITIVE_INFINITY],
    ["^(?:a{0}|bb)$", 2],
    ["^$", 0],
    ["^a|bcd$", 3],
  ])("%s has a longest match of %d", (pattern, longest) => {
    expect(languageOf(pattern)?.longest).toBe(longest);
  });

  test.each<[pattern: string, outside: string | undefined]>([
    ["^[a-z0-9]{1,9}$", undefined],
    ["^[a-z/]{1,9}$", "U+002F"],
    ["^a\\x2fb$", "U+002F"],
    ["^a\\u002fb$", "U+002F"],
    ["^[+-9]$", "U+002B"],
    ["^(?:a|b.c)$", "U+0000"],
    ["^[a-zé]$", "characters beyond ASCII"],
    ["^\\W$", "U+0000"],
  ])("%s leaves letters and digits by %s", (pattern, outside) => {
    const plain = setOfText("abcdefghijklmnopqrstuvwxyz0123456789");
    expect(firstOutside(languageOf(pattern)?.alphabet ?? 0n, plain)).toBe(outside);
  });

  test("spells out what stands outside classes", () => {
    const spelled = languageOf("^[^@]{1,9}@[a-z.]{1,9}$")?.spelled ?? 0n;
    expect(overlaps(spelled, setOfText("@"))).toBe(true);
    expect(overlaps(spelled, setOfText("."))).toBe(false);
  });

  test("is none for what is no pattern", () => {
    expect(languageOf("^[")).toBeUndefined();
  });

  test("holds whatever matches: in its characters, and in length", () => {
    const part = fc.tuple(
      fc.constantFrom("[a-f]", "\\d", "x", "(?:ab|c)", "[^a-z]", "\\."),
      fc.constantFrom("", "?", "{2}", "{1,3}"),
    );
    const patterns = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => `^${parts.flat().join("")}$`);
    fc.assert(
      fc.property(
        patterns.chain((pattern) =>
          fc.tuple(fc.constant(pattern), fc.stringMatching(new RegExp(pattern, "u"))),
        ),
        ([pattern, text]) => {
          const { alphabet, longest } = languageOf(pattern) ?? { alphabet: 0n, longest: -1 };
          const ascii = [...text].filter((character) => character <= "\u007f").join("");
          expect(firstOutside(setOfText(ascii), alphabet)).toBeUndefined();
          expect([...text].length).toBeLessThanOrEqual(longest);
        },
      ),
    );
  });
});
