import { namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";
import { namesRawValue } from "../words.ts";

export const schemaRaw = defineActionRule({
  id: "schema/raw",
  summary: "No input is a URL, header, query, markup or code to hand through",
  why: "Such an input makes a fixed route a passthrough: the real request is then in the value, which nobody reviews.",
  examples: {
    good: [
      {
        action: {
          input: { query: { type: "object", properties: { topic: { type: "string", maxLength: 9 } } } },
        },
      },
    ],
    bad: [
      {
        action: {
          input: { query: { type: "object", properties: { url: { type: "string", maxLength: 99 } } } },
        },
      },
      { action: { input: { body: { type: "object", properties: { callbackUrl: { type: "string" } } } } } },
    ],
  },
  *check({ action }) {
    for (const { name, schema, pointer } of namedInputs(action)) {
      if (schema.type !== "boolean" && namesRawValue(name)) {
        yield {
          pointer,
          message: `${JSON.stringify(name)} would be handed through as it is`,
          hint: "propose inputs for the few values that are needed",
        };
      }
    }
  },
});
