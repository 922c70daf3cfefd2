import { lastAtMost } from "../../secrets/spellings.ts";
import { isEscaped, spell } from "./token-spelling.ts";
import { type Unwrapped, unwrapped } from "./unwrap.ts";

/** Looks for tokens and parts of them, whatever they are written in. */
export interface TokenSearch {
  /** Which of several strings hold a part of a token, or of one that is split over them in this order. */
  in(strings: readonly string[]): Set<number>;
  isIn(text: string): boolean;
}

/** As many characters of a token are a part of it that nobody may see. */
const LEAST_PART = 12;

/** Fewer letters would be found everywhere, unless the token has no more. */
const FEWEST_LETTERS = 6;

/** Base64 in base64 is looked into, base64 in that isn't. */
const DEEPEST = 2;

/**
 * Makes a search for tokens: as they are, in any case, reversed, percent-encoded, escaped as JSON or
 * HTML have it, in base64 and base64url at any alignment, in hex, with anything in between that is no
 * letter or digit, or split over strings. A part of twelve characters counts.
 */
export function searchFor(tokens: readonly string[]): TokenSearch {
  const lists = new Map<number, Set<string>>();
  for (const token of tokens) {
    const { length, parts } = partsOf(token);
    if (length > 0) {
      lists.set(length, new Set([...(lists.get(length) ?? []), ...parts]));
    }
  }
  const all = [...lists].map(([length, parts]) => finderOf(length, parts));
  const search = (strings: readonly string[]) =>
    all.length === 0 ? new Set<number>() : findIn(strings, (letters) => all.flatMap((find) => find(letters)));
  return { in: search, isIn: (text) => search([text]).size > 0 };
}

/** All runs of letters of a token, forwards and backwards, that are as long as its parts have at least. */
function partsOf(token: string): { length: number; parts: string[] } {
  const letters = lettersOf(token);
  const windows = Array.from({ length: Math.max(1, token.length - LEAST_PART + 1) }, (_, at) =>
    lettersOf(token.slice(at, at + LEAST_PART)),
  );
  const least = Math.min(...windows.map((window) => window.length));
  const length = Math.min(letters.length, Math.max(least, FEWEST_LETTERS));
  const backwards = [...letters].reverse().join("");
  const parts = [letters, backwards].flatMap((text) =>
    Array.from({ length: text.length - length + 1 }, (_, at) => text.slice(at, at + length)),
  );
  return { length, parts };
}

interface Hit {
  from: number;
  /** The last one's offset. */
  to: number;
}

type Find = (letters: string) => Hit[];

/** Finds parts of one length; what begins otherwise than all of them is passed over in haste. */
function finderOf(length: number, parts: ReadonlySet<string>): Find {
  const width = Math.min(3, length);
  const starts = new Uint8Array(36 ** 3);
  for (const part of parts) {
    starts[codeOf(part, 0, width)] = 1;
  }
  return (letters) => {
    const hits: Hit[] = [];
    for (let at = 0; at + length <= letters.length; at++) {
      if (starts[codeOf(letters, at, width)] === 1 && parts.has(letters.slice(at, at + length))) {
        hits.push({ from: at, to: at + length - 1 });
      }
    }
    return hits;
  };
}

function codeOf(letters: string, from: number, width: number): number {
  let code = 0;
  for (let at = from; at < from + width; at++) {
    const letter = letters.charCodeAt(at);
    code = code * 36 + (letter < 58 ? letter - 48 : letter - 87);
  }
  return code;
}

function findIn(strings: readonly string[], find: Find): Set<number> {
  const spelt = strings.map(spell);
  const starts: number[] = [];
  let length = 0;
  for (const text of spelt) {
    starts.push(length);
    length += text.length;
  }
  const found = new Set<number>();
  for (const { from, to } of hitsIn(spelt.join(""), find, 0)) {
    for (let at = lastAtMost(starts, from); at <= lastAtMost(starts, to); at++) {
      found.add(at);
    }
  }
  return found;
}

/** Where a text holds a part of a token, plainly or wrapped in something. */
function hitsIn(text: string, find: Find, depth: number): Hit[] {
  const hits = find(lettersOf(text));
  const places = hits.length === 0 ? [] : placesOf(text);
  const plainly = hits.map(({ from, to }) => ({ from: places[from] ?? 0, to: places[to] ?? 0 }));
  if (depth === DEEPEST) {
    return plainly;
  }
  const wrapped = unwrapped(text).flatMap((part) => hitsInPart(part, find, depth + 1));
  return [...plainly, ...wrapped];
}

/** Where that which is wrapped in something stands in what it is wrapped in. */
function hitsInPart({ text, start, scale }: Unwrapped, find: Find, depth: number): Hit[] {
  const at = ({ from, to }: Hit): Hit => ({
    from: start + Math.floor(from * scale),
    to: start + Math.ceil((to + 1) * scale) - 1,
  });
  const hits = hitsIn(text, find, depth);
  const isHidden = hits.length === 0 && isEscaped(text) && hitsIn(spell(text), find, depth).length > 0;
  return isHidden ? [at({ from: 0, to: text.length - 1 })] : hits.map(at);
}

/** The offsets of a text's letters and digits. */
function placesOf(text: string): number[] {
  return [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
}
