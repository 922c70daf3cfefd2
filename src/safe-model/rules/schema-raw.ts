import type { JsonSchema } from "../../catalog/json-schema.ts";
import { isRecord } from "../../json/record.ts";
import { overlaps, setOfText } from "../../patterns/characters.ts";
import { alphabetOf } from "../../patterns/language.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { namedInputs } from "../inputs.ts";
import { namesRawValue, namesSelection } from "../names/raw.ts";
import { squash, wordSet, wordsOf } from "../names/words.ts";
import { defineActionRule } from "../rule.ts";
import { spells, takesFreeText } from "../values.ts";

const query = (properties: object) => ({ action: { input: { query: { type: "object", properties } } } });
const body = (properties: object) => ({ action: { input: { body: { type: "object", properties } } } });
const TEXT = { type: "string", maxLength: 99 };
const PAIR = { type: "object", properties: { name: TEXT, value: TEXT } };

/** Without these a text is no address, no markup and no expression. */
const TELLING = setOfText(":/<>(){}[]=&%$'\"|;*\\`");

export const schemaRaw = defineActionRule({
  id: "schema/raw",
  summary: "No input is a URL, header, query, markup or code to hand through",
  why: "Such an input makes a fixed route a passthrough: the real request is then in the value, which nobody reviews.",
  examples: {
    good: [
      query({ topic: TEXT, template_id: TEXT }),
      query({ q: { type: "string", pattern: "^[A-Za-z0-9 -]{1,60}$" } }),
      query({ template: { type: "string", enum: ["plain", "dark"] } }),
      query({ filter: { type: "string", enum: ["assigned", "created"] } }),
    ],
    bad: [
      query({ url: TEXT }),
      query({ filter: TEXT }),
      query({ $filter: TEXT }),
      query({ include_fields: TEXT }),
      body({ fields: { type: "array", items: PAIR } }),
      query({ picture: { type: "string", pattern: "^https://[a-z.]{1,50}$" } }),
      body({ headers: { type: "array", items: PAIR } }),
      ...["callbackUrl", "redirecturl", "html_body"].map((name) => body({ [name]: { type: "string" } })),
    ],
  },
  words: "input",
  *check({ action }) {
    for (const { name, schema, pointer, isItem, place } of namedInputs(action)) {
      const isRaw =
        isPair(schema) ||
        namesRawValue(name) ||
        (place === "query" && namesSelection(name)) ||
        spells(schema, ":/");
      if (
        (!isItem || spells(schema, ":/") || isPair(schema)) &&
        place !== "path" &&
        isRaw &&
        takesFreeText(schema) &&
        isTelling(schema)
      ) {
        yield {
          pointer,
          message: `${JSON.stringify(name)} would be handed through as it is`,
          hint: "propose inputs for the few values that are needed, or list them in an enum",
          isCertain: spells(schema, ":/") || namesDocument(name),
        };
      }
    }
  },
});

/** A list of names with their values passes on any input there is. */
function isPair({ properties }: Record<string, unknown>): boolean {
  const parts = isRecord(properties) ? Object.entries(properties) : [];
  const naming = parts.find(([name]) => /^(?:name|key|k|field|parameter|property)$/.test(squash(name)))?.[1];
  const hasValue = parts.some(([name]) => /^(?:value|val|v|content)$/.test(squash(name)));
  return hasValue && isRecord(naming) && takesFreeText(naming);
}

/** What holds a whole message or program, whose parts nobody can list. */
function namesDocument(name: string): boolean {
  return wordsOf(name).some((word) => DOCUMENTS.has(word));
}

const DOCUMENTS = wordSet("raw payload payloads blob binary mime eml base64 bytecode sql soql graphql gql");

function isTelling(schema: Record<string, unknown>): boolean {
  const { pattern } = ((schema.type === "array" ? schema.items : schema) ?? {}) as JsonSchema;
  const known = patternOf(pattern);
  return known === undefined || overlaps(alphabetOf(known.whole), TELLING);
}
