import { nextToken, type Token } from "./tokens.ts";

/** What a number has that may not survive: many digits, or an exponent. */
const RISKY = /[-.\d]{16}|\de/i;

/** Whether a text has a number that has another value once it is read. */
export function hasLossyNumber(text: string): boolean {
  return lossyNumbers(text).length > 0;
}

/**
 * Reads JSON as the platform does, but for numbers that don't survive it, such as those beyond 2^53 or
 * 1e400: each is the text that it was.
 * @throws SyntaxError for what is no JSON
 */
export function parseKeepingNumbers(text: string): unknown {
  // First as it stands: with quotes around a number, a text may be JSON that wasn't.
  const value: unknown = JSON.parse(text);
  const lossy = lossyNumbers(text);
  const parts = lossy.flatMap(({ at, end }, index) => [
    text.slice(lossy[index - 1]?.end ?? 0, at),
    `"${text.slice(at, end)}"`,
  ]);
  return lossy.length === 0 ? value : JSON.parse(parts.join("") + text.slice(lossy.at(-1)?.end));
}

function lossyNumbers(text: string): Token[] {
  const found: Token[] = [];
  const first = RISKY.test(text) ? nextToken(text, 0) : undefined;
  for (let token = first; token !== undefined; token = nextToken(text, token.end)) {
    const number = /[-\d]/.test(token.sign) ? text.slice(token.at, token.end) : "";
    if (RISKY.test(number) && decimalOf(number) !== decimalOf(String(Number(number)))) {
      found.push(token);
    }
  }
  return found;
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
