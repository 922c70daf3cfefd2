import { lazily } from "../lazily.ts";
import { GROUP, LEAST_GROUPS } from "./base64.ts";
import { indexOfShapes, START } from "./shapes.ts";

/** What a closer look at a text could find. */
export interface Glance {
  /** The beginning of a token. */
  tokens: boolean;
  /** Base64 that says something. */
  wrapped: boolean;
}

const ALL: Glance = { tokens: true, wrapped: true };

/** Longer texts are few, and are looked at closely at once. */
const LONGEST = 64 * 1024;

/** Kept, since a text is looked at in a few microseconds. */
const bytes = new Uint8Array(LONGEST);
const encoder = new TextEncoder();

/**
 * One walk over a text's letters that tells whether to look for tokens and base64 at all: in nearly all texts
 * there are none, and to look for each takes ten times as long.
 *
 * @param text plain
 */
export function glanceAt(text: string): Glance {
  if (text.length > LONGEST) {
    return ALL;
  }
  const { written } = encoder.encodeInto(text, bytes);
  if (written !== text.length) {
    // Not all of it is ASCII.
    return ALL;
  }
  const { starts, prefixes, groups } = tables();
  const begun: number[] = [];
  // The groups of four letters that follow one another, for each way to group them.
  const runs = new Uint32Array(4);
  let wrapped = false;
  let length = 0;
  for (let at = 0; at < written; at++) {
    const letter = bytes[at] as number;
    if (letter <= SPACE || letter === DELETE) {
      continue;
    }
    bytes[length] = letter;
    if (length >= 2 && starts[hashAt(length - 2)] === 1) {
      begun.push(length - 2);
    }
    if (length >= 3) {
      const phase = length & 3;
      const run = isGroupAt(length - 3, groups) ? (runs[phase] as number) + 1 : 0;
      runs[phase] = run;
      wrapped ||= run >= LEAST_GROUPS;
    }
    length++;
  }
  // What was there before goes on with no prefix.
  bytes.fill(0, length, written);
  const tokens = begun.some((at) => prefixes.get(hashAt(at))?.some((prefix) => beginsAt(at, prefix)));
  return { tokens, wrapped };
}

const SPACE = 0x20;
const DELETE = 0x7f;

function hashAt(at: number): number {
  return hashOf(bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number);
}

function hashOf(one: number, two: number, three: number): number {
  return ((one & 31) << 10) | ((two & 31) << 5) | (three & 31);
}

function isGroupAt(at: number, groups: Uint8Array): boolean {
  return (
    ((groups[bytes[at] as number] as number) & 1) !== 0 &&
    ((groups[bytes[at + 1] as number] as number) & 2) !== 0 &&
    ((groups[bytes[at + 2] as number] as number) & 4) !== 0 &&
    ((groups[bytes[at + 3] as number] as number) & 8) !== 0
  );
}

function beginsAt(from: number, prefix: Uint8Array): boolean {
  for (let at = 0; at < prefix.length; at++) {
    if (bytes[from + at] !== prefix[at]) {
      return false;
    }
  }
  return true;
}

/** The prefixes of tokens by their first letters, and what each letter may be in a group of base64. */
const tables = lazily(() => {
  const starts = new Uint8Array(1 << (5 * START));
  const prefixes = new Map<number, Uint8Array[]>();
  for (const { prefix } of [...indexOfShapes().byStart.values()].flat()) {
    const letters = encoder.encode(prefix);
    const [one = 0, two = 0, three = 0] = letters;
    const hash = hashOf(one, two, three);
    starts[hash] = 1;
    prefixes.set(hash, [...(prefixes.get(hash) ?? []), letters]);
  }
  const groups = Uint8Array.from({ length: 128 }, (_, code) =>
    GROUP.reduce((bits, letters, at) => bits | (letters.test(String.fromCharCode(code)) ? 1 << at : 0), 0),
  );
  return { starts, prefixes, groups };
});
