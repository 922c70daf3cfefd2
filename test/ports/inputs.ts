import type { JsonSchema } from "../../src/catalog/json-schema.ts";

/** One input, with a value that an example gives it. */
export class Leaf {
  readonly schema: JsonSchema;
  readonly example: unknown;

  constructor(schema: JsonSchema, example: unknown) {
    this.schema = schema;
    this.example = example;
  }
}

/** What an action takes at one place: names with leaves, objects, or lists of one of them. */
export type Shape = Leaf | readonly [Shape] | { readonly [name: string]: Shape };

export const integer = (minimum: number, maximum: number, example: number): Leaf =>
  new Leaf({ type: "integer", minimum, maximum }, example);

export const text = (maxLength: number, example: string): Leaf =>
  new Leaf({ type: "string", minLength: 1, maxLength }, example);

export const like = (pattern: string, example: string): Leaf =>
  new Leaf({ type: "string", pattern }, example);

/** One of these; the first is the example. */
export const oneOf = (
  ...values: readonly [string | number | boolean, ...(string | number | boolean)[]]
): Leaf =>
  new Leaf({ type: typeof values[0] as "string" | "number" | "boolean", enum: [...values] }, values[0]);

export const flag = (example = true): Leaf => new Leaf({ type: "boolean" }, example);

export const date = (example: string): Leaf => new Leaf({ type: "string", format: "date" }, example);

export const time = (example: string): Leaf => new Leaf({ type: "string", format: "date-time" }, example);

/** Several of these words in one query parameter, with commas between. */
export const wordsOf = (...values: readonly [string, ...string[]]): Leaf =>
  new Leaf(
    {
      type: "array",
      items: { type: "string", enum: [...values] },
      minItems: 1,
      maxItems: values.length,
      "x-style": "comma",
    },
    values.slice(0, 2),
  );

/** The longest list that an action takes. */
const LONGEST_LIST = 5;

/** @param required whether a call must give each member: so it is in a path and, here, in a body */
export function schemaOf(shape: Shape, required: boolean): JsonSchema {
  if (shape instanceof Leaf) {
    return shape.schema;
  }
  if (isList(shape)) {
    return { type: "array", items: schemaOf(shape[0], required), minItems: 1, maxItems: LONGEST_LIST };
  }
  const properties = Object.fromEntries(
    Object.entries(shape).map(([name, inner]) => [name, schemaOf(inner, required)]),
  );
  return {
    type: "object",
    properties,
    ...(required ? { required: Object.keys(shape) } : {}),
    additionalProperties: false,
  };
}

export function exampleOf(shape: Shape): unknown {
  if (shape instanceof Leaf) {
    return shape.example;
  }
  return isList(shape)
    ? [exampleOf(shape[0])]
    : Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, exampleOf(inner)]));
}

/** Each leaf below a place, by the steps to it: names, and `[]` for each item of a list. */
export function leavesOf(
  shape: Shape,
  steps: readonly string[] = [],
): [steps: readonly string[], leaf: Leaf][] {
  if (shape instanceof Leaf) {
    return [[shape.schema.type === "array" ? [...steps, "[]"] : steps, shape]];
  }
  return isList(shape)
    ? leavesOf(shape[0], [...steps, "[]"])
    : Object.entries(shape).flatMap(([name, inner]) => leavesOf(inner, [...steps, name]));
}

function isList(shape: Exclude<Shape, Leaf>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
