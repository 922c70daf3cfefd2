import { hasLossyNumber } from "./numbers.ts";
import { endOfString } from "./tokens.ts";

/** Deeper nesting than any honest text needs; also keeps recursive readers off the stack's end. */
export const MAXIMUM_DEPTH = 64;

/** Why readers would disagree on what a JSON text says, in words that follow "the body". */
export type Doubt = keyof typeof DOUBTS;

/** None of them quotes the text: it may hold what no one may see. */
export const DOUBTS = {
  depth: `is nested more than ${MAXIMUM_DEPTH} levels deep`,
  twice: "has a member twice",
  proto: "has a member __proto__",
  number: "has a number that isn't the same once it is read",
} as const;

/** A doubt about a text's structure, and where: the bracket that is too deep, or the member. */
export interface StructureDoubt {
  what: Exclude<Doubt, "number">;
  /** An offset. */
  at: number;
  /** The member's name; empty for a bracket. */
  name: string;
}

/** Why a text that the platform reads as JSON isn't strict. A depth comes first, then a member, then a number. */
export function doubtOf(text: string): Doubt | undefined {
  return findStructureDoubt(text)?.what ?? (hasLossyNumber(text) ? "number" : undefined);
}

/** Whether a text's brackets nest deeper than strict JSON may, whatever the text is. */
export function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '"':
        at = endOfString(text, at) - 1;
        break;
      case "{":
      case "[":
        if (++depth > MAXIMUM_DEPTH) {
          return true;
        }
        break;
      case "}":
      case "]":
        depth = Math.max(0, depth - 1);
        break;
    }
  }
  return false;
}

/** The first bracket that is too deep, else the first member that stands twice or is called `__proto__`. */
export function findStructureDoubt(text: string): StructureDoubt | undefined {
  // The names of each open object; undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  let doubtful: StructureDoubt | undefined;
  for (let at = 0; at < text.length; at++) {
    const names = open.at(-1);
    switch (text.charAt(at)) {
      case '"': {
        const end = endOfString(text, at);
        if (isName && names !== undefined) {
          doubtful ??= doubtfulName(nameIn(text, at, end), names, at);
        }
        at = end - 1;
        isName = false;
        break;
      }
      case "{":
      case "[":
        isName = text.charAt(at) === "{";
        open.push(isName ? new Set() : undefined);
        if (open.length > MAXIMUM_DEPTH) {
          return { what: "depth", at, name: "" };
        }
        break;
      case "}":
      case "]":
        open.pop();
        isName = false;
        break;
      case ",":
        isName = names !== undefined;
        break;
    }
  }
  return doubtful;
}

/** @param names of the same object so far; this one is added */
function doubtfulName(name: string, names: Set<string>, at: number): StructureDoubt | undefined {
  const what = name === "__proto__" ? "proto" : names.has(name) ? "twice" : undefined;
  names.add(name);
  return what === undefined ? undefined : { what, at, name };
}

function nameIn(text: string, at: number, end: number): string {
  const name = text.slice(at + 1, end - 1);
  if (!name.includes("\\")) {
    return name;
  }
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    return name;
  }
}
