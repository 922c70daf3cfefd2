import { describe, expect, test } from "vitest";
import type { Action, Example } from "../../src/catalog/action.ts";
import type { AnswerOptions } from "../../src/gateway/answers.ts";
import { WITHHELD } from "../../src/gateway/response.ts";
import type { Har } from "../../src/recordings/har/har.ts";
import type { ActionTest } from "../../src/recordings/test-action.ts";
import {
  CREATE_MEETING,
  type Exchange,
  FAKE_SECRET,
  GET_MEETING,
  harOf,
  ORIGIN,
  SAMPLE_FILE,
  testSample,
  withOrigin,
} from "../support/sample.ts";

const URL_OF = "https://api.zoom.us/v2/meetings/123456789";
const ANSWER = {
  id: 123456789,
  topic: "Sync",
  start_time: "2026-03-02T09:00:00Z",
  start_url: "https://zoom.example/redacted",
  settings: {},
};
const PATH = "drafts/zoom-api/get-meeting.har";

function testOf(members: Partial<Action>, ...exchanges: Exchange[]): ActionTest {
  return testSample({ ...GET_MEETING, ...members }, exchanges.length === 0 ? undefined : harOf(...exchanges));
}

const example = (expected?: Example["expect"], meetingId: unknown = 123456789): Partial<Action> => ({
  examples: [{ name: "one", input: { path: { meetingId } }, ...(expected && { expect: expected }) }],
});

describe("an example passes", () => {
  test("and shows ids beyond 2^53 as the agent gets them: in all their digits", () => {
    const answer = '{"things":[{"id":1234567890123456789},{"id":1234567890123456790},{"id":7}]}';
    const output = { things: [{ id: "1234567890123456789" }, { id: "1234567890123456790" }, { id: 7 }] };
    const fields = { result: { fields: ["things[].id"] } };
    const tested = testOf({ ...fields, ...example({ output }) }, { url: URL_OF, answer });
    expect(tested).toMatchObject({ passed: true, examples: [{ output }] });
  });

  test("with the request that was sent and the JSON that an agent would get", () => {
    const { probes, ...rest } = testOf({}, { url: URL_OF, answer: ANSWER });
    expect(rest).toEqual({
      passed: true,
      evidence: "assumed",
      kept: [],
      origin: null,
      examples: [
        {
          name: "planning-sync",
          passed: true,
          request: { method: "GET", url: URL_OF, body: null },
          status: 200,
          output: { id: 123456789, topic: "Sync", start_time: "2026-03-02T09:00:00Z" },
          evidence: "assumed",
          recordedAt: null,
          mismatch: null,
        },
      ],
      shows: true,
      unseen: [],
      unused: [],
    });
    expect(probes.run).toBeGreaterThan(0);
    expect(probes).toMatchObject({ rejected: probes.run, escaped: [] });
  });

  test("with the body that was sent", () => {
    const exchange = {
      method: "POST",
      url: "https://api.zoom.us/v2/users/me/meetings",
      sent: { duration: 30, topic: "Sync" },
      status: 201,
      answer: { id: 7 },
    };
    expect(testOf(CREATE_MEETING, exchange).examples).toMatchObject([
      { passed: true, request: { method: "POST", body: { topic: "Sync", duration: 30 } }, output: { id: 7 } },
    ]);
  });

  test.each([200, 201, 204, 299])("with status %i where none is expected", (status) => {
    expect(testOf(example(), { url: URL_OF, status, answer: ANSWER }).passed).toBe(true);
  });

  const NOT_FOUND = {
    error: {
      kind: "not_found",
      status: 404,
      code: 3001,
      retryAfter: null,
      message: "the API knows no such thing, or doesn't show it to the token's user",
    },
  };

  test("with a failure that it expects, which the agent gets as a structured error", () => {
    const failure = {
      url: URL_OF,
      status: 404,
      answer: { ...ANSWER, code: 3001, message: "Meeting is gone." },
    };
    const { examples, passed, unseen } = testOf(example({ status: 404 }), failure);
    expect(examples).toMatchObject([{ passed: true, status: 404, output: NOT_FOUND, mismatch: null }]);
    // But no success was recorded, so nobody has seen the fields that are promised.
    expect(passed).toBe(false);
    expect(unseen).toEqual(GET_MEETING.result.fields);
  });

  test("with a failure that it expects and that has no body", () => {
    const failure = { url: URL_OF, status: 404, answer: "" };
    const action = { ...example({ status: 404 }), result: { fields: [] } };
    // Nobody has seen it succeed.
    expect(testOf(action, failure)).toMatchObject({
      passed: false,
      examples: [
        { passed: true, status: 404, output: { error: { status: 404, code: null } }, mismatch: null },
      ],
    });
  });

  test("each with the answer whose status it expects, where one request has several", () => {
    const input = { path: { meetingId: 123456789 } };
    const examples = [429, undefined, 404].map((status) => ({
      name: `of-${status}`,
      input,
      expect: { status },
    }));
    const {
      passed,
      examples: results,
      unused,
    } = testOf(
      { examples },
      { url: URL_OF, answer: ANSWER },
      { url: URL_OF, status: 404 },
      { url: URL_OF, status: 429 },
      { url: URL_OF, status: 401 },
    );
    expect(passed).toBe(true);
    expect(results.map(({ status }) => status)).toEqual([429, 200, 404]);
    expect(unused).toEqual([3]);
  });

  test("with the output that it expects, to the last member", () => {
    const output = { id: 123456789, topic: "Sync", start_time: "2026-03-02T09:00:00Z" };
    expect(testOf(example({ status: 200, output }), { url: URL_OF, answer: ANSWER }).passed).toBe(true);
  });

  test("with the error that it expects, whatever the gateway's words for it", () => {
    const { message: _, ...error } = NOT_FOUND.error;
    const failure = { url: URL_OF, status: 404, answer: { code: 3001, message: "Meeting is gone." } };
    const passes = (output: object) => testOf(example({ status: 404, output }), failure).examples[0]?.passed;
    expect(passes({ error })).toBe(true);
    expect(passes({ error: { ...error, message: "as it was said before" } })).toBe(true);
    expect(passes({ error: { ...error, code: 3002 } })).toBe(false);
  });

  test("with an error under a status of success, if it expects just that", () => {
    const answer = { code: 200, message: "No permission." };
    const output = {
      error: {
        kind: "failed",
        status: 200,
        code: 200,
        retryAfter: null,
        message: "the API answers with an error under a status of success",
      },
    };
    const { examples } = testOf(example({ status: 200, output }), { url: URL_OF, answer });
    expect(examples).toMatchObject([{ passed: true, output }]);
  });

  test.each<[what: string, status: number, answers: AnswerOptions | undefined]>([
    ["by the usual signs", 200, undefined],
    ["by the policy's word", 200, { answers: { failure: [{ path: "ok", is: false }], code: "error" } }],
  ])(
    "with a failure that the API tells under that status, but shows no success by it: %s",
    (_, status, answers) => {
      const error = { kind: "failed", status, code: "not_authed", retryAfter: null };
      const action = { ...GET_MEETING, ...example({ output: { error } }), result: { fields: ["ok"] } };
      const failure = { url: URL_OF, status, answer: { ok: false, error: "not_authed" } };
      const tested = testSample(action, harOf(failure), answers);
      expect(tested).toMatchObject({ passed: false, shows: false, examples: [{ passed: true }] });
      const success = { url: URL_OF, answer: { ok: true } };
      const both = {
        ...action,
        examples: [...action.examples, { name: "two", input: { path: { meetingId: 123456789 } } }],
      };
      // Each example has the answer that it is of, in whatever order they were recorded.
      for (const exchanges of [
        [failure, success],
        [success, failure],
      ]) {
        expect(testSample(both, harOf(...exchanges), answers)).toMatchObject({
          passed: true,
          shows: true,
          unused: [],
          examples: [{ output: { error } }, { output: { ok: true } }],
        });
      }
    },
  );

  test.each(["", "null", '["text"]'])("with any answer where no field is listed: %j", (answer) => {
    const { passed, examples } = testOf(
      { ...example(), result: { fields: [] } },
      { url: URL_OF, status: 204, answer },
    );
    expect(passed).toBe(true);
    expect(examples).toMatchObject([{ passed: true, output: {} }]);
  });
});

describe("an example fails", () => {
  test.each<[why: string, members: Partial<Action>, exchange: Exchange | undefined, message: string]>([
    [
      "without a recording",
      {},
      undefined,
      `there is no recording to replay; put one into ${PATH} (\`harbor-drafts schema recording\` tells its form)`,
    ],
    [
      "where its input is rejected",
      example({}, 1),
      { url: URL_OF },
      "the gateway would reject the example's input: /path/meetingId must be 100000000 to 999999999999",
    ],
    [
      "where nothing recorded matches",
      {},
      { url: `${URL_OF}?x=1` },
      "no recorded exchange matches; the nearest differs in query.x",
    ],
    [
      "with a status that is no success",
      example(),
      { url: URL_OF, status: 301 },
      "status: the recording answers 301, and a 2xx is expected",
    ],
    [
      "with another status than the expected",
      example({ status: 404 }),
      { url: URL_OF, answer: ANSWER },
      "status: the recording answers 200, and 404 is expected",
    ],
    [
      "where a field ends at an object",
      { result: { fields: ["id", "settings"] } },
      { url: URL_OF, answer: ANSWER },
      "result field settings: the response has an object there, and a field must end at a scalar or a list of scalars",
    ],
    [
      "where the answer is no object",
      {},
      { url: URL_OF, answer: [ANSWER] },
      "result field id: the response has no object there",
    ],
    [
      "where the answer has no body, and fields are listed",
      example(),
      { url: URL_OF, answer: "" },
      "the answer has no body for result.fields",
    ],
    ["where the answer isn't JSON", example(), { url: URL_OF, answer: "<html>" }, "the answer isn't JSON"],
    [
      "where a status of success stands over a failure",
      example({ status: 200 }),
      { url: URL_OF, answer: { code: 3001, message: "Meeting is gone." } },
      "the recording tells a failure under a status of success, which is no success; record one, or expect the error in an example of its own",
    ],
    [
      "where the agent gets another output than expected",
      example({ output: { id: 123456789, topic: "Talk" } }),
      { url: URL_OF, answer: ANSWER },
      "the agent gets something else than expect.output says: output/start_time, output/topic",
    ],
  ])("%s", (_, members, exchange, message) => {
    const { passed, examples } = testOf(members, ...(exchange === undefined ? [] : [exchange]));
    expect(passed).toBe(false);
    expect(examples).toMatchObject([{ passed: false, mismatch: { message } }]);
  });

  test("where a listed text looks like a credential, which the gateway would withhold", () => {
    const answer = { ...ANSWER, topic: `Use ${FAKE_SECRET}` };
    const tested = testOf(example(), { url: URL_OF, answer });
    expect(tested).toMatchObject({ passed: false, examples: [{ output: { topic: WITHHELD } }] });
    expect(tested.examples[0]?.mismatch?.message).toBe(
      "result fields: topic: the answer has what looks like a credential there, and the gateway would withhold it",
    );
    expect(JSON.stringify(tested)).not.toContain(FAKE_SECRET);
  });

  test("alone: the others are told too", () => {
    const [one] = GET_MEETING.examples;
    const examples = [one, { name: "two", input: { path: { meetingId: 987654321 } } }] as Example[];
    const { passed, examples: results } = testOf({ examples }, { url: URL_OF, answer: ANSWER });
    expect(passed).toBe(false);
    expect(results.map((result) => result.passed)).toEqual([true, false]);
  });
});

describe("an edit that would make an example match is told", () => {
  const sent = (meetingId: number, query?: object): Partial<Action> => ({
    examples: [{ name: "one", input: { path: { meetingId }, ...(query && { query: { ...query } }) } }],
    input: {
      ...GET_MEETING.input,
      query: {
        type: "object",
        properties: {
          page_size: { type: "integer", minimum: 1, maximum: 300 },
          on: { type: "boolean" },
          days: { type: "array", items: { type: "integer", minimum: 1, maximum: 7 }, maxItems: 7 },
        },
        additionalProperties: false,
      },
    },
  });
  const inDraft = (patch: object[]) => ({ file: SAMPLE_FILE, patch });
  const inRecording = (patch: object[]) => ({ file: PATH, patch });
  const at = (pointer: string) => `/action/examples/0/input${pointer}`;

  test.each<[what: string, members: Partial<Action>, exchange: Exchange, edit: object | null]>([
    [
      "of the example's path",
      sent(987654321),
      { url: URL_OF },
      inDraft([{ op: "replace", path: at("/path/meetingId"), value: 123456789 }]),
    ],
    [
      "of its query, by the types of its schema",
      sent(123456789, { page_size: 5, on: true }),
      { url: `${URL_OF}?days=2&days=1&page_size=50` },
      inDraft([
        { op: "replace", path: at("/query/page_size"), value: 50 },
        { op: "remove", path: at("/query/on") },
        { op: "add", path: at("/query/days"), value: [2, 1] },
      ]),
    ],
    [
      "of its body",
      CREATE_MEETING,
      {
        method: "POST",
        url: "https://api.zoom.us/v2/users/me/meetings",
        sent: { topic: "Talk", duration: 30 },
        status: 201,
      },
      inDraft([{ op: "replace", path: at("/body/topic"), value: "Talk" }]),
    ],
    [
      "of the recording, where the action could never send it",
      example(),
      { method: "PUT", url: `${URL_OF}?x=1`, sent: { a: 1 } },
      inRecording([
        { op: "replace", path: "/log/entries/0/request/method", value: "GET" },
        { op: "replace", path: "/log/entries/0/request/url", value: URL_OF },
        { op: "remove", path: "/log/entries/0/request/postData" },
      ]),
    ],
  ])("%s", (_, members, exchange, edit) => {
    expect(testOf(members, exchange).examples[0]?.mismatch?.nearest).toMatchObject([{ edit }]);
  });

  test("but none of what was taken from the real API", () => {
    const har = withOrigin(harOf({ url: `${URL_OF}?x=1` }), { ...ORIGIN, provenance: "recorded" });
    expect(testSample(GET_MEETING, har).examples[0]?.mismatch?.nearest).toMatchObject([{ edit: null }]);
  });

  const EXCHANGE = "/log/entries/-";

  test("that adds what is missing, where every exchange is another example's", () => {
    const { examples } = testOf(
      {
        examples: [
          ...GET_MEETING.examples,
          { name: "gone", input: { path: { meetingId: 987654321 } }, expect: { status: 404 } },
        ],
      },
      { url: URL_OF, answer: ANSWER },
    );
    const request = { method: "GET", url: URL_OF.replace("123456789", "987654321") };
    const response = { status: 404, content: { mimeType: "application/json", text: "{}" } };
    expect(examples[1]?.mismatch).toMatchObject({
      nearest: [{ edit: null }],
      edit: inRecording([{ op: "add", path: EXCHANGE, value: { request, response } }]),
    });
  });

  test("of the exchange with the status that is expected, where others answer the same request", () => {
    const { examples } = testOf(
      example({ status: 200 }),
      { url: URL_OF, status: 429 },
      { url: `${URL_OF}?page_size=1`, answer: ANSWER },
    );
    expect(examples[0]?.mismatch).toMatchObject({
      message: "status: the recording answers 429, and 200 is expected",
      exchange: "/log/entries/0",
      nearest: [{ pointer: "/log/entries/1", differences: [{ field: "query.page_size" }] }],
    });
  });

  test("but not of an expectation while a listed field is in no answer", () => {
    const output = { id: 123456789, topic: "Sync" };
    const members = { ...example({ output }), result: { fields: ["id", "topci"] } };
    const { unseen, examples } = testOf(members, { url: URL_OF, answer: ANSWER });
    expect(unseen).toEqual(["topci"]);
    expect(examples[0]?.mismatch).toMatchObject({ output: [{ field: "output/topic" }], edit: null });
  });

  test("of the output that is expected", () => {
    const output = { id: 123456789, topic: "Talk", agenda: "x" };
    expect(testOf(example({ output }), { url: URL_OF, answer: ANSWER }).examples[0]?.mismatch).toMatchObject({
      output: [
        { field: "output/agenda", expected: "x", actual: null },
        { field: "output/start_time", expected: null, actual: "2026-03-02T09:00:00Z" },
        { field: "output/topic", expected: "Talk", actual: "Sync" },
      ],
      edit: inDraft([
        { op: "replace", path: "/action/examples/0/expect/output/topic", value: "Sync" },
        { op: "remove", path: "/action/examples/0/expect/output/agenda" },
        { op: "add", path: "/action/examples/0/expect/output/start_time", value: "2026-03-02T09:00:00Z" },
      ]),
    });
  });
});

describe("a listed field", () => {
  const [second, third] = [987654321, 555555555];
  const twice: Partial<Action> = {
    examples: [123456789, second].map((meetingId) => ({
      name: `of-${meetingId}`,
      input: { path: { meetingId } },
    })),
  };
  const answers = (url: string, answer: unknown): Exchange => ({ url, answer });

  test.each<[what: string, fields: string[], answer: unknown, unseen: string[]]>([
    ["that the answer has is seen", ["id", "topic"], ANSWER, []],
    ["that the answer hasn't is unseen", ["id", "topci"], ANSWER, ["topci"]],
    ["is seen where it is null", ["agenda"], { agenda: null }, []],
    ["is unseen below null", ["agenda.text"], { agenda: null }, ["agenda.text"]],
    ["is seen in a part", ["settings.on"], { settings: { on: false } }, []],
    ["is unseen in a part that hasn't it", ["settings.on"], { settings: {} }, ["settings.on"]],
    ["is seen where one item of a list has it", ["list[].id"], { list: [{}, { id: 1 }] }, []],
    ["is unseen where no item has it", ["list[].id"], { list: [{ a: 1 }] }, ["list[].id"]],
    [
      "is unseen where the list is empty",
      ["list[].id", "days[]"],
      { list: [], days: [] },
      ["list[].id", "days[]"],
    ],
    ["is seen as a list of scalars", ["days", "nights[]"], { days: [], nights: ["mon"] }, []],
    [
      "called like a member of Object is unseen",
      ["toString", "constructor.name"],
      {},
      ["toString", "constructor.name"],
    ],
  ])("%s", (_, fields, answer, unseen) => {
    const tested = testOf({ ...example(), result: { fields } }, answers(URL_OF, answer));
    expect(tested.examples).toMatchObject([{ passed: true, mismatch: null }]);
    expect(tested.unseen).toEqual(unseen);
    expect(tested.passed).toBe(unseen.length === 0);
  });

  test("is seen where one example of several has it", () => {
    const tested = testOf(
      { ...twice, result: { fields: ["id", "topic"] } },
      answers(URL_OF, { id: 1 }),
      answers(URL_OF.replace("123456789", String(second)), { topic: "Sync" }),
    );
    expect(tested).toMatchObject({ passed: true, unseen: [] });
  });

  test("isn't looked for in what no example asks for", () => {
    const tested = testOf(
      { ...example(), result: { fields: ["id", "topic"] } },
      answers(URL_OF, { id: 1 }),
      answers(URL_OF.replace("123456789", String(third)), { topic: "Sync" }),
    );
    expect(tested).toMatchObject({ passed: false, unseen: ["topic"] });
  });

  test("isn't looked for in failures, of which agents get the status alone", () => {
    const failing: Partial<Action> = {
      result: { fields: ["id", "topic"] },
      examples: [
        ...(example().examples ?? []),
        { name: "gone", input: { path: { meetingId: second } }, expect: { status: 404 } },
      ],
    };
    const gone: Exchange = { url: URL_OF.replace("123456789", String(second)), status: 404, answer: ANSWER };
    expect(testOf(failing, answers(URL_OF, { id: 1 }), gone)).toMatchObject({
      passed: false,
      unseen: ["topic"],
    });
  });

  test("isn't called unseen where an example fails: that comes first", () => {
    const tested = testOf({ ...twice, result: { fields: ["id", "topci"] } }, answers(URL_OF, ANSWER));
    expect(tested).toMatchObject({
      passed: false,
      unseen: [],
      examples: [{ passed: true }, { passed: false }],
    });
  });
});

describe("a test tells where its recording comes from", () => {
  const exchange = { url: URL_OF, answer: ANSWER };
  const of = (har: Har) => testSample(GET_MEETING, har);

  test.each(["recorded", "documented"] as const)("as it says itself: %s", (provenance) => {
    expect(of(withOrigin(harOf(exchange), { ...ORIGIN, provenance }))).toMatchObject({
      passed: true,
      evidence: provenance,
      origin: { recordedAt: ORIGIN.recordedAt, source: ORIGIN.source },
    });
    expect(of(withOrigin(harOf(exchange))).origin).toEqual(ORIGIN);
  });

  test("or that it says nothing", () => {
    expect(of(harOf(exchange))).toMatchObject({ evidence: "assumed", origin: null });
    expect(testOf({})).toMatchObject({ evidence: "none", origin: null });
  });
});

describe("a test fails", () => {
  test("without any example", () => {
    expect(testOf({ examples: [] }, { url: URL_OF })).toMatchObject({
      passed: false,
      examples: [],
      unseen: [],
    });
  });

  test("where a probe gets through", () => {
    const path = { type: "object" as const, properties: { meetingId: { type: "string" as const } } };
    const lax = testOf({ ...example({}, "123456789"), input: { path } }, { url: URL_OF, answer: ANSWER });
    expect(lax.examples.every(({ passed }) => passed)).toBe(true);
    expect(lax.unseen).toEqual([]);
    expect(lax.probes.escaped).not.toEqual([]);
    expect(lax.passed).toBe(false);
  });
});
