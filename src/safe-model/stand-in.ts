import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { portFiles } from "../catalog/layout.ts";
import type { PolicyRoute } from "../catalog/listed-route.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Manifest } from "../catalog/manifest.ts";
import type { Policy, Tier } from "../catalog/policy.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { schemaOfListed } from "./listed-inputs.ts";
import type { Problem, Rule, Subject } from "./rule.ts";
import { textOrders } from "./rules/text-orders.ts";
import { textPlain } from "./rules/text-plain.ts";
import { createSubject } from "./subject.ts";

/** What drafts' rules see where something else is judged by them: an action without a draft around it. */
export function standIn(file: string, action: ReadableAction, port: LivePort): Subject {
  const draft: ReadableDraft = {
    draft: 1,
    port: port.slug,
    change: "update",
    action,
    rationale: "It is there.",
    references: [],
  };
  return createSubject(file, draft, port);
}

/** What drafts' rules say of a route that a policy names, in the mode of its tier where it has one. */
export function problemsOfRoute(
  rules: readonly Rule[],
  { method, path, tier = "approval" }: { method: string; path: string; tier?: Tier },
  policy: Policy,
): Problem[] {
  return problemsOf(rules, { ...ACTION, method, path, approvalMode: modeOf(tier) }, policy);
}

/** What drafts' rules say of the inputs that a route lists, each taken by the schema where any value is. */
export function problemsOfInputs(
  rules: readonly Rule[],
  { method, path, query = {}, body = {} }: PolicyRoute,
  schema: JsonSchema,
  policy: Policy,
): Problem[] {
  const input = {
    query: { ...schemaOfListed("query", query, schema) },
    body: { ...schemaOfListed("body", body, schema) },
  };
  return problemsOf(rules, { ...ACTION, method, path, input }, policy);
}

function problemsOf(rules: readonly Rule[], action: ReadableAction, policy: Policy): Problem[] {
  const subject = standIn("", action, { ...PORT, policy });
  return rules.flatMap((rule) => [...rule.check(subject)]);
}

function modeOf(tier: Tier): string {
  return tier === "automatic" ? "automatic" : "require_approval";
}

/**
 * What drafts' rules say of a text, taken for an action's label or description. What reviewers wrote for
 * reviewers is no order to anybody. What is called by the host of `baseUrl` is no link.
 */
export function problemsOfText(
  place: { pointer: string; text: string; like: "label" | "description"; by?: "reviewers" },
  policy: Policy | undefined,
  baseUrl = MANIFEST.port.baseUrl,
): Problem[] {
  const { pointer, text, like, by } = place;
  const manifest = { ...MANIFEST, port: { ...MANIFEST.port, baseUrl } };
  const port = { ...PORT, manifest, policy: policy ?? PORT.policy };
  const subject = standIn("", { ...ACTION, [like]: text }, port);
  return (by === "reviewers" ? [textPlain] : [textPlain, textOrders])
    .flatMap((rule) => [...rule.check(subject)])
    .filter((problem) => problem.pointer === `/action/${like}`)
    .map((problem) => ({ ...problem, pointer }));
}

/** Says and takes nothing. */
export const ACTION: ReadableAction = {
  slug: "stand-in",
  label: "Stand-in",
  description: "Stands in.",
  method: "GET",
  path: "/",
  approvalMode: "require_approval",
  requestBodyMode: "none",
  resultMode: "json_summary",
  input: {},
  result: { fields: [] },
  scopes: [],
  examples: [],
};

const MANIFEST: Manifest = {
  manifest: 1,
  slug: "stand-in",
  version: "0.0.0",
  publisher: { slug: "stand-in", name: "Stand-in" },
  category: "",
  tags: [],
  port: {
    kind: "http_api",
    label: "Stand-in",
    description: "",
    baseUrl: "https://localhost",
    authMode: "header_token",
    authHeaderName: "Authorization",
    authTokenPrefix: "",
  },
  actions: [],
};

const POLICY: Policy = {
  policy: 1,
  principal: {
    keyword: "me",
    collections: [],
    tokenKinds: [],
    identityNames: [],
    scopingPlaceholders: [],
  },
  routes: [],
  families: [],
  credentials: { fields: [], notCredentials: [] },
  pagination: { size: "page_size", maximum: 1 },
  scopes: {},
  documentationHosts: [],
  evidence: { maximumAgeDays: 1 },
  selfPublish: "never",
};

const PORT: LivePort = {
  slug: "stand-in",
  files: portFiles("stand-in", "stand-in"),
  manifest: MANIFEST,
  manifestText: "",
  policy: POLICY,
};
