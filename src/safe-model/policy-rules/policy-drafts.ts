import type { ReadableAction } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { portFiles } from "../../catalog/layout.ts";
import type { PolicyRoute } from "../../catalog/listed-route.ts";
import type { Manifest } from "../../catalog/manifest.ts";
import type { Policy } from "../../catalog/policy.ts";
import { toPointer } from "../../json/pointer.ts";
import { definePolicyRule } from "../catalog-rule.ts";
import { contacts } from "../examples.ts";
import { inputAt, keyOf, LISTED_PLACES, schemaOfListed } from "../listed-inputs.ts";
import type { Problem, Rule } from "../rule.ts";
import { credentialInput, credentialRoute } from "../rules/credential.ts";
import { effectInput, effectRoute } from "../rules/effect.ts";
import { principalInput, principalPath } from "../rules/principal.ts";
import { schemaNames } from "../rules/schema.ts";
import { schemaRaw } from "../rules/schema-raw.ts";
import { BARE_ACTION, subjectOfAction } from "../subject.ts";

export const policyDrafts = definePolicyRule({
  id: "policy/drafts",
  summary: "A draft can be written of each route that is listed, and can take each input",
  why: "What the policy promises and the rules refuse anyway, or admit by the policy's word alone, is better known to a reviewer before an agent tries.",
  examples: {
    good: [
      {},
      contacts({ tier: "automatic", query: { kind: true } }),
      contacts({ query: { userId: true } }),
      { route: { method: "GET", path: "/users/me/zak", tier: "refused" } },
      {
        route: { method: "GET", path: "/users/me/sendAs", tier: "automatic", capability: "list my senders" },
      },
    ],
    bad: [
      contacts({ query: { password: true } }),
      contacts({ query: { kind: ["zak"] } }),
      contacts({ query: { _method: true } }),
      contacts({ tier: "automatic", query: { userId: true } }),
      { route: { method: "GET", path: "/users/me/zak", tier: "automatic" } },
      { route: { method: "POST", path: "/graphql", tier: "approval", body: { query: true } } },
      { route: { method: "POST", path: "/users/me/deactivate", tier: "approval", body: {} } },
      { route: { method: "GET", path: "/users/{userId}/events", tier: "automatic" } },
    ],
  },
  *check(policy) {
    for (const [index, route] of policy.routes.entries()) {
      if (route.tier !== "refused" && route.method !== "DELETE") {
        yield* refusals(route, policy, `/routes/${index}`);
        yield* excuses(route, policy, `/routes/${index}`);
      }
    }
  },
});

/** What is refused whatever the policy lists. */
function* refusals(route: PolicyRoute, policy: Policy, pointer: string): Generator<Problem> {
  for (const { message } of problemsOfRoute([credentialRoute, effectRoute], route, policy)) {
    yield {
      pointer: `${pointer}/path`,
      message: `${message}, so every draft of it is refused`,
      hint: 'write "refused"; a harmless word goes into credentials.notCredentials',
      severity: "warning",
    };
  }
  const asFlags = problemsOfInputs(INPUT_RULES, route, { type: "boolean" }, policy);
  for (const problem of problemsOfInputs(INPUT_RULES, route, TEXT, policy)) {
    const isAlways = asFlags.some((other) => other.pointer === problem.pointer);
    yield {
      pointer: `${pointer}${placeOf(problem)}`,
      message: `${problem.message}, so no draft can take it${isAlways ? "" : " but as a yes or no"}`,
      hint: "leave it out; a harmless name goes into credentials.notCredentials",
      severity: "warning",
    };
  }
}

const TEXT = { type: "string", maxLength: 8 } as const;
const INPUT_RULES = [credentialInput, effectInput, schemaNames, schemaRaw];

/** What is admitted by the policy's word alone, and what of it only with a person's approval. */
function* excuses(route: PolicyRoute, policy: Policy, pointer: string): Generator<Problem> {
  const unlisted = { ...policy, routes: [] };
  // Whoever wrote what the route does has seen what it is called.
  const orders = route.capability === undefined ? problemsOfRoute([effectRoute], route, unlisted) : [];
  for (const { message } of orders.filter(({ isCertain }) => isCertain !== true)) {
    yield {
      pointer: `${pointer}/path`,
      message: `${message}; drafts of it are admitted, since it is listed`,
      hint: 'write "refused" if that is what it does, or say in "capability" what it does',
      severity: "warning",
    };
  }
  if (route.tier !== "automatic") {
    return;
  }
  const hint = "nothing is to be done if that is meant";
  for (const { message } of problemsOfRoute([principalPath], route, policy)) {
    yield { pointer: `${pointer}/path`, message, hint, severity: "info" };
  }
  for (const problem of problemsOfInputs([principalInput], route, TEXT, unlisted)) {
    const message = `${problem.message}, so each call with it needs a person's approval`;
    yield { pointer: `${pointer}${placeOf(problem)}`, message, hint, severity: "info" };
  }
}

/** Where in a route's entry stands what a problem of a draft of it is about. */
function placeOf({ pointer }: Problem): string {
  const input = inputAt(pointer);
  const place = LISTED_PLACES.find((known) => known === input?.place);
  return place === undefined || input === undefined
    ? ""
    : `/${place}${toPointer([keyOf(place, input.steps)])}`;
}

/** What drafts' rules say of a route, in the mode of its tier. */
function problemsOfRoute(
  rules: readonly Rule[],
  { method, path, tier }: PolicyRoute,
  policy: Policy,
): Problem[] {
  const approvalMode = tier === "automatic" ? "automatic" : "require_approval";
  return problemsOf(rules, { ...BARE_ACTION, method, path, approvalMode }, policy);
}

/** The same of the inputs that a route lists, each taken by the schema where any value is. */
function problemsOfInputs(
  rules: readonly Rule[],
  { method, path, query = {}, body = {} }: PolicyRoute,
  schema: JsonSchema,
  policy: Policy,
): Problem[] {
  const input = {
    query: { ...schemaOfListed("query", query, schema) },
    body: { ...schemaOfListed("body", body, schema) },
  };
  return problemsOf(rules, { ...BARE_ACTION, method, path, input }, policy);
}

function problemsOf(rules: readonly Rule[], action: ReadableAction, policy: Policy): Problem[] {
  const subject = subjectOfAction("", action, { ...PORT, policy });
  return rules.flatMap((rule) => [...rule.check(subject)]);
}

/** The policy is judged whatever manifest is beside it: here is one that says nothing. */
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
const PORT = {
  slug: "stand-in",
  files: portFiles("stand-in", "stand-in"),
  manifest: MANIFEST,
  manifestText: "",
};
