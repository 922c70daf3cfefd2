import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { ownMember } from "../../../src/json/record.ts";
import { FORMAT_TEXTS } from "./format-texts.ts";
import { admitsText, isFreeText, LONGEST_TEXT, textsOf } from "./forms.ts";
import { accepted, rejected, type Variant } from "./variant.ts";

/** Longer than anything that check admits; one for all, so that it costs nothing. */
const OVER_LONG = ["a".repeat(100_000), "1".repeat(100_000)] as const;
/** So many characters are none that check admits either, of whatever form. */
const TOO_LONG = 4_097;
const ENDLESS = Number.POSITIVE_INFINITY;
/** Of characters of two 16-bit units each: JSON Schema counts the former. */
const WIDE = "\u{1f6a2}".repeat(LONGEST_TEXT);

/** Texts at the edges of a schema's form and length, one character beyond them, and of nearly its form. */
export function* textVariants(schema: JsonSchema): Generator<Variant> {
  yield* edges(schema);
  yield* tooShort(schema);
  yield* tooLong(schema);
  for (const [what, text] of Object.entries(ownMember(FORMAT_TEXTS, schema.format ?? "")?.bad ?? {})) {
    yield rejected(what, text);
  }
}

function* edges(schema: JsonSchema): Generator<Variant> {
  const { minLength = 0, maxLength = ENDLESS } = schema;
  const { shortest, longest, isEmpty } = textsOf(schema, minLength, maxLength);
  // Where nothing fits between the bounds, a text of the form alone shows it.
  const least = isEmpty ? textsOf(schema, 0, ENDLESS).shortest : shortest;
  if (least !== undefined) {
    yield accepted("at its shortest", least);
  }
  if (longest !== undefined && longest !== least) {
    yield accepted("at its longest", longest);
  }
  for (const text of ownMember(FORMAT_TEXTS, schema.format ?? "")?.good ?? []) {
    if (text !== least && text !== longest && admitsText(schema, text) === true) {
      yield accepted(`of its format, ${text}`, text);
    }
  }
  if (isFreeText(schema) && longest !== undefined && longest !== "") {
    yield accepted("at its longest, beyond 16 bits", wide(longest.length));
  }
}

function* tooShort(schema: JsonSchema): Generator<Variant> {
  const { minLength = 0, maxLength = ENDLESS } = schema;
  const { shortest: form } = textsOf(schema, 0, ENDLESS);
  const least = textsOf(schema, minLength, maxLength).shortest;
  // Of the right form where there is one of this length: then only the length is wrong.
  const right = minLength > 0 ? textsOf(schema, minLength - 1, minLength - 1).shortest : undefined;
  const short = right ?? (minLength > 0 && least !== undefined ? ofLength(least, minLength - 1) : undefined);
  if (short !== undefined) {
    yield rejected("one character too short", short);
  }
  if (isFreeText(schema) && minLength > 1 && minLength < TOO_LONG) {
    yield rejected("one character too short, beyond 16 bits", wide(minLength - 1));
  }
  const shorter = form === undefined || form === "" ? undefined : ofLength(form, [...form].length - 1);
  if (shorter !== undefined && shorter !== short && admitsText(schema, shorter) === false) {
    yield rejected("one character shorter than its form", shorter);
  }
}

function* tooLong(schema: JsonSchema): Generator<Variant> {
  const { minLength = 0, maxLength = ENDLESS } = schema;
  const { longest: form } = textsOf(schema, 0, ENDLESS);
  const most = textsOf(schema, minLength, maxLength).longest;
  const right = textsOf(schema, maxLength + 1, maxLength + 1).shortest;
  const long =
    right ?? (maxLength < TOO_LONG && most !== undefined ? ofLength(most, maxLength + 1) : undefined);
  if (long !== undefined) {
    yield rejected("one character too long", long);
  }
  if (isFreeText(schema) && maxLength < TOO_LONG) {
    yield rejected("one character too long, beyond 16 bits", wide(maxLength + 1));
  }
  const longer = form === undefined || form === "" ? undefined : ofLength(form, [...form].length + 1);
  if (longer !== undefined && longer !== long && admitsText(schema, longer) === false) {
    yield rejected("one character longer than its form", longer);
  }
  // What nothing bounds gets through: schema/bounded refuses it, and so does this.
  const [letters] = OVER_LONG;
  const overLong = maxLength < letters.length ? letters : OVER_LONG.find((text) => admitsText(schema, text));
  yield rejected("100000 characters", overLong ?? letters);
}

function wide(characters: number): string {
  return WIDE.slice(0, 2 * characters);
}

/** A text cut, or filled with its last character, to a number of characters. */
function ofLength(text: string, length: number): string {
  const characters = [...text];
  return characters.length >= length
    ? characters.slice(0, length).join("")
    : `${text}${(characters.at(-1) ?? "a").repeat(length - characters.length)}`;
}
