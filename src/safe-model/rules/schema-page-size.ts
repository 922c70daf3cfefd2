import type { JsonSchema } from "../../catalog/json-schema.ts";
import { namedInputs } from "../inputs.ts";
import { defineActionRule } from "../rule.ts";

export const schemaPageSize = defineActionRule({
  id: "schema/page-size",
  summary: "The page size stays within the policy's maximum",
  why: "A page of everything is bulk export by another name.",
  examples: {
    good: [
      {
        action: {
          input: {
            query: {
              type: "object",
              properties: { page_size: { type: "integer", minimum: 1, maximum: 300 } },
            },
          },
        },
      },
    ],
    bad: [
      {
        action: {
          input: {
            query: {
              type: "object",
              properties: { page_size: { type: "integer", minimum: 1, maximum: 5000 } },
            },
          },
        },
      },
      { action: { input: { query: { type: "object", properties: { page_size: { type: "integer" } } } } } },
    ],
  },
  *check({ action, port }) {
    const { size, maximum: most } = port.policy.pagination;
    for (const { name, schema, pointer } of namedInputs(action)) {
      const { maximum, minimum } = schema as JsonSchema;
      const isCapped =
        typeof maximum === "number" && maximum <= most && typeof minimum === "number" && minimum >= 1;
      if (name === size && !isCapped) {
        yield {
          pointer,
          message: `${size} isn't kept within 1 to ${most}`,
          hint: `write "minimum": 1 and "maximum": ${most} or less`,
        };
      }
    }
  },
});
