import { isLossy } from "./numbers.ts";
import { isDeep, MAXIMUM_DEPTH, tokensOf } from "./tokens.ts";

/** Why readers would disagree on what a JSON text says, in words that follow "the body". */
export type Doubt = keyof typeof DOUBTS;

/** None of them quotes the text: it may hold what nobody may see. */
export const DOUBTS = {
  depth: `is nested more than ${MAXIMUM_DEPTH} levels deep`,
  twice: "has a member twice",
  proto: "has a member __proto__",
  number: "has a number that isn't the same once it is read",
} as const;

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
    const sign = token.text;
    const doubt = isName && sign.startsWith('"') ? doubtfulName(sign, names) : undefined;
    if (doubt !== undefined) {
      return doubt;
    }
    hasLossy ||= isLossy(token);
    if (sign === "{" || sign === "[") {
      open.push(sign === "{" ? new Set() : undefined);
    } else if (sign === "}" || sign === "]") {
      open.pop();
    }
    isName = sign === "{" || (sign === "," && names !== undefined);
  }
  return hasLossy ? "number" : undefined;
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
