import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { lazily } from "../lazily.ts";
import { toPointer } from "./pointer.ts";
import { MAXIMUM_DEPTH, offsetOfDepth } from "./tokens.ts";

export interface Position {
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 code units as editors count. */
  column: number;
}

export interface JsonDocument {
  value: unknown;
  /** Where a pointer's value stands; for one that isn't there, its nearest parent. */
  locate(pointer: string): Position;
  /** The pointer of what stands on a line, 1-based: of the value that starts there, else of the one around it. */
  pointerAt(line: number): string;
}

export interface JsonProblem extends Position {
  message: string;
  pointer: string;
}

export type JsonResult = { ok: true; document: JsonDocument } | { ok: false; problem: JsonProblem };

/**
 * Reads strict JSON (RFC 8259): UTF-8 without a byte order mark, no comments, no trailing commas,
 * and, beyond the RFC, no member twice, no member `__proto__` and no deep nesting, since readers
 * disagree on what those mean. Never throws.
 *
 * @param maximumBytes a longer text is a problem, not an attempt
 */
export function parseJson(bytes: Uint8Array, maximumBytes: number): JsonResult {
  if (bytes.byteLength > maximumBytes) {
    return startProblem(`is larger than ${maximumBytes} bytes`);
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return startProblem("starts with a byte order mark");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return startProblem("isn't UTF-8 text");
  }
  return parseText(text);
}

function parseText(text: string): JsonResult {
  const tooDeep = offsetOfDepth(text, MAXIMUM_DEPTH);
  if (tooDeep !== undefined) {
    return problemAt(text, tooDeep, `is nested more than ${MAXIMUM_DEPTH} levels deep`);
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first !== undefined || root === undefined) {
    const what = first === undefined ? "is empty" : `isn't JSON: ${inWords(first)}`;
    return problemAt(text, first?.offset ?? 0, what);
  }
  const doubtful = findDoubtfulMember(root, []);
  if (doubtful !== undefined) {
    return problemAt(text, doubtful.offset, doubtful.message, doubtful.pointer);
  }
  try {
    // The tree parser is lenient in corners (control characters, odd numbers); the platform's isn't.
    const value: unknown = JSON.parse(text);
    return { ok: true, document: { value, ...locators(text, root) } };
  } catch {
    return problemAt(text, 0, "isn't JSON");
  }
}

/** Position in a text without reading it as JSON. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

/** Finds pointers' places: a large file with many findings is walked once, not once for each. */
function locators(text: string, root: Node): Pick<JsonDocument, "locate" | "pointerAt"> {
  const places = lazily(() => placesBelow(root));
  const breaks = lazily(() => lineBreaks(text));
  return {
    locate(pointer) {
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
        const offset = places().get(at)?.offset;
        if (offset !== undefined || !at.includes("/")) {
          return positionIn(breaks(), offset ?? root.offset);
        }
      }
    },
    pointerAt(line) {
      const start = (breaks()[line - 2] ?? -1) + 1;
      const end = breaks()[line - 1] ?? text.length;
      let around = "";
      for (const [pointer, { offset, length }] of places()) {
        if (offset >= start && offset <= end) {
          return pointer;
        }
        if (offset < start && offset + length > start) {
          around = pointer;
        }
      }
      return around;
    },
  };
}

/** Where each value stands, by its pointer, in the order of the text. */
function placesBelow(root: Node): Map<string, Pick<Node, "offset" | "length">> {
  const places = new Map<string, Pick<Node, "offset" | "length">>();
  const visit = (node: Node, pointer: string): void => {
    places.set(pointer, node);
    for (const [index, child] of (node.children ?? []).entries()) {
      const [key, value] = node.type === "object" ? (child.children ?? []) : [];
      if (node.type === "array") {
        visit(child, `${pointer}/${index}`);
      } else if (value !== undefined) {
        visit(value, `${pointer}${toPointer([String(key?.value)])}`);
      }
    }
  };
  visit(root, "");
  return places;
}

function lineBreaks(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    breaks.push(at);
  }
  return breaks;
}

/** @param breaks offsets of the line breaks, in order */
function positionIn(breaks: readonly number[], offset: number): Position {
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((breaks[middle] ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return { line: low + 1, column: offset - (breaks[low - 1] ?? -1) };
}

interface DoubtfulMember {
  offset: number;
  message: string;
  pointer: string;
}

function findDoubtfulMember(node: Node, path: readonly (string | number)[]): DoubtfulMember | undefined {
  const seen = new Set<string>();
  for (const [index, child] of (node.children ?? []).entries()) {
    if (node.type !== "object") {
      const found = findDoubtfulMember(child, [...path, index]);
      if (found !== undefined) {
        return found;
      }
      continue;
    }
    const [key, value] = child.children ?? [];
    const name = String(key?.value);
    if (seen.has(name) || name === "__proto__") {
      const why = seen.has(name) ? "stands twice in one object" : "isn't allowed";
      return {
        offset: child.offset,
        message: `has ${tellMember(name)} that ${why}`,
        pointer: toPointer(path),
      };
    }
    seen.add(name);
    const found = value === undefined ? undefined : findDoubtfulMember(value, [...path, name]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** A member's name, where it may be told: it could be a secret itself, and a report is read by more than a file is. */
function tellMember(name: string): string {
  const isToken = /[A-Za-z0-9]{16}/.test(name) && !/^[A-Za-z]+$/.test(name);
  return /^[A-Za-z_$][\w$-]{0,39}$/.test(name) && !isToken ? `a member ${JSON.stringify(name)}` : "a member";
}

function inWords(error: ParseError): string {
  return printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function startProblem(message: string): JsonResult {
  return { ok: false, problem: { message, pointer: "", line: 1, column: 1 } };
}

function problemAt(text: string, offset: number, message: string, pointer = ""): JsonResult {
  return { ok: false, problem: { message, pointer, ...positionAt(text, offset) } };
}
