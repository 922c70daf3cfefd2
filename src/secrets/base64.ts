import { SEPARATOR } from "./spellings.ts";

/** What a text says when it is read as base64. */
export interface Unwrapped {
  /** Whatever is readable, parted as strings are. */
  text: string;
  /** Where each part of it stands, by the offset of its first character. */
  offsets: number[];
  /** Where reading ended, with as many parts as should be read; undefined where all was read. */
  end: number | undefined;
}

/** A shorter part holds no secret; in random letters as much is readable once in a million. */
const LEAST = 15;

/** Characters of a text. */
const READABLE = new RegExp(`[\\t-\\r -~]{${LEAST},}`, "g");

/** Four letters that stand for three characters in ASCII: of each byte the highest bit is 0. */
export const GROUP = [
  /[A-Za-f]/,
  /[A-HQ-Xg-nw-z0-3]/,
  /[ABEFIJMNQRUVYZcdghklopstwx014589]/,
  /[\w+/-]/,
] as const;
const ANY = GROUP.map(({ source }) => source).join("");

/** As many groups say what is long enough to be looked at. */
export const LEAST_GROUPS = LEAST / 3;

/**
 * Base64 and base64url (RFC 4648) of a text. Nothing tells where it begins, since any letters may stand
 * before it, so every way to group the letters is tried; no group is read twice. (The first condition
 * says nothing new: it makes haste where there is no base64.)
 */
const WRAPPED = new RegExp(`(?=${ANY})(?<!${ANY})(?=((?:${ANY}){${LEAST_GROUPS},}[\\w+/-]{0,3}))`, "g");

/** A readable part of one reading. */
interface Readable {
  text: string;
  /** In base64. */
  offset: number;
}

/**
 * What is readable when parts of a text are read as base64.
 *
 * @param most how many parts to read
 */
export function unwrap(text: string, most: number): Unwrapped {
  const parts: Readable[] = [];
  let [left, end]: [number, number | undefined] = [most, undefined];
  for (const { 1: letters = "", index: from } of text.matchAll(WRAPPED)) {
    if (left-- < 0) {
      end = from;
      break;
    }
    for (const { 0: part, index } of Buffer.from(letters, "base64").toString("latin1").matchAll(READABLE)) {
      parts.push({ text: part, offset: from + Math.floor(index / 3) * 4 });
    }
  }
  const read = longest(parts, text.length);
  const offsets = read.map(({ offset }) => offset);
  return { text: read.map((part) => part.text).join(SEPARATOR), offsets, end };
}

/** Of several readings of the same letters the longest, so that never more is read than there was. */
function longest(parts: Readable[], length: number): Readable[] {
  const taken = new Uint8Array(parts.length > 0 ? length : 0);
  return parts
    .sort((one, other) => other.text.length - one.text.length)
    .filter(({ text, offset }) => {
      const end = offset + Math.ceil(text.length / 3) * 4;
      const isNew = taken[(offset + end) >> 1] === 0;
      if (isNew) {
        taken.fill(1, offset, end);
      }
      return isNew;
    });
}
