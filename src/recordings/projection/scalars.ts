import { EACH, type Step } from "../../gateway/fields.ts";
import { isRecord } from "../../json/record.ts";

/** A scalar of a JSON value, and where it stands. */
export interface Scalar {
  value: string | number | boolean | null;
  steps: readonly Step[];
}

/** The scalars of a JSON value, in its order. */
export function* scalarsOf(value: unknown, steps: readonly Step[] = []): Generator<Scalar> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* scalarsOf(item, [...steps, EACH]);
    }
  } else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield* scalarsOf(member, [...steps, name]);
    }
  } else if (value !== undefined) {
    yield { value: value as Scalar["value"], steps };
  }
}

/** A copy of a JSON value with each scalar replaced. */
export function mapScalars(value: unknown, replace: (scalar: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => mapScalars(item, replace));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapScalars(member, replace)]))
    : replace(value);
}

/** Whether a scalar says something: a yes, a no and nothing don't. */
export function isOpen(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
