import * as z from "zod";
import { actionSchema } from "../catalog/action.ts";
import { portSchema } from "../catalog/manifest.ts";
import { policyRouteSchema, policySchema, tierSchema } from "../catalog/policy.ts";

/** What "live" was read from. */
const baseOutput = z.strictObject({
  ref: z.string().describe("The base's name, such as origin/main"),
  commit: z.string().nullable().describe("Null where the folder itself was taken"),
});

const actionSummary = actionSchema.pick({
  slug: true,
  label: true,
  method: true,
  path: true,
  approvalMode: true,
});

const draftSummary = z.strictObject({
  file: z.string(),
  slug: z.string(),
  change: z.string().nullable().describe("Null where the file can't be read as a draft"),
});

const requestSummary = z.strictObject({
  slug: z.string(),
  branch: z.string(),
  commit: z.string(),
  stale: z.boolean().describe("The port moved since the request was made"),
});

const portReport = {
  base: baseOutput,
  port: portSchema.extend({ slug: z.string() }),
  version: z.string(),
  differs: z.boolean().describe("The work tree's manifest isn't the live one"),
};

const inputs = policyRouteSchema.shape.query.unwrap().nullable();

const proposableRoute = z.strictObject({
  method: z.string(),
  path: z.string(),
  tier: z.enum(["automatic", "approval"]),
  reason: z.string().nullable(),
  scopes: z
    .array(z.string())
    .nullable()
    .describe("The only scopes to name; null: the narrowest that is known"),
  query: inputs.describe("The only query parameters to take; null: what the rules admit"),
  body: inputs.describe("The only body fields to send, dotted; null: what the rules admit"),
});

/** `inspect`: every port. */
export const portsOutput = z.strictObject({
  base: baseOutput,
  ports: z.array(
    z.strictObject({
      port: z.string(),
      label: z.string(),
      version: z.string(),
      baseUrl: z.string(),
      actions: z.int(),
      drafts: z.int(),
      requests: z.int(),
    }),
  ),
});

/** `inspect <port>`. */
export const portOutput = z.strictObject({
  ...portReport,
  actions: z.array(actionSummary),
  drafts: z.array(draftSummary),
  proposable: z.array(proposableRoute).describe("Routes that the policy admits and that aren't live yet"),
  families: z
    .array(z.string())
    .describe(
      "Paths under which another GET may be proposed, with approval, unless it lies below a refused route",
    ),
  policy: policySchema
    .pick({ scopes: true, pagination: true, documentationHosts: true })
    .extend({ credentials: z.array(z.string()), identityNames: z.array(z.string()) })
    .describe("What else a draft is held to: known scopes, the page cap, names to leave out"),
  requests: z.array(requestSummary).describe("Open publish requests, as of the last fetch"),
});

/** `inspect <port> <slug>`. */
export const actionOutput = z.strictObject({
  ...portReport,
  action: actionSchema,
  live: z.boolean().describe("False for an action that is only a draft"),
});

const routeOutput = z.strictObject({
  method: z.string(),
  path: z.string(),
  tier: tierSchema,
  reason: z.string(),
  by: z
    .enum(["listed", "family", "none"])
    .describe("What of the policy decided: its entry for the route, a family, nothing"),
  nearest: z
    .strictObject({ method: z.string(), path: z.string(), tier: tierSchema })
    .nullable()
    .describe("Of a refused route: the admitted one that is most like it"),
  scopes: z.array(z.string()),
  parameters: z.array(
    z.strictObject({
      in: z.enum(["path", "query", "body"]),
      name: z.string(),
      type: z.string(),
      required: z.boolean(),
      bounds: z.string(),
      admitted: z.boolean(),
      why: z.string().describe("Why it isn't admitted"),
    }),
  ),
  fields: z.array(
    z.strictObject({
      path: z.string(),
      type: z.string(),
      credential: z.boolean().describe("It is or may hold a credential, and no action may list it"),
    }),
  ),
  live: z.string().nullable().describe("The slug of the action that is live on it"),
  draft: z.string().nullable().describe("The file of a draft that proposes it"),
  proposal: policyRouteSchema
    .pick({ method: true, path: true, tier: true, reason: true })
    .nullable()
    .describe("The policy entry that a reviewer would add, where nothing like the route is admitted"),
  next: z.strictObject({ command: z.string(), why: z.string() }),
});

/** `inspect <port> <route or word>`. */
export const routesOutput = z.strictObject({
  ...portReport,
  routes: z.array(routeOutput).describe("The route that was asked for, or all that a word finds"),
});

export type RouteOutput = z.infer<typeof routeOutput>;
export type RoutesOutput = z.infer<typeof routesOutput>;
export type BaseOutput = z.infer<typeof baseOutput>;
export type PortsOutput = z.infer<typeof portsOutput>;
export type PortOutput = z.infer<typeof portOutput>;
export type ActionOutput = z.infer<typeof actionOutput>;
export type InspectOutput = PortsOutput | PortOutput | ActionOutput | RoutesOutput;
