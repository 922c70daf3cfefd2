import * as z from "zod";
import type { JsonSchema } from "./json-schema.ts";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const count = z.int().min(0);

/** Reads a schema of the subset. Apart from its type, which others use without a parser. */
export const jsonSchemaSchema: z.ZodType<JsonSchema> = z
  .strictObject({
    type: z.enum(["object", "array", "string", "integer", "number", "boolean"]).optional(),
    get properties() {
      return z.record(z.string(), jsonSchemaSchema).optional();
    },
    required: z.array(z.string()).optional(),
    additionalProperties: z.literal(false).optional(),
    enum: z.array(scalar).min(1).optional(),
    const: scalar.optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minLength: count.optional(),
    maxLength: count.optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    get items() {
      return jsonSchemaSchema.optional();
    },
    minItems: count.optional(),
    maxItems: count.optional(),
    "x-style": z.literal("comma").optional().describe("A list in a query that is written as a=1,2"),
    default: z.unknown().optional(),
    description: z.string().optional(),
  })
  .meta({ id: "JsonSchema", description: "JSON Schema 2020-12 in harbor-drafts' closed subset" });
