import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { charactersIn, overlaps, setOfText } from "../../src/patterns/characters.ts";
import { commonText, textBeyond } from "../../src/patterns/compare.ts";
import { alphabetOf, longestOf, shortestOf, spelledTextsOf } from "../../src/patterns/language.ts";
import { parsePattern } from "../../src/patterns/parse.ts";
import type { Part } from "../../src/patterns/part.ts";
import { type Pattern, patternOf } from "../../src/patterns/pattern.ts";
import { samplesBetween } from "../../src/patterns/samples.ts";

const item = fc.constantFrom("a", "b", "1", "-", "[ab]", "[a-c]", "[b1]", "[--.1]", "\\.");
const bound = fc.constantFrom("", "", "?", "{2}", "{0,2}", "{1,3}", "{2,9}", "{0,40}");
const { sequence } = fc.letrec<Record<"part" | "group" | "sequence", string>>((tie) => ({
  sequence: fc
    .array(tie("part"), { minLength: 1, maxLength: 4, depthIdentifier: "pattern" })
    .map((parts) => parts.join("")),
  part: fc
    .tuple(fc.oneof({ maxDepth: 2, depthIdentifier: "pattern" }, item, tie("group")), bound)
    .map((parts) => parts.join("")),
  group: fc
    .array(tie("sequence"), { minLength: 1, maxLength: 3, depthIdentifier: "pattern" })
    .map((ways) => `(?:${ways.join("|")})`),
}));
const written = sequence.map((text) => `^${text}$`);
const parsed = written.filter((text) => !("message" in parsePattern(text)));
const patterns = written.filter((text) => patternOf(text) !== undefined);
const read = (text: string): Pattern => patternOf(text) as Pattern;
const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", "-", ".", "é"), maxLength: 9 });

/** Every text of so many characters at most, one by one. */
const ALL = (length: number): string[] =>
  length === 0
    ? [""]
    : ALL(length - 1).flatMap((text) =>
        text.length === length - 1 ? [text, ...[..."abc1-."].map((one) => text + one)] : [text],
      );
const SHORT = ALL(5);

test("what stands is a regular expression, and matches as one", () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(read(pattern).matches(text)).toBe(new RegExp(pattern, "u").test(text));
    }),
    { numRuns: 1000 },
  );
});

test("its parser reads any text as JavaScript does, or not at all", () => {
  const any = fc
    .string({ unit: fc.constantFrom(..."^$ab1-[](){}|?+*.,:\\/=é"), maxLength: 12 })
    .map((text) => `^${text}$`);
  fc.assert(
    fc.property(any, (text) => {
      const whole = parsePattern(text);
      if (!("message" in whole)) {
        const expression = new RegExp(text, "u");
        const held = charactersIn(alphabetOf(whole)).filter((one) => expression.test(one));
        const single = [...SHORT.filter((one) => one.length === 1), ..."^$[](){}|?+*,:\\/="].filter((one) =>
          expression.test(one),
        );
        expect(single.filter((one) => !held.includes(one))).toEqual([]);
      }
    }),
    { numRuns: 5000 },
  );
});

test("what is told of its language is true of each short text, and of nothing else", () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      const { whole, matches } = read(pattern);
      const matched = SHORT.filter((text) => matches(text));
      const longest = longestOf(whole);
      if (longest <= 5) {
        expect(Math.min(...matched.map((text) => text.length))).toBe(shortestOf(whole));
        expect(Math.max(...matched.map((text) => text.length))).toBe(longest);
        expect(matched.reduce((set, text) => set | setOfText(text), 0n)).toBe(alphabetOf(whole));
      }
      const { texts, isAll } = spelledTextsOf(whole);
      expect(texts.filter((text) => !matches(text))).toEqual([]);
      expect(isAll ? matched.filter((text) => !texts.includes(text)) : []).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("samples match, lie within their bounds, and no text is shorter or longer", () => {
  fc.assert(
    fc.property(patterns, fc.nat(9), fc.nat(9), (pattern, from, more) => {
      const { whole, matches } = read(pattern);
      const { shortest, longest, isEmpty } = samplesBetween(whole, from, from + more);
      const matched = SHORT.filter((text) => text.length >= from && matches(text)).map((text) => text.length);
      expect(isEmpty).toBe(shortest === undefined);
      for (const text of [shortest, longest]) {
        expect(
          text === undefined || (matches(text) && text.length >= from && text.length <= from + more),
        ).toBe(true);
      }
      if (from + more <= 5) {
        expect([shortest?.length, longest?.length]).toEqual(
          matched.length === 0
            ? [undefined, undefined]
            : [
                Math.min(...matched.filter((one) => one <= from + more)),
                Math.max(...matched.filter((one) => one <= from + more)),
              ].map((one) => (Number.isFinite(one) ? one : undefined)),
        );
      }
    }),
    { numRuns: 500 },
  );
});

test("a text beyond another pattern is one of the first alone; where there is none, no text is", () => {
  fc.assert(
    fc.property(patterns, patterns, (one, other) => {
      const [own, theirs] = [read(one), read(other)];
      const [beyond, common] = [textBeyond(own, theirs), commonText(own, theirs)];
      const matched = SHORT.filter((text) => own.matches(text));
      const told = (found: typeof beyond, isTheirs: boolean): void => {
        if (typeof found === "string") {
          expect([own.matches(found), theirs.matches(found)]).toEqual([true, isTheirs]);
        } else if (found === undefined) {
          expect(matched.filter((text) => theirs.matches(text) === isTheirs)).toEqual([]);
        }
      };
      told(beyond, false);
      told(common, true);
    }),
    { numRuns: 500 },
  );
});

/** A part as a backtracking engine has it (ECMA-262, 22.2.2): bounded repetitions are written out. */
type Step = { set: bigint; next: Step } | { first: Step; second: Step } | "accept";

function compile(part: Part, next: Step): Step {
  switch (part.kind) {
    case "characters":
      return { set: part.set, next };
    case "sequence":
      return part.parts.reduceRight((after, one) => compile(one, after), next);
    case "choice":
      return part.parts.map((one) => compile(one, next)).reduceRight((second, first) => ({ first, second }));
    case "repetition": {
      let entry = next;
      for (let count = part.most; count > 0; count--) {
        const once = compile(part.part, entry);
        entry = count > part.least ? { first: once, second: next } : once;
      }
      return entry;
    }
  }
}

const MOST_STEPS = 300_000;

/** Runs as engines do, depth first, and goes on after a match: its steps are those of the worst text that begins so. */
function countSteps(program: Step, text: string): { matches: boolean; steps: number } {
  const sets = [...text].map((character) => (character < "\u0080" ? setOfText(character) : 0n));
  const open: { step: Step; at: number }[] = [{ step: program, at: 0 }];
  let matches = false;
  let steps = 0;
  for (let thread = open.pop(); thread !== undefined && steps < MOST_STEPS; thread = open.pop(), steps++) {
    const { step, at } = thread;
    if (step === "accept") {
      matches ||= at === sets.length;
    } else if ("set" in step) {
      if (overlaps(step.set, sets[at] ?? 0n)) {
        open.push({ step: step.next, at: at + 1 });
      }
    } else {
      open.push({ step: step.second, at }, { step: step.first, at });
    }
  }
  return { matches, steps };
}

/** Texts that make slow patterns slow: one that nearly matches, again and again. */
function hostile(part: Part, seed: number): string {
  const walk = (one: Part, pick: number): string => {
    switch (one.kind) {
      case "characters": {
        const all = charactersIn(one.set);
        return all[pick % all.length] ?? "";
      }
      case "sequence":
        return one.parts.map((each) => walk(each, pick)).join("");
      case "choice":
        return walk(one.parts[pick % one.parts.length] ?? one, pick >> 1);
      case "repetition":
        return walk(one.part, pick).repeat(Math.max(one.least, one.most - (pick % 2)));
    }
  };
  return walk(part, seed);
}

/** The most steps a character in each text that nearly matches. */
function worst(whole: Part, seeds: readonly number[]): number {
  const program = compile(whole, "accept");
  const steps = seeds.flatMap((seed) => {
    const text = hostile(whole, seed);
    return [text, `${text}!`, `${text.slice(0, -1)}!`, text.slice(0, text.length >> 1)].map(
      (one) => countSteps(program, one).steps / (one.length + 1),
    );
  });
  return Math.max(...steps);
}

describe("the steps of an engine that tries one way after the other", () => {
  const seeds = [0, 1, 2, 3, 5, 6];

  test.each([
    "^(?:,[a-z]{0,30}[a-z]{0,30}[a-z]{0,30}){0,4}!$",
    "^(?:,(?:a|ab)b?){0,24}$",
    "^(?:,[a-z]{0,9}[a-z]{0,9}){0,7}$",
    "^(?:a{1,9}){1,9}$",
    "^(?:a|a){0,40}$",
  ])("are countless for %s, which may not stand", (pattern) => {
    expect(patternOf(pattern)).toBeUndefined();
    const whole = parsePattern(pattern);
    expect("message" in whole ? 0 : worst(whole, seeds)).toBeGreaterThan(1000);
  });

  test("grow as the text does for whatever may stand", () => {
    let most = 0;
    fc.assert(
      fc.property(patterns, (pattern) => {
        const { whole } = read(pattern);
        most = Math.max(most, worst(whole, seeds));
        expect(most).toBeLessThan(100);
      }),
      { numRuns: 1000 },
    );
  });

  test("are those of a true matcher", () => {
    fc.assert(
      fc.property(parsed, texts, (pattern, text) => {
        const whole = parsePattern(pattern);
        if (!("message" in whole)) {
          const { matches, steps } = countSteps(compile(whole, "accept"), text);
          expect(steps >= MOST_STEPS || matches).toBe(
            steps >= MOST_STEPS || new RegExp(pattern, "u").test(text),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
