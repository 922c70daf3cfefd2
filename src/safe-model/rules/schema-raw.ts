import type { JsonSchema } from "../../catalog/json-schema.ts";
import { overlaps, setOfText } from "../../gateway/characters.ts";
import { languageOf } from "../../gateway/pattern-language.ts";
import { isRecord } from "../../json/record.ts";
import { namedInputs, spells, takesFreeText } from "../inputs.ts";
import { namesRawValue, namesSelection } from "../names/raw.ts";
import { squash } from "../names/words.ts";
import { defineActionRule } from "../rule.ts";

const query = (properties: object) => ({ action: { input: { query: { type: "object", properties } } } });
const TEXT = { type: "string", maxLength: 99 };

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
      {
        action: {
          input: {
            body: {
              type: "object",
              properties: {
                fields: { type: "array", items: { type: "object", properties: { name: TEXT, value: TEXT } } },
              },
            },
          },
        },
      },
      query({ picture: { type: "string", pattern: "^https://[a-z.]{1,50}$" } }),
      {
        action: {
          input: {
            body: {
              type: "object",
              properties: {
                headers: {
                  type: "array",
                  items: { type: "object", properties: { name: TEXT, value: TEXT } },
                },
              },
            },
          },
        },
      },
      { action: { input: { body: { type: "object", properties: { callbackUrl: { type: "string" } } } } } },
      { action: { input: { body: { type: "object", properties: { redirecturl: { type: "string" } } } } } },
      { action: { input: { body: { type: "object", properties: { html_body: { type: "string" } } } } } },
    ],
  },
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

function isTelling(schema: Record<string, unknown>): boolean {
  const { pattern } = ((schema.type === "array" ? schema.items : schema) ?? {}) as JsonSchema;
  const language = typeof pattern === "string" ? languageOf(pattern) : undefined;
  return language === undefined || overlaps(language.alphabet, TELLING);
}
