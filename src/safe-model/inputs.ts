import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { EACH, type Step } from "../gateway/fields.ts";
import { FORMATS } from "../gateway/formats.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { memoize } from "../lazily.ts";
import { longestOf, type SpelledTexts, spelledTextsOf } from "../patterns/language.ts";
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
  /** The names and lists that lead to it from its place. */
  steps: readonly Step[];
  /** Whether it is the schema of a list's items; its name is then the list's. */
  isItem: boolean;
  schema: Record<string, unknown>;
}

/** Every schema node of an action's input, roots first. Nodes that are no objects are left out. */
export const inputNodes = memoize(({ input }: ReadableAction): readonly InputNode[] =>
  INPUT_PLACES.flatMap((place) => {
    const schema = input[place];
    const pointer = toPointer(["action", "input", place]);
    const root = { place, pointer, name: place, depth: 0, steps: [], isItem: false };
    return schema === undefined ? [] : [...nodesBelow({ ...root, schema })];
  }),
);

function* nodesBelow(node: InputNode): Generator<InputNode> {
  yield node;
  const { properties, items } = node.schema;
  const depth = node.depth + 1;
  for (const [name, schema] of isRecord(properties) ? Object.entries(properties) : []) {
    if (isRecord(schema)) {
      const pointer = `${node.pointer}${toPointer(["properties", name])}`;
      const steps = [...node.steps, name];
      yield* nodesBelow({ ...node, pointer, name, depth, steps, isItem: false, schema });
    }
  }
  if (isRecord(items)) {
    const steps: Step[] = [...node.steps, EACH];
    yield* nodesBelow({
      ...node,
      pointer: `${node.pointer}/items`,
      depth,
      steps,
      isItem: true,
      schema: items,
    });
  }
}

/** Whether other schemas stand within a schema: its values are those of its parts. */
export function hasParts({ properties, items }: InputNode["schema"]): boolean {
  return isRecord(items) || (isRecord(properties) && Object.keys(properties).length > 0);
}

/** The inputs that a caller fills in: everything but the roots. */
export function namedInputs(action: ReadableAction): InputNode[] {
  return inputNodes(action).filter((node) => node.depth > 0);
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
