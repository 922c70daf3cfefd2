import { isRecord } from "../json/record.ts";
import { EACH, parseField, type Step } from "./fields.ts";

/** What an agent gets of a response, or why it gets nothing. */
export type Projection = { ok: true; output: object } | { ok: false; field: string; message: string };

/** The fields that go on alike up to here. */
interface Branch {
  /** The first of them. */
  field: string;
  /** Whether one of them ends here. */
  ends: boolean;
  below: Map<Step, Branch>;
}

/**
 * Projects a response onto the allow-list of an action: nothing passes but scalars and lists of
 * scalars that a field names. An object where a field ends lets nothing of the response pass.
 */
export function projectResult(fields: readonly string[], response: unknown): Projection {
  try {
    return { ok: true, output: fields.length === 0 ? {} : copyBelow(branchOf(fields), response) };
  } catch (error) {
    if (error instanceof Misfit) {
      return { ok: false, field: error.field, message: error.message };
    }
    throw error;
  }
}

/** Where a field and the response don't go together. */
class Misfit extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

function branchOf(fields: readonly string[]): Branch {
  const root: Branch = { field: fields[0] ?? "", ends: false, below: new Map() };
  for (const field of fields) {
    const steps = parseField(field);
    if (steps === undefined) {
      throw new Misfit(field, "it is no field path");
    }
    let branch = root;
    for (const step of steps) {
      const next: Branch = branch.below.get(step) ?? { field, ends: false, below: new Map() };
      branch.below.set(step, next);
      branch = next;
    }
    branch.ends = true;
  }
  return root;
}

/** @param mayBeList whether a field that ends here may find a list of scalars: not where it said so itself */
function copyBranch(branch: Branch, value: unknown, mayBeList: boolean): unknown {
  if (value === null) {
    return null;
  }
  return branch.ends ? copyEnd(branch, value, mayBeList) : copyBelow(branch, value);
}

function copyBelow({ field, below }: Branch, value: unknown): object {
  const each = below.get(EACH);
  if (each !== undefined) {
    if (!Array.isArray(value) || below.size > 1) {
      throw new Misfit(field, "the response has no list there");
    }
    return value.map((item) => copyBranch(each, item, false));
  }
  if (!isRecord(value)) {
    throw new Misfit(field, "the response has no object there");
  }
  const copied: Record<string, unknown> = {};
  for (const [step, branch] of below) {
    if (step !== EACH && Object.hasOwn(value, step)) {
      define(copied, step, copyBranch(branch, value[step], true));
    }
  }
  return copied;
}

function copyEnd({ field, below }: Branch, value: unknown, mayBeList: boolean): unknown {
  const isList = Array.isArray(value);
  if (below.size === 0 && (isList ? mayBeList && value.every(isScalar) : isScalar(value))) {
    return isList ? [...value] : value;
  }
  const isOfLists = isList && (mayBeList ? value.some(Array.isArray) : true);
  throw new Misfit(
    field,
    isOfLists
      ? `the response has a list of lists there: name it so, as in ${field}${mayBeList ? "[][]" : "[]"}`
      : isList
        ? `the response has a list of objects there: name what is needed of each, as in ${field}[].id`
        : "the response has an object there, and a field must end at a scalar or a list of scalars",
  );
}

/** Whether a field's path leads to a value in an output; a list needs one item in which it does. */
export function hasField(field: string, output: unknown): boolean {
  const steps = parseField(field);
  return steps !== undefined && leadsSomewhere(steps, output);
}

function leadsSomewhere([step, ...rest]: readonly Step[], value: unknown): boolean {
  if (step === undefined) {
    return value !== undefined;
  }
  if (step === EACH) {
    return Array.isArray(value)
      ? value.some((item) => leadsSomewhere(rest, item))
      : value === null && rest.length === 0;
  }
  return isRecord(value) && Object.hasOwn(value, step) && leadsSomewhere(rest, value[step]);
}

/** Like an assignment, but harmless for a member called `__proto__`. */
function define(into: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    into[name] = value;
  }
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
