import fc from "fast-check";
import { expect, test } from "vitest";
import { unwrap } from "../../src/secrets/base64.ts";
import { glanceAt } from "../../src/secrets/glance.ts";
import { indexOfShapes } from "../../src/secrets/shapes.ts";
import { compact } from "../../src/secrets/spellings.ts";

const prefixes = [...indexOfShapes().byStart.values()].flat().map(({ prefix }) => prefix);

/** Beginnings of tokens, base64 and words, cut anywhere by what is left out when a text is searched. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...prefixes),
      fc.string({ minLength: 12, maxLength: 30 }).map((text) => Buffer.from(text).toString("base64")),
      fc.string({ unit: "binary-ascii", maxLength: 12 }),
      fc.stringMatching(/^[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZ][\w+/-]{1,8}$/),
    ),
    { maxLength: 8 },
  )
  .chain((parts) => {
    const whole = parts.join("");
    const cuts = fc.array(fc.tuple(fc.nat(whole.length), fc.constantFrom(" ", "\n", "\t", "\0", "\x7f")), {
      maxLength: 4,
    });
    return cuts.map((places) =>
      places.reduce((text, [at, space]) => text.slice(0, at) + space + text.slice(at), whole),
    );
  });

test("a glance misses no token and no base64 that the search would find", () => {
  let [tokens, wrapped] = [0, 0];
  fc.assert(
    fc.property(texts, (text) => {
      const seen = glanceAt(text);
      const letters = compact(text);
      const { prefix } = indexOfShapes();
      prefix.lastIndex = 0;
      const hasTokens = prefix.test(letters);
      const isWrapped = unwrap(letters, 1_000).text !== "";
      expect([seen.tokens || !hasTokens, seen.wrapped || !isWrapped]).toEqual([true, true]);
      tokens += hasTokens ? 1 : 0;
      wrapped += isWrapped ? 1 : 0;
    }),
    { numRuns: 5_000 },
  );
  // The texts have both, often.
  expect(Math.min(tokens, wrapped)).toBeGreaterThan(500);
});

test.each([...prefixes])("the beginning %s is seen wherever it stands", (prefix) => {
  for (const text of [prefix, `x ${prefix}`, [...prefix].join(" "), `${"a".repeat(70_000)}${prefix}`]) {
    expect(glanceAt(text).tokens).toBe(true);
  }
});
