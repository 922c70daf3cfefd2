import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { jsonSchemaSchema } from "../catalog/json-schema-schema.ts";
import { parseRoute, type Segment, segmentText, withoutSlash } from "../catalog/route.ts";
import { validate } from "../gateway/validate.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { memoize } from "../lazily.ts";
import { HEXADECIMAL, setOfText } from "../patterns/characters.ts";
import { commonText } from "../patterns/compare.ts";
import { alphabetOf } from "../patterns/language.ts";
import { patternOf } from "../patterns/pattern.ts";
import { namedValuesOf } from "./inputs.ts";
import { isSameButForNumber } from "./names/number.ts";
import { squash } from "./names/words.ts";

/** More words in one list are no fixed route: placeholder/bounded refuses them. */
export const MOST_WORDS = 20;

/**
 * The literal routes that an action stands for: a placeholder that names words is as many of them.
 * Its own path alone where none does; undefined where they are too many to be fixed routes.
 */
export function routesOf(action: ReadableAction): string[] | undefined {
  let paths: string[][] = [[]];
  for (const segment of parseRoute(action.path)) {
    const words = segment.kind === "literal" ? [] : wordsAt(action, segment.name);
    const texts = words.length > 0 ? words.map((word) => segmentText(segment, word)) : [segmentText(segment)];
    if (paths.length * texts.length > MOST_WORDS) {
      return undefined;
    }
    paths = paths.flatMap((path) => texts.map((text) => [...path, text]));
  }
  return paths.map((path) => `/${path.join("/")}`);
}

function wordsAt(action: ReadableAction, name: string): string[] {
  const schema = placeholderOf(action, name);
  const values = isRecord(schema) ? namedValuesOf(schema) : [];
  return values.filter((value): value is string => typeof value === "string" && /[a-z]/i.test(value));
}

function placeholderOf(action: ReadableAction, name: string): unknown {
  const properties = action.input.path?.properties;
  return isRecord(properties) ? ownMember(properties, name) : undefined;
}

/** Whether a placeholder could take a word: numbers and hexadecimal digits are none. */
export function mayBeWord(action: ReadableAction, name: string): boolean {
  const schema = placeholderOf(action, name);
  const { type, pattern } = (isRecord(schema) ? schema : {}) as JsonSchema;
  const known = patternOf(pattern);
  return type !== "integer" && (known === undefined || (alphabetOf(known.whole) & ~HEXADECIMAL) !== 0n);
}

/** Whether some input that the schemas admit turns the route into the listed one, by a comparison of literals. */
export function reaches(
  action: ReadableAction,
  route: readonly Segment[],
  listed: readonly Segment[],
  isAlike: (own: string, other: string) => boolean,
): boolean {
  const [own, others] = [withoutSlash(route), withoutSlash(listed)];
  return (
    own.length === others.length &&
    own.every((segment, index) => {
      const other = others[index];
      if (segment.kind === "literal" || other === undefined) {
        return (
          other?.kind === "literal" && isAlike(segment.kind === "literal" ? segment.text : "", other.text)
        );
      }
      return other.kind === "literal"
        ? fills(action, segment, other.text, isAlike)
        : isAlike(`x${segment.ending}`, `x${other.ending}`) || endsWith(action, segment, other.ending);
    })
  );
}

type Placeholder = Extract<Segment, { kind: "placeholder" }>;

/** Whether a placeholder with its ending can be taken for a literal. */
function fills(
  action: ReadableAction,
  { name, ending }: Placeholder,
  text: string,
  isAlike: (own: string, other: string) => boolean,
): boolean {
  return (
    (text.endsWith(ending) && admits(action, name, text.slice(0, text.length - ending.length))) ||
    (isAlike(`${text}${ending}`, text) && (admits(action, name, text) || spellsIt(action, name, text)))
  );
}

/** Whether a placeholder's pattern has a spelling that servers take for the literal: `MEETING-SUMMARIES.csv`. */
function spellsIt(action: ReadableAction, name: string, text: string): boolean {
  const schema = (placeholderOf(action, name) ?? {}) as JsonSchema;
  const [own, known] = [patternOf(schema.pattern), spellingsOf(text)];
  const isFixed = schema.enum !== undefined || schema.const !== undefined;
  return !isFixed && own !== undefined && known !== undefined && commonText(own, known) !== undefined;
}

/** In any case, with any sign or none between its words, in singular or plural, and with an ending. */
const spellingsOf = memoize((text) => {
  const words = text.match(/[A-Za-z0-9]+/g)?.map((word) => word.replace(/(.)s$/, "$1")) ?? [];
  const spelt = words.map((word) =>
    word.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`),
  );
  return patternOf(`^${spelt.join("[sS]?[._~-]?")}[sS]?(?:\\.[A-Za-z0-9]{1,5})?$`);
}, 1_000);

/** Whether a placeholder's value can bring an ending itself; no value names a method. */
function endsWith(action: ReadableAction, { name, ending: own }: Placeholder, ending: string): boolean {
  const { type, pattern } = (placeholderOf(action, name) ?? {}) as JsonSchema;
  const known = patternOf(pattern);
  return (
    own === "" &&
    ending.startsWith(".") &&
    type !== "integer" &&
    (known === undefined || (setOfText(ending) & ~alphabetOf(known.whole)) === 0n)
  );
}

/** Endings by which servers choose a format: `/recordings.json` is `/recordings`. */
const FORMAT_ENDING = /\.(?:json|xml|csv|tsv|html?|txt|ya?ml|js|ics|pdf|atom|rss|md)$/i;

/** Whether a server may take one literal for the other: another case, a format, a hyphen for an underscore. */
export function isSpeltAlike(own: string, other: string): boolean {
  return bare(own) === bare(other);
}

/**
 * The same, in the singular or plural and with any ending that the draft's literal may have: what is
 * refused as `/token` stays so as `/tokens` and `/token.mp4`.
 */
export function isTakenFor(own: string, other: string): boolean {
  return takenFor(own)(other);
}

/** Each draft of a port is held against the same listed literals. */
const takenFor = memoize((own) => {
  // As it stands and, where it has an ending, without it.
  const texts = [...new Set([own, own.replace(ENDING, "")])];
  return memoize(
    (other) => texts.some((text) => isSpeltAlike(text, other) || isSameButForNumber(text, other)),
    1_000,
  );
}, 200);

const ENDING = /(?:\.[a-z0-9]{1,5}|:[a-z][a-z0-9_-]*|~\d*|\.)+$/i;

const bare = memoize((text) => squash(text.replace(/\.+$/, "").replace(FORMAT_ENDING, "")), 10_000);

/** An undeclared placeholder, or one whose schema is none, admits everything. */
function admits(action: ReadableAction, name: string, text: string): boolean {
  const schema = placeholderOf(action, name) as JsonSchema | undefined;
  if (schema === undefined || !jsonSchemaSchema.safeParse(schema).success) {
    return true;
  }
  const value = schema.type === "integer" || schema.type === "number" ? Number(text) : text;
  return validate(schema, value).length === 0;
}
