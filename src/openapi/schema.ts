import type { JsonSchema } from "../catalog/json-schema.ts";
import { EACH, fieldOf, isFieldPath, type Step } from "../gateway/fields.ts";
import { isRecord } from "../json/record.ts";
import type { Node, Walk } from "./walk.ts";

/** A schema's parts together: `allOf` is all of them, a reference's siblings count, `null` is no type. */
interface Merged {
  types: string[];
  properties: Map<string, Node>;
  required: Set<string>;
  items: Node | undefined;
  /** `oneOf` and `anyOf`. */
  choices: Node[];
  /** Every other keyword, the first that says it. */
  keywords: Record<string, unknown>;
}

/** Parts that one schema may be put together of. */
const MOST_PARTS = 200;

function merge(walk: Walk, schema: Node): Merged {
  const merged: Merged = {
    types: [],
    properties: new Map(),
    required: new Set(),
    items: undefined,
    choices: [],
    keywords: {},
  };
  const seen = new Set<unknown>();
  const queue = [schema];
  for (let part = queue.shift(); part !== undefined && seen.size < MOST_PARTS; part = queue.shift()) {
    const { value } = part;
    if (seen.has(value) || !isRecord(value)) {
      continue;
    }
    seen.add(value);
    addPart(walk, merged, part, value);
    queue.push(...itemsOf(walk, part, "allOf"));
  }
  merged.types = [...new Set(merged.types)].filter((name) => name !== "null");
  return merged;
}

function addPart(walk: Walk, merged: Merged, part: Node, value: Record<string, unknown>): void {
  const { type, properties: _, required, items: __, ...keywords } = value;
  merged.types.push(...(Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string"));
  for (const name of Array.isArray(required) ? required : []) {
    merged.required.add(String(name));
  }
  const properties = walk.rawMember(part, "properties");
  for (const name of isRecord(properties?.value) ? Object.keys(properties.value) : []) {
    const property = properties && walk.rawMember(properties, name);
    if (property !== undefined && !merged.properties.has(name)) {
      merged.properties.set(name, property);
    }
  }
  merged.items ??= walk.rawMember(part, "items");
  merged.choices.push(...["oneOf", "anyOf"].flatMap((name) => itemsOf(walk, part, name)));
  merged.keywords = { ...keywords, ...merged.keywords };
}

function itemsOf(walk: Walk, node: Node, name: string): Node[] {
  const list = walk.rawMember(node, name);
  return list === undefined ? [] : walk.items(list);
}

/** A place in an answer where a value stands that agents can be given. */
export interface Field {
  path: string;
  type: string;
}

/** Larger answers are listed so far: nobody chooses among more. */
const MOST_FIELDS = 500;
const DEEPEST = 12;

/**
 * The fields of an answer's schema: its scalars and lists of scalars. A schema within itself is listed once,
 * and what may have any name isn't listed.
 */
export function fieldsOf(walk: Walk, schema: Node): Field[] {
  const fields = new Map<string, Field>();
  const visit = (node: Node, steps: readonly Step[], above: readonly unknown[]): void => {
    if (steps.length > DEEPEST || fields.size >= MOST_FIELDS || above.includes(node.value)) {
      return;
    }
    const inside = [...above, node.value];
    const { types, properties, items, choices } = merge(walk, node);
    for (const [name, property] of properties) {
      visit(walk.follow(property), [...steps, name], inside);
    }
    if (items !== undefined) {
      visit(walk.follow(items), [...steps, EACH], inside);
    }
    for (const choice of choices) {
      visit(choice, steps, inside);
    }
    const type = types.find((name) => name !== "object" && name !== "array");
    const path = fieldOf(steps);
    if (type !== undefined && isFieldPath(path) && !fields.has(path)) {
      fields.set(path, { path, type });
    }
  };
  visit(schema, [], []);
  return [...fields.values()].slice(0, MOST_FIELDS);
}

/** An input's schema in the subset that actions may use, or why it can't be said in it. */
export type InputSchema = { ok: true; schema: JsonSchema } | { ok: false; why: string };

/** What is left open by the description is bounded so; a policy, or whoever proposes, may say otherwise. */
export const DEFAULT_BOUNDS = { maxLength: 256, maxItems: 50, minimum: 0, maximum: 10_000 };

/** Formats that the gateway checks; every other says nothing. */
const FORMATS = ["date", "date-time", "email", "uuid"];

/** Translates an input's schema. Bounds that it doesn't say are the default ones. */
export function inputSchemaOf(walk: Walk, schema: Node, depth = 0): InputSchema {
  const { types, properties, required, items, choices, keywords } = merge(walk, schema);
  const fixed = valuesOf(keywords);
  const type = types[0] ?? (properties.size > 0 ? "object" : items ? "array" : typeOfValues(fixed));
  if (types.length > 1 || (choices.length > 0 && fixed === undefined)) {
    return { ok: false, why: "it may be of several kinds" };
  }
  if (fixed !== undefined && type !== undefined && type !== "object" && type !== "array") {
    return { ok: true, schema: { type: type as "string", enum: fixed } };
  }
  switch (type) {
    case "object":
      return objectSchema(walk, properties, required, depth);
    case "array": {
      const item = items === undefined ? undefined : inputSchemaOf(walk, walk.follow(items), depth + 1);
      return item?.ok
        ? {
            ok: true,
            schema: {
              type,
              items: item.schema,
              maxItems: count(keywords.maxItems) ?? DEFAULT_BOUNDS.maxItems,
            },
          }
        : (item ?? { ok: false, why: "nothing is said of its items" });
    }
    case "string":
      return { ok: true, schema: stringSchema(keywords) };
    case "integer":
    case "number":
      return { ok: true, schema: { type, ...boundsOf(keywords, type === "integer" ? 1 : 0) } };
    case "boolean":
      return { ok: true, schema: { type } };
    default:
      return { ok: false, why: "the description says nothing of its type" };
  }
}

function objectSchema(
  walk: Walk,
  properties: Merged["properties"],
  required: Set<string>,
  depth: number,
): InputSchema {
  if (depth > DEEPEST || properties.size === 0) {
    return { ok: false, why: "it takes members of any name" };
  }
  const known: Record<string, JsonSchema> = {};
  for (const [name, property] of properties) {
    const member = inputSchemaOf(walk, walk.follow(property), depth + 1);
    if (member.ok) {
      known[name] = member.schema;
    } else if (required.has(name)) {
      return { ok: false, why: `its ${name}: ${member.why}` };
    }
  }
  const needed = [...required].filter((name) => Object.hasOwn(known, name));
  return {
    ok: true,
    schema: {
      type: "object",
      properties: known,
      ...(needed.length > 0 ? { required: needed } : {}),
      additionalProperties: false,
    },
  };
}

function stringSchema({ pattern, format, minLength, maxLength }: Merged["keywords"]): JsonSchema {
  const least = count(minLength);
  const most = count(maxLength);
  const known = typeof format === "string" && FORMATS.includes(format) ? format : undefined;
  const isBounded = pattern !== undefined || known === "date" || known === "date-time" || known === "uuid";
  return {
    type: "string",
    ...(typeof pattern === "string" ? { pattern } : {}),
    ...(known === undefined ? {} : { format: known }),
    ...(least === undefined || least === 0 ? {} : { minLength: least }),
    ...(most === undefined && isBounded ? {} : { maxLength: most ?? DEFAULT_BOUNDS.maxLength }),
  };
}

/** @param step between a bound that is excluded and the next value: OpenAPI 3.0 says it by a flag, 3.1 by a number */
function boundsOf(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Merged["keywords"],
  step: number,
) {
  const bound = (value: unknown, excluded: unknown, sign: number): number | undefined => {
    const number = typeof excluded === "number" ? excluded : typeof value === "number" ? value : undefined;
    const isExcluded = typeof excluded === "number" || excluded === true;
    return number === undefined ? undefined : number + (isExcluded ? sign * step : 0);
  };
  return {
    minimum: bound(minimum, exclusiveMinimum, 1) ?? DEFAULT_BOUNDS.minimum,
    maximum: bound(maximum, exclusiveMaximum, -1) ?? DEFAULT_BOUNDS.maximum,
  };
}

function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

type Scalar = string | number | boolean | null;

function valuesOf({ enum: listed, const: only }: Merged["keywords"]): Scalar[] | undefined {
  const values: unknown[] | undefined = Array.isArray(listed)
    ? listed
    : only === undefined
      ? undefined
      : [only];
  const isScalar = (value: unknown): value is Scalar => value !== null && typeof value !== "object";
  const scalars = values?.filter(isScalar);
  return scalars === undefined || scalars.length === 0 ? undefined : scalars;
}

function typeOfValues(values: Scalar[] | undefined): string | undefined {
  const types = new Set(values?.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  return types.size === 1 ? [...types][0] : undefined;
}
