import { compact, plain } from "../../secrets/spellings.ts";

/** Signs by which a text may be escaped. */
const ESCAPED = /[\\&%=]/;

export function isEscaped(text: string): boolean {
  return ESCAPED.test(text);
}

/** A text without escapes, invisible characters and white space; what isn't ASCII is in no token. */
export function spell(text: string): string {
  let spelling = text;
  for (let round = 0; round < 2 && isEscaped(spelling); round++) {
    spelling = plain(unescapeText(spelling));
  }
  return compact(/[^\0-~]/.test(spelling) ? plain(spelling).normalize("NFKC") : spelling);
}

/** Signs that HTML has names for; none of them counts here. */
const NAMED = /&(?:amp|lt|gt|quot|apos|nbsp|shy|sol|plus|equals|lowbar|period|colon|dash|hyphen|zwj|zwnj);/gi;

/** The escapes of JSON and programs (`\u0041`, `\x41`), of HTML (`&#65;`, `&#x41;`), and of mail (`=\n`). */
function unescapeText(text: string): string {
  return text
    .replace(/\\+(?:u\{?([0-9a-f]{2,6})\}?|x([0-9a-f]{2}))/gi, (_, long, short) => sign(long ?? short, 16))
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex, decimal) =>
      hex === undefined ? sign(decimal, 10) : sign(hex, 16),
    )
    .replace(NAMED, "")
    .replace(/\\+[nrtbf"/]/g, "")
    .replace(/=\r?\n/g, "");
}

function sign(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
