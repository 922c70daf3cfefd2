import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { admitsText } from "./forms.ts";
import { fixedValuesOf, gistOf, rejected, typeOf, type Variant } from "./variant.ts";

const NAMES: Record<string, string> = {
  object: "an object",
  array: "a list",
  string: "text",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
};

/**
 * Values of each other type in place of a valid one, as near to it as they come: the number as text,
 * the text in a list. A gateway that converts one to the other would let them through.
 */
export function* wrongTypes(schema: JsonSchema, valid: unknown): Generator<Variant> {
  const { type } = schema;
  const fixed = fixedValuesOf(schema);
  const instead = type === undefined ? "" : ` instead of ${NAMES[type]}`;
  for (const { what, value } of othersOf(valid, numberLike(schema, valid))) {
    const own = typeOf(value) === "number" ? ["integer", "number"] : [typeOf(value)];
    const isAdmitted = type !== undefined ? own.includes(type) : fixed?.includes(value) === true;
    if (!isAdmitted) {
      yield rejected(`${what}${instead}`, value);
    }
  }
}

/** A number that reads like a valid text, where one does: `111` for three digits. */
function numberLike(schema: JsonSchema, valid: unknown): number {
  const own = typeof valid === "string" && valid === String(Number(valid)) ? [Number(valid)] : [];
  const powers = Array.from({ length: 15 }, (_, index) => 10 ** index);
  return [...own, ...powers].find((number) => admitsText(schema, String(number)) === true) ?? 1;
}

function othersOf(valid: unknown, number: number): { what: string; value: unknown }[] {
  const isHeld = typeof valid === "object" && valid !== null;
  const text = valid === undefined ? "1" : isHeld ? JSON.stringify(valid) : String(valid);
  return [
    { what: "null", value: null },
    { what: `text ${gistOf(text)}`, value: text },
    { what: 'text ""', value: "" },
    { what: "a number", value: number },
    { what: "true", value: true },
    { what: "a list", value: valid === undefined ? [] : [valid] },
    { what: "an empty list", value: [] },
    { what: "an object", value: Array.isArray(valid) ? { ...valid, length: valid.length } : {} },
  ].filter(({ what }, index, all) => all.findIndex((other) => other.what === what) === index);
}
