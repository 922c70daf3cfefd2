import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { admitsNumber } from "./forms.ts";
import { accepted, gistOf, rejected, type Variant } from "./variant.ts";

/** Numbers outside a schema's bounds by the least there is, at them, and those that aren't JSON's or exact. */
export function* numberVariants(schema: JsonSchema): Generator<Variant> {
  yield* boundVariants(schema);
  for (const value of oddNumbers(schema)) {
    const make = admitsNumber(schema, value) ? accepted : rejected;
    yield make(`the number ${Object.is(value, -0) ? "-0" : gistOf(value)}`, value);
  }
}

function* boundVariants({ type, minimum, maximum }: JsonSchema): Generator<Variant> {
  const isWhole = type === "integer";
  if (minimum !== undefined) {
    const lowest = isWhole ? Math.ceil(minimum) : minimum;
    yield* atBound("minimum", lowest, isWhole);
    yield rejected("below its minimum", oneFrom(lowest, -1));
    if (!isWhole) {
      yield rejected("just below its minimum", nextTo(lowest, -1));
    }
  }
  if (maximum !== undefined) {
    const highest = isWhole ? Math.floor(maximum) : maximum;
    yield* atBound("maximum", highest, isWhole);
    yield rejected("above its maximum", oneFrom(highest, 1));
    if (!isWhole) {
      yield rejected("just above its maximum", nextTo(highest, 1));
    }
  }
}

/** An integer's bound that isn't exact in JSON is none that can be met. */
function* atBound(name: string, value: number, isWhole: boolean): Generator<Variant> {
  if (!isWhole || Number.isSafeInteger(value)) {
    yield accepted(`at its ${name}`, value);
  }
}

/** One further, or for a number so large that one doesn't count, the next that there is. */
function oneFrom(bound: number, direction: 1 | -1): number {
  return bound + direction === bound ? nextTo(bound, direction) : bound + direction;
}

/** The next number that a double can hold (IEEE 754). */
function nextTo(value: number, direction: 1 | -1): number {
  if (value === 0) {
    return direction * Number.MIN_VALUE;
  }
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  const away = Math.sign(value) === direction ? 1n : -1n;
  return new Float64Array(BigInt64Array.of((bits[0] ?? 0n) + away).buffer)[0] ?? Number.NaN;
}

function oddNumbers({ type, minimum = 0, maximum = minimum + 1 }: JsonSchema): number[] {
  const between = Math.ceil(minimum) + 0.5;
  return [
    // A fraction within the bounds, where there is one: only the type is then wrong.
    ...(type === "integer" ? [between < maximum ? between : maximum - 0.5] : []),
    -0,
    2 ** 53,
    -(2 ** 53),
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
}
