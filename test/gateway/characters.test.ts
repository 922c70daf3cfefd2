import { type AST, RegExpParser } from "@eslint-community/regexpp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { charactersOf, overlaps } from "../../src/gateway/characters.ts";
import { findPatternProblem } from "../../src/gateway/pattern.ts";

const parser = new RegExpParser({ ecmaVersion: 2023 });
const parse = (pattern: string): AST.Pattern =>
  parser.parsePattern(pattern, 0, pattern.length, { unicode: true });

type Single = Parameters<typeof charactersOf>[0];

/** The one element of which a pattern consists. */
const single = (pattern: string): Single => parse(pattern).alternatives[0]?.elements[0] as Single;

const ASCII = Array.from({ length: 128 }, (_, point) => String.fromCodePoint(point));
const OTHERS = ["\u0080", "\u00a0", "é", "ü", "Ω", "٣", "\u2028", "日", "\ufeff", "🚢"];

/** Every character as a set of its own. */
const SETS = new Map(
  [...ASCII, ...OTHERS].map((text) => [
    text,
    charactersOf({ ...single("a"), value: text.codePointAt(0) ?? 0 } as AST.Character),
  ]),
);

const matched = (pattern: string): string[] => {
  const element = new RegExp(`^${pattern}$`, "u");
  return [...SETS.keys()].filter((text) => element.test(text));
};
const told = (pattern: string): string[] => {
  const set = charactersOf(single(pattern));
  return [...SETS].filter(([, own]) => overlaps(set, own)).map(([text]) => text);
};

describe("the characters of an element", () => {
  const EXACT = [
    "a",
    "\\.",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "[a-z]",
    "[^a-z]",
    "[A-Za-z0-9_-]",
    "[\\d_]",
    "[^\\d]",
    "[^\\D]",
    "[^\\w]",
    "[^\\W]",
    "[^\\s]",
    "[^\\S]",
    "[^\\s\\S]",
    "[\\d\\D]",
    "[]",
    "[^]",
    "[\\0-\\x7f]",
  ];
  test.each(EXACT)("%s are those that it matches, ASCII told one by one", (pattern) => {
    expect(told(pattern).filter((text) => ASCII.includes(text))).toEqual(
      matched(pattern).filter((text) => ASCII.includes(text)),
    );
  });

  const ALL = [
    ...EXACT,
    ".",
    "é",
    "[é-ü]",
    "[a-é]",
    "[^é]",
    "[^a-é]",
    "[🚢]",
    "\\p{L}",
    "\\P{L}",
    "[\\p{L}_]",
    "[\\P{L}]",
    "[^\\p{ASCII}\\d]",
  ];
  test.each(ALL)("%s are never fewer than it matches", (pattern) => {
    expect(matched(pattern).filter((text) => !told(pattern).includes(text))).toEqual([]);
  });

  test.each(["[^\\p{L}]", "[^\\P{L}]", "[^\\p{Lu}a-z]"])("%s are never fewer than it matches", (pattern) => {
    expect(matched(pattern).filter((text) => !told(pattern).includes(text))).toEqual([]);
  });
});

/** The characters of hostile inputs. `!` and `é` are met by negations and classes alone. */
const ALPHABET = ["a", "b", "1", "é", "!"];

type Instruction =
  | { does: "take"; characters: ReadonlySet<string>; next: number }
  | { does: "try"; first: number; second: number }
  | { does: "mark" | "progress" | "start" | "end"; next: number }
  | { does: "accept" };

interface Program {
  instructions: Instruction[];
  entry: number;
}

/**
 * A pattern as a backtracking engine has it (ECMA-262, 22.2.2), each instruction knowing its next.
 * Bounded repetitions are written out; one that may be left out and matches nothing fails
 * (RepeatMatcher, 2.b).
 */
function compile(pattern: string): Program {
  const instructions: Instruction[] = [];
  const add = (instruction: Instruction): number => instructions.push(instruction) - 1;
  const choice = (parts: readonly AST.Alternative[], next: number): number =>
    parts
      .map(({ elements }) => elements.reduceRight((after, element) => compileElement(element, after), next))
      .reduceRight((second, first) => add({ does: "try", first, second }));
  const repetition = ({ element, min, max, greedy }: AST.Quantifier, next: number): number => {
    const fork = (once: number): Pick<Instruction & { does: "try" }, "first" | "second"> =>
      greedy ? { first: once, second: next } : { first: next, second: once };
    const once = (after: number): number =>
      add({ does: "mark", next: compileElement(element, add({ does: "progress", next: after })) });
    let entry = next;
    if (max === Number.POSITIVE_INFINITY) {
      entry = add({ does: "try", first: next, second: next });
      instructions[entry] = { does: "try", ...fork(once(entry)) };
    } else {
      for (let count = min; count < max; count++) {
        entry = add({ does: "try", ...fork(once(entry)) });
      }
    }
    for (let count = 0; count < min; count++) {
      entry = compileElement(element, entry);
    }
    return entry;
  };
  const compileElement = (element: AST.Element, next: number): number => {
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return choice(element.alternatives, next);
      case "Quantifier":
        return repetition(element, next);
      case "Assertion":
        return add({ does: element.kind === "start" ? "start" : "end", next });
      default: {
        const one = new RegExp(`^${element.raw}$`, "u");
        return add({ does: "take", characters: new Set(ALPHABET.filter((text) => one.test(text))), next });
      }
    }
  };
  const entry = choice(parse(pattern).alternatives, add({ does: "accept" }));
  return { instructions, entry };
}

/** Where repetitions began that are being gone through, the innermost first. */
interface Marks {
  at: number;
  outer: Marks | undefined;
}

const MOST_STEPS = 20_000_000;

/**
 * Runs a program as engines do, depth first, and goes on after a match: its steps are those of the
 * worst input that begins so. They are infinite for more than anyone waits for.
 */
function run({ instructions, entry }: Program, text: string): { matches: boolean; steps: number } {
  const open: { pc: number; at: number; marks: Marks | undefined }[] = [
    { pc: entry, at: 0, marks: undefined },
  ];
  let steps = 0;
  let matches = false;
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    let { pc, at, marks } = thread;
    for (let isAlive = true; isAlive; steps++) {
      const instruction = instructions[pc];
      if (instruction === undefined || steps > MOST_STEPS) {
        return { matches, steps: Number.POSITIVE_INFINITY };
      }
      switch (instruction.does) {
        case "accept":
          matches = true;
          isAlive = false;
          continue;
        case "try":
          open.push({ pc: instruction.second, at, marks });
          pc = instruction.first;
          continue;
        case "take":
          isAlive = instruction.characters.has(text[at] ?? "");
          at++;
          break;
        case "mark":
          marks = { at, outer: marks };
          break;
        case "progress":
          isAlive = marks?.at !== at;
          marks = marks?.outer;
          break;
        case "start":
          isAlive = at === 0;
          break;
        case "end":
          isAlive = at === text.length;
      }
      pc = instruction.next;
    }
  }
  return { matches, steps };
}

/** What makes slow patterns slow: one word again and again, and at the end what fits nowhere. */
const WORDS = ["a", "b", "1", "é", "ab", "1a", "aaab"];
const hostile = (word: string, length: number, end: string): string =>
  word.repeat(length / word.length) + end;

/** Whether twice the input takes clearly more than twice the steps: four times where they are quadratic. */
function growsFaster(program: Program, word: string, end: string): boolean {
  const stepsFor = (length: number): number => run(program, hostile(word, length, end)).steps;
  const long = stepsFor(2000);
  return long === Number.POSITIVE_INFINITY || long > 2.5 * stepsFor(1000) + 2000;
}

describe("steps are counted", () => {
  test.each([
    ["^a*$", false],
    ["^(?:a|b)*$", false],
    ["^(?:(?:a?)?b)*$", false],
    ["^a*a*$", true],
    ["^(?:a|aa)*$", true],
    ["^(?:a|a)*$", true],
    ["^a{0,15}a{0,15}[^b]*$", false],
    ["^(a+)+$", true],
    ["^(?:a{0,9}){2,}$", true],
    ["^(?:[^\\p{L}]|1)*$", true],
  ])("%s grows faster than its input: %s", (pattern, expected) => {
    const program = compile(pattern);
    const isFaster = WORDS.some((word) => ALPHABET.some((end) => growsFaster(program, word, end)));
    expect(isFaster).toBe(expected);
  });
});

describe("a pattern that may stand", () => {
  const atom = fc.constantFrom("a", "b", "1", "[ab]", "[^a]", "[^1b]", ".", "\\d", "\\w", "\\W", "\\p{L}");
  const times = fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}", "{0,9}", "*?", "+?", "??");
  const { sequence } = fc.letrec<Record<"element" | "group" | "repeated" | "sequence", string>>((tie) => ({
    sequence: fc
      .array(tie("element"), { maxLength: 4, depthIdentifier: "pattern" })
      .map((parts) => parts.join("")),
    element: fc.oneof(
      { maxDepth: 3, depthIdentifier: "pattern" },
      atom,
      tie("repeated"),
      tie("repeated"),
      tie("group"),
    ),
    repeated: fc.tuple(fc.oneof(atom, tie("group")), times).map(([part, count]) => part + count),
    group: fc
      .array(tie("sequence"), { minLength: 1, maxLength: 3, depthIdentifier: "pattern" })
      .map((parts) => `(?:${parts.join("|")})`),
  }));
  const pattern = fc
    .array(sequence, { minLength: 1, maxLength: 2 })
    .map((parts) => parts.map((part) => `^${part}$`).join("|"));

  test("is matched in steps that grow no faster than the input, however hostile", () => {
    let admitted = 0;
    fc.assert(
      fc.property(pattern, fc.constantFrom(...WORDS), fc.constantFrom(...ALPHABET), (text, word, end) => {
        if (findPatternProblem(text) !== undefined) {
          return;
        }
        admitted++;
        const program = compile(text);
        expect(growsFaster(program, word, end)).toBe(false);
        // The count is that of a true matcher.
        const input = hostile(word, 20, end);
        for (const shown of [input, input.slice(0, -1), input.slice(0, 3), ""]) {
          expect(run(program, shown).matches, shown).toBe(new RegExp(text, "u").test(shown));
        }
      }),
      { numRuns: 3000 },
    );
    expect(admitted).toBeGreaterThan(300);
  });
});
