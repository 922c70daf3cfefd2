import { accepted, gistOf, rejected, type Variant } from "./variant.ts";

/** A longer list is none that check admits. */
const MOST_VALUES = 200;
/** Of so many values, what is nearly one is tried as well. */
const MOST_NEIGHBOURS = 5;

const STRANGERS = [
  ["another value", "harbor-drafts-probe"],
  ["empty", ""],
] as const;

/** Each value that a schema fixes, and what is nearly one. */
export function* fixedVariants(fixed: readonly unknown[]): Generator<Variant> {
  const seen = new Set(fixed);
  for (const [index, value] of fixed.slice(0, MOST_VALUES).entries()) {
    yield accepted(`value ${index + 1}, ${gistOf(value)}`, value);
  }
  const neighbours = fixed
    .slice(0, MOST_NEIGHBOURS)
    .flatMap((value, index) =>
      neighboursOf(value).map(([what, near]): [string, unknown] => [`value ${index + 1} ${what}`, near]),
    );
  for (const [what, value] of [...STRANGERS, ...neighbours]) {
    if (!seen.has(value)) {
      seen.add(value);
      yield rejected(what, value);
    }
  }
}

function neighboursOf(value: unknown): [what: string, value: unknown][] {
  return [
    ...(typeof value === "string" ? nearTexts(value) : typeof value === "number" ? nearNumbers(value) : []),
    ...(typeof value === "boolean" ? [["turned round", !value] as [string, unknown]] : []),
    ["in a list", [value]],
  ];
}

function nearTexts(value: string): [what: string, value: unknown][] {
  return [
    ["in upper case", value.toUpperCase()],
    ["in lower case", value.toLowerCase()],
    ["with a capital", `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`],
    ["after a blank", ` ${value}`],
    ["before a blank", `${value} `],
    ["before a line feed", `${value}\n`],
    ["twice", `${value},${value}`],
    ["without its end", value.slice(0, -1)],
    ["with one more character", `${value}${value.slice(-1)}`],
    ...(value === String(Number(value)) ? [["as a number", Number(value)] as [string, unknown]] : []),
  ];
}

function nearNumbers(value: number): [what: string, value: unknown][] {
  return [
    ["and one", value + 1],
    ["less one", value - 1],
    ["and a half", value + 0.5],
    ["with the other sign", -value],
    ["as text", String(value)],
  ];
}
