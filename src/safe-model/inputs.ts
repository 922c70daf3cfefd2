import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { FORMATS } from "../gateway/formats.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { setOfText } from "../patterns/characters.ts";
import { textBeyond } from "../patterns/compare.ts";
import { longestOf, type SpelledTexts, spelledBy, spelledTextsOf } from "../patterns/language.ts";
import { patternOf } from "../patterns/pattern.ts";

/** The places in which an action takes input. */
export const INPUT_PLACES = ["path", "query", "body"] as const;
export type InputPlace = (typeof INPUT_PLACES)[number];

/** A schema node of an action's input, however badly written. */
export interface InputNode {
  place: InputPlace;
  /** Pointer into the draft's file. */
  pointer: string;
  /** The property's name; the place's for its root, the list's for an item. */
  name: string;
  depth: number;
  /** Whether it is the schema of a list's items; its name is then the list's. */
  isItem: boolean;
  schema: Record<string, unknown>;
}

/** An action's nodes, which almost every rule asks for. */
const remembered = new WeakMap<ReadableAction, readonly InputNode[]>();

/** Every schema node of an action's input, roots first. Nodes that are no objects are left out. */
export function inputNodes(action: ReadableAction): readonly InputNode[] {
  const known = remembered.get(action);
  if (known !== undefined) {
    return known;
  }
  const nodes = INPUT_PLACES.flatMap((place) => {
    const schema = action.input[place];
    const pointer = toPointer(["action", "input", place]);
    const root = { place, pointer, name: place, depth: 0, isItem: false };
    return schema === undefined ? [] : [...nodesBelow({ ...root, schema })];
  });
  remembered.set(action, nodes);
  return nodes;
}

function* nodesBelow(node: InputNode): Generator<InputNode> {
  yield node;
  const { properties, items } = node.schema;
  if (isRecord(properties)) {
    for (const [name, schema] of Object.entries(properties)) {
      if (isRecord(schema)) {
        const pointer = `${node.pointer}${toPointer(["properties", name])}`;
        yield* nodesBelow({ ...node, pointer, name, depth: node.depth + 1, isItem: false, schema });
      }
    }
  }
  if (isRecord(items)) {
    yield* nodesBelow({
      ...node,
      pointer: `${node.pointer}/items`,
      depth: node.depth + 1,
      isItem: true,
      schema: items,
    });
  }
}

/** The inputs that a caller fills in: everything but the roots. */
export function namedInputs(action: ReadableAction): InputNode[] {
  return inputNodes(action).filter((node) => node.depth > 0);
}

/**
 * Whether a value of this schema could name somebody: free text or a number somewhere in it. Yes or
 * no, moments, and fixed values that stand for the principal can't.
 */
export function canHoldIdentity(schema: Record<string, unknown>, keyword: string | undefined): boolean {
  const { type, format, pattern, properties, items } = schema;
  const fixed = fixedValuesOf(schema);
  if (fixed !== undefined) {
    return fixed.some((value) => value !== keyword && typeof value !== "boolean" && value !== null);
  }
  if (type === "object" && isRecord(properties)) {
    return Object.values(properties).some((part) => !isRecord(part) || canHoldIdentity(part, keyword));
  }
  if (type === "array" && isRecord(items)) {
    return canHoldIdentity(items, keyword);
  }
  const isMoment = format === "date" || format === "date-time" || format === "time";
  return !(type === "boolean" || isMoment || admitsMomentsAlone(pattern));
}

/** Months, days and times, as agents write them where an API knows no format. */
const MOMENTS = patternOf(
  "^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$",
);

function admitsMomentsAlone(pattern: unknown): boolean {
  const known = patternOf(pattern);
  return known !== undefined && MOMENTS !== undefined && textBeyond(known, MOMENTS) === undefined;
}

/** A list of values that nobody reads to its end bounds nothing: schema/bounded refuses a longer one. */
export const MOST_FIXED_VALUES = 200;

/**
 * The values that a schema fixes by `enum`, `const` or a pattern of words; undefined where it fixes none. Of a list that
 * is too long, one more than it may have.
 */
export function fixedValuesOf(schema: Record<string, unknown>): readonly unknown[] | undefined {
  if (Array.isArray(schema.enum)) {
    return schema.enum.slice(0, MOST_FIXED_VALUES + 1);
  }
  if (Object.hasOwn(schema, "const")) {
    return [schema.const];
  }
  const { texts, isAll } = patternTexts(schema);
  return isAll && texts.length > 0 ? texts : undefined;
}

/** The values that a schema names, by a list or within a pattern, also where it admits others as well. */
export function namedValuesOf(schema: Record<string, unknown>): readonly unknown[] {
  return fixedValuesOf(schema) ?? patternTexts(schema).texts;
}

function patternTexts({ type, pattern }: Record<string, unknown>): SpelledTexts {
  const known = type === "string" ? patternOf(pattern) : undefined;
  return known === undefined ? { texts: [], isAll: false } : spelledTextsOf(known.whole);
}

/** Where a fixed value stands, for a finding about it. */
export function pointerOfValue({ schema, pointer }: InputNode, index: number): string {
  return Array.isArray(schema.enum)
    ? `${pointer}/enum/${index}`
    : `${pointer}/${Object.hasOwn(schema, "const") ? "const" : "pattern"}`;
}

/** Whether a pattern spells these characters out, as one for addresses does `@` or `:` and `/`. */
export function spells({ pattern }: Record<string, unknown>, characters: string): boolean {
  const known = patternOf(pattern);
  return known !== undefined && (setOfText(characters) & ~spelledBy(known.whole)) === 0n;
}

/** Whether a schema takes free text, itself or as an entry or member of it. */
export function takesFreeText({ type, items, ...schema }: Record<string, unknown>): boolean {
  if (type === "array" && isRecord(items)) {
    return takesFreeText(items);
  }
  if (type === "object" && isRecord(schema.properties)) {
    return Object.values(schema.properties).some((part) => isRecord(part) && takesFreeText(part));
  }
  const isScalar = type === "boolean" || type === "integer" || type === "number" || type === "object";
  return !isScalar && fixedValuesOf(schema) === undefined && schema.format === undefined;
}

/** The most characters that a text of this schema can have; infinite where nothing bounds it. */
export function longestText({ maxLength, pattern, format }: JsonSchema): number {
  const known = patternOf(pattern);
  return Math.min(
    typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY,
    known === undefined ? Number.POSITIVE_INFINITY : longestOf(known.whole),
    typeof format === "string" && Object.hasOwn(FORMATS, format) ? LONGEST_FORMAT : Number.POSITIVE_INFINITY,
  );
}

/** No text of any format is longer: `2026-03-01T08:30:00.123456789+01:00`, a UUID. */
const LONGEST_FORMAT = 40;
