import { type Action, actionSchema } from "../../src/catalog/action.ts";
import { portFiles } from "../../src/catalog/layout.ts";
import { type Manifest, manifestSchema } from "../../src/catalog/manifest.ts";
import { type Policy, policySchema } from "../../src/catalog/policy.ts";
import { canonicalDraft, type Draft } from "../../src/drafts/draft.ts";
import { EACH, fieldOf, type Step } from "../../src/gateway/fields.ts";
import { canonicalJson } from "../../src/json/canonical.ts";
import type { Har } from "../../src/recordings/har/har.ts";
import { harOf, withOrigin } from "../support/sample.ts";
import { exampleOf, type Leaf, leavesOf, type Shape, schemaOf } from "./inputs.ts";

type PolicyRoute = Policy["routes"][number];
type Listed = NonNullable<PolicyRoute["body"]>;

/** One starter action: what the API's documentation says of a route, and what its owner would. */
export interface Starter {
  route: `${"GET" | "POST" | "PUT" | "PATCH"} /${string}`;
  scopes?: readonly string[];
  path?: Record<string, Shape>;
  query?: Record<string, Shape>;
  /** What of the query each call must give. */
  required?: string[];
  body?: Record<string, Shape>;
  /** What the API answers, of that what an agent needs: each leaf of it is a result field. */
  answer: unknown;
  status?: number;
  /** Why a person approves each call; without it, a read is automatic. */
  reason?: string;
  reads?: true;
  capability?: string;
  /** Inputs that the owner doesn't list, since a reviewer should never admit them. */
  unlisted?: readonly string[];
}

export interface Product {
  product: string;
  publisher: string;
  slug: string;
  baseUrl: string;
  tokenPrefix?: string;
  documentation: string;
  principal?: Partial<Policy["principal"]>;
  scopes?: Policy["scopes"];
  /** The page size's parameter and its maximum. */
  pagination: [size: string, maximum: number];
  answers?: Policy["answers"];
  families?: readonly string[];
  credentials?: readonly string[];
  notCredentials?: readonly string[];
  actions: Record<string, Starter>;
}

export const RECORDED_AT = "2026-11-20T00:00:00Z";

export function actionOf(slug: string, starter: Starter): Action {
  const [method, path = ""] = starter.route.split(" ");
  const words = slug.replaceAll("-", " ");
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  const { path: inPath, query, required, body } = starter;
  const input = {
    ...(inPath === undefined ? {} : { path: schemaOf(inPath, true) }),
    ...(query === undefined
      ? {}
      : { query: { ...schemaOf(query, false), ...(required === undefined ? {} : { required }) } }),
    ...(body === undefined ? {} : { body: schemaOf(body, true) }),
  };
  const example = Object.entries({ path: inPath, query, body }).flatMap(([place, shape]) =>
    shape === undefined ? [] : [[place, exampleOf(shape)]],
  );
  return actionSchema.parse({
    slug,
    label,
    description: `${label}, as the connected account sees it.`,
    method,
    path,
    approvalMode: starter.reason === undefined ? "automatic" : "require_approval",
    requestBodyMode: body === undefined ? "none" : "json",
    resultMode: "json_summary",
    input,
    result: { fields: fieldsOf(starter.answer) },
    scopes: starter.scopes ?? [],
    examples: [{ name: "one", input: Object.fromEntries(example) }],
  });
}

/** The paths of an answer's leaves: scalars, and lists of them. */
function fieldsOf(answer: unknown, steps: readonly Step[] = []): string[] {
  if (Array.isArray(answer)) {
    const isOfScalars = !answer.some((item) => typeof item === "object" && item !== null);
    const each: Step[] = [...steps, EACH];
    return isOfScalars ? [fieldOf(steps.at(-1) === EACH ? each : steps)] : fieldsOf(answer[0], each);
  }
  return typeof answer === "object" && answer !== null
    ? Object.entries(answer).flatMap(([name, value]) => fieldsOf(value, [...steps, name]))
    : [fieldOf(steps)].filter((field) => field !== "");
}

export function draftOf(product: Product, slug: string, starter: Starter): Draft {
  return {
    draft: 1,
    port: product.slug,
    change: "add",
    action: actionOf(slug, starter),
    rationale: "An agent reads or writes what it is asked for, and nothing else.",
    references: [`https://${product.documentation}/`],
  };
}

export function manifestOf({ slug, publisher, product, baseUrl, tokenPrefix }: Product): Manifest {
  return {
    manifest: 1,
    slug,
    version: "1.0.0",
    publisher: { slug: publisher, name: publisher },
    category: "Work",
    tags: ["starter"],
    port: {
      kind: "http_api",
      label: product,
      description: `${product} for one account.`,
      baseUrl,
      authMode: "header_token",
      authHeaderName: "Authorization",
      authTokenPrefix: tokenPrefix ?? "Bearer",
    },
    actions: [],
  };
}

/** The policy that an owner of the port would write for its starter actions. */
export function policyOf(product: Product): Policy {
  const { principal, scopes, pagination, answers, families, documentation } = product;
  return {
    policy: 1,
    principal: {
      collections: [],
      tokenKinds: ["user-oauth"],
      identityNames: [],
      scopingPlaceholders: [],
      ...principal,
    },
    routes: Object.values(product.actions).map(policyRouteOf),
    families: [...(families ?? [])],
    credentials: {
      fields: [...(product.credentials ?? [])],
      notCredentials: [...(product.notCredentials ?? [])],
    },
    ...(answers === undefined ? {} : { answers }),
    pagination: { size: pagination[0], maximum: pagination[1] },
    scopes: scopes ?? {},
    documentationHosts: [documentation],
    evidence: { maximumAgeDays: 180 },
    selfPublish: "never",
  };
}

function policyRouteOf(starter: Starter): PolicyRoute {
  const [method, path = ""] = starter.route.split(" ");
  const { reason, scopes, reads, query, body, capability } = starter;
  return {
    method: method as PolicyRoute["method"],
    path,
    tier: reason === undefined ? "automatic" : "approval",
    ...(reason === undefined ? {} : { reason }),
    ...(scopes === undefined ? {} : { scopes: [...scopes] }),
    ...(reads === undefined ? {} : { reads }),
    query: listed(query ?? {}, starter),
    ...(method === "GET" ? {} : { body: listed(body ?? {}, starter) }),
    ...(capability === undefined ? {} : { capability }),
  };
}

/** Words of an enumeration by their values, all else by `true`. */
function listed(shape: Record<string, Shape>, { unlisted = [] }: Starter): Listed {
  const entries = leavesOf(shape).map(([steps, leaf]): [string, Listed[string]] => [
    fieldOf(steps.map((step) => (step === "[]" ? EACH : step))),
    valuesOf(leaf),
  ]);
  return Object.fromEntries(entries.filter(([name]) => !unlisted.includes(name)));
}

function valuesOf({ schema }: Leaf): Listed[string] {
  const values = schema.enum ?? schema.items?.enum;
  return values === undefined ? true : (values as (string | number | boolean)[]);
}

/** The exchange that the API's documentation shows, as the action's example asks for it. */
export function recordingOf({ baseUrl, documentation }: Product, starter: Starter): Har {
  const { route, path = {}, query = {}, body, answer, status = 200 } = starter;
  const [method = "", template = ""] = route.split(" ");
  const filled = template.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(exampleOf(path[name] ?? {}))),
  );
  const parameters = Object.entries(query).map(
    ([name, shape]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(exampleOf(shape)))}`,
  );
  const url = `${baseUrl}${filled}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
  const sent = body === undefined ? {} : { sent: exampleOf(body) };
  const exchange = { method, url, ...sent, status, answer: answer === undefined ? "" : answer };
  return withOrigin(harOf(exchange), {
    provenance: "documented",
    recordedAt: RECORDED_AT,
    source: `https://${documentation}/`,
    kept: [],
    tool: "by hand",
  });
}

/** Everything that a catalogue with this product and the drafts of its starter actions holds. */
export function filesOf(product: Product): Record<string, string> {
  const { publisher, slug: port } = product;
  const files = portFiles(publisher, port);
  const drafts = Object.entries(product.actions).flatMap(([slug, starter]) => [
    [`drafts/${port}/${slug}.json`, canonicalDraft(draftOf(product, slug, starter))],
    [`drafts/${port}/${slug}.har`, `${JSON.stringify(recordingOf(product, starter))}\n`],
  ]);
  return {
    [files.manifest]: canonicalJson(manifestSchema, manifestOf(product)),
    [files.policy]: canonicalJson(policySchema, policyOf(product)),
    ...Object.fromEntries(drafts),
  };
}
