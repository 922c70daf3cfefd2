import * as z from "zod";
import { actionSchema } from "./action.ts";
import { SLUG, SLUG_LENGTH } from "./slug.ts";

const slug = z.string().max(SLUG_LENGTH).regex(SLUG);

/** Safe metadata of a port. The token is never in any file of this project. */
export const portSchema = z.strictObject({
  kind: z.literal("http_api"),
  label: z.string(),
  description: z.string(),
  baseUrl: z.url({ protocol: /^https?$/ }),
  authMode: z.literal("header_token"),
  authHeaderName: z.string(),
  authTokenPrefix: z.string(),
});

/** The catalogue document of a port. The gateway imports live actions from it. */
export const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  manifest: z.literal(1),
  slug,
  version: z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/),
  publisher: z.strictObject({ slug, name: z.string() }),
  category: z.string(),
  tags: z.array(z.string()),
  port: portSchema,
  actions: z
    .array(actionSchema)
    .refine(
      (actions) => new Set(actions.map((action) => action.slug)).size === actions.length,
      "two actions have one slug",
    )
    .describe("Live actions, sorted by slug"),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Port = z.infer<typeof portSchema>;
