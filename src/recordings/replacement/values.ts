import type { Action, ActionInput, Example } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { EACH, fieldOf, type Step } from "../../gateway/fields.ts";
import { isRecord, ownMember } from "../../json/record.ts";
import type { Exchange } from "../exchange.ts";
import { isOpen, type Scalar, scalarsOf } from "../projection/scalars.ts";

/** An example with its exchange, where it has one, and the listed fields of the answer. */
export interface ProjectedExample {
  example: Example;
  exchange: Exchange | undefined;
  /** Undefined for a failure, of which a code alone is left, and that stays. */
  output: object | undefined;
}

/** A place in which a value stands: a substitute must be admitted in each of them. */
export interface ValuePlace {
  schema: JsonSchema | undefined;
  /** Whether it stands there as a number of JSON. */
  isNumber: boolean;
}

/** The texts and numbers of an example's input and answer, each with its place, in their order. */
export function valuesOf({ example, output }: ProjectedExample, action: Action): [string, ValuePlace][] {
  const inputs = PARTS.flatMap((part) =>
    [...scalarsOf(example.input[part])].map((scalar) => ({
      ...scalar,
      schema: schemaAt(action.input[part], scalar.steps),
    })),
  );
  const outputs = [...scalarsOf(output)].map((scalar) => ({ ...scalar, schema: undefined }));
  return [...inputs, ...outputs].flatMap(({ value, schema }): [string, ValuePlace][] =>
    isOpen(value) ? [[String(value), { schema, isNumber: typeof value === "number" }]] : [],
  );
}

const PARTS = ["path", "query", "body"] as const;

function schemaAt(schema: JsonSchema | undefined, [step, ...rest]: readonly Step[]): JsonSchema | undefined {
  return step === undefined || schema === undefined
    ? schema
    : schemaAt(step === EACH ? schema.items : ownMember(schema.properties ?? {}, step), rest);
}

/** The values of the listed fields that somebody wants to keep. */
export function keptValues({ output }: { output: unknown }, keep: readonly string[]): string[] {
  return [...scalarsOf(output)].flatMap(({ value, steps }) => (isKept(steps, keep) ? [String(value)] : []));
}

/** A field may end at a list of scalars. */
function isKept(steps: Scalar["steps"], keep: readonly string[]): boolean {
  const list = steps.at(-1) === EACH ? steps.slice(0, -1) : steps;
  return keep.includes(fieldOf(steps)) || keep.includes(fieldOf(list));
}

/** What somebody gave for each value of an input: the one that stands in the same place of another. */
export function givenFor(real: ActionInput, given: ActionInput): [real: string, given: string][] {
  return [...pairsOf(real, given)].flatMap(([one, other]): [string, string][] =>
    isOpen(one) && isOpen(other) ? [[String(one), String(other)]] : [],
  );
}

function* pairsOf(one: unknown, other: unknown): Generator<[unknown, unknown]> {
  if (Array.isArray(one) && Array.isArray(other)) {
    for (const [at, item] of one.entries()) {
      yield* pairsOf(item, other[at]);
    }
  } else if (isRecord(one) && isRecord(other)) {
    for (const [name, item] of Object.entries(one)) {
      yield* pairsOf(item, ownMember(other, name));
    }
  } else {
    yield [one, other];
  }
}
