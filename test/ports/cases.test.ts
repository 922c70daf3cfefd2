import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import type { CheckOutput } from "../../src/output/check.ts";
import type { TestOutput } from "../../src/output/test.ts";
import { callJson } from "../support/program.ts";

/*
 * What APIs other than Zoom's need, and what none may have: each case is one port with one draft, as small
 * as shows the point. All of them lie in one folder, which is checked once and tested once.
 */

type Route = Policy["routes"][number];

interface Case {
  route?: Omit<Route, "method" | "path" | "tier">;
  policy?: Partial<Policy>;
  port?: Record<string, unknown>;
  path?: object;
  query?: object;
  body?: object;
  fields?: string[];
  scopes?: string[];
  input?: object;
  answer?: unknown;
  status?: number;
  type?: string;
  action?: Record<string, unknown>;
  rationale?: string;
}

/** What comes out: the verdict, or the rule that refuses; then whether the test passes. */
type Wanted = "automatic" | "approval" | `${string}/${string}` | "fails its test";

const TEXT = { type: "string", maxLength: 100 };
const NUMBER = { type: "string", pattern: "^[0-9]{1,9}$" };
const like = (pattern: string) => ({ type: "string", pattern });
const adf = (depth: number): object => ({
  type: "object",
  properties:
    depth === 0 ? { text: TEXT } : { content: { type: "array", items: adf(depth - 1), maxItems: 2 } },
  additionalProperties: false,
});

const CASES: readonly (readonly [name: string, wanted: Wanted, request: string, one?: Case])[] = [
  // Fields and paths.
  ["a list at the top", "automatic", "GET /issues", { fields: ["[].number"], answer: [{ number: 1347 }] }],
  [
    "rows of a table",
    "automatic",
    "GET /values",
    { fields: ["values[][]"], answer: { values: [["Item", "$20.50"]] } },
  ],
  [
    "a name with signs",
    "automatic",
    "GET /messages",
    { fields: ['["@odata.count"]'], answer: { "@odata.count": 7 } },
  ],
  [
    "a link to the next page with signs in its name",
    "automatic",
    "GET /events",
    {
      fields: ['["@odata.nextLink"]'],
      answer: { "@odata.nextLink": "https://api.x.example/events?$skip=10" },
    },
  ],
  [
    "a name with a space",
    "automatic",
    "GET /records",
    {
      fields: ['records[].fields["Due date"]'],
      answer: { records: [{ fields: { "Due date": "2026-12-01" } }] },
    },
  ],
  ["names that say how to be quoted", "result/fields", "GET /records", { fields: ["records[].Due date"] }],
  [
    "a name with a space in a body",
    "approval",
    "POST /records",
    {
      route: { body: { 'fields["Due date"]': true } },
      body: {
        fields: {
          type: "object",
          properties: { "Due date": { type: "string", format: "date" } },
          additionalProperties: false,
        },
      },
      input: { body: { fields: { "Due date": "2026-12-01" } } },
    },
  ],
  [
    "a slash at the end",
    "automatic",
    "GET /api/0/organizations/{org}/releases/",
    { path: { org: like("^[a-z0-9-]{1,50}$") }, input: { path: { org: "acme" } } },
  ],
  [
    "an ending of a placeholder",
    "automatic",
    "GET /2010-04-01/Messages/{sid}.json",
    {
      path: { sid: like("^SM[0-9a-f]{32}$") },
      input: { path: { sid: "SM0123456789abcdef0123456789abcdef" } },
    },
  ],
  [
    "an ending that is a method",
    "approval",
    "POST /v4/spreadsheets/{id}/values/{range}:append",
    {
      route: { body: { note: true } },
      path: { id: like("^[A-Za-z0-9_-]{44}$"), range: like("^[A-Za-z0-9_]{1,40}$") },
      body: { note: TEXT },
      input: {
        path: { id: "1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p-Bll4hps", range: "Costs" },
        body: { note: "a" },
      },
    },
  ],
  [
    "a range with a colon",
    "automatic",
    "GET /values/{range}",
    {
      path: { range: like("^[A-Z]{1,2}[0-9]{1,4}:[A-Z]{1,2}[0-9]{1,4}$") },
      input: { path: { range: "A1:C2" } },
    },
  ],
  [
    "a URN",
    "automatic",
    "GET /posts/{id}",
    {
      path: { id: like("^urn:li:share:[0-9]{10,20}$") },
      input: { path: { id: "urn:li:share:6844785523593134080" } },
    },
  ],
  [
    "text nested eight deep",
    "approval",
    "POST /issues",
    {
      route: { body: { "fields.description.content[].content[].text": true } },
      body: {
        fields: { type: "object", properties: { description: adf(2) }, additionalProperties: false },
      },
      input: { body: { fields: { description: { content: [{ content: [{ text: "Hello" }] }] } } } },
    },
  ],

  // What a policy may say.
  ["an API without scopes", "automatic", "GET /v10/projects", { policy: { scopes: {} }, scopes: [] }],
  [
    "one scope for reads and writes",
    "automatic",
    "GET /things",
    { policy: { scopes: { api: "both" } }, scopes: ["api"] },
  ],
  [
    "a scope whose word is another's elsewhere",
    "automatic",
    "GET /folders",
    {
      policy: { scopes: { root_readonly: "read" } },
      route: { scopes: ["root_readonly"] },
      scopes: ["root_readonly"],
    },
  ],
  [
    "a POST that reads",
    "automatic",
    "POST /2/files/get_metadata",
    {
      route: { reads: true, body: { path: true } },
      policy: { scopes: { "files.metadata.read": "read" } },
      scopes: ["files.metadata.read"],
      body: { path: like("^(?:/[A-Za-z0-9 ._-]{1,60}){1,6}$") },
      input: { body: { path: "/Homework" } },
    },
  ],
  [
    "a search that is a POST, with approval",
    "approval",
    "POST /crm/v3/objects/deals/search",
    {
      route: { reads: true, body: { limit: true } },
      body: { limit: { type: "integer", minimum: 1, maximum: 100 } },
      action: { approvalMode: "require_approval" },
      scopes: ["thing:read"],
      input: { body: { limit: 10 } },
    },
  ],
  [
    "a constant document of GraphQL that the policy lists",
    "approval",
    "POST /graphql",
    {
      route: { body: { query: ["query { viewer { id } }"] } },
      body: { query: { type: "string", const: "query { viewer { id } }" } },
      input: { body: { query: "query { viewer { id } }" } },
      fields: ["data.viewer.id"],
      answer: { data: { viewer: { id: "1" } } },
    },
  ],
  [
    "a write without a body",
    "approval",
    "POST /job/{job}/build",
    {
      route: { body: {} },
      path: { job: like("^[A-Za-z0-9_-]{1,60}$") },
      input: { path: { job: "site" } },
      fields: [],
      status: 201,
      answer: "",
    },
  ],
  [
    "a write whose body the policy doesn't list",
    "route/policy",
    "POST /things",
    { body: { note: TEXT }, input: { body: { note: "a" } } },
  ],
  [
    "a way to do what was reviewed",
    "approval",
    "PUT /pulls/{id}/merge",
    {
      route: { body: { merge_method: ["squash"] } },
      path: { id: NUMBER },
      body: { merge_method: { type: "string", const: "squash" } },
      input: { path: { id: "1" }, body: { merge_method: "squash" } },
    },
  ],
  [
    "a person in a record that the policy lists",
    "approval",
    "POST /contacts",
    {
      route: { body: { "properties.email": true } },
      body: {
        properties: { type: "object", properties: { email: TEXT }, additionalProperties: false },
      },
      input: { body: { properties: { email: "mark@example.com" } } },
    },
  ],
  [
    "a person in a filter that the policy lists",
    "approval",
    "GET /charges",
    {
      route: { query: { customer: true } },
      query: { customer: like("^cus_[A-Za-z0-9]{14}$") },
      action: { approvalMode: "require_approval" },
      input: { query: { customer: "cus_NffrFeUfNV2Hib" } },
    },
  ],
  [
    "the same without a person's approval",
    "principal/input",
    "GET /charges",
    {
      route: { query: { customer: true } },
      query: { customer: like("^cus_[A-Za-z0-9]{14}$") },
      input: { query: { customer: "cus_NffrFeUfNV2Hib" } },
    },
  ],
  [
    "a name that says credential, and the policy says is none",
    "automatic",
    "GET /event_types",
    {
      policy: { credentials: { fields: [], notCredentials: ["secret"] } },
      fields: ["collection[].secret"],
      answer: { collection: [{ secret: true }] },
    },
  ],

  // Values.
  [
    "a filter whose operators are fixed",
    "automatic",
    "GET /files",
    {
      query: { q: like("^name contains '[A-Za-z0-9 ]{1,40}'$") },
      input: { query: { q: "name contains 'notes'" } },
    },
  ],
  [
    "a search that the policy lists",
    "automatic",
    "GET /search",
    {
      route: { query: { q: true } },
      query: { q: like("^repo:octocat/hello-world [A-Za-z0-9 ]{1,40}$") },
      input: { query: { q: "repo:octocat/hello-world bug" } },
    },
  ],
  [
    "a resource of this very API",
    "automatic",
    "GET /events",
    {
      query: { organization: like("^https://api\\.x\\.example/organizations/[A-Z0-9-]{16,36}$") },
      input: { query: { organization: "https://api.x.example/organizations/AAAAAAAAAAAAAAAA" } },
    },
  ],
  [
    "an order of rows by a field",
    "automatic",
    "GET /messages",
    {
      query: { $orderby: { type: "string", enum: ["start/dateTime"] } },
      input: { query: { $orderby: "start/dateTime" } },
    },
  ],
  [
    "what a read includes",
    "automatic",
    "GET /messages",
    { query: { includeSpamTrash: { type: "boolean" } }, input: { query: { includeSpamTrash: false } } },
  ],
  [
    "labels to remove, as the policy lists them",
    "approval",
    "POST /issues",
    {
      route: { body: { remove_labels: true } },
      body: { remove_labels: TEXT },
      input: { body: { remove_labels: "bug" } },
    },
  ],
  [
    "the id of an event",
    "automatic",
    "GET /events",
    { query: { iCalUID: like("^[a-z0-9]{1,60}$") }, input: { query: { iCalUID: "abc" } } },
  ],
  [
    "nobody, or anybody",
    "automatic",
    "GET /issues",
    { query: { assignee: { type: "string", enum: ["none", "*"] } }, input: { query: { assignee: "none" } } },
  ],
  [
    "a list that is joined by commas",
    "automatic",
    "GET /issue",
    {
      query: { fields: like("^(?:summary|status)(?:,(?:summary|status)){0,2}$") },
      input: { query: { fields: "summary,status" } },
    },
  ],
  [
    "a language of letters",
    "schema/raw",
    "GET /services/data/v61.0/query",
    {
      query: { q: like("^[A-Za-z0-9 ,]{1,200}$") },
      input: { query: { q: "SELECT Id,Username FROM User" } },
    },
  ],
  [
    "a mail in the letters of base64url, though the policy lists it",
    "schema/raw",
    "POST /users/me/messages/send",
    {
      route: { body: { raw: true } },
      body: { raw: like("^[A-Za-z0-9_-]{1,4000}$") },
      input: { body: { raw: "VG86IHNvbWVib2R5QGV4YW1wbGUuY29tDQoNCkhlbGxvDQo" } },
    },
  ],

  // How an API says yes and no.
  [
    "the status alone",
    "approval",
    "POST /things",
    {
      route: { body: { note: true } },
      body: { note: TEXT },
      input: { body: { note: "a" } },
      fields: [],
      type: "text/plain",
      answer: "ok",
    },
  ],
  [
    "a code that says that all is well",
    "automatic",
    "GET /things",
    { fields: ["data.id"], answer: { code: 200, message: "success", data: { id: 1 } } },
  ],
  [
    "a failure under 200 by ok",
    "fails its test",
    "POST /chat.postMessage",
    {
      route: { body: { text: true } },
      body: { text: TEXT },
      input: { body: { text: "Hello" } },
      fields: ["ok"],
      answer: { ok: false, error: "not_authed" },
    },
  ],
  [
    "a failure under 200 by success",
    "fails its test",
    "GET /zones",
    { fields: ["success"], answer: { success: false, errors: [{ code: 7003 }], result: null } },
  ],
  [
    "a link that whoever has it can use",
    "credential/result",
    "POST /sites/{id}/build_hooks",
    {
      route: { body: { title: true } },
      path: { id: NUMBER },
      body: { title: TEXT },
      input: { path: { id: "1" }, body: { title: "nightly" } },
      status: 201,
      fields: ["id", "url"],
      answer: { id: "5aa1", url: "https://hooks.x.example/5aa1" },
    },
  ],
  ["a link that deploys", "credential/result", "GET /project", { fields: ["deploy_hook_url"] }],

  // Texts.
  ...[
    "Tells whether all checks have passed for a commit.",
    "A maintainer should see at once which issues are stale.",
    "It does not reveal tokens, keys or secrets.",
    "Reads gitlab.com projects.",
  ].map((rationale) => [rationale, "automatic", "GET /things", { rationale }] as const),

  // What can't be written.
  [
    "a form",
    "route/body",
    "POST /v1/customers",
    {
      route: { body: { name: true } },
      action: { requestBodyMode: "form" },
      body: { name: TEXT },
      input: { body: { name: "Jenny" } },
    },
  ],
  [
    "a header that never changes",
    "manifest/schema",
    "GET /things",
    { port: { headers: { "X-Version": "2022-06-28" } } },
  ],
  ["a key in the query", "manifest/schema", "GET /things", { port: { authMode: "query_token" } }],
  [
    "a host that is none",
    "manifest/connection",
    "GET /things",
    { port: { baseUrl: "https://{tenant}.zendesk.com" } },
  ],
];

interface Outcome {
  verdict: string;
  /** Rules that refuse the draft, or its port. */
  refusing: readonly string[];
  passes: boolean;
}

describe("drafts on other APIs", () => {
  let folder: string;
  let outcomes: Map<string, Outcome>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ports-"));
    await Promise.all(CASES.flatMap((one, index) => filesOf(one, slugOf(index))).map(write));
    const { output: checked } = await callJson<CheckOutput>(["check", "--all"], { cwd: folder });
    // What isn't a port has no drafts to test.
    const healthy = CASES.flatMap(([, , , one], index) =>
      one?.port === undefined ? `drafts/${slugOf(index)}/get-thing.json` : [],
    );
    const { output: tested } = await callJson<TestOutput>(["test", ...healthy], { cwd: folder });
    outcomes = new Map(
      CASES.map((_, index) => {
        const slug = slugOf(index);
        const isOfPort = ({ file }: { file: string }) => file.includes(`/${slug}`);
        const draft = checked.drafts.find(isOfPort);
        const findings = [draft, ...checked.catalog.filter(isOfPort)].flatMap((each) => each?.findings ?? []);
        const errors = findings.filter(({ severity }) => severity === "error");
        // A draft of what isn't a port is told so.
        const refusing = errors.map(({ rule }) => rule).filter((rule) => rule !== "draft/port");
        const passes = tested.drafts?.find(isOfPort)?.passed === true;
        return [slug, { verdict: draft?.verdict ?? "none", refusing, passes }];
      }),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const write = async ([path, content]: readonly [path: string, content: unknown]): Promise<void> => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  };

  test.each(CASES.map(([name, wanted], index) => [name, wanted, slugOf(index)] as const))(
    "%s: %s",
    (_, wanted, slug) => {
      const outcome = outcomes.get(slug);
      if (wanted.includes("/")) {
        expect(outcome?.refusing).toContain(wanted);
        expect(new Set(outcome?.refusing)).toHaveLength(1);
      } else if (wanted === "fails its test") {
        expect(outcome).toMatchObject({ refusing: [], passes: false });
      } else {
        expect(outcome).toEqual({ verdict: wanted, refusing: [], passes: true });
      }
    },
  );
});

const slugOf = (index: number): string => `case-${index}-api`;

function filesOf([, , request, one = {}]: (typeof CASES)[number], slug: string): [string, unknown][] {
  const [method = "GET", path = ""] = request.split(" ");
  const { fields = ["name"], answer = { name: "A" }, input = {}, status = 200 } = one;
  const reads = method === "GET" || one.route?.reads === true;
  const action = {
    slug: "get-thing",
    label: "Get a thing",
    description: "Reads a thing.",
    method,
    path,
    approvalMode: reads ? "automatic" : "require_approval",
    requestBodyMode: one.body === undefined ? "none" : "json",
    resultMode: "json_summary",
    input: schemasOf(one),
    result: { fields },
    scopes: one.scopes ?? [reads ? "thing:read" : "thing:write"],
    examples: [{ name: "one", input, expect: { status } }],
    ...one.action,
  };
  const draft = {
    draft: 1,
    port: slug,
    change: "add",
    action,
    rationale: one.rationale ?? "An agent reads what it is asked about.",
    references: [],
  };
  const catalog = `catalog/integrations/x/${slug}`;
  return [
    [`${catalog}.json`, manifestOf(slug, one)],
    [`${catalog}.policy.json`, policyOf(method, path, one)],
    [`drafts/${slug}/get-thing.json`, draft],
    [`drafts/${slug}/get-thing.har`, recordingOf(method, path, input, { ...one, answer, status })],
  ];
}

const BASE_URL = "https://api.x.example";

function manifestOf(slug: string, { port }: Case): object {
  return {
    manifest: 1,
    slug,
    version: "1.0.0",
    publisher: { slug: "x", name: "X" },
    category: "Work",
    tags: ["x"],
    port: {
      kind: "http_api",
      label: "X API",
      description: "X for one user.",
      baseUrl: BASE_URL,
      authMode: "header_token",
      authHeaderName: "Authorization",
      authTokenPrefix: "Bearer",
      ...port,
    },
    actions: [],
  };
}

function policyOf(method: string, path: string, { policy, route }: Case): object {
  const tier = method === "GET" || (route?.reads && policy !== undefined) ? "automatic" : "approval";
  return {
    policy: 1,
    principal: {
      keyword: "me",
      collections: ["/users"],
      tokenKinds: ["user-oauth"],
      identityNames: [],
      scopingPlaceholders: ["owner", "repo", "org"],
    },
    routes: [{ method, path, tier, reason: "a reviewer listed it", ...route }],
    families: [],
    credentials: { fields: [], notCredentials: [] },
    pagination: { size: "limit", maximum: 100 },
    scopes: { "thing:read": "read", "thing:write": "write" },
    documentationHosts: ["docs.x.example"],
    evidence: { maximumAgeDays: 180 },
    selfPublish: "never",
    ...policy,
  };
}

function schemasOf({ path, query, body }: Case): object {
  const closed = (properties: object | undefined, required?: string[]) =>
    properties && {
      type: "object",
      properties,
      ...(required && { required }),
      additionalProperties: false,
    };
  return { path: closed(path, Object.keys(path ?? {})), query: closed(query), body: closed(body) };
}

interface Sent {
  path?: Record<string, string>;
  query?: Record<string, string | boolean>;
  body?: unknown;
}

function recordingOf(method: string, path: string, sent: Sent, { answer, status, type }: Case): object {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(sent.path?.[name] ?? ""));
  const url = new URL(`${BASE_URL}${filled}`);
  for (const [name, value] of Object.entries(sent.query ?? {})) {
    url.searchParams.append(name, String(value));
  }
  const mimeType = type ?? "application/json";
  const body = { mimeType: "application/json", text: JSON.stringify(sent.body) };
  return {
    log: {
      version: "1.2",
      entries: [
        {
          request: { method, url: url.href, ...(sent.body !== undefined && { postData: body }) },
          response: {
            status,
            content: { mimeType, text: typeof answer === "string" ? answer : JSON.stringify(answer) },
          },
        },
      ],
      _harborDrafts: {
        provenance: "documented",
        recordedAt: "2026-11-01T08:30:00Z",
        source: "https://docs.x.example/",
        tool: "tests",
      },
    },
  };
}
