import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { toPointer } from "../../../src/json/pointer.ts";
import { isRecord } from "../../../src/json/record.ts";
import { fixedVariants } from "./fixed.ts";
import { leastOf, presenceVariants, strangers } from "./members.ts";
import { numberVariants } from "./numbers.ts";
import { oddVariants } from "./oddities.ts";
import { sampleOf } from "./samples.ts";
import { textVariants } from "./texts.ts";
import { wrongTypes } from "./types.ts";
import { accepted, fixedValuesOf, type Place, rejected, type Variant } from "./variant.ts";

/** Deeper than anything that check admits. */
const DEEPEST = 12;
/** A longer list is none that check admits; to make it would take the memory that it allows. */
const LONGEST_LIST = 500;

/** Where a value stands, and which valid values for it are known, from examples. */
export interface Spot {
  place: Place;
  depth: number;
  known: readonly unknown[];
}

/**
 * Values to try in place of a schema's valid one, each odd in one thing: first those for the value as
 * a whole, then those for what it holds.
 */
export function* variantsOf(schema: JsonSchema, spot: Spot): Generator<Variant> {
  const { place, depth, known } = spot;
  if (depth > DEEPEST) {
    return;
  }
  const fixed = fixedValuesOf(schema);
  const sample = sampleOf(schema);
  yield* wrongTypes(schema, depth === 0 ? (known[0] ?? sample) : (sample ?? known[0]));
  if (fixed !== undefined) {
    yield* fixedVariants(fixed);
  } else {
    yield* BY_TYPE[schema.type ?? "none"]?.(schema, spot) ?? [];
  }
  if (schema.type === "string" || place === "path") {
    yield* depth === 0 ? [] : oddVariants(schema, sample ?? known[0], place);
  }
}

const BY_TYPE: Record<string, (schema: JsonSchema, spot: Spot) => Iterable<Variant>> = {
  string: textVariants,
  integer: numberVariants,
  number: numberVariants,
  boolean: () => [accepted("false", false), accepted("true", true)],
  object: objectVariants,
  array: listVariants,
};

/** Of a larger object, each member is tried without those that may be left out. */
const LARGEST_OBJECT = 30;

function* objectVariants(schema: JsonSchema, spot: Spot): Generator<Variant> {
  const { properties = {} } = schema;
  const valid = spot.known.find(isRecord) ?? sampleOf(schema);
  if (!isRecord(valid)) {
    return;
  }
  const knownOf = (name: string): unknown[] =>
    spot.known.flatMap((value) => (isRecord(value) && Object.hasOwn(value, name) ? [value[name]] : []));
  yield* strangers(schema, valid);
  yield* presenceVariants(schema, valid, (name, property) => knownOf(name)[0] ?? sampleOf(property));
  const around = Object.keys(valid).length > LARGEST_OBJECT ? leastOf(schema, valid) : valid;
  for (const [name, property] of Object.entries(properties)) {
    const inside = { ...spot, depth: spot.depth + 1, known: knownOf(name) };
    for (const variant of variantsOf(property, inside)) {
      const value = { ...around, [name]: variant.value };
      yield { ...variant, at: toPointer([name]) + variant.at, value };
    }
  }
}

function* listVariants(schema: JsonSchema, spot: Spot): Generator<Variant> {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const known = spot.known.flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : []));
  const item = known[0] ?? (items === undefined ? undefined : sampleOf(items));
  if (items === undefined || item === undefined) {
    return;
  }
  const listOf = (length: number): unknown[] => Array.from({ length }, () => item);
  if (minItems <= LONGEST_LIST) {
    yield accepted("at its fewest items", listOf(minItems));
    yield* minItems > 0 ? [rejected("one item too few", listOf(minItems - 1))] : [];
  }
  if (maxItems <= LONGEST_LIST) {
    yield accepted("at its most items", listOf(maxItems));
    yield rejected("one item too many", listOf(maxItems + 1));
  }
  // Behind a good item where there may be two: a gateway that looks at the first alone would miss it.
  const before = Math.max(minItems - 1, maxItems > 1 ? 1 : 0);
  if (maxItems <= before || before > LONGEST_LIST) {
    return;
  }
  for (const variant of variantsOf(items, { ...spot, depth: spot.depth + 1, known })) {
    yield { ...variant, at: toPointer([before]) + variant.at, value: [...listOf(before), variant.value] };
  }
  if (before > 0 && fixedValuesOf(items)?.includes(null) !== true) {
    yield { ...rejected("null before a valid item", [null, ...listOf(before)]), at: "/0" };
  }
}
