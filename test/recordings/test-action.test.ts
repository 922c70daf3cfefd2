import { describe, expect, test } from "vitest";
import type { Action, Example } from "../../src/catalog/action.ts";
import { type ActionTest, testAction } from "../../src/recordings/test-action.ts";
import { CREATE_MEETING, type Exchange, GET_MEETING, harOf, SAMPLE_MANIFEST } from "../support/sample.ts";

const URL_OF = "https://api.zoom.us/v2/meetings/123456789";
const ANSWER = { id: 123456789, topic: "Sync", start_url: "https://zoom.example/redacted", settings: {} };

function testOf(members: Partial<Action>, ...exchanges: Exchange[]): ActionTest {
  const action = { ...GET_MEETING, ...members };
  return testAction(SAMPLE_MANIFEST.port, action, exchanges.length === 0 ? undefined : harOf(...exchanges));
}

const example = (expected?: Example["expect"], meetingId: unknown = 123456789): Partial<Action> => ({
  examples: [{ name: "one", input: { path: { meetingId } }, ...(expected && { expect: expected }) }],
});

describe("an example passes", () => {
  test("with the request that was sent and the JSON that an agent would get", () => {
    expect(testOf({}, { url: URL_OF, answer: ANSWER })).toMatchObject({
      passed: true,
      evidence: "none",
      examples: [
        {
          name: "planning-sync",
          passed: true,
          request: { method: "GET", url: URL_OF, body: null },
          status: 200,
          output: { id: 123456789, topic: "Sync" },
          mismatch: null,
        },
      ],
    });
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

  test("with a failure that it expects, of which the agent learns the status alone", () => {
    const { passed, examples } = testOf(example({ status: 404 }), {
      url: URL_OF,
      status: 404,
      answer: ANSWER,
    });
    expect(passed).toBe(true);
    expect(examples).toMatchObject([{ status: 404, output: {} }]);
  });

  test.each(["", "null", '["text"]'])("with any answer where no field is listed: %j", (answer) => {
    const { examples } = testOf(
      { ...example(), result: { fields: [] } },
      { url: URL_OF, status: 204, answer },
    );
    expect(examples).toMatchObject([{ passed: true, output: {} }]);
  });
});

describe("an example fails", () => {
  test.each<[why: string, members: Partial<Action>, exchange: Exchange | undefined, message: string]>([
    ["without a recording", {}, undefined, "there is no recording to replay"],
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
      "the recording answers 301, and a 2xx is expected",
    ],
    [
      "with another status than the expected",
      example({ status: 404 }),
      { url: URL_OF, answer: ANSWER },
      "the recording answers 200, and 404 is expected",
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
  ])("%s", (_, members, exchange, message) => {
    const { passed, examples } = testOf(members, ...(exchange === undefined ? [] : [exchange]));
    expect(passed).toBe(false);
    expect(examples).toMatchObject([{ passed: false, output: null, mismatch: { message } }]);
  });

  test("alone: the others are told too", () => {
    const [one] = GET_MEETING.examples;
    const examples = [one, { name: "two", input: { path: { meetingId: 987654321 } } }] as Example[];
    const { passed, examples: results } = testOf({ examples }, { url: URL_OF, answer: ANSWER });
    expect(passed).toBe(false);
    expect(results.map((result) => result.passed)).toEqual([true, false]);
  });
});

describe("a test fails", () => {
  test("without any example", () => {
    expect(testOf({ examples: [] }, { url: URL_OF }).passed).toBe(false);
  });

  test("where a probe gets through", () => {
    const path = { type: "object" as const, properties: { meetingId: { type: "string" as const } } };
    const lax = testOf({ ...example({}, "123456789"), input: { path } }, { url: URL_OF, answer: ANSWER });
    expect(lax.examples.every(({ passed }) => passed)).toBe(true);
    expect(lax.probes.escaped).not.toEqual([]);
    expect(lax.passed).toBe(false);
  });
});
