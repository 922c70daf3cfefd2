import * as z from "zod";

export const tierSchema = z.enum(["automatic", "approval", "refused"]);

/** Names of inputs, each with `true` for any value that the rules admit, or the only values it may have. */
const inputsSchema = z.record(
  z.string(),
  z.union([z.literal(true), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)]),
);

export const policyRouteSchema = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string(),
  tier: tierSchema,
  reason: z.string().optional(),
  scopes: z.array(z.string()).optional().describe("The only scopes that an action on the route may name"),
  query: inputsSchema.optional().describe("The only query parameters that an action may take"),
  body: inputsSchema
    .optional()
    .describe("The only body fields that an action may send, dotted: a.b, list[].c"),
});

/** The port's safe-model data, owned by reviewers. Rules are code and know nothing of the API. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  policy: z.literal(1),
  principal: z.strictObject({
    keyword: z.string().describe("How the API spells the user that the token stands for"),
    collections: z.array(z.string()).describe("Paths after which the keyword names that user"),
    tokenKinds: z.array(z.string()),
    identityNames: z.array(z.string()).describe("Inputs that choose or add another person"),
    scopingPlaceholders: z.array(z.string()).describe("Placeholders that are no identity"),
  }),
  routes: z.array(policyRouteSchema),
  families: z
    .array(z.string())
    .describe("Paths under which a GET that no route lists may be admitted with approval"),
  credentials: z.strictObject({
    fields: z.array(z.string()).describe("Response fields that hold a credential or privileged link"),
    subtrees: z
      .array(z.string())
      .optional()
      .describe("Response objects that hold such fields: never listed whole, only field by field"),
    notCredentials: z.array(z.string()).describe("Names that only look like one"),
  }),
  pagination: z.strictObject({
    size: z.string().describe("The page size parameter"),
    maximum: z.int().min(1),
  }),
  scopes: z.record(z.string(), z.enum(["read", "write"])),
  documentationHosts: z.array(z.string()),
  evidence: z.strictObject({ maximumAgeDays: z.int().min(1) }),
  selfPublish: z.enum(["never", "reads"]),
});

export type Policy = z.infer<typeof policySchema>;
export type Tier = z.infer<typeof tierSchema>;
