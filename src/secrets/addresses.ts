import { compact, isStart, join, originOf, piecesOf, plain, stringsIn } from "./spellings.ts";
import { pointerToName, pointerToText, type Strings, stringsOf } from "./strings.ts";

/** A domain after what may end the name of a mailbox. `[a-z]+@` is a pattern, `/@` the name of an account. */
const ADDRESS = /[\p{L}\p{N}_-]@((?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63})/gu;

/** The same in letters alone, with all that may be its domain. */
const LETTERS = /[A-Za-z0-9_-]@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})/g;

/** Where a domain may end though letters follow that white space parted from it. */
const COMMON = /\.(?:com|org|net|edu|gov|io|dev|app|info|biz|us|uk|de|fr|nl|jp|ca|au|ch|eu|cn|ru|in|br)/gi;

/** What is no domain: a version, the name of a file. */
const OTHER = /\.(?:\d[^.]*|png|jpe?g|gif|svg|webp|json|tgz|x)$/i;

/** Domains of nobody: RFC 2606, RFC 6761. */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i;

/**
 * Where e-mail addresses stand that may be somebody's, also with white space or invisible characters
 * in them, or percent-encoded. A name that is one isn't told by the pointers below it.
 */
export function findAddresses(document: object): string[] {
  return addressesIn(stringsOf(document));
}

/** The same in the strings of a document. */
export function addressesIn(strings: Strings): string[] {
  const inNames = new Set(stringsWith(strings.names));
  const pointers = [...inNames]
    .map((at) => pointerToName(strings, at, inNames))
    .concat(stringsWith(strings.texts).map((at) => pointerToText(strings, at, inNames)));
  return [...new Set(pointers)];
}

/** What an address has, spelt in some way. */
const MAY_HOLD = /[@%\uff20\ufe6b]/;

/** Which of several strings hold an address. */
function stringsWith(strings: readonly string[]): number[] {
  const joined = join(strings);
  if (!MAY_HOLD.test(joined)) {
    return [];
  }
  const text = plain(joined)
    .replace(/[\uff20\ufe6b]/g, "@")
    .replace(/[\uff0e\u3002]|\\\./g, ".");
  if (!text.includes("@")) {
    return [];
  }
  const stringOf = stringsIn(text);
  const whole = [...text.matchAll(ADDRESS)].filter(({ 1: domain = "" }) => isSomebodys(domain));
  const parted = partedIn(text).filter(({ from, to }) => stringOf(from) === stringOf(to));
  return [...whole.map(({ index }) => index), ...parted.map(({ from }) => from)]
    .map(stringOf)
    .sort((one, other) => one - other);
}

function isSomebodys(domain: string): boolean {
  return !RESERVED.test(domain) && !OTHER.test(domain);
}

/** Addresses with white space in them, by their first and last offset. */
function partedIn(text: string): { from: number; to: number }[] {
  const letters = compact(text);
  const pieces = piecesOf(text);
  const found: { from: number; to: number }[] = [];
  for (const { 1: domain = "", index } of letters.matchAll(LETTERS)) {
    const start = index + 2;
    const isAccount = isStart(pieces, start - 1) && !isStart(pieces, start);
    const ends = [...domain.matchAll(COMMON)].map((match) => match.index + match[0].length);
    const end = ends.find((at) => !/[\w-]/.test(domain.charAt(at)) || isStart(pieces, start + at));
    if (end !== undefined && !isAccount && isSomebodys(domain.slice(0, end))) {
      found.push({ from: originOf(pieces, index), to: originOf(pieces, start + end - 1) });
    }
  }
  return found;
}
