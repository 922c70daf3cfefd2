import type { JsonSchema } from "../../catalog/json-schema.ts";
import { validate } from "../../gateway/validate.ts";
import { inputNodes } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

/** Values that would leave their segment, change its meaning or name a place of another kind. */
const TRESPASSERS = [
  "",
  ".",
  "..",
  "/",
  "a/b",
  "../x",
  "%2f",
  "%2e%2e",
  "a%b",
  "\\",
  "a?b",
  "a#b",
  "a;b",
  "a b",
  "a\nb",
  "a@b",
  "\u202e",
];

/** The same within texts of many lengths, for patterns that ask for one. */
const LONG_TRESPASSERS = [2, 3, 4, 6, 8, 9, 10, 12, 16, 20, 24, 32, 36, 64].flatMap((length) =>
  ["/", ".", "%", "\\", "?", "#", ";", "@", " ", "\n"].flatMap((odd) =>
    (odd === "." ? ["."] : ["0", "a", odd]).map((filler) => filler.repeat(length - 1) + odd),
  ),
);

/** Unreserved characters, and not dots alone. */
const PLAIN = /^(?!\.+$)[A-Za-z0-9._~-]+$/;

export const placeholderBounded = defineActionRule({
  id: "placeholder/bounded",
  summary: "A placeholder takes an integer range, an enum, or text with an anchored pattern",
  why: "Free text in a path can leave its segment: a slash, two dots or a percent sign turn the route into another one.",
  examples: {
    good: [
      {},
      {
        action: {
          input: {
            path: {
              type: "object",
              properties: { meetingId: { type: "string", pattern: "^[0-9]{9,12}$", maxLength: 12 } },
              required: ["meetingId"],
              additionalProperties: false,
            },
          },
        },
      },
    ],
    bad: [
      {
        action: {
          input: {
            path: {
              type: "object",
              properties: { meetingId: { type: "string", maxLength: 64 } },
              required: ["meetingId"],
              additionalProperties: false,
            },
          },
        },
      },
      {
        action: {
          input: {
            path: {
              type: "object",
              properties: { meetingId: { type: "string", pattern: "^[0-9./]+$", maxLength: 64 } },
              required: ["meetingId"],
              additionalProperties: false,
            },
          },
        },
      },
      {
        action: {
          input: {
            path: {
              type: "object",
              properties: { meetingId: { type: "string", enum: ["1", ".."] } },
              required: ["meetingId"],
              additionalProperties: false,
            },
          },
        },
      },
    ],
  },
  *check({ action, schemaIssues }) {
    if (schemaIssues.length > 0) {
      // Schemas that are none can't be run; schema/shape and schema/closed refuse them.
      return;
    }
    for (const { place, depth, pointer, name, schema } of inputNodes(action)) {
      if (place !== "path" || depth !== 1) {
        continue;
      }
      const { type, pattern, enum: values } = schema as JsonSchema;
      const hint =
        "write an integer with minimum and maximum, or a string with a pattern such as ^[0-9]{9,12}$";
      if (type !== "integer" && type !== "string") {
        yield { pointer, message: `{${name}} is neither an integer nor a string`, hint };
      } else if (type === "string" && pattern === undefined && values === undefined) {
        yield { pointer, message: `{${name}} is free text`, hint };
      }
      const fixed = (values ?? []).find((value) => !PLAIN.test(String(value)));
      if (fixed !== undefined) {
        yield {
          pointer,
          message: `{${name}} lists ${JSON.stringify(fixed)}, which is no plain segment`,
          hint,
        };
      }
      const trespasser = [...TRESPASSERS, ...LONG_TRESPASSERS].find(
        (text) => validate(schema as JsonSchema, text).length === 0,
      );
      if (trespasser !== undefined) {
        yield { pointer, message: `{${name}} admits ${JSON.stringify(trespasser)}`, hint };
      }
    }
  },
});
