import type { Action, ActionInput } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { patternOf } from "../patterns/pattern.ts";
import { type Samples, samplesBetween } from "../patterns/samples.ts";

/** An input that differs from a valid one in one thing, and what the gateway must make of it. */
export interface Probe {
  /** Unique in an action: `query/page_size: beyond its maximum`. */
  name: string;
  input: unknown;
  must: "reject" | "accept";
}

/** A value in place of a schema's valid one; `at` is the odd part's place in it, as a JSON pointer. */
interface Variant {
  at: string;
  what: string;
  value: unknown;
  must: Probe["must"];
}

const rejected = (what: string, value: unknown, at = ""): Variant => ({ at, what, value, must: "reject" });
const accepted = (what: string, value: unknown, at = ""): Variant => ({ at, what, value, must: "accept" });

/** Variants of a part, as variants of the whole that has it. */
function* within(variants: Iterable<Variant>, at: string, around: (part: unknown) => unknown) {
  for (const variant of variants) {
    yield { ...variant, at: at + variant.at, value: around(variant.value) };
  }
}

const PLACES = ["path", "query", "body"] as const;

/** Of what no rule admits there are no more, so that it costs little to say so. */
const MOST_PROBES = 5_000;
const DEEPEST = 12;
const LONGEST_TEXT = 5_000;
/** Characters of a list as JSON. */
const LARGEST_LIST = 50_000;

/**
 * The probes of an action: of each input the bounds and one beyond, another type, unknown and missing
 * members, and in a path what would leave its segment. Each differs in one thing from the first example,
 * or from an input that is made from the schemas; none where neither is there.
 */
export function* generateProbes(action: Action): Generator<Probe> {
  let count = 0;
  for (const { at, what, value, must } of inputVariants(action)) {
    if (count++ === MOST_PROBES) {
      return;
    }
    yield { name: `${at}: ${what}`, input: value, must };
  }
}

function* inputVariants({ input, examples }: Action): Generator<Variant> {
  const valid = examples[0]?.input ?? sampleInput(input);
  if (valid === undefined) {
    return;
  }
  yield accepted("valid, as in all others but for one thing", valid, "input");
  yield rejected("no place for input", { ...valid, headers: { "X-Injected": "1" } }, "headers");
  for (const place of PLACES) {
    const schema = input[place];
    const { [place]: given, ...without } = valid;
    if (schema === undefined) {
      yield rejected("given, though the action takes none", { ...valid, [place]: { x: "1" } }, place);
      continue;
    }
    // An empty path or query may be left out; a body is always meant.
    const isNeeded = place === "body" || (schema.required ?? []).length > 0;
    yield (isNeeded ? rejected : accepted)("left out", without, place);
    yield* within(variantsOf(schema, given, place === "path"), place, (part) => ({
      ...valid,
      [place]: part,
    }));
  }
}

function sampleInput(input: Action["input"]): ActionInput | undefined {
  const given = PLACES.filter((place) => input[place] !== undefined);
  const samples = given.map((place) => [place, sampleOf(input[place] ?? {})]);
  return samples.some(([, sample]) => sample === undefined) ? undefined : Object.fromEntries(samples);
}

/** @param valid a value that is known to be valid; undefined where the schema has to give one */
function* variantsOf(schema: JsonSchema, valid: unknown, isSegment: boolean, depth = 0): Generator<Variant> {
  const sample = valid ?? sampleOf(schema);
  const { type = "" } = schema;
  if (depth > DEEPEST) {
    return;
  }
  yield rejected("null", null);
  yield rejected("of another type", OF_ANOTHER_TYPE[type] ?? {});
  const fixed = fixedOf(schema);
  if (fixed !== undefined) {
    yield* fixed.map((value, index) => accepted(`value ${index + 1}`, value));
    yield rejected("none of its values", typeof fixed[0] === "number" ? 0.123456789 : "harbor-drafts-probe");
  } else if (type === "object" && isRecord(sample)) {
    yield* objectVariants(schema, sample, isSegment, depth);
  } else if (type === "array") {
    yield* listVariants(schema, depth);
  } else if (type === "string") {
    yield* textVariants(schema);
  } else if (type === "integer" || type === "number") {
    yield* numberVariants(schema);
  }
  if (isSegment && type === "string") {
    yield* SEGMENTS.map((text) => rejected(JSON.stringify(text), text));
  }
}

/** What would leave a segment of the path, or be none. */
const SEGMENTS = ["", ".", "..", "a/b", "../users", "..\\users", "%2e%2e", "%2F"];

/** As near as it comes: what converts one type to another would let it through. */
const OF_ANOTHER_TYPE: Record<string, unknown> = {
  string: 1,
  integer: "1",
  number: "1",
  boolean: "true",
  array: { 0: "1", length: 1 },
  object: [],
};

/** The values that a schema fixes, each once; undefined where it fixes none. */
function fixedOf({ const: only, enum: listed }: JsonSchema): unknown[] | undefined {
  return only !== undefined ? [only] : listed === undefined ? undefined : [...new Set(listed)];
}

function* objectVariants(
  { properties = {}, required = [] }: JsonSchema,
  valid: Record<string, unknown>,
  isSegment: boolean,
  depth: number,
): Generator<Variant> {
  yield rejected("unknown member", { ...valid, harborDraftsProbe: 1 }, "/harborDraftsProbe");
  for (const [name, property] of Object.entries(properties)) {
    const { [name]: known, ...without } = valid;
    const at = toPointer([name]);
    yield* required.includes(name) ? [rejected("left out", without, at)] : [];
    const variants = variantsOf(property, known, isSegment, depth + 1);
    yield* within(variants, at, (value) => ({ ...valid, [name]: value }));
  }
}

function* listVariants(
  { items = {}, minItems = 0, maxItems }: JsonSchema,
  depth: number,
): Generator<Variant> {
  const item = sampleOf(items);
  const most = maxItems ?? Number.POSITIVE_INFINITY;
  if (!fits(item, minItems)) {
    return;
  }
  const listOf = (length: number): unknown[] => Array.from({ length }, () => item);
  yield accepted("at its fewest items", listOf(minItems));
  yield* minItems > 0 ? [rejected("one item too few", listOf(minItems - 1))] : [];
  if (fits(item, most + 1)) {
    yield accepted("at its most items", listOf(most));
    yield rejected("one item too many", listOf(most + 1));
  }
  // Behind a good one where there may be two: what looks at the first alone would miss it.
  const before = Math.min(Math.max(minItems - 1, 1), most - 1);
  if (before >= 0 && minItems <= most) {
    yield* within(variantsOf(items, item, false, depth + 1), `/${before}`, (value) => [
      ...listOf(before),
      value,
    ]);
  }
}

function fits(item: unknown, count: number): boolean {
  return item !== undefined && count * JSON.stringify(item).length <= LARGEST_LIST;
}

/** Each bound and one beyond it. An integer that isn't exact in JSON can't be met; of a larger number one more is the same. */
function* numberVariants({ type, minimum, maximum }: JsonSchema): Generator<Variant> {
  const isWhole = type === "integer";
  const bounds = [
    ["minimum", minimum, Math.ceil, -1],
    ["maximum", maximum, Math.floor, 1],
  ] as const;
  for (const [name, given, round, step] of bounds) {
    if (given !== undefined) {
      const bound = isWhole ? round(given) : given;
      yield* !isWhole || Number.isSafeInteger(bound) ? [accepted(`at its ${name}`, bound)] : [];
      yield* bound + step !== bound ? [rejected(`beyond its ${name}`, bound + step)] : [];
    }
  }
  // Beyond these JSON's readers disagree on what an integer is.
  yield* isWhole ? [rejected("a fraction", (minimum ?? 0) + 0.5), rejected("2^53", 2 ** 53)] : [];
}

/** Of each format that schemas may name a text, and one that only looks like it. */
const FORMATS: Record<string, [good: string, bad: string]> = {
  date: ["2024-02-29", "2026-02-29"],
  time: ["23:59:59Z", "24:00:00Z"],
  "date-time": ["2024-02-29T23:59:59Z", "2026-02-29T00:00:00Z"],
  uuid: ["123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400g"],
};

function* textVariants(schema: JsonSchema): Generator<Variant> {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const { shortest, longest, isEmpty } = textsOf(schema, minLength, maxLength);
  // Where nothing fits between the bounds, a text of the form alone shows it.
  const least = isEmpty ? textsOf(schema, 0, Number.POSITIVE_INFINITY).shortest : shortest;
  if (least !== undefined) {
    yield accepted("at its shortest", least);
    yield* !isEmpty && least.length > 0 ? [rejected("one character too short", least.slice(0, -1))] : [];
  }
  if (longest !== undefined && longest !== least) {
    yield accepted("at its longest", longest);
  }
  if (longest !== undefined && !isEmpty) {
    yield rejected("one character too long", `${longest}${longest.slice(-1) || "a"}`);
  }
  yield rejected("100000 characters", "a".repeat(100_000));
  const bad = ownMember(FORMATS, schema.format ?? "")?.[1];
  yield* bad === undefined ? [] : [rejected("nearly of its format", bad)];
}

const NO_TEXTS: Samples = { shortest: undefined, longest: undefined, isEmpty: false };

/** The shortest and the longest text of a schema's form between two lengths, where they are known. */
function textsOf({ pattern, format }: JsonSchema, from: number, to: number): Samples {
  if (pattern !== undefined) {
    const known = patternOf(pattern);
    return known === undefined || format !== undefined ? NO_TEXTS : samplesBetween(known.whole, from, to);
  }
  const example = ownMember(FORMATS, format ?? "")?.[0];
  if (example !== undefined) {
    // Texts of a format have several lengths, of which this is one.
    const isBetween = from <= example.length && example.length <= to;
    return isBetween ? { ...NO_TEXTS, shortest: example } : { ...NO_TEXTS, isEmpty: true };
  }
  return {
    shortest: from <= Math.min(to, LONGEST_TEXT) ? "a".repeat(from) : undefined,
    longest: from <= to && to <= LONGEST_TEXT ? "a".repeat(to) : undefined,
    isEmpty: from > to,
  };
}

/** A small valid value of a schema; undefined where none is found. */
function sampleOf(schema: JsonSchema, depth = 0): unknown {
  const { type, properties = {}, required = [], items = {}, minItems = 0, minimum, maximum } = schema;
  const fixed = fixedOf(schema);
  if (fixed !== undefined) {
    return fixed[0];
  }
  if (depth > DEEPEST) {
    return undefined;
  }
  switch (type) {
    case "string": {
      const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
      // Rather not empty: an empty text is no segment of a path.
      const most = Math.max(minLength, 1);
      return textsOf(schema, most, maxLength).shortest ?? textsOf(schema, minLength, maxLength).shortest;
    }
    case "integer":
      return Math.ceil(minimum ?? Math.min(1, maximum ?? 1));
    case "number":
      return minimum ?? Math.min(1, maximum ?? 1);
    case "boolean":
      return true;
    case "object": {
      const members = required.map((name) => [name, sampleOf(ownMember(properties, name) ?? {}, depth + 1)]);
      return members.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(members);
    }
    case "array": {
      const item = sampleOf(items, depth + 1);
      return minItems === 0 || fits(item, minItems)
        ? Array.from({ length: minItems }, () => item)
        : undefined;
    }
    default:
      return undefined;
  }
}
