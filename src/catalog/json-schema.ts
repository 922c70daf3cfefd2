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
  /** How a list in a query is written: `a=1,2` in place of `a=1&a=2`. Only the gateway reads it. */
  "x-style"?: "comma" | undefined;
  default?: unknown;
  description?: string | undefined;
}
