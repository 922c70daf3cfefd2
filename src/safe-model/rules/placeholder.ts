import type { ReadableAction } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import type { Policy } from "../../catalog/policy.ts";
import { placeholdersOf } from "../../catalog/route.ts";
import { isSegmentValue } from "../../gateway/request.ts";
import { validate } from "../../gateway/validate.ts";
import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { characterIn, DIGITS, LOWER_CASE, overlaps, setOfText } from "../../patterns/characters.ts";
import { alphabetOf } from "../../patterns/language.ts";
import { patternOf } from "../../patterns/pattern.ts";
import { quote } from "../../text/quote.ts";
import { fixedValuesOf } from "../inputs.ts";
import { lastSays } from "../names/words.ts";
import { MOST_WORDS } from "../route-overlap.ts";
import { judgeRoute } from "../routes.ts";
import { defineActionRule, defineInputRule } from "../rule.ts";
import { LONG, mayNameMethod, wordOf } from "../segment-words.ts";

/** Unreserved characters (RFC 3986, 2.3), and those of identifiers and ranges, which are sent encoded. */
const PLAIN = setOfText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~=+:!@");
const PLAIN_TEXT = /^[A-Za-z0-9\-._~=+:!@]+$/;

/** What a URL parser takes for the segment itself or its parent, and servers for more of such. */
const DOTS = ["", ".", "..", "...", "...."];

/** Of somebody. */
const ADDRESS = /@.*\./;
const AT_DOT = [setOfText("@"), setOfText(".")];

const CANDIDATES = [
  { type: "integer", minimum: 1, maximum: 999_999_999_999 },
  { type: "string", pattern: "^[0-9]{9,12}$" },
  { type: "string", format: "uuid" },
];
const HINT = "write an integer with minimum and maximum, or a string with a pattern such as ^[0-9]{9,12}$";

const placeholder = (schema: object) => ({
  action: {
    input: {
      path: {
        type: "object",
        properties: { meetingId: schema },
        required: ["meetingId"],
        additionalProperties: false,
      },
    },
  },
});

export const placeholderBounded = defineInputRule({
  id: "placeholder/bounded",
  summary:
    "A placeholder takes an integer range, an enum, or text with an anchored pattern of plain characters",
  why: "Free text in a path can leave its segment: a slash, two dots or a percent sign turn the route into another one.",
  examples: {
    good: [
      {},
      placeholder({ type: "string", pattern: "^[0-9]{9,12}$" }),
      placeholder({ type: "string", pattern: "^[A-Za-z0-9_-]{22}==$" }),
      placeholder({ type: "string", enum: ["81000000042"] }),
      placeholder({ type: "string", format: "uuid" }),
      placeholder({ type: "string", pattern: "^[A-Z]{1,2}[0-9]{1,4}:[A-Z]{1,2}[0-9]{1,4}$" }),
      placeholder({ type: "string", pattern: "^urn:li:share:[0-9]{10,20}$" }),
      ...["^[0-9a-f]{7,40}$", "^rec[A-Za-z0-9]{14}$", "^C[A-Z0-9]{8,10}$", "^ch_[a-z0-9]{2}[0-9]{6,9}$"].map(
        (pattern) => placeholder({ type: "string", pattern }),
      ),
      placeholder({ type: "string", pattern: "^Costs![A-Z][0-9]{1,3}$" }),
    ],
    bad: [
      placeholder({ type: "string", maxLength: 64 }),
      placeholder({ type: "number", minimum: 1, maximum: 9 }),
      placeholder({ type: "string", pattern: "^[0-9./]{1,64}$" }),
      placeholder({ type: "string", pattern: "^[0-9A-Za-z_.-]{0,64}$" }),
      placeholder({ type: "string", pattern: "^[0-9]{1,58}(?:%2e%2e)?$" }),
      placeholder({ type: "string", pattern: "^[^/]{1,64}$" }),
      placeholder({ type: "string", pattern: "^[a-z_]{1,40}$" }),
      placeholder({ type: "string", pattern: "^[a-z0-9]{1,20}$" }),
      placeholder({ type: "string", pattern: "^com[a-z0-9]{5}$" }),
      placeholder({ type: "string", enum: ["1", ".."] }),
      placeholder({ type: "string", enum: ["1:setIamPolicy"] }),
      placeholder({ type: "string", pattern: "^[A-Za-z0-9:]{1,20}$" }),
      placeholder({ type: "string", pattern: "^x:[a-z]{1,20}[0-9]$" }),
      placeholder({ type: "string", pattern: "^[a-z0-9]{1,20}@[a-z0-9]{1,20}\\.org$" }),
    ],
  },
  *checkInput({ place, depth, name, schema }, { action, port, schemaIssues }) {
    // Schemas that are none can't be run; schema/shape and schema/closed refuse them.
    if (place === "path" && depth === 1 && schemaIssues.length === 0) {
      const problem = problemOf(schema as JsonSchema, () => wordsAt(action, name, port.policy));
      yield* problem === undefined
        ? []
        : [{ message: `{${name}} ${problem}`, hint: HINT, candidates: CANDIDATES }];
    }
  },
});

/** Which words a placeholder may take: any, some that are mixed with what no word is, or none. */
type AdmittedWords = "any" | "mixed" | "none";

/**
 * A name that says that it is an identifier takes no word, which would be another route: but where the
 * policy would admit that one, too, and as cautiously. Others, such as {branch}, may be words on a listed route.
 */
function wordsAt(action: ReadableAction, name: string, policy: Policy): AdmittedWords {
  const { tier, listed } = judgeRoute(action, policy);
  if (policy.principal.scopingPlaceholders.includes(name)) {
    return "any";
  }
  if (!lastSays(name, "identifier")) {
    return listed === undefined ? "mixed" : "any";
  }
  if (tier === "refused") {
    return "mixed";
  }
  const route = judgeRoute({ ...action, path: action.path.replace(`{${name}}`, "a-word") }, policy);
  return route.tier === "approval" && action.approvalMode === "require_approval" ? "mixed" : "none";
}

function problemOf(schema: JsonSchema, mayBeWord: () => AdmittedWords): string | undefined {
  const { type, pattern, format } = schema;
  if (type !== "integer" && type !== "string") {
    return "is neither an integer nor a string";
  }
  const fixed = fixedValuesOf(schema as Record<string, unknown>);
  if (fixed !== undefined) {
    return problemOfValues(fixed);
  }
  // Dates and UUIDs are digits, letters and hyphens alone.
  const isPlain = type === "integer" || (pattern === undefined && (format === "date" || format === "uuid"));
  return isPlain
    ? undefined
    : pattern === undefined
      ? "is free text"
      : problemOfPattern(pattern, schema, mayBeWord);
}

function problemOfValues(values: readonly unknown[]): string | undefined {
  const odd = values.find(
    (value) =>
      !PLAIN_TEXT.test(String(value)) || !isSegmentValue(String(value)) || ADDRESS.test(String(value)),
  );
  if (odd !== undefined) {
    return `lists ${quote(odd)}, which is no plain segment`;
  }
  return values.length > MOST_WORDS && values.some((value) => /[a-z]/i.test(String(value)))
    ? `lists more than ${MOST_WORDS} words, so the route isn't fixed`
    : undefined;
}

function problemOfPattern(
  pattern: string,
  schema: JsonSchema,
  mayBeWord: () => AdmittedWords,
): string | undefined {
  const known = patternOf(pattern);
  if (known === undefined) {
    // schema/pattern says what is wrong with it.
    return "has a pattern that bounds nothing";
  }
  const alphabet = alphabetOf(known.whole);
  const odd = characterIn(alphabet & ~PLAIN);
  if (odd !== "") {
    return `admits ${quote(odd)}`;
  }
  const dots = DOTS.find((text) => validate(schema, text).length === 0);
  if (dots !== undefined) {
    return dots === "" ? "may be empty" : `admits ${quote(dots)}`;
  }
  if (mayNameMethod(known)) {
    return "admits a lower-case letter after a colon, where servers read another method";
  }
  if (AT_DOT.every((character) => overlaps(alphabet, character))) {
    return "admits an address such as somebody@example.com";
  }
  const words = mayBeWord();
  if (words === "any") {
    return undefined;
  }
  if (overlaps(alphabet, LOWER_CASE) && !overlaps(alphabet, DIGITS)) {
    return "takes words and no digits, so it chooses a route rather than a thing";
  }
  const word = words === "none" ? wordOf(known) : undefined;
  return word === undefined
    ? undefined
    : `admits ${quote(word)}, so it chooses a route rather than a thing: an identifier has ${LONG} characters and more, is hexadecimal, or always holds a digit or another sign that no word has`;
}

export const placeholderDeclared = defineActionRule({
  id: "placeholder/declared",
  summary: "Each placeholder of the path is declared and required in input.path, and nothing else is",
  why: "An undeclared placeholder has no bounds, and an optional one leaves a hole in the URL.",
  examples: {
    good: [{}],
    bad: [
      { action: { input: {} } },
      { action: { path: "/users/me" } },
      { action: { path: "/meetings/{id}" } },
    ],
  },
  *check({ action }) {
    const { path: schema } = action.input;
    const properties = isRecord(schema?.properties) ? Object.keys(schema.properties) : [];
    const required: unknown[] = Array.isArray(schema?.required) ? schema.required : [];
    const placeholders = placeholdersOf(action.path);
    for (const name of placeholders) {
      if (!properties.includes(name) || !required.includes(name)) {
        yield {
          pointer: "/action/path",
          message: `the placeholder {${name}} isn't declared and required in input.path`,
          hint: `add ${name} to input.path.properties and input.path.required`,
        };
      }
    }
    for (const name of properties.filter((name) => !placeholders.includes(name))) {
      yield {
        pointer: toPointer(["action", "input", "path", "properties", name]),
        message: `input.path declares ${quote(name)}, which the path hasn't`,
        hint: "remove it, or name the placeholder alike",
      };
    }
    if (new Set(placeholders).size < placeholders.length) {
      yield {
        pointer: "/action/path",
        message: "the path has one placeholder twice",
        hint: "name each differently",
      };
    }
  },
});
