import { lazily } from "../lazily.ts";
import { DOUBTS, findStructureDoubt, type StructureDoubt } from "./doubt.ts";
import {
  type Position,
  type Positions,
  pointerOfHolder,
  positionAt,
  positionsIn,
  syntaxErrorIn,
} from "./positions.ts";

export type { Position } from "./positions.ts";

/** A strict JSON text, read. Its positions are looked for when one is first asked for. */
export interface JsonDocument extends Positions {
  text: string;
  value: unknown;
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
  const doubt = findStructureDoubt(text);
  if (doubt !== undefined) {
    return { ok: false, problem: problemIn(text, doubt) };
  }
  try {
    const value: unknown = JSON.parse(text);
    const positions = lazily(() => positionsIn(text));
    const locate: Positions["locate"] = (pointer) => positions().locate(pointer);
    const pointerAt: Positions["pointerAt"] = (line) => positions().pointerAt(line);
    return { ok: true, document: { text, value, locate, pointerAt } };
  } catch {
    return { ok: false, problem: problemIn(text, undefined) };
  }
}

/** What keeps a text from being strict JSON. */
function problemIn(text: string, doubt: StructureDoubt | undefined): JsonProblem {
  if (doubt?.what === "depth") {
    return { message: DOUBTS.depth, pointer: "", ...positionAt(text, doubt.at) };
  }
  const error = syntaxErrorIn(text);
  if (error !== undefined || doubt === undefined) {
    const { message, ...place } = error ?? { message: "", line: 1, column: 1 };
    return { message: message === "" ? "isn't JSON" : `isn't JSON: ${message}`, pointer: "", ...place };
  }
  const { what, at, name } = doubt;
  const why = what === "twice" ? "stands twice in one object" : "isn't allowed";
  const message = `has ${describeMember(name)} that ${why}`;
  return { message, pointer: pointerOfHolder(text, at), ...positionAt(text, at) };
}

/** A member's name, where it may be shown: it could be a secret itself, and a report is read by more than a file is. */
function describeMember(name: string): string {
  const isToken = /[A-Za-z0-9]{16}/.test(name) && !/^[A-Za-z]+$/.test(name);
  return /^[A-Za-z_$][\w$-]{0,39}$/.test(name) && !isToken ? `a member ${JSON.stringify(name)}` : "a member";
}

function startProblem(message: string): JsonResult {
  return { ok: false, problem: { message, pointer: "", line: 1, column: 1 } };
}
