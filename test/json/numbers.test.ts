import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseKeepingNumbers } from "../../src/json/numbers.ts";

describe("a number that isn't the same once it is read stays the text that it was", () => {
  test.each([
    "9007199254740993",
    "-9007199254740993",
    "1234567890123456789",
    "18446744073709551615",
    "100000000000000000001",
    "1e400",
    "-1E+400",
    "1e-400",
    "9007199254740993.0",
    "90071992547409930e-1",
    "0.1000000000000000055511151231257827",
    "0.30000000000000000001",
    "3.141592653589793238",
    "1.7976931348623159e308",
    "4.9e-325",
    "1".repeat(400),
    `0.${"3".repeat(400)}`,
  ])("%s", (number) => {
    expect(parseKeepingNumbers(number)).toBe(number);
    const text = `{ "a": [${number},1], "b": { "c":${number}}}`;
    expect(parseKeepingNumbers(text)).toEqual({ a: [number, 1], b: { c: number } });
  });
});

describe("every other one is a number, however it is written", () => {
  test.each([
    ["0", 0],
    ["-0", -0],
    ["0e999999999999", 0],
    ["1.0", 1],
    ["1E2", 100],
    ["1.50e+1", 15],
    ["9007199254740992", 2 ** 53],
    ["9007199254740994.000", 2 ** 53 + 2],
    ["10000000000000000000000", 1e22],
    [`1${"0".repeat(60)}`, 1e60],
    [`0.${"0".repeat(60)}1`, 1e-61],
    [`2.5${"0".repeat(60)}`, 2.5],
    ["0.1", 0.1],
    ["0.30000000000000004", 0.1 + 0.2],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", Number.MIN_VALUE],
  ])("%s", (text, number) => {
    expect(parseKeepingNumbers(`[${text}]`)).toEqual([number]);
  });
});

describe("nothing else changes", () => {
  test("texts and names of digits", () => {
    const text =
      '{ "9007199254740993": "1e400, 9007199254740993", "a\\"9007199254740993": ["\\\\", 9007199254740993] }';
    expect(parseKeepingNumbers(text)).toEqual({
      "9007199254740993": "1e400, 9007199254740993",
      'a"9007199254740993': ["\\", "9007199254740993"],
    });
  });

  test.each([
    "09007199254740993",
    "{9007199254740993:1}",
    "9007199254740993.",
    "--9007199254740993",
    "[1e400e]",
    "",
  ])("%j is no JSON", (text) => {
    expect(() => parseKeepingNumbers(text)).toThrow(SyntaxError);
  });

  test("of what a writer of JSON wrote", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseKeepingNumbers(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

test("whether it survives is a matter of its value alone", () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
  const number = fc.tuple(
    fc.constantFrom("", "-"),
    digits(24),
    digits(24),
    fc.integer({ min: -340, max: 340 }),
  );
  fc.assert(
    fc.property(number, ([sign, whole, fraction, exponent]) => {
      const text = `${sign}${whole.replace(/^0+(?=\d)/, "")}.${fraction}e${exponent}`;
      const value = parseKeepingNumbers(text);
      const isSame = sameValue(text, String(Number(text)));
      expect(value).toBe(isSame ? Number(text) : text);
    }),
    { numRuns: 500 },
  );
});

/** Compares two decimal numbers exactly, as fractions of whole numbers. */
function sameValue(one: string, other: string): boolean {
  const [a, b] = [fractionOf(one), fractionOf(other)];
  return a !== undefined && b !== undefined && a.over * b.under === b.over * a.under;
}

function fractionOf(number: string): { over: bigint; under: bigint } | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number);
  if (match === null) {
    return undefined;
  }
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power < 0
    ? { over: digits, under: 10n ** BigInt(-power) }
    : { over: digits * 10n ** BigInt(power), under: 1n };
}

test("a large text takes time in proportion", () => {
  const numbers = `[${"1234567890123456789,".repeat(50_000)}1]`;
  expect(parseKeepingNumbers(numbers)).toHaveLength(50_001);
  const long = `1${"0".repeat(500_000)}1`;
  expect(parseKeepingNumbers(long)).toBe(long);
});
