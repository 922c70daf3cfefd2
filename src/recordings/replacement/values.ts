import type { Action, ActionInput, Example } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { listedRoute } from "../../catalog/listed-route.ts";
import type { Policy } from "../../catalog/policy.ts";
import { answerOptions } from "../../gateway/answers.ts";
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
  /** Whether it was recorded now: in others nothing is replaced but what is in such a one. */
  isReal: boolean;
  /** The input that a real one is to have afterwards; else its own values are replaced. */
  stands?: ActionInput | undefined;
}

/** A place in which a value stands: a substitute must be admitted in each of them. */
export interface ValuePlace {
  schema: JsonSchema | undefined;
  /** Whether it stands there as a number of JSON. */
  isNumber: boolean;
}

const PARTS = ["path", "query", "body"] as const;

/** The texts and numbers of an example's input and answer, each with its place, in their order. */
export function valuesOf({ example, output }: ProjectedExample, action: Action): [string, ValuePlace][] {
  const scalars = [
    ...PARTS.flatMap((part) =>
      [...scalarsOf(example.input[part])].map(({ value, steps }) => ({
        value,
        schema: schemaAt(action.input[part], steps),
      })),
    ),
    ...[...scalarsOf(output)].map(({ value }) => ({ value, schema: undefined })),
  ];
  return scalars.flatMap(({ value, schema }): [string, ValuePlace][] =>
    isOpen(value) ? [[String(value), { schema, isNumber: typeof value === "number" }]] : [],
  );
}

function schemaAt(schema: JsonSchema | undefined, [step, ...rest]: readonly Step[]): JsonSchema | undefined {
  return step === undefined || schema === undefined
    ? schema
    : schemaAt(step === EACH ? schema.items : ownMember(schema.properties ?? {}, step), rest);
}

/** The values that an action or its policy enumerates, as texts: they say nothing of anybody. */
export function enumeratedValues(action: Action, policy: Policy): Set<string> {
  const route = listedRoute(action, policy);
  const listed = [route?.query, route?.body].flatMap((inputs) => Object.values(inputs ?? {}));
  const { failure = [] } = answerOptions(policy, action).answers ?? {};
  const values = [
    ...PARTS.flatMap((part) => [...fixedValues(action.input[part])]),
    ...listed.flatMap((list) => (list === true ? [] : list)),
    ...failure.flatMap(({ is }) => is ?? []),
    policy.principal.keyword,
  ];
  return new Set(["", "0", "1", ...values.flatMap((value) => (value === undefined ? [] : String(value)))]);
}

function* fixedValues(schema: JsonSchema | undefined): Generator<unknown> {
  if (schema !== undefined) {
    yield* schema.enum ?? [];
    yield schema.const;
    for (const below of [...Object.values(schema.properties ?? {}), schema.items]) {
      yield* fixedValues(below);
    }
  }
}

/** The values of the listed fields that somebody wants to keep. */
export function keptValues(output: unknown, keep: readonly string[]): string[] {
  return [...scalarsOf(output)].flatMap(({ value, steps }) => (isKept(steps, keep) ? [String(value)] : []));
}

/** A field may end at a list of scalars. */
function isKept(steps: Scalar["steps"], keep: readonly string[]): boolean {
  const list = steps.at(-1) === EACH ? steps.slice(0, -1) : steps;
  return keep.includes(fieldOf(steps)) || keep.includes(fieldOf(list));
}

/** What is to stand for each value of an input: the one in the same place of another. */
export function pairsOf(one: unknown, other: unknown): [real: string, stands: string][] {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.flatMap((item, at) => pairsOf(item, other[at]));
  }
  if (isRecord(one) && isRecord(other)) {
    return Object.entries(one).flatMap(([name, item]) => pairsOf(item, ownMember(other, name)));
  }
  return isOpen(one) && isOpen(other) ? [[String(one), String(other)]] : [];
}
