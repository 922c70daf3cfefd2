import { parseRoute } from "../../catalog/route.ts";
import { baseOf } from "../../gateway/request.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { quote } from "../../text/quote.ts";
import { body, query } from "../examples.ts";
import { hasFixedOperators, isBelow, isListOfWords, isTelling } from "../expressions.ts";
import type { InputNode } from "../inputs.ts";
import { namesRaw, namesRawValue } from "../names/raw.ts";
import { someSays, squash, wholeSays } from "../names/words.ts";
import { defineSchemaRule } from "../rule.ts";
import { spells, takesFreeText } from "../values.ts";

const TEXT = { type: "string", maxLength: 99 };
const PAIR = { type: "object", properties: { name: TEXT, value: TEXT } };

const HINT = "propose inputs for the few values that are needed, or list them in an enum";

export const schemaRaw = defineSchemaRule({
  id: "schema/raw",
  summary: "No input is a URL, header, query, markup or code to hand through",
  why: "Such an input makes a fixed route a passthrough: the real request is then in the value, which nobody reviews.",
  examples: {
    good: [
      query({ topic: TEXT, template_id: TEXT }),
      query({ q: { type: "string", pattern: "^[A-Za-z0-9 -]{1,60}$" } }),
      query({ template: { type: "string", enum: ["plain", "dark"] } }),
      query({ filter: { type: "string", enum: ["assigned", "created"] } }),
      query({ q: { type: "string", pattern: "^name contains '[A-Za-z0-9 ]{1,40}'$" } }),
      query({ team: { type: "string", pattern: "^https://api\\.zoom\\.us/v2/teams/[A-Z0-9]{16}$" } }),
    ],
    bad: [
      query({ url: TEXT }),
      query({ filter: TEXT }),
      query({ $filter: TEXT }),
      query({ include_fields: TEXT }),
      query({ q: { type: "string", pattern: "^is:unread [A-Za-z0-9 ]{1,40}$" } }),
      query({ soql: { type: "string", pattern: "^[A-Za-z ]{1,99}$" } }),
      query({ team: { type: "string", pattern: "^https://api\\.zoom\\.us[a-z.]{1,9}/[A-Z0-9]{16}$" } }),
      body({ raw: { type: "string", pattern: "^[A-Za-z0-9_-]{1,4000}$" } }),
      body({ name: TEXT, value: TEXT }),
      body({ fields: { type: "array", items: PAIR } }),
      query({ picture: { type: "string", pattern: "^https://[a-z.]{1,50}$" } }),
      body({ headers: { type: "array", items: PAIR } }),
      ...["callbackUrl", "redirecturl", "html_body"].map((name) => body({ [name]: { type: "string" } })),
    ],
  },
  words: "input",
  *checkInput(node, { action, port }) {
    const { name, pointer, depth } = node;
    const pair = pairIn(node);
    if (pair !== undefined) {
      const message = `${quote(pair)} with a value beside it would be handed through as it is: any field there is`;
      // In a body itself the members are what a policy can list.
      yield {
        message,
        hint: HINT,
        ...(depth > 0 ? {} : { pointer: pointer + toPointer(["properties", pair]) }),
      };
    } else if (isHandedThrough(node, action.path, baseOf(port.manifest.port))) {
      const isCertain =
        spellsAddress(node) ||
        namesRaw(name, "address") ||
        namesRaw(name, "encoded") ||
        someSays(name, "passthrough");
      yield { message: `${quote(name)} would be handed through as it is`, hint: HINT, isCertain };
    }
  },
});

/** The member that names what another one sets: a name with its value passes on any input there is. */
function pairIn({ schema, depth, place }: InputNode): string | undefined {
  const parts = Object.entries(isRecord(schema.properties) ? schema.properties : {});
  const naming = parts.find(
    ([name, part]) => wholeSays(name, "names a value") && isRecord(part) && takesFreeText(part),
  );
  // { name, content } is a file, and no pair, where it is all that is sent.
  const values = depth > 0 ? /^(?:value|val|v|content)$/ : /^(?:value|val|v)$/;
  const hasValue = parts.some(([name]) => values.test(squash(name)));
  return hasValue && place !== "path" ? naming?.[0] : undefined;
}

/** Whether an input's pattern is one for URLs; an expression may have `repo:octocat/hello-world`. */
function spellsAddress({ name, schema }: InputNode): boolean {
  return spells(schema, ":/") && !namesRaw(name, "expression") && !namesRaw(name, "language");
}

function isHandedThrough(node: InputNode, path: string, base: string): boolean {
  const { name, schema, isItem, place, depth } = node;
  const { pattern } = isRecord(schema.items) ? schema.items : schema;
  const isJudged = depth > 0 && place !== "path" && (!isItem || spells(schema, ":/"));
  if (!isJudged || !takesFreeText(schema) || isBelow(pattern, base)) {
    return false;
  }
  const known = patternOf(pattern);
  const isSelection = place === "query" && wholeSays(name, "selection");
  if (known === undefined) {
    return namesRawValue(name) || isSelection;
  }
  const isExpression = namesRaw(name, "expression");
  const isLanguage = namesRaw(name, "language") || (isExpression && takesQuery(path));
  const isOpen = isLanguage || (isExpression && (isTelling(known) || isListOfWords(known)));
  const isAddress = namesRaw(name, "raw") || isSelection || spellsAddress(node);
  return (
    namesRaw(name, "encoded") || (isOpen && !hasFixedOperators(known)) || (isAddress && isTelling(known))
  );
}

/** `/services/data/v61.0/query` takes no words to look for. */
function takesQuery(path: string): boolean {
  return parseRoute(path).some(
    (segment) =>
      segment.kind === "literal" &&
      (/^quer(?:y|ies)$/i.test(segment.text) || namesRaw(segment.text, "language")),
  );
}
