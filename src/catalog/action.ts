import * as z from "zod";
import { jsonSchemaSchema } from "./json-schema-schema.ts";
import { SLUG, SLUG_LENGTH } from "./slug.ts";

const exampleInput = z.strictObject({
  path: z.record(z.string(), z.unknown()).optional(),
  query: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
});

const exampleSchema = z.strictObject({
  name: z.string().describe("Short name of the example, unique in the action"),
  input: exampleInput,
  expect: z
    .strictObject({
      status: z
        .int()
        .min(100)
        .max(599)
        .optional()
        .describe("What the API answers; any 2xx where it is left out"),
      output: z
        .unknown()
        .optional()
        .describe("The JSON that an agent gets; not looked at where it is left out"),
    })
    .optional(),
});

/**
 * One fixed route of a port: the same object in a draft and in a manifest.
 * The member order is the canonical order.
 */
export const actionSchema = z.strictObject({
  slug: z.string().max(SLUG_LENGTH).regex(SLUG),
  label: z.string(),
  description: z.string(),
  method: z.enum(["GET", "POST", "PUT", "PATCH"]),
  path: z.string(),
  approvalMode: z.enum(["automatic", "require_approval"]),
  requestBodyMode: z.enum(["none", "json"]),
  resultMode: z.enum(["json_summary"]),
  input: z.strictObject({
    path: jsonSchemaSchema.optional(),
    query: jsonSchemaSchema.optional(),
    body: jsonSchemaSchema.optional(),
  }),
  result: z.strictObject({
    fields: z
      .array(z.string())
      .describe(
        'Allow-list of response paths: a.b, list[].c, list[], [].id, rows[][], ["@odata.nextLink"]; [] for the status alone',
      ),
  }),
  scopes: z.array(z.string()).describe("The narrowest API scopes that the route needs"),
  examples: z.array(exampleSchema),
});

/**
 * What can be read as an action at all: every member there and of its type, the values free.
 * Bad values are for the rules to refuse, with a reason; only the unreadable is invalid.
 */
export const readableActionSchema = z.looseObject({
  slug: z.string(),
  label: z.string(),
  description: z.string(),
  method: z.string(),
  path: z.string(),
  approvalMode: z.string(),
  requestBodyMode: z.string(),
  resultMode: z.string(),
  input: z.looseObject({
    path: z.record(z.string(), z.unknown()).optional(),
    query: z.record(z.string(), z.unknown()).optional(),
    body: z.record(z.string(), z.unknown()).optional(),
  }),
  result: z.looseObject({ fields: z.array(z.string()) }),
  scopes: z.array(z.string()),
  examples: z.array(
    z.looseObject({
      name: z.string(),
      input: z.looseObject({
        path: z.record(z.string(), z.unknown()).optional(),
        query: z.record(z.string(), z.unknown()).optional(),
        body: z.unknown().optional(),
      }),
      expect: z.looseObject({ status: z.number().optional() }).optional(),
    }),
  ),
});

export type Action = z.infer<typeof actionSchema>;
export type ReadableAction = z.infer<typeof readableActionSchema>;
export type Example = Action["examples"][number];
export type ActionInput = Example["input"];
