import { compact, plain } from "../../secrets/spellings.ts";

/** As many letters and digits of a token are a part of it that nobody may see. */
const LEAST_PART = 10;

/** A token with fewer would be found everywhere. */
const FEWEST = 6;

/** Base64 in base64 is looked into, base64 in that isn't. */
const DEEPEST = 2;

/**
 * Makes a search for tokens or parts of them in a text: as they are, in any case, reversed,
 * percent-encoded, escaped as JSON or HTML have it, in base64 or hex, and with anything in between that
 * is no letter or digit.
 */
export function searchFor(tokens: readonly string[]): (text: string) => boolean {
  const parts = new Map<number, Set<string>>();
  for (const token of tokens) {
    const letters = lettersOf(token);
    const length = Math.min(letters.length, LEAST_PART);
    const known = parts.get(length) ?? new Set<string>();
    for (const text of length < FEWEST ? [] : [letters, [...letters].reverse().join("")]) {
      for (let at = 0; at + length <= text.length; at++) {
        known.add(text.slice(at, at + length));
      }
    }
    parts.set(length, known);
  }
  const isPlain = (text: string): boolean => {
    const letters = lettersOf(text);
    return [...parts].some(([length, known]) => {
      for (let at = 0; at + length <= letters.length; at++) {
        if (known.has(letters.slice(at, at + length))) {
          return true;
        }
      }
      return false;
    });
  };
  const isIn = (text: string, depth: number): boolean =>
    isPlain(text) || (depth < DEEPEST && readings(text).some((reading) => isIn(reading, depth + 1)));
  return (text) => tokens.length > 0 && (isPlain(text) || isIn(spell(text), 0));
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** What a text without white space says when its parts are read as base64, from any letter on, or as hex. */
function readings(text: string): string[] {
  const base64 = [...text.matchAll(/[\w+/-]{8,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), "base64")),
  );
  const hex = [...text.matchAll(/[0-9a-f](?:[:,-]?(?:0x)?[0-9a-f]){11,}/gi)].flatMap(([run]) => {
    const digits = run.replace(/0x|[^0-9a-f]/gi, "");
    return [0, 1].map((skipped) => Buffer.from(digits.slice(skipped), "hex"));
  });
  return [...base64, ...hex]
    .flatMap((bytes) => bytes.toString("latin1").match(/[\0\t-\r -~]{6,}/g) ?? [])
    .map(spell);
}

/** A text without escapes, invisible characters and white space; what isn't ASCII is in no token. */
function spell(text: string): string {
  let spelling = text;
  for (let round = 0; round < 2 && /[\\&%=]/.test(spelling); round++) {
    spelling = plain(unescapeText(spelling));
  }
  return compact(/[^\0-~]/.test(spelling) ? plain(spelling).normalize("NFKC") : spelling);
}

/**
 * The escapes of JSON and programs (`\u0041`, `\x41`), of HTML (`&#65;`, `&#x41;`), and of mail (`=\n`). Each
 * run of backslashes is looked at once: from each of its signs on, a long one would take hours.
 */
function unescapeText(text: string): string {
  return text
    .replace(/(?<!\\)\\+(?:u\{?([0-9a-f]{2,6})\}?|x([0-9a-f]{2}))/gi, (_, long, short) =>
      sign(long ?? short, 16),
    )
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex, decimal) =>
      hex === undefined ? sign(decimal, 10) : sign(hex, 16),
    )
    .replace(/&[a-z]{2,8};|(?<!\\)\\+[nrtbf"/]|=\r?\n/gi, "");
}

function sign(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
