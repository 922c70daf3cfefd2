import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { ownMember } from "../../../src/json/record.ts";
import { patternOf } from "../../../src/patterns/pattern.ts";
import { type Samples, samplesBetween } from "../../../src/patterns/samples.ts";
import { FORMAT_TEXTS } from "./format-texts.ts";
import { fixedValuesOf, isAmongFixed } from "./variant.ts";

/**
 * What a schema admits, told from the schema alone: the gateway that is probed isn't asked. It needs
 * to know less than the gateway: what it can't tell, no probe is made of.
 */

/** Whether a schema admits a text; undefined where only its format's own rules can tell. */
export function admitsText(schema: JsonSchema, text: unknown): boolean | undefined {
  const { type, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const isWrong =
    typeof text !== "string" ||
    (type !== undefined && type !== "string") ||
    !text.isWellFormed() ||
    !isAmongFixed(schema, text) ||
    !hasLength(text, minLength, maxLength);
  return isWrong ? false : hasForm(schema, text);
}

/** Whether a schema admits a number. Integers are exact ones: beyond them, JSON's readers disagree. */
export function admitsNumber(schema: JsonSchema, value: unknown): boolean {
  const { type, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  return (
    typeof value === "number" &&
    Number.isFinite(value) &&
    (type === "number" || (type === "integer" && Number.isSafeInteger(value))) &&
    isBetween(value, minimum, maximum) &&
    isAmongFixed(schema, value)
  );
}

/** By its characters (code points), which are counted only where its 16-bit units leave that open. */
function hasLength(text: string, least: number, most: number): boolean {
  const units = text.length;
  const isOpen = units <= most * 2 && units >= least && (units > most || units < least * 2);
  return isBetween(isOpen ? [...text].length : units, least, most);
}

/** Whether nothing but length bounds a text. */
export function isFreeText(schema: JsonSchema): boolean {
  const { type, pattern, format } = schema;
  return (
    type === "string" && pattern === undefined && format === undefined && fixedValuesOf(schema) === undefined
  );
}

function isBetween(value: number, low: number, high: number): boolean {
  return low <= value && value <= high;
}

function hasForm({ pattern, format }: JsonSchema, text: string): boolean | undefined {
  if (pattern !== undefined && patternOf(pattern)?.matches(text) !== true) {
    return false;
  }
  if (format === undefined) {
    return true;
  }
  const known = ownMember(FORMAT_TEXTS, format);
  return known?.good.includes(text) ? true : known?.shape.test(text) === false ? false : undefined;
}

/** Longer texts than check admits aren't made, but for one that is too long for anything. */
export const LONGEST_TEXT = 5_000;
const FILLER = "a".repeat(LONGEST_TEXT);
const NO_TEXTS: Samples = { shortest: undefined, longest: undefined, isEmpty: false };

/**
 * The shortest and the longest text of a schema's form (its pattern or format) with so many
 * characters. The schema's own bounds of length aren't looked at.
 */
export function textsOf({ pattern, format }: JsonSchema, from: number, to: number): Samples {
  if (format !== undefined) {
    const all = ownMember(FORMAT_TEXTS, format)?.good ?? [];
    const lengths = all.map((text) => text.length);
    const good = all.filter(
      (text) => isBetween(text.length, from, to) && hasForm({ pattern, format }, text) === true,
    );
    const isOutside = to < Math.min(...lengths) || from > Math.max(...lengths);
    return { shortest: good.at(0), longest: good.at(-1), isEmpty: all.length > 0 && isOutside };
  }
  if (pattern !== undefined) {
    const known = patternOf(pattern);
    return known === undefined ? NO_TEXTS : samplesBetween(known.whole, from, to);
  }
  return {
    shortest: from <= Math.min(to, LONGEST_TEXT) ? FILLER.slice(0, from) : undefined,
    longest: from <= to && to <= LONGEST_TEXT ? FILLER.slice(0, to) : undefined,
    isEmpty: from > to,
  };
}
