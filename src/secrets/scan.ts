import { lazily } from "../lazily.ts";
import { unwrap } from "./base64.ts";
import { glanceAt } from "./glance.ts";
import { findNamed } from "./named.ts";
import { isProse } from "./prose.ts";
import { indexOfShapes, type Shape, START, UNPREFIXED } from "./shapes.ts";
import { compact, isStart, join, originOf, type Pieces, piecesOf, plain, stringsIn } from "./spellings.ts";

/** A secret found in one of several strings; `last` is the string where it ends. */
export interface Found {
  kind: string;
  index: number;
  last: number;
  /** Whether it was told by the words around it alone. */
  isNamed: boolean;
}

/** Base64 in base64 is looked into, base64 in that isn't. */
const DEEPEST = 2;

/** The shortest secret has as many characters. */
const LEAST = 6;

/**
 * Finds the secrets in the strings of a document, read one after the other as one text, so that one
 * that is split over two strings is found too. Takes time in proportion to the text.
 */
export function scan(strings: readonly string[]): Found[] {
  return scanText(join(strings), 0);
}

/** A secret in a text, by the offsets of its first and last character; `isNamed` as in {@link Found}. */
interface Span {
  kind: string;
  from: number;
  to: number;
  isNamed: boolean;
}

function scanText(joined: string, depth: number): Found[] {
  if (joined.length < LEAST) {
    return [];
  }
  const text = plain(joined);
  const spans = [...findByWords(text), ...findByShape(text, depth)];
  return spans.length === 0 ? [] : inStrings(text, spans);
}

/**
 * How much in a text may look like secrets. Where more does, the text wasn't written to be read, but to
 * keep this busy: from there on the whole of it counts as one.
 */
function mostIn(text: string): number {
  return 100 + text.length / 512;
}

/** What is told by its midst or by the words around it; never over two strings. */
function findByWords(text: string): Span[] {
  const found: Span[] = [];
  for (const [kind, shape] of UNPREFIXED) {
    shape.lastIndex = 0;
    for (let match = shape.exec(text); match !== null; match = shape.exec(text)) {
      found.push({ kind, from: match.index, to: match.index, isNamed: false });
    }
  }
  let left = mostIn(text);
  for (const { kind, offset } of findNamed(text)) {
    const isLast = --left < 0;
    found.push({ kind, from: offset, to: isLast ? text.length - 1 : offset, isNamed: true });
    if (isLast) {
      break;
    }
  }
  return found;
}

/** What begins as tokens do, and what base64 says. */
function findByShape(text: string, depth: number): Span[] {
  const { tokens, wrapped } = glanceAt(text);
  if (!tokens && !wrapped) {
    return [];
  }
  const letters = compact(text);
  const pieces = lazily(() => piecesOf(text));
  const found = tokens ? findTokens(letters, pieces) : [];
  if (wrapped && depth < DEEPEST) {
    found.push(...findWrapped(letters, depth + 1));
  }
  return found.map((span) => ({
    ...span,
    from: originOf(pieces(), span.from),
    to: originOf(pieces(), span.to),
  }));
}

function findTokens(letters: string, pieces: () => Pieces): Span[] {
  const { prefix, byStart } = indexOfShapes();
  const found: Span[] = [];
  let left = mostIn(letters);
  for (prefix.lastIndex = 0; prefix.test(letters); prefix.lastIndex++) {
    const from = prefix.lastIndex;
    if (left-- < 0) {
      return [...found, { kind: "too many tokens", from, to: letters.length - 1, isNamed: false }];
    }
    for (const shape of byStart.get(letters.slice(from, from + START)) ?? []) {
      const to = endOf(shape, letters, from, pieces);
      if (to !== undefined && !isProse(letters, pieces(), from + shape.prefix.length, to)) {
        found.push({ kind: shape.kind, from, to: to - 1, isNamed: false });
        // Where tokens stand one in another, one is enough.
        prefix.lastIndex = Math.max(from, to - 1);
        break;
      }
    }
  }
  return found;
}

/** Where a token that begins at an offset ends; undefined where none does. */
function endOf(shape: Shape, letters: string, from: number, pieces: () => Pieces): number | undefined {
  const { prefix, isWord, rest } = shape;
  if (!letters.startsWith(prefix, from)) {
    return undefined;
  }
  rest.lastIndex = from + prefix.length;
  if (!rest.test(letters)) {
    return undefined;
  }
  const to = rest.lastIndex;
  const isGlued = isWord && from > 0 && /[A-Za-z0-9]/.test(letters.charAt(from - 1));
  if (isGlued && !isStart(pieces(), from)) {
    return undefined;
  }
  return to;
}

/** What is found in base64, where that stands. */
function findWrapped(letters: string, depth: number): Span[] {
  const { text, offsets, end } = unwrap(letters, mostIn(letters));
  const found = scanText(text, depth).map(({ kind, index, isNamed }) => {
    const at = offsets[index] ?? 0;
    return { kind, from: at, to: at, isNamed };
  });
  return end === undefined
    ? found
    : [...found, { kind: "too much base64", from: end, to: letters.length - 1, isNamed: false }];
}

/** The strings in which spans stand. */
function inStrings(text: string, spans: readonly Span[]): Found[] {
  const indexOf = stringsIn(text);
  return spans.map(({ kind, from, to, isNamed }) => ({
    kind,
    index: indexOf(from),
    last: indexOf(to),
    isNamed,
  }));
}
