import * as z from "zod";

/**
 * A JSON Schema (2020-12) in the closed subset that actions may use. The order of the members is
 * the canonical order. Which keyword goes with which type is judged by the rule `schema/closed`.
 */
export interface JsonSchema {
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean" | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: false | undefined;
  enum?: (string | number | boolean | null)[] | undefined;
  const?: string | number | boolean | null | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  items?: JsonSchema | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  default?: unknown;
  description?: string | undefined;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const count = z.int().min(0);

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
    default: z.unknown().optional(),
    description: z.string().optional(),
  })
  .meta({ id: "JsonSchema", description: "JSON Schema 2020-12 in harbor-drafts' closed subset" });
