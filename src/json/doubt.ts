import { MAXIMUM_DEPTH, offsetOfDepth } from "./parse.ts";

/** Why readers would disagree on what a JSON text says, in words that follow "the body". */
export type Doubt = keyof typeof DOUBTS;

/** None of them quotes the text: it may hold what nobody may see. */
export const DOUBTS = {
  depth: `is nested more than ${MAXIMUM_DEPTH} levels deep`,
  twice: "has a member twice",
  proto: "has a member __proto__",
  number: "has a number that isn't the same once it is read",
} as const;

/** Longer than any that a reader of JSON writes; what is longer isn't looked at. */
const LONGEST_NUMBER = 40;

/** Whether a text's brackets nest deeper than strict JSON may, whatever it is. Not recursive. */
export function isDeep(text: string): boolean {
  return offsetOfDepth(text, MAXIMUM_DEPTH) !== undefined;
}

/**
 * Looks through a text that the platform reads as JSON for what strict JSON may not have, once and
 * without building anything: bodies in a recording may be large, deep and hostile. Of several doubts
 * the depth is told, then a member, then a number.
 */
export function doubtOf(text: string): Doubt | undefined {
  if (isDeep(text)) {
    return "depth";
  }
  // The names of each open object; undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  let hasLossy = false;
  for (const token of tokensOf(text)) {
    const names = open.at(-1);
    const doubt = isName && token.startsWith('"') ? doubtfulName(token, names) : undefined;
    if (doubt !== undefined) {
      return doubt;
    }
    hasLossy ||= /^[-\d]/.test(token) && !survives(token);
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : undefined);
    } else if (token === "}" || token === "]") {
      open.pop();
    }
    isName = token === "{" || (token === "," && names !== undefined);
  }
  return hasLossy ? "number" : undefined;
}

/** Texts, numbers, brackets and commas, as they are written. A pattern would run out of stack on a long text. */
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    const isNumber = sign === "-" || (sign >= "0" && sign <= "9");
    const end = sign === '"' ? endOfString(text, at) : isNumber ? endOfNumber(text, at) : at + 1;
    if (end > at + 1 || isNumber || "{}[],".includes(sign)) {
      yield text.slice(at, end);
    }
    at = end;
  }
}

/** The offset after a string's last quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') {
      return at + 1;
    }
    at += sign === "\\" ? 1 : 0;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) {
    at++;
  }
  return at;
}

function doubtfulName(quoted: string, names: Set<string> | undefined): "twice" | "proto" | undefined {
  const name = quoted.includes("\\") ? unescaped(quoted) : quoted.slice(1, -1);
  if (name === "__proto__") {
    return "proto";
  }
  if (names?.has(name)) {
    return "twice";
  }
  names?.add(name);
  return undefined;
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** Whether a number is written with the value that it has once it is read. */
function survives(number: string): boolean {
  // So many digits always do.
  if (number.length <= 15 && !/e/i.test(number)) {
    return true;
  }
  const value = Number(number);
  return (
    number.length <= LONGEST_NUMBER &&
    Number.isFinite(value) &&
    decimalOf(number) === decimalOf(JSON.stringify(value))
  );
}

/** A number's digits and exponent, the same for every spelling of one value. Minus zero is zero. */
function decimalOf(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  const power = Number(exponent) - fraction.length + digits.length - kept.length;
  return kept === "" ? "0" : `${sign}${kept}e${power}`;
}
