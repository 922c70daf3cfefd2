import { type Token, tokensOf } from "./tokens.ts";

/** What a number has that may not survive: many digits, or an exponent. */
const RISKY = /[-.\d]{16}|\de/i;

/** Whether a token is a number that has another value once it is read. */
export function isLossy({ text }: Token): boolean {
  return /^[-\d]/.test(text) && RISKY.test(text) && decimalOf(text) !== decimalOf(String(Number(text)));
}

/**
 * Reads JSON as the platform does, but for numbers that don't survive it, such as those beyond 2^53 or
 * 1e400: each is the text that it was.
 * @throws SyntaxError for what is no JSON
 */
export function parseKeepingNumbers(text: string): unknown {
  // First as it stands: with quotes around a number, a text may be JSON that wasn't.
  const value: unknown = JSON.parse(text);
  if (!RISKY.test(text)) {
    return value;
  }
  const parts: string[] = [];
  let end = 0;
  for (const token of tokensOf(text)) {
    if (isLossy(token)) {
      parts.push(text.slice(end, token.at), `"${token.text}"`);
      end = token.at + token.text.length;
    }
  }
  return end === 0 ? value : JSON.parse(parts.join("") + text.slice(end));
}

/** A number's digits and exponent, the same for every spelling of one value. Minus zero is zero. */
function decimalOf(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  let length = digits.length;
  while (digits.charAt(length - 1) === "0") {
    length--;
  }
  const power = Number(exponent) - fraction.length + digits.length - length;
  return length === 0 ? "0" : `${sign}${digits.slice(0, length)}e${power}`;
}
