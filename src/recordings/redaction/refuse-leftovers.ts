import { HarborError } from "../../errors.ts";
import { findAddresses } from "../../secrets/addresses.ts";
import { findInText } from "../../secrets/find.ts";
import { pointerToName, pointerToText, stringsOf } from "../../secrets/strings.ts";
import { holdsAny } from "./inside.ts";
import { type Forbidden, findRealLeftovers } from "./leftovers.ts";
import { mapDocument } from "./map-document.ts";
import { digitsOf, digitsOfReals } from "./numbers.ts";
import { parseBody } from "./recorded-document.ts";
import type { AnsweredExample } from "./redact.ts";
import { type Marks, secretsIn } from "./secrets-in.ts";
import { isToken } from "./visit.ts";

/**
 * Looks at what is to be written as if it came from somebody else.
 *
 * @throws HarborError REFUSED with the place of what is left, never with what it says
 */
export function refuseLeftovers(redacted: readonly AnsweredExample[], forbidden: Forbidden): void {
  for (const { example, exchange } of redacted) {
    const { response, ...request } = exchange;
    const body = parseBody(response.body) ?? null;
    const written = { example, request, response: { ...response, body } };
    const [first] = [
      ...pointersTo(written, secretsIn(written, forbidden.tokens)),
      ...findAddresses(written),
      // A route's own words, and the name of the example, are nobody's though somebody is called so.
      ...realPointers({ example: { input: example.input }, response: { body } }, forbidden),
    ];
    if (first !== undefined || holdsNumber(body, forbidden)) {
      const where = first === undefined ? "a number" : first || "a member's name";
      throw new HarborError(
        "REFUSED",
        `the answer to ${tellExample(example.name, forbidden)} could not be redacted safely: ${where} still holds what may not be there`,
        "hand over an input whose answer holds less, or write the exchange by hand",
      );
    }
  }
}

/** An example by its name, unless that is what may not be told. */
export function tellExample(name: string, { tokens }: Pick<Forbidden, "tokens">): string {
  return tokens.isIn(name) || findInText(name).length > 0
    ? "an example"
    : `the example ${JSON.stringify(name)}`;
}

function realPointers(document: object, forbidden: Forbidden): string[] {
  return pointersTo(document, findRealLeftovers(document, forbidden));
}

/** Names that may not be told are left out of the pointers. */
function pointersTo(document: object, { names, texts }: Marks): string[] {
  if (names.size + texts.size === 0) {
    return [];
  }
  const strings = stringsOf(document);
  return [
    ...[...names].map((at) => pointerToName(strings, at, names)),
    ...[...texts].map((at) => pointerToText(strings, at, names)),
  ];
}

/**
 * What a body's numbers spell as bytes, whatever they stand in: programs write bytes as lists, as
 * objects, as texts and as words of several bytes by mistake.
 */
function spelledOut(body: unknown): string {
  const bytes: string[] = [];
  const words: string[] = [];
  mapDocument(body, {
    number(value) {
      const whole = Math.trunc(Math.abs(value));
      bytes.push(whole < 256 ? String.fromCharCode(whole) : "");
      words.push(bytesOf(whole));
      return value;
    },
    text(value) {
      bytes.push(/^\d{1,3}$/.test(value) && Number(value) < 256 ? String.fromCharCode(Number(value)) : "");
      return value;
    },
  });
  return `${bytes.join("")}\n${words.join("")}`;
}

/** Big-endian, as far as a number is exact. */
function bytesOf(whole: number): string {
  let text = "";
  for (let rest = Number.isSafeInteger(whole) ? whole : 0; rest > 0; rest = Math.floor(rest / 256)) {
    text = String.fromCharCode(rest % 256) + text;
  }
  return text;
}

/** Whether a token or a real value is among the numbers, which are no strings. */
function holdsNumber(body: unknown, { tokens, reals, allowed }: Forbidden): boolean {
  const isReal = holdsAny(digitsOfReals(reals));
  let isFound = tokens.isIn(spelledOut(body));
  mapDocument(body, {
    number(value) {
      const digits = digitsOf(value) ?? "";
      isFound ||= (isReal(digits) && !allowed.has(digits)) || (digits.length >= 6 && tokens.isIn(digits));
      return value;
    },
    list(items) {
      isFound ||= isToken(items, tokens);
      return undefined;
    },
  });
  return isFound;
}
