import { isRecord, ownMember } from "../json/record.ts";
/** What an agent gets of a response, or why it gets nothing. */
export type Projection =
  | { ok: true; output: Record<string, unknown> }
  | { ok: false; field: string; message: string };

interface Step {
  name: string;
  /** `name[]`: the member is a list, and the rest applies to each item. */
  each: boolean;
}

/** The grammar of `result.fields`: dotted names, each with `[]` where the response has a list. */
const FIELD = /^[A-Za-z_$][\w$-]*(?:\[\])?(?:\.[A-Za-z_$][\w$-]*(?:\[\])?)*$/;

/** In characters. */
const LONGEST_FIELD = 120;

export function isFieldPath(field: string): boolean {
  return field.length <= LONGEST_FIELD && FIELD.test(field);
}

/** The member names along a field's path, outermost first: `list[].c` gives ["list", "c"]. */
export function fieldNames(field: string): string[] {
  return parseField(field).map((step) => step.name);
}

/**
 * Projects a response onto the allow-list of an action: nothing passes but scalars and lists of
 * scalars that a field names. An object where a field ends lets nothing of the response pass.
 */
export function projectResult(fields: readonly string[], response: unknown): Projection {
  const output: Record<string, unknown> = {};
  for (const field of fields) {
    const copied = copyField(parseField(field), response, output);
    if (copied !== undefined) {
      return { ok: false, field, message: copied };
    }
  }
  return { ok: true, output };
}

/** Whether a field's path leads to a value in an output; a list needs one item in which it does. */
export function hasField(field: string, output: unknown): boolean {
  return leadsSomewhere(parseField(field), output);
}

function leadsSomewhere([step, ...rest]: readonly Step[], value: unknown): boolean {
  if (step === undefined) {
    return true;
  }
  const next = isRecord(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  if (next === undefined) {
    return false;
  }
  return step.each && Array.isArray(next)
    ? next.some((item) => leadsSomewhere(rest, item))
    : leadsSomewhere(rest, next);
}

function parseField(field: string): Step[] {
  return field.split(".").map((part) => {
    const each = part.endsWith("[]");
    return { name: each ? part.slice(0, -2) : part, each };
  });
}

/** Copies one field into the output; the text says what is wrong where it can't be. */
function copyField(steps: readonly Step[], from: unknown, into: Record<string, unknown>): string | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || !isRecord(from) || !Object.hasOwn(from, step.name)) {
    return isRecord(from) ? undefined : "the response has no object there";
  }
  const value = from[step.name];
  if (value === null) {
    define(into, step.name, null);
    return undefined;
  }
  if (step.each) {
    return copyList(step, rest, value, into);
  }
  if (rest.length > 0) {
    return copyField(rest, value, recordAt(into, step.name));
  }
  if (isScalar(value) || isScalarList(value)) {
    define(into, step.name, value);
    return undefined;
  }
  return Array.isArray(value)
    ? `the response has a list of objects there: name what is needed of each, as in ${step.name}[].id`
    : "the response has an object there, and a field must end at a scalar or a list of scalars";
}

function copyList(
  step: Step,
  rest: readonly Step[],
  value: unknown,
  into: Record<string, unknown>,
): string | undefined {
  if (!Array.isArray(value)) {
    return `the response has no list at ${step.name}[]`;
  }
  if (rest.length === 0) {
    if (!isScalarList(value)) {
      return "the list holds objects, and a field must end at a scalar or a list of scalars";
    }
    define(into, step.name, value);
    return undefined;
  }
  const existing = ownMember(into, step.name);
  const target: unknown[] = Array.isArray(existing) ? existing : value.map(() => ({}));
  define(into, step.name, target);
  for (const [index, item] of value.entries()) {
    if (item === null) {
      target[index] = null;
      continue;
    }
    const problem = copyField(rest, item, target[index] as Record<string, unknown>);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function recordAt(into: Record<string, unknown>, name: string): Record<string, unknown> {
  const existing = ownMember(into, name);
  const record = isRecord(existing) ? existing : {};
  define(into, name, record);
  return record;
}

/** Like an assignment, but harmless for a member called `__proto__`. */
function define(into: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isScalarList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isScalar);
}
