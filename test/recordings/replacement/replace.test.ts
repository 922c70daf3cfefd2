import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/catalog/action.ts";
import { readResponse } from "../../../src/gateway/response.ts";
import { createSubstitutes } from "../../../src/recordings/replacement/substitutes.ts";
import { findAddresses } from "../../../src/secrets/addresses.ts";
import { findSecrets } from "../../../src/secrets/find.ts";
import { cpuTime } from "../../support/cpu-time.ts";
import { CREATE_MEETING, SAMPLE_POLICY } from "../../support/sample.ts";
import { answersTo, MEETING_ID, ONE_MEETING, replaceAnswers, replaceBody } from "../answers.ts";

/** What stands for one value in a listed field. */
const substituteOf = (topic: unknown) => (replaceBody({ topic }) as { topic: unknown }).topic;

describe("a substitute", () => {
  test.each<[real: unknown, substitute: unknown]>([
    ["Ava Lindqvist", "made-up tex 1"],
    ["vK9xQ2mB", "exampl-1"],
    ["ähnlich-日本", "example--1"],
    ["x", "a"],
    ["US", "aa"],
    ["a\nb", "m 1"],
    [7, 2],
    [25, 10],
    [-77, -10],
    [84_612_907_335, 10_000_000_000],
    [1.25, 1.01],
    [0.5, 1.1],
    ["1234567890123456789", "1000000000000000000"],
    ["0042", "1000"],
    [1e21, "?"],
    ["2026-03-02", "2001-01-01"],
    ["2026-03-02T09:15:30Z", "2001-01-01T00:00:00Z"],
    ["2026-03-02T09:15:30.123+05:30", "2001-01-01T00:00:00.000+00:00"],
    ["2026-03-02 09:15", "2001-01-01 00:00"],
    ["2026/03/02", "2001/01/01"],
    ["2.3.2026", "1.1.2001"],
    ["2026-03", "2001-01"],
    ["09:15", "00:00"],
    ["Mon, 2 Mar 2026 09:15:30 +0530", "Mon, 1 Jan 2001 00:00:00 +0000"],
    ["Mon, 23 Mar 2026 09:15:30 GMT", "Wed, 10 Jan 2001 00:00:00 GMT"],
    ["550E8400-e29b-41d4-a716-446655440000", "00000000-0000-4000-8000-000000000001"],
    ["ava.lindqvist@harbour.zz", "person-per-1@example.com"],
    ["https://harbour.zz/rooms/berlin", "https://example.com/made-up-m-1"],
  ])("for %j has its kind and length: %j", (real, substitute) => {
    const given = substituteOf(real);
    expect(given).toEqual(substitute === "?" ? 2e21 : substitute);
    expect(substituteOf(real)).toEqual(given);
  });

  test("is soon found for a long text", async () => {
    const long = { topic: `a@${".".repeat(100_000)} `, agenda: "x".repeat(100_000) };
    expect(await cpuTime(() => replaceBody(long))).toBeLessThan(1000);
    const pattern = { type: "string", pattern: "^[a-z]{1,2000}$", maxLength: 2000 } as const;
    const place = { schema: pattern, isNumber: false };
    const substituteFor = createSubstitutes(new Set());
    const [one, two] = ["x", "y"].map((sign) => () => substituteFor(sign.repeat(2000), [place]).text);
    expect(await cpuTime(() => expect(one?.()).not.toBe(two?.()))).toBeLessThan(1000);
  });

  test.each([["", 0, 1, true, false, null, "0", "1", "me", "scheduled"]])(
    "isn't needed for %j",
    (...stays) => {
      const action: Action = {
        ...ONE_MEETING,
        input: {
          ...ONE_MEETING.input,
          query: {
            type: "object",
            properties: { type: { type: "string", enum: ["scheduled", "live"] } },
            additionalProperties: false,
          },
        },
      };
      expect(replaceBody({ labels: stays }, { action })).toEqual({ labels: stays });
    },
  );

  test("isn't needed for what the policy lists for the route", () => {
    const { routes } = SAMPLE_POLICY;
    const policy = {
      ...SAMPLE_POLICY,
      routes: routes.map((route) => ({ ...route, query: { view: ["compact", 12] } })),
    };
    expect(replaceBody({ labels: ["compact", 12, "other"] }, { policy })).toEqual({
      labels: ["compact", 12, "exa-1"],
    });
  });

  test("is the same for the same value in path, input and answer, as number and as digits", () => {
    const body = { id: MEETING_ID, topic: String(MEETING_ID), labels: [MEETING_ID, "Ava", "Ava"] };
    const { examples, bodies } = replaceAnswers([{ body }]);
    expect(examples[0]?.example.input).toEqual({ path: { meetingId: 10_000_000_000 } });
    expect(examples[0]?.exchange?.url).toBe("https://api.zoom.us/v2/meetings/10000000000");
    expect(bodies).toEqual([
      { id: 10_000_000_000, topic: "10000000000", labels: [10_000_000_000, "e-1", "e-1"] },
    ]);
  });

  test.each<[why: string, schema: object, real: unknown, substitute: unknown]>([
    ["a range", { type: "integer", minimum: 500, maximum: 70_000_000_000 }, 53_612_907_335, 10_000_000_000],
    ["a range from below", { type: "integer", minimum: 350, maximum: 999 }, 777, 350],
    [
      "a pattern of digits",
      { type: "string", pattern: "^9[0-9]{8}$", maxLength: 9 },
      "912345678",
      "911111111",
    ],
    ["a prefix", { type: "string", pattern: "^usr_[a-z0-9]{6}$", maxLength: 10 }, "usr_k2j9x4", "usr_aaaaaa"],
    ["one of several lengths", { type: "string", pattern: "^(?:[A-Z]{2}-)?[0-9]{2,4}$" }, "QX-482", "AA-111"],
    ["a day", { type: "string", format: "date" }, "2026-03-01", "2001-01-01"],
    ["a fixed word", { type: "string", enum: ["monthly", "weekly"] }, "weekly", "weekly"],
  ])("in an input is what its schema admits: %s", (_, schema, real, substitute) => {
    const answer = { body: { id: real }, example: { input: { path: { meetingId: real } } } };
    const { examples, bodies } = replaceAnswers([answer], { action: actionWith(schema) });
    expect(examples[0]?.example.input).toEqual({ path: { meetingId: substitute } });
    expect(bodies).toEqual([{ id: substitute }]);
  });

  test("is refused where the schema leaves no second one", () => {
    const action = actionWith({ type: "string", pattern: "^room-[12]$" });
    const answers = ["room-1", "room-2"].map((room) => ({
      example: { name: room, input: { path: { meetingId: room } } },
      body: { topic: "room-3" },
    }));
    const [first, second] = replaceAnswers(answers, { action }).examples;
    expect(first?.exchange?.url).not.toBe(second?.exchange?.url);
    const narrow = actionWith({ type: "integer", minimum: MEETING_ID, maximum: MEETING_ID });
    const others = [{ example: { name: "x", input: { path: { meetingId: MEETING_ID + 1 } } } }];
    expect(() =>
      replaceAnswers([{ body: {} }, ...others.map(({ example }) => ({ example }))], { action: narrow }),
    ).toThrow(/two values that differ can't stay two/);
  });

  test("follows from kind, length and order alone", () => {
    const one = { id: 93_300_112_447, topic: "Ava Lindqvist", labels: ["abc", "xyz", "abc"] };
    const other = { id: 55_512_347_001, topic: "Bo Ekströmsen", labels: ["X9_", "ÄÖÜ", "X9_"] };
    expect(replaceBody(one)).toEqual(replaceBody(other));
  });

  test("looks like no secret, and is nobody's address", () => {
    const body = {
      topic: "x".repeat(40),
      labels: ["a.b@harbour.zz", "https://harbour.zz/s/Zq7mB4xT9kW2pL6", "y".repeat(200), "z ".repeat(300)],
    };
    const replaced = replaceBody(body);
    expect(findSecrets({ ...(replaced as object), upload_token: substituteOf("k".repeat(24)) })).toEqual([]);
    expect(findAddresses(replaced as object)).toEqual([]);
  });
});

function actionWith(schema: object): Action {
  return {
    ...ONE_MEETING,
    input: {
      path: {
        type: "object",
        properties: { meetingId: schema },
        required: ["meetingId"],
        additionalProperties: false,
      },
    },
  };
}

describe("a field that is kept", () => {
  test("has its real values, and they stay wherever they stand", () => {
    const body = {
      id: 7,
      topic: "Weekly sync",
      agenda: "Weekly sync",
      people: [{ name: "Ava" }],
      labels: ["b"],
    };
    expect(replaceBody(body, { keep: ["topic", "labels"] })).toEqual({
      ...body,
      id: 2,
      people: [{ name: "e-1" }],
    });
  });
});

describe("an input that is to stand", () => {
  const action: Action = { ...CREATE_MEETING, result: { fields: ["id", "topic", "note"] } };
  const sent = { body: { topic: "Board of Acme", duration: 30 } };
  const own = { body: { topic: "Sync", duration: 30 } };

  test("stands, and its values for the real ones everywhere", () => {
    const answer = { body: { id: 7, topic: "Board of Acme", note: "Sync" }, example: { input: sent } };
    const { examples, bodies } = replaceAnswers([answer], { action, inputs: new Map([["sync", own]]) });
    expect(examples[0]).toMatchObject({
      example: { input: own },
      exchange: { method: "POST", body: own.body },
    });
    expect(bodies).toEqual([{ id: 2, topic: "Sync", note: "ex-1" }]);
  });

  test("that no request can be built from is refused", () => {
    const inputs = new Map([["one", { path: { meetingId: 5 } }]]);
    expect(() => replaceAnswers([{}], { inputs })).toThrow(/can't be replaced: \/path\/meetingId/);
  });

  test("that makes one value, or one request, of two is refused", () => {
    const answers = [MEETING_ID, MEETING_ID + 1].map((meetingId, at) => ({
      body: { id: meetingId },
      example: { name: `${at}`, input: { path: { meetingId } } },
    }));
    const same = { path: { meetingId: 81_000_000_001 } };
    const inputs = new Map(answers.map(({ example }) => [example.name, same]));
    expect(() => replaceAnswers(answers, { inputs })).toThrow(/differ have one value/);
  });
});

describe("examples that aren't recorded now", () => {
  const other = (meetingId: number, body = "") => ({
    example: { name: "other", input: { path: { meetingId } } },
    exchange: {
      method: "GET",
      url: `https://api.zoom.us/v2/meetings/${meetingId}`,
      body: undefined,
      response: { status: body === "" ? 404 : 200, headers: [], body },
    },
    output: body === "" ? undefined : JSON.parse(body),
    isReal: false,
  });

  test("have the same substitute for the same value, and stay as they are else", () => {
    const body = JSON.stringify({ topic: "made-u 1", agenda: "Ava Lind" });
    const { examples } = replaceAnswers([{ body: { topic: "Ava Lind" } }], {}, [other(MEETING_ID, body)]);
    const [recorded, along] = examples;
    expect(along?.exchange?.url).toBe(recorded?.exchange?.url);
    // Nothing is invented that is there already.
    expect(along?.exchange?.response.body).toBe('{"topic":"made-u 1","agenda":"made-u 2"}');
  });

  test("have nothing that is invented for another", () => {
    const { examples } = replaceAnswers([{}], {}, [other(10_000_000_000)]);
    expect(examples.map(({ example }) => example.input.path?.meetingId)).toEqual([
      10_000_000_001, 10_000_000_000,
    ]);
  });
});

describe("of any values", () => {
  const value = fc.oneof(
    fc.integer({ min: -1e12, max: 1e16 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.stringMatching(/^[A-Za-z0-9+/_ -]{3,12}$/),
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
    fc.constantFrom(0, 1, true, null, ""),
  );
  const answer = fc.record(
    { id: value, topic: value, people: fc.array(fc.record({ name: value })), labels: fc.array(value) },
    { requiredKeys: [] },
  );
  const shapeOf = (part: unknown): unknown =>
    Array.isArray(part)
      ? part.map(shapeOf)
      : typeof part === "object" && part !== null
        ? Object.fromEntries(Object.entries(part).map(([name, item]) => [name, shapeOf(item)]))
        : typeof part;

  test("an agent gets the same members and types, and two that differ stay two", () => {
    fc.assert(
      fc.property(answer, (body) => {
        const { examples, bodies } = replaceAnswers([{ body }]);
        const [real] = answersTo(ONE_MEETING, { body });
        const got = real && readResponse(ONE_MEETING, real.exchange.response);
        const gets = examples[0]?.exchange && readResponse(ONE_MEETING, examples[0].exchange.response);
        expect(shapeOf(gets)).toEqual(shapeOf(got));
        const [before, after] = [body, bodies[0]].map((one) => leavesOf(one).map(String));
        const pairs = new Map(before?.map((leaf, at) => [leaf, after?.[at]]));
        expect(pairs.size).toBe(new Set(before).size);
        expect(new Set(pairs.values()).size).toBe(pairs.size);
      }),
      { numRuns: 100 },
    );
  });

  function leavesOf(part: unknown): unknown[] {
    return typeof part === "object" && part !== null ? Object.values(part).flatMap(leavesOf) : [part];
  }
});
