import { memoize } from "../lazily.ts";

/** Stands in a field's steps for `[]`: each item of a list. */
export const EACH = Symbol("[]");

/** One step of a field's path: a member's name, or each item of a list. */
export type Step = string | typeof EACH;

/**
 * The grammar of `result.fields`: names with dots between, `[]` where the response has a list, and
 * `["…"]` for a name that isn't plain: `a.b`, `list[].c`, `[].id`, `rows[][]`, `fields["Due date"]`.
 */
const STEP = /(\[\])|\["([^"\\[\]]+)"\]|(\.?)(\$*[A-Za-z_][\w$-]*)/y;

const PLAIN = /^\$*[A-Za-z_][\w$-]*$/;

/** What a quoted name may hold: letters and digits of any language, with what APIs put between them. */
const QUOTED = /^[\p{L}\p{M}\p{N}@$_#&%/(.][\p{L}\p{M}\p{N} @$_#&%/(),.:;+'?!*=-]{0,59}$/u;

/** In characters. */
const LONGEST_FIELD = 120;

/** The steps of a field's path, outermost first; undefined for what is no path, or one in another spelling. */
export function parseField(field: string): readonly Step[] | undefined {
  return field === "" || field.length > LONGEST_FIELD ? undefined : stepsOf(field);
}

const stepsOf = memoize((field): readonly Step[] | undefined => {
  const steps: Step[] = [];
  for (let at = 0; at < field.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const [, each, quoted, dot, name] = STEP.exec(field) ?? [];
    if (each !== undefined) {
      steps.push(EACH);
    } else if (quoted !== undefined && QUOTED.test(quoted) && !PLAIN.test(quoted) && !/\s$/.test(quoted)) {
      steps.push(quoted);
    } else if (name !== undefined && (dot === ".") === at > 0) {
      steps.push(name);
    } else {
      return undefined;
    }
  }
  return steps;
}, 1_000);

export function isFieldPath(field: string): boolean {
  return parseField(field) !== undefined;
}

/** A path's text: the only spelling of its steps. */
export function fieldOf(steps: readonly Step[]): string {
  return steps
    .map((step, index) =>
      step === EACH ? "[]" : PLAIN.test(step) ? `${index > 0 ? "." : ""}${step}` : `["${step}"]`,
    )
    .join("");
}

/**
 * The member names along a field's path, outermost first: `list[].c` gives ["list", "c"]. Of what is
 * no path, such as a policy's name for a field, its parts.
 */
export function fieldNames(field: string): string[] {
  const steps: readonly Step[] = parseField(field) ?? field.split(/[.[\]"]+/).filter((part) => part !== "");
  return steps.filter((step) => step !== EACH);
}

/**
 * How two paths can't stand together: what one ends at holds the other (`a`, `a[].b`), or one takes for
 * a list what is an object to the other. Undefined where they can.
 */
export function clashOf(field: string, other: string): "holds" | "list and object" | undefined {
  const [one = [], two = []] = [parseField(field), parseField(other)];
  const at = one.findIndex((step, index) => step !== two[index]);
  if (at === -1) {
    return one.length > 0 && one.length < two.length ? "holds" : undefined;
  }
  return at < two.length && (one[at] === EACH) !== (two[at] === EACH) ? "list and object" : undefined;
}
