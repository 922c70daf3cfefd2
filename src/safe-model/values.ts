import { isRecord } from "../json/record.ts";
import { memoize } from "../lazily.ts";
import { setOfText } from "../patterns/characters.ts";
import { commonText, textBeyond } from "../patterns/compare.ts";
import { spelledBy } from "../patterns/language.ts";
import { type Pattern, patternOf } from "../patterns/pattern.ts";
import { fixedValuesOf } from "./inputs.ts";

type Schema = Record<string, unknown>;

/** What values can be; of a list or an object it is the most that a part of it can be. */
export const KINDS = ["flag", "moment", "words", "identifier", "text"] as const;
export type Kind = (typeof KINDS)[number];

/** Whether one kind can be at least what the other can. */
export function isAtLeast(kind: Kind, least: Kind): boolean {
  return KINDS.indexOf(kind) >= KINDS.indexOf(least);
}

/**
 * What a schema's values can be: a yes or no, a moment, fixed words, identifiers (numbers, UUIDs, fixed
 * texts with digits), or text that nobody fixed.
 */
export function kindOf(schema: Schema): Kind {
  const { type, format, items, properties } = schema;
  const fixed = fixedValuesOf(schema);
  if (isFlag(schema)) {
    return "flag";
  }
  if (fixed !== undefined) {
    return fixed.every((value) => typeof value !== "number" && !/[0-9@]/.test(textOf(value)))
      ? "words"
      : "identifier";
  }
  if (type === "array" && isRecord(items)) {
    return kindOf(items);
  }
  if (type === "object") {
    const parts = Object.values(isRecord(properties) ? properties : {}).filter(isRecord);
    return parts.map(kindOf).reduce((most, kind) => (isAtLeast(kind, most) ? kind : most), "flag");
  }
  const isIdentifier = type === "integer" || type === "number" || format === "uuid";
  return isIdentifier ? "identifier" : isMoment(schema) ? "moment" : "text";
}

/** Whether a schema takes free text, itself or as an entry or member of it. */
export function takesFreeText(schema: Schema): boolean {
  return kindOf(schema) === "text";
}

/** A fixed value as a text; one that is an object or a list has any member, toString too. */
export function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const FLAGS = /^(?:true|false|yes|no|on|off|[01])$/i;

/** Whether each value says yes or no, however it is typed: `true`, `"false"`, `"on"`, 0 or 1. */
export function isFlag(schema: Schema): boolean {
  const { type, minimum, maximum } = schema;
  const isBit = (type === "integer" || type === "number") && Number(minimum) >= 0 && Number(maximum) <= 1;
  const fixed = fixedValuesOf(schema);
  return fixed === undefined
    ? type === "boolean" || isBit
    : fixed.every((value) => FLAGS.test(textOf(value)));
}

const YES = /^(?:true|yes|on|[yt1])$/i;
const YES_TEXTS = patternOf("^(?:[Tt](?:[Rr][Uu][Ee])?|[Yy](?:[Ee][Ss])?|[Oo][Nn]|1)$");

/** Whether some value says yes, so that an order which stands in the name is given. */
export function mayBeYes(schema: Schema): boolean {
  const { type, minimum, maximum, pattern } = schema;
  const fixed = fixedValuesOf(schema);
  if (fixed !== undefined) {
    return fixed.some((value) => YES.test(textOf(value)));
  }
  if (type === "integer" || type === "number") {
    return !(Number(minimum) > 1 || Number(maximum) < 1);
  }
  return type !== "string" || meets(pattern, YES_TEXTS);
}

/** Whether some text of a pattern is one of the known; of a pattern that is none, any is. */
export function meets(pattern: unknown, known: Pattern | undefined): boolean {
  const own = patternOf(pattern);
  return own === undefined || known === undefined || commonText(own, known) !== undefined;
}

/** Whether every text of a pattern is one of the known; of a pattern that is none, none is. */
export function isWithin(pattern: unknown, known: Pattern | undefined): boolean {
  const own = patternOf(pattern);
  return own !== undefined && known !== undefined && textBeyond(own, known) === undefined;
}

/** Months, days and times, as agents write them where an API knows no format. */
const MOMENTS = patternOf(
  "^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$",
);

function isMoment({ format, pattern }: Schema): boolean {
  const isFormatted = format === "date" || format === "date-time" || format === "time";
  return isFormatted || (typeof pattern === "string" && isPatternOfMoments(pattern));
}

const isPatternOfMoments = memoize((pattern) => isWithin(pattern, MOMENTS), 1_000);

/** Fixed values that are no one. */
const NOBODY = /^(?:true|false|yes|no|on|off|none|null|nobody|unassigned|any|\*|)$/i;

/**
 * Whether a value of this schema could name somebody: free text or a number somewhere in it. Yes or
 * no, moments, and fixed values that stand for the principal or for no one can't.
 */
export function mayHoldIdentity(schema: Schema, principal: readonly string[]): boolean {
  const { type, properties, items } = schema;
  const fixed = fixedValuesOf(schema);
  if (fixed !== undefined) {
    const others = fixed.filter((value) => !principal.includes(value as string));
    return others.some((value) => !(NOBODY.test(textOf(value)) || MOMENTS?.matches(textOf(value)) === true));
  }
  if (type === "object" && isRecord(properties)) {
    return Object.values(properties).some((part) => !isRecord(part) || mayHoldIdentity(part, principal));
  }
  if (type === "array" && isRecord(items)) {
    return mayHoldIdentity(items, principal);
  }
  return !(type === "boolean" || isMoment(schema));
}

/** Whether a pattern spells these characters out, as one for addresses does `@` or `:` and `/`. */
export function spells({ pattern }: Schema, characters: string): boolean {
  const known = patternOf(pattern);
  return known !== undefined && (setOfText(characters) & ~spelledBy(known.whole)) === 0n;
}
