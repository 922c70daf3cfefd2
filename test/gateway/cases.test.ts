import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import type { AnswerOptions } from "../../src/gateway/answers.ts";
import { buildRequest, type GatewayAction, type GatewayInput } from "../../src/gateway/request.ts";
import { readResponse } from "../../src/gateway/response.ts";
import { PROJECT } from "../support/repository.ts";

const PORT = { baseUrl: "https://api.example.com/v2" };

const object = (properties: Record<string, JsonSchema>, ...required: string[]): JsonSchema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const get = (path: string, input: GatewayAction["input"] = {}): GatewayAction => ({
  method: "GET",
  path,
  requestBodyMode: "none",
  input,
  result: { fields: ["id"] },
});
const TEXT: JsonSchema = { type: "string", maxLength: 40 };
const THING = get("/things/{id}", { path: object({ id: TEXT }, "id") });
const LIST = get("/things", {
  query: object({
    size: { type: "integer", minimum: 1, maximum: 100, default: 30 },
    q: TEXT,
    tags: { type: "array", items: TEXT, maxItems: 3 },
    ids: { type: "array", items: TEXT, maxItems: 3, "x-style": "comma" },
    day: { type: "string", format: "date" },
  }),
});
const MAKE: GatewayAction = {
  ...get("/things", {
    body: object(
      {
        name: { ...TEXT, minLength: 1 },
        part: object({ size: { type: "integer", minimum: 0, maximum: 9 } }),
      },
      "name",
    ),
  }),
  method: "POST",
  requestBodyMode: "json",
};
const START: GatewayAction = { ...THING, method: "POST", path: "/things/{id}:start" };
const id = (value: unknown) => ({ path: { id: value } });

const REQUESTS: readonly (readonly [name: string, action: GatewayAction, input: GatewayInput])[] = [
  ["a value in the path", THING, id("a-1")],
  ["a value is encoded into its segment", THING, id("a b?c=d#e;f@g:H!")],
  ["letters of any script", THING, id("Zürich")],
  ["no slash", THING, id("a/b")],
  ["no backslash", THING, id("a\\b")],
  ["no percent sign", THING, id("a%2fb")],
  ["no dots alone", THING, id("..")],
  ["no dots alone, however many", THING, id("....")],
  ["nothing is no segment", THING, id("")],
  ["no method of its own", THING, id("x:setIamPolicy")],
  ["a colon before other characters is none", THING, id("urn:li:share:42")],
  ["a fixed ending with a dot", { ...THING, path: "/things/{id}.json" }, id("a")],
  ["a fixed ending with a colon; and no body", START, id("A1:B2")],
  ["a slash at the end", { ...THING, path: "/things/{id}/parts/" }, id("a")],
  ["a missing value", THING, {}],
  ["a member that isn't declared", THING, { path: { id: "a", more: "b" } }],
  ["a place that isn't declared", THING, { ...id("a"), query: { q: "x" } }],
  ["a place that no action has", THING, { ...id("a"), headers: { accept: "x" } } as GatewayInput],
  ["no defaults are filled in", LIST, {}],
  ["the query in the order of the schema", LIST, { query: { q: "a&b=c", size: 5 } }],
  ["a list repeats its name", LIST, { query: { tags: ["x", "", "y z"] } }],
  ["a list that is joined by commas", LIST, { query: { ids: ["x", "y&z"] } }],
  ["no comma within an item of it", LIST, { query: { ids: ["x,y"] } }],
  ["empty lists are nothing", LIST, { query: { tags: [], ids: [] } }],
  ["a number out of bounds", LIST, { query: { size: 101 } }],
  ["a number as text", LIST, { query: { size: "5" } }],
  ["no such day", LIST, { query: { day: "2026-02-29" } }],
  ["too many items", LIST, { query: { tags: ["a", "b", "c", "d"] } }],
  ["a body", MAKE, { body: { name: "x", part: { size: 0 } } }],
  ["a body with a member that isn't declared", MAKE, { body: { name: "x", part: { size: 0, more: 1 } } }],
  ["a body that is missing", MAKE, {}],
  ["a body that is text", MAKE, { body: "{}" }],
  ["an empty text where one character is the least", MAKE, { body: { name: "" } }],
  ["a body where none is sent", START, { ...id("a"), body: {} }],
];

const JSON_TYPE = "application/json";
const SLACK: AnswerOptions = { answers: { failure: [{ path: "ok", is: false }], code: "error" } };
const PRESENT: AnswerOptions = { answers: { failure: [{ path: "problems[].id", present: true }] } };

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  type?: string;
}

const ANSWERS: readonly (readonly [
  name: string,
  fields: string[],
  answer: Answer,
  options?: AnswerOptions,
])[] = [
  ["listed fields alone", ["id", "part.size"], { body: { id: 1, part: { size: 2, key: 3 }, key: 4 } }],
  ["of each item of a list", ["things[].id"], { body: { things: [{ id: 1, key: 2 }, null, {}] } }],
  ["of a list at the top", ["[].id"], { body: [{ id: 1, key: 2 }] }],
  ["a list of scalars", ["tags"], { body: { tags: ["a", null, 1] } }],
  ["a list of lists", ["rows[][]"], { body: { rows: [["a", 1], []] } }],
  [
    "names in quotes",
    ['["@next"]', 'fields["Due date"]'],
    { body: { "@next": "n", fields: { "Due date": "d", Due: 1 } } },
  ],
  ["an object where a field ends lets nothing pass", ["id", "part"], { body: { id: 1, part: { key: 2 } } }],
  ["so does a list of objects", ["things"], { body: { things: [{ id: 1 }] } }],
  ["and a list of lists", ["rows[]"], { body: { rows: [[1]] } }],
  ["numbers that a reader of JSON would change are texts", ["id"], { body: '{"id":1234567890123456789}' }],
  ["what isn't there is left out", ["id", "part.size"], { body: { part: null } }],
  [
    "what looks like a credential is withheld",
    ["text"],
    { body: { text: "Join https://zoom.us/j/81000000001?pwd=Zx81kfk3" } },
  ],
  [
    "so is a link that works for whoever has it",
    ["url", "html_url"],
    {
      body: {
        url: `https://api.netlify.com/build_hooks/${"5aa1b2c3".repeat(3)}`,
        html_url: "https://app.netlify.com/sites/5aa1",
      },
    },
  ],
  ["no body where none is promised", ["id"], { status: 204, body: "" }],
  ["no body where fields are promised", ["id"], { body: "" }],
  ["what isn't JSON", ["id"], { body: "<p>", type: "text/html" }],
  ["what says that it is JSON and isn't", ["id"], { body: "{" }],
  ["without fields an answer of any type", [], { body: "ok", type: "text/plain" }],
  ["but no page", [], { body: "<p>Sign in</p>", type: "text/html" }],
  ["whatever it calls itself", [], { body: "<!doctype html><p>", type: "text/plain" }],
  ["and no redirect", [], { status: 302, headers: { location: "/login" }, body: "" }],
  ["unless the policy takes any answer", [], { status: 302, body: "" }, { anyAnswer: true }],
  ["a failure under 200: ok", ["ok"], { body: { ok: false, error: "not_authed" } }],
  ["success", ["success"], { body: { success: false, errors: [{ code: 7003 }], result: null } }],
  ["error", ["id"], { body: { error: { code: 12, message: "No." } } }],
  ["errors", [], { body: { errors: [{ message: "No." }], data: null } }],
  ["errcode", ["errmsg"], { body: { errcode: 40001, errmsg: "no" } }],
  ["a code with a message", ["message"], { body: { code: 3001, message: "Meeting is gone." } }],
  ["a code that says that all is well", [], { body: { code: 200, message: "success" } }],
  [
    "not where a listed field has a value beside it",
    ["data.id"],
    { body: { errors: [{ message: "part" }], data: { id: 1 } } },
  ],
  ["an empty one counts for none", ["items[].id"], { body: { ok: false, items: [] } }],
  [
    "what the policy says counts whatever stands beside it",
    ["id"],
    { body: { ok: false, error: "x", id: 1 } },
    SLACK,
  ],
  ["and nothing else", ["id"], { body: { ok: true, errors: ["x"], id: 1 } }, SLACK],
  ["by anything being there", ["id"], { body: { id: 1, problems: [{ id: "" }, { id: "x" }] } }, PRESENT],
  ["which what is empty isn't", ["id"], { body: { id: 1, problems: [{ id: "" }] } }, PRESENT],
  [
    "an error's code, and nothing else of it",
    ["id"],
    { status: 404, body: { code: 3001, message: "of ava@example.com" } },
  ],
  ["no code that could be more than one", ["id"], { status: 400, body: { code: "Ava Example" } }],
  ["too many requests", ["id"], { status: 429, headers: { "retry-after": "12" }, body: {} }],
  [
    "a 403 that is one of too many",
    ["id"],
    { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1900000000" }, body: {} },
  ],
  ["another 403", ["id"], { status: 403, headers: { "x-ratelimit-remaining": "10" }, body: {} }],
];

test("docs/gateway-cases.json is what this gateway does", async () => {
  const requests = REQUESTS.map(([name, action, input]) => {
    const built = buildRequest(PORT, action, input);
    const { result: _, ...sent } = action;
    return {
      name,
      port: PORT,
      action: sent,
      input,
      ...(built.ok
        ? { request: built.request }
        : { violations: built.violations.map(({ pointer }) => pointer) }),
    };
  });
  const answers = ANSWERS.map(
    ([name, fields, { status = 200, type = JSON_TYPE, headers = {}, body }, options = {}]) => {
      const named = Object.entries({ "content-type": type, ...headers });
      const answer = {
        status,
        headers: named.map(([header, value]) => ({ name: header, value })),
        body: typeof body === "string" ? body : JSON.stringify(body),
      };
      const result = readResponse({ result: { fields } }, answer, options);
      return { name, fields, options, answer, result: result.ok ? result : withoutMessage(result) };
    },
  );
  // Another gateway says it in its own words.
  const text = `${JSON.stringify({ requests, answers }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(PROJECT, "docs/gateway-cases.json"));
});

function withoutMessage({
  error,
  ...result
}: Extract<ReturnType<typeof readResponse>, { ok: false }>): object {
  const { message: _, ...rest } = error;
  return { ...result, error: rest };
}
