import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { ownMember } from "../../../src/json/record.ts";
import { admitsNumber, admitsText, textsOf } from "./forms.ts";
import { fixedValuesOf, isAmongFixed } from "./variant.ts";

/** Larger samples cost more than they show; no schema that check admits needs one. */
const LARGEST_SAMPLE = 1_000;

/**
 * A small valid value of a schema, made from the schema alone; undefined where none is found, or none
 * small enough.
 */
export function sampleOf(schema: JsonSchema): unknown {
  const fixed = fixedValuesOf(schema);
  return fixed !== undefined
    ? sampleFixed(schema, fixed)
    : sizeOf(schema) > LARGEST_SAMPLE
      ? undefined
      : SAMPLES[schema.type ?? "none"]?.(schema);
}

const SAMPLES: Record<string, (schema: JsonSchema) => unknown> = {
  none: () => undefined,
  boolean: () => true,
  string: sampleText,
  integer: sampleNumber,
  number: sampleNumber,
  object: sampleObject,
  array: sampleList,
};

/** A fixed value that its own schema doesn't exclude. */
function sampleFixed(schema: JsonSchema, fixed: readonly unknown[]): unknown {
  const types: Record<string, (value: unknown) => boolean> = {
    none: () => true,
    boolean: (value) => typeof value === "boolean",
    string: (value) => admitsText(schema, value) !== false,
    integer: (value) => admitsNumber(schema, value),
    number: (value) => admitsNumber(schema, value),
  };
  const isOfType = types[schema.type ?? "none"] ?? (() => false);
  return fixed.find((value) => isAmongFixed(schema, value) && isOfType(value));
}

/** Rather not empty: an empty text is no segment of a path. */
function sampleText(schema: JsonSchema): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  return (
    textsOf(schema, Math.max(minLength, 1), maxLength).shortest ??
    textsOf(schema, minLength, maxLength).shortest
  );
}

function sampleNumber(schema: JsonSchema): number | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  return [1, 0, Math.ceil(minimum), Math.floor(maximum), minimum].find((value) =>
    admitsNumber(schema, value),
  );
}

function sampleObject({ properties = {}, required = [] }: JsonSchema): unknown {
  const members = [...new Set(required)].map((name): [string, unknown] => {
    const property = ownMember(properties, name);
    return [name, property === undefined ? undefined : sampleOf(property)];
  });
  return members.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(members);
}

function sampleList({ items, minItems = 0, maxItems = minItems }: JsonSchema): unknown {
  if (items === undefined || maxItems < minItems) {
    return undefined;
  }
  const item = sampleOf(items);
  return minItems > 0 && item === undefined ? undefined : Array.from({ length: minItems }, () => item);
}

/** How many values a sample has. */
function sizeOf(schema: JsonSchema): number {
  const { type, properties = {}, required = [], items, minItems = 0 } = schema;
  if (fixedValuesOf(schema) !== undefined) {
    return 1;
  }
  if (type === "array") {
    return 1 + (items === undefined ? 0 : minItems * sizeOf(items));
  }
  return type === "object"
    ? [...new Set(required)].reduce((sum, name) => sum + sizeOf(ownMember(properties, name) ?? {}), 1)
    : 1;
}
