import * as z from "zod";

export const tierSchema = z.enum(["automatic", "approval", "refused"]);

/** Names of inputs, each with `true` for any value that the rules admit, or the only values it may have. */
const inputsSchema = z.record(
  z.string(),
  z.union([z.literal(true), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)]),
);

const signSchema = z.strictObject({
  path: z.string().describe("A response path, as result.fields has them"),
  is: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .optional()
    .describe("The value that tells failure"),
  present: z
    .literal(true)
    .optional()
    .describe("Failure is told by anything there that isn't empty, false or 0"),
});

/** Without `failure` the usual signs count: `ok` or `success` false, an `error`, a code with a message. */
const answersSchema = z.strictObject({
  failure: z
    .array(signSchema)
    .optional()
    .describe("What tells failure under a status of success; one is enough"),
  code: z.string().optional().describe("Response path of an error's code, which agents are told"),
  message: z.string().optional().describe("Response path of an error's text, which no agent is told"),
});

export const policyRouteSchema = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string(),
  tier: tierSchema,
  reason: z.string().optional(),
  scopes: z.array(z.string()).optional().describe("The only scopes that an action on the route may name"),
  reads: z
    .literal(true)
    .optional()
    .describe("A POST that only reads: a search, a remote call, a constant document"),
  query: inputsSchema.optional().describe("The only query parameters that an action may take"),
  body: inputsSchema
    .optional()
    .describe(
      'The only body fields that an action may send: a.b, list[].c, fields["Due date"]; {} for no body. No draft on a write without it is admitted',
    ),
  required: z
    .array(z.string())
    .optional()
    .describe("Listed inputs that each call must send, since the API does more where they are absent"),
  capability: z
    .string()
    .optional()
    .describe("The reviewers' own sentence: \"list the signed-in user's unread notifications\""),
  answers: answersSchema.optional().describe("How the route tells failure, in place of what the port says"),
  anyAnswer: z
    .literal(true)
    .optional()
    .describe("An action that lists no field succeeds with a page or a redirect as well"),
});

/** The port's safe-model data, owned by reviewers. Rules are code and know nothing of the API. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  policy: z.literal(1),
  principal: z.strictObject({
    keyword: z.string().optional().describe("How the API spells the user that the token stands for"),
    collections: z.array(z.string()).describe("Paths after which the keyword names that user"),
    paths: z
      .array(z.string())
      .optional()
      .describe("Paths that are that user's without a keyword, such as /user"),
    uris: z
      .array(z.string())
      .optional()
      .describe("URIs below the port's own base URL that name that user, where an input takes one"),
    tokenKinds: z.array(z.string()),
    identityNames: z.array(z.string()).describe("Inputs that choose or add another person"),
    scopingPlaceholders: z.array(z.string()).describe("Placeholders that are no identity"),
  }),
  routes: z.array(policyRouteSchema),
  families: z
    .array(z.string())
    .describe("Paths under which a GET that no route lists may be admitted with approval"),
  credentials: z.strictObject({
    fields: z
      .array(z.string())
      .describe("Response fields that hold a credential or privileged link: names at any depth, or paths"),
    subtrees: z
      .array(z.string())
      .optional()
      .describe("Response objects that hold such fields: never listed whole, only field by field"),
    notCredentials: z
      .array(z.string())
      .describe("What only looks like one: names at any depth, or whole response paths"),
  }),
  answers: answersSchema.optional().describe("How the API tells failure under a status of success"),
  pagination: z.strictObject({
    size: z.string().describe("The page size parameter"),
    maximum: z.int().min(1),
  }),
  scopes: z
    .record(z.string(), z.enum(["read", "write", "both"]))
    .describe("What each scope is for; none for an API without scopes"),
  documentationHosts: z.array(z.string()),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .describe("The language of the catalogue's texts, such as de; English without it"),
  evidence: z.strictObject({ maximumAgeDays: z.int().min(1) }),
  selfPublish: z.enum(["never", "reads"]),
});

export type Policy = z.infer<typeof policySchema>;
export type Tier = z.infer<typeof tierSchema>;
