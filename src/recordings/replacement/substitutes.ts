import { HarborError } from "../../errors.ts";
import { validate } from "../../gateway/validate.ts";
import { type Pattern, patternOf } from "../../patterns/pattern.ts";
import { samplesBetween } from "../../patterns/samples.ts";
import { type Form, formOf } from "./forms.ts";
import type { ValuePlace } from "./values.ts";

/** What stands for a value that was replaced. */
export interface Substitute {
  kind: Form["kind"];
  text: string;
}

/** So many of a row are passed over for one value before it is given up. */
const MOST_TRIES = 20_000;

/**
 * Gives each value a substitute of its kind and length that all its places admit: by the order in which
 * they are asked for, never by what they say. No two values get the same one.
 *
 * @param reserved texts that no substitute may be, since they stay as they are
 */
export function createSubstitutes(
  reserved: ReadonlySet<string>,
): (value: string, places: readonly ValuePlace[]) => Substitute {
  const used = new Set(reserved);
  const rows = new Map<string, Iterator<string>>();
  return (value, places) => {
    const schemas = places.flatMap(({ schema }) => schema ?? []);
    const form = formOf(value, Math.max(0, ...schemas.map(({ minimum = 0 }) => minimum)));
    const pattern = schemas.find((schema) => schema.pattern !== undefined)?.pattern;
    const length = [...value].length;
    const row = pattern === undefined ? form.row : `pattern ${length} ${pattern}`;
    const candidates = rows.get(row) ?? candidatesOf(form, pattern, length);
    rows.set(row, candidates);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { value: text, done } = candidates.next();
      if (done === true) {
        break;
      }
      if (!used.has(text) && places.every((place) => isAdmitted(text, place))) {
        used.add(text);
        return { kind: form.kind, text };
      }
    }
    throw new HarborError(
      "REFUSED",
      `two values that differ can't stay two: nothing else of the form ${form.kind} with ${length} characters is left`,
      "record fewer examples at once, or hand over inputs that may stand with --inputs",
    );
  };
}

function* candidatesOf(form: Form, pattern: string | undefined, length: number): Generator<string> {
  const known = patternOf(pattern);
  if (known !== undefined) {
    yield* patternWords(known, length);
  }
  for (let place = 0, text = form.spell(0); text !== undefined; text = form.spell(++place)) {
    yield text;
  }
}

/** A number must survive being read, or two of them could become one. */
function isAdmitted(text: string, { schema, isNumber }: ValuePlace): boolean {
  return (
    (!isNumber || String(Number(text)) === text) &&
    (schema === undefined || validate(schema, isNumber ? Number(text) : text).length === 0)
  );
}

const PLAIN = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:"];

/** More words than anybody asks for: what stands before those characters that make so many stays the same. */
const ENOUGH = 1e9;

/**
 * Texts of one length that a pattern admits, each once: a first one, and those that differ from it in
 * plain characters, the last ones first.
 */
export function* patternWords({ whole, matches }: Pattern, length: number): Generator<string> {
  const first = samplesBetween(whole, length, length).shortest;
  if (first === undefined) {
    return;
  }
  const signs = [...first];
  const choices: string[][] = [];
  let total = 1;
  for (const [back, sign] of signs.toReversed().entries()) {
    const at = signs.length - 1 - back;
    const others = total < ENOUGH ? PLAIN : [];
    const ways = others.filter((other) => other !== sign && matches(signs.with(at, other).join("")));
    choices.push([sign, ...ways]);
    total = Math.min(total * (ways.length + 1), ENOUGH);
  }
  for (let place = 0; place < total; place++) {
    let rest = place;
    const word = choices.map((ways) => {
      const sign = ways[rest % ways.length] ?? "";
      rest = Math.floor(rest / ways.length);
      return sign;
    });
    const text = word.reverse().join("");
    // Two characters that may stand alone needn't go together.
    if (matches(text)) {
      yield text;
    }
  }
}
