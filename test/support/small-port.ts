import type { LivePort } from "../../src/catalog/load.ts";
import type { Policy } from "../../src/catalog/policy.ts";
import { type CheckedDraft, evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { bytesOf, GET_MEETING, SAMPLE_DRAFT, SAMPLE_FILE, SAMPLE_PORT } from "./sample.ts";

/** A policy in short: what differs from one that lists nothing. */
export type SmallPolicy = Partial<Omit<Policy, "principal">> & { principal?: Partial<Policy["principal"]> };

/** A port whose policy lists these routes alone, and no scopes. */
export function smallPort({ principal, ...policy }: SmallPolicy, baseUrl?: string): LivePort {
  const { manifest, policy: sample } = SAMPLE_PORT;
  return {
    ...SAMPLE_PORT,
    manifest: {
      ...manifest,
      port: { ...manifest.port, ...(baseUrl === undefined ? {} : { baseUrl }) },
      actions: [],
    },
    policy: {
      ...sample,
      routes: [],
      families: [],
      scopes: {},
      credentials: { fields: [], notCredentials: [] },
      ...policy,
      principal: { ...sample.principal, identityNames: [], ...principal },
    },
  };
}

/** An action in short: its route, with the schemas of its inputs. */
export interface SmallAction {
  /** `POST /issues`; each placeholder is a number where no schema is given for all. */
  route: string;
  placeholder?: object;
  query?: object;
  body?: object;
  /** Of the body. */
  required?: readonly string[];
  mode?: "automatic" | "require_approval";
  scopes?: readonly string[];
  fields?: readonly string[];
}

/** Judges a draft of such an action, without examples, on a port of such a policy. */
export async function judgeSmall(
  policy: SmallPolicy,
  {
    route,
    placeholder,
    query,
    body,
    required = [],
    mode = "require_approval",
    scopes = [],
    fields = ["id"],
  }: SmallAction,
  baseUrl?: string,
): Promise<CheckedDraft> {
  const [method = "", path = ""] = route.split(" ");
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const number = placeholder ?? { type: "integer", minimum: 1, maximum: 999_999 };
  const objectOf = (properties: object, more = {}) => ({
    type: "object",
    properties,
    ...more,
    additionalProperties: false,
  });
  const action = {
    ...GET_MEETING,
    slug: "try-it",
    label: "Try it",
    description: "Does one thing.",
    method,
    path,
    approvalMode: mode,
    requestBodyMode: body === undefined ? "none" : "json",
    input: {
      ...(names.length > 0
        ? { path: objectOf(Object.fromEntries(names.map((name) => [name, number])), { required: names }) }
        : {}),
      ...(query === undefined ? {} : { query: objectOf(query) }),
      ...(body === undefined ? {} : { body: objectOf(body, { required }) }),
    },
    result: { fields },
    scopes,
    examples: [],
  };
  const port = smallPort(policy, baseUrl);
  const file = SAMPLE_FILE.replace("get-meeting", "try-it");
  return evaluateDraft(file, bytesOf({ ...SAMPLE_DRAFT, action }), async () => port);
}

/** What a verdict rests on: `rule: message` of each error. */
export function errorsOf({ findings }: CheckedDraft): string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}
