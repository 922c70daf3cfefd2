import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/catalog/action.ts";
import { readResponse } from "../../../src/gateway/response.ts";
import { keepHeaders } from "../../../src/recordings/projection/headers.ts";
import { redact } from "../../../src/recordings/redaction/redact.ts";
import { findAddresses } from "../../../src/secrets/addresses.ts";
import { findSecrets } from "../../../src/secrets/find.ts";
import { CREATE_MEETING, FAKE_SECRET, SAMPLE_MANIFEST, SAMPLE_POLICY } from "../../support/sample.ts";
import { answersTo, MEETING_ID, ONE_MEETING, redactAnswers, redactBody, TOKEN } from "./redact-sample.ts";

describe("an id", () => {
  test("is the same fake in path, body, text and name, as number and as digits", () => {
    const { answered, bodies, text } = redactAnswers([
      {
        body: {
          id: MEETING_ID,
          meetingId: String(MEETING_ID),
          [MEETING_ID]: true,
          topic: `Call 846 1290 7335, or 846-1290-7335, or ${MEETING_ID}.`,
          size: MEETING_ID,
        },
      },
    ]);
    expect(answered[0]?.example.input).toEqual({ path: { meetingId: 81000000001 } });
    expect(answered[0]?.exchange.url).toBe("https://api.zoom.us/v2/meetings/81000000001");
    expect(bodies).toEqual([
      {
        "81000000001": true,
        id: 81000000001,
        meetingId: "81000000001",
        topic: "Call 810 0000 0001, or 810-0000-0001, or 81000000001.",
        size: 81000000001,
      },
    ]);
    expect(text).not.toMatch(/846.?1290.?7335/);
  });

  test.each<[member: string, real: unknown, fake: unknown]>([
    ["id", "vK9xQ2", "aA0aA1"],
    ["host_id", "30R7kT7bTIKSNUFEuH_Qlg", "00A0aA0aAAAAAAAAaA_Aab"],
    ["uuid", "4444AAAiAAAAAiAiAiiAii==", "0000AAAaAAAAAaAaAaaAab=="],
    ["uuid", "+aB/9x==", "+aA/0b=="],
    ["userUuid", "550E8400-e29b-41d4-a716-446655440000", "00000000-0000-4000-8000-000000000001"],
    ["next_page_token", "b43YBRLJFg3V4vsSpxvGdKIGtNbx", "a00AAAAAAa0A0aaAaaaAaAAAaAab"],
    ["group_ids", ["g1", "h2", "g1"], ["a1", "a2", "a1"]],
    ["ids", "g1, h2;g1", "a1, a2;a1"],
    ["user_id", 16_778_240, 81_000_001],
    ["user_id", -77, -10],
    ["id", 0, 0],
    ["id", "", ""],
    ["id", null, null],
    ["participantId", "12345678901234567890", "81000000000000100000"],
    ["participant_id", 123_456_789_012_345_680_000, 810_000_000_000_001_000_000],
    ["meeting_number", "846 1290 7335", "810 0000 0001"],
    ["page_number", 12_345, 12_345],
    ["anything", 7_305_551_234_567_890, 8_100_000_000_000_010],
    ["anything", "550e8400-e29b-41d4-a716-446655440000", "00000000-0000-4000-8000-000000000001"],
    ["created", 1_772_442_000_000, 1_772_442_000_000],
    ["duration", 5400, 5400],
  ])("%s %j keeps its shape", (member, real, fake) => {
    expect(redactBody({ [member]: real })).toEqual({ [member]: fake });
  });

  test("has a fake that is none of the real ones, nor that of another example", () => {
    const examples = [
      ...ONE_MEETING.examples,
      { name: "other", input: { path: { meetingId: 81_000_000_002 } } },
    ];
    const body = { id: MEETING_ID, list: [{ id: 81_000_000_001 }, { id: 81_000_000_003 }] };
    expect(redactBody(body, { action: { ...ONE_MEETING, examples } })).toEqual({
      id: 81_000_000_004,
      list: [{ id: 81_000_000_005 }, { id: 81_000_000_006 }],
    });
  });

  test.each<[why: string, schema: object, real: unknown, fake: unknown]>([
    ["a range", { type: "integer", minimum: 500, maximum: 70_000_000_000 }, 53_612_907_335, 64_333_333_331],
    ["another range", { type: "integer", minimum: 1, maximum: 999 }, 77, 10],
    [
      "a pattern of digits",
      { type: "string", pattern: "^9[0-9]{8}$", maxLength: 9 },
      "912345678",
      "932222221",
    ],
    ["a prefix", { type: "string", pattern: "^usr_[a-z0-9]{6}$", maxLength: 10 }, "usr_k2j9x4", "usr_a0a0a1"],
    [
      "a format",
      { type: "string", format: "uuid" },
      "550e8400-e29b-41d4-a716-446655440000",
      "00000000-0000-4000-8000-000000000001",
    ],
  ])("in an input is what its schema admits: %s", (_, schema, real, fake) => {
    const { answered } = redactAnswers(
      [{ body: { id: real }, example: { input: { path: { meetingId: real } } } }],
      {
        action: actionWith(schema),
      },
    );
    expect(answered[0]?.example.input).toEqual({ path: { meetingId: fake } });
  });

  test.each<[why: string, schema: object, value: unknown]>([
    ["the token's user", { type: "string", maxLength: 20 }, "me"],
    ["a fixed word", { type: "string", enum: ["scheduled", "live"] }, "scheduled"],
    ["a day", { type: "string", format: "date" }, "2026-03-01"],
  ])("in a path isn't what is %s", (_, schema, value) => {
    const { answered } = redactAnswers([{ example: { input: { path: { meetingId: value } } } }], {
      action: actionWith(schema),
    });
    expect(answered[0]?.example.input).toEqual({ path: { meetingId: value } });
  });

  test("that its schema leaves no other value for is refused", () => {
    const action = actionWith({ type: "integer", minimum: MEETING_ID, maximum: MEETING_ID });
    expect(() => redactAnswers([{}], { action })).toThrow(/could not be redacted safely/);
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

describe("an input that is to stand", () => {
  const action: Action = { ...CREATE_MEETING, result: { fields: ["id", "topic"] } };
  const sent = { body: { topic: "Board of Acme", duration: 30 } };
  const own = { body: { topic: "Sync", duration: 30 } };

  test("stands, and its values for the real ones everywhere", () => {
    const answer = {
      body: { id: 7, topic: "Board of Acme", note: "Board of Acme", duration: 30 },
      example: { input: sent },
    };
    const { answered, bodies } = redactAnswers([answer], { action, inputs: new Map([["sync", own]]) });
    expect(answered[0]?.example.input).toEqual(own);
    expect(answered[0]?.exchange).toMatchObject({ method: "POST", body: own.body });
    expect(bodies).toEqual([{ id: 1, topic: "Sync", note: "Sync", duration: 30 }]);
  });

  test("may be the real one", () => {
    const path = { path: { meetingId: MEETING_ID } };
    const inputs = new Map([["one", path]]);
    const { answered, bodies } = redactAnswers([{ body: { id: MEETING_ID } }], { inputs });
    expect(answered[0]?.example.input).toEqual(path);
    expect(bodies).toEqual([{ id: MEETING_ID }]);
  });

  test("that no request can be built from is refused", () => {
    const inputs = new Map([["one", { path: { meetingId: 5 } }]]);
    expect(() => redactAnswers([{}], { inputs })).toThrow(/could not be redacted safely: \/path\/meetingId/);
  });
});

describe("a credential", () => {
  test.each<[what: string, body: unknown, redacted: unknown]>([
    [
      "by the policy",
      { start_url: "https://zoom.us/s/1?zak=x", host_key: 482913 },
      { start_url: "https://redacted.example/", host_key: 0 },
    ],
    [
      "by its name",
      { clientSecret: "k", PassCode: "123456" },
      { clientSecret: "REDACTED", redacted: "REDACTED" },
    ],
    ["as words", { password: "correct horse battery" }, { password: "REDACTED" }],
    [
      "with everything below it",
      { credentials: { a: ["x", 5, true, null, "", "ftp://x.y"], b: { c: "d" } } },
      {
        credentials: {
          a: ["REDACTED", 0, true, null, "", "https://redacted.example/"],
          b: { c: "REDACTED" },
        },
      },
    ],
    [
      "as the value of a pair",
      {
        fields: [
          { key: "passcode", value: "hunter2" },
          { key: "colour", value: "red" },
        ],
      },
      {
        fields: [
          { key: "passcode", value: "REDACTED" },
          { key: "colour", value: "red" },
        ],
      },
    ],
    [
      "but not what is told of one",
      { has_password: true, password_length: 8, token_type: "bearer" },
      { has_password: true, password_length: 8, token_type: "bearer" },
    ],
    [
      "nor when it changed",
      { password_changed_at: "2026-01-01T00:00:00Z" },
      { password_changed_at: "2026-01-01T00:00:00Z" },
    ],
  ])("goes, told %s", (_, body, redacted) => {
    expect(redactBody(body)).toEqual(redacted);
  });

  test.each([
    ["word for word", { passcode: "k7#mQ2" }, "Use k7#mQ2 to join", "Use REDACTED to join"],
    ["as a number", { passcode: 482_913 }, "Use 482913 to join", "Use REDACTED to join"],
    [
      "from a link",
      { start_url: "https://zoom.us/j/1?pwd=Xy7Kq9" },
      "Use Xy7Kq9 to join",
      "Use REDACTED to join",
    ],
    ["a part of a long one", { secret: "nB5vC8xZ1aS4dF7gH0jK" }, "Use B5vC8xZ1aS4dF7g", "REDACTED"],
    [
      "in base64",
      { secret: "nB5vC8xZ1aS4dF7gH0jK" },
      Buffer.from("pw nB5vC8xZ1aS4dF7gH0jK").toString("base64"),
      "REDACTED",
    ],
  ])("goes from other texts too, %s", (_, credential, topic, redacted) => {
    expect(redactBody({ topic, ...credential })).toMatchObject({ topic: redacted });
  });

  test("that is an id as well is one everywhere else", () => {
    const body = { host_key: MEETING_ID, id: MEETING_ID, topic: `Room ${MEETING_ID}` };
    expect(redactBody(body)).toEqual({ host_key: 0, id: 81_000_000_001, topic: "Room 81000000001" });
  });

  test("goes that a cookie brought", () => {
    const headers = { "Set-Cookie": "sid=qW3rT5yU7iO9pA; Path=/", "content-type": "application/json" };
    const { bodies } = redactAnswers([{ body: { topic: "Session qW3rT5yU7iO9pA" }, headers }]);
    expect(bodies).toEqual([{ topic: "REDACTED" }]);
  });

  test.each<[how: string, body: Record<string, unknown>]>([
    ["by its shape", { topic: `With ${FAKE_SECRET}` }],
    ["in base64", { topic: Buffer.from(`{"a":"${FAKE_SECRET}"}`).toString("base64") }],
    ["split over a list", { labels: FAKE_SECRET.match(/.{1,9}/g) }],
    ["split over members", { topic: FAKE_SECRET.slice(0, 20), agenda: FAKE_SECRET.slice(20) }],
    ["as a name", { [FAKE_SECRET]: "x" }],
    ["in JSON in a text", { topic: JSON.stringify({ access_token: FAKE_SECRET }) }],
    ["by the words before it", { topic: "The passcode: h7Gq2wX9" }],
    ["as nobody would write", { topic: "See qW3rT5yU7iO9pA1sD3fG" }],
  ])("goes, told %s", (_, body) => {
    const { text, bodies } = redactAnswers([{ body }]);
    expect(text).toContain("REDACTED");
    expect(findSecrets(bodies)).toEqual([]);
    const parts = FAKE_SECRET.match(/.{1,9}/g) ?? [];
    expect(parts.filter((part) => text.includes(part))).toEqual([]);
  });

  test("leaves a long list with many of them readable", () => {
    const list = Array.from({ length: 400 }, (_, at) => ({
      start_url: `https://zoom.us/s/${at}?zak=${"aB3x".repeat(9)}`,
    }));
    expect(redactBody({ topic: "Weekly sync", list })).toMatchObject({ topic: "Weekly sync" });
  });
});

describe("somebody", () => {
  test.each<[what: string, body: Record<string, unknown>, redacted: Record<string, unknown>]>([
    [
      "by name",
      {
        first_name: "Jane",
        lastName: "Doe",
        display_name: "Jane Doe",
        people: [{ name: "DOE, Jane (Guest)" }],
      },
      {
        first_name: "Ava",
        lastName: "Lindqvist",
        display_name: "Ava Lindqvist",
        people: [{ name: "LINDQVIST, Ava (Okafor)" }],
      },
    ],
    [
      "by parts of a name",
      { name: { first: "Jane", last: "Doe", formatted: "Jane Doe" } },
      { name: { first: "Ava", last: "Lindqvist", formatted: "Ava Lindqvist" } },
    ],
    [
      "in a text that stands before it",
      { topic: "Jane Doe's Personal Meeting Room, with Janet", host_name: "Jane Doe" },
      { topic: "Ava Lindqvist's Personal Meeting Room, with Janet", host_name: "Ava Lindqvist" },
    ],
    [
      "by address, however it is written",
      { email: "Jane.Doe@acme.de", topic: "To jane.doe@ACME.de or JANE.DOE (acme.de)" },
      {
        email: "ava.lindqvist@example.com",
        topic: "To ava.lindqvist@example.com or ava.lindqvist (example.com)",
      },
    ],
    [
      "by several addresses",
      { alternative_hosts: "a@b.de;c@d.de" },
      { alternative_hosts: "ava.lindqvist@example.com;ben.okafor@example.com" },
    ],
    ["by address in a name", { "jane@acme.de": 1 }, { "ava.lindqvist@example.com": 1 }],
    [
      "by what they are called by",
      { owner: "jd1984", host: "me", creator: "Jane Doe" },
      { owner: "aa0001", host: "me", creator: "Ava Lindqvist" },
    ],
    [
      "by telephone",
      { phone_number: "+49 (30) 1234-567", mobile: 491701234567 },
      { phone_number: "+81 (00) 0000-002", mobile: 810000000001 },
    ],
    ["by telephone in a text", { topic: "Call +49 30 1234567" }, { topic: "Call +81 00 0000002" }],
    [
      "by host",
      { ip: "10.1.2.3", topic: "From 10.1.2.3 or 2a02:8109::1" },
      { ip: "192.0.2.1", topic: "From 192.0.2.1 or 2001:db8::1" },
    ],
    [
      "by birthday",
      { birthday: "1984-05-12", dob: "12.5.1984" },
      { birthday: "2000-01-01", dob: "81.0.0001" },
    ],
    [
      "by where they live",
      { street: "12 Elm St", zip: "10115", lat: 52.5163 },
      { street: "00 Aaa Ab", zip: "81001", lat: 81.0001 },
    ],
    [
      "in letters of another script",
      { name: "山田太郎", topic: "日本 山田太郎 さん" },
      { name: "Lindqvist", topic: "日本 Lindqvist さん" },
    ],
  ])("is replaced %s", (_, body, redacted) => {
    const { bodies, text } = redactAnswers([{ body }]);
    expect(bodies).toEqual([redacted]);
    expect(findAddresses({ text })).toEqual([]);
  });

  test.each([
    ["percent-encoded", "Mail jane%40acme.de now"],
    ["with invisible signs", "Mail jane\u200b@\u200bacme.de now"],
    ["with white space", "Mail jane@ acme. de now"],
  ])("goes with the whole text where their address is %s", (_, written) => {
    const { bodies, text } = redactAnswers([{ body: { topic: written, [written]: 1 } }]);
    expect(bodies).toEqual([{ topic: "redacted", redacted: 1 }]);
    expect(findAddresses({ text })).toEqual([]);
  });

  test("is the same in all examples, and nobody else", () => {
    const action = {
      ...ONE_MEETING,
      examples: [1, 2].map((at) => ({ name: `${at}`, input: { path: { meetingId: MEETING_ID + at } } })),
    };
    const { bodies } = redactAnswers(
      [{ body: { email: "a@b.de", topic: "c@d.de" } }, { body: { topic: "a@b.de", email: "e@f.de" } }],
      { action },
    );
    expect(bodies).toEqual([
      { email: "ava.lindqvist@example.com", topic: "ben.okafor@example.com" },
      { topic: "ava.lindqvist@example.com", email: "carla.moreau@example.com" },
    ]);
  });

  test("isn't invented who is there: names and addresses of the answer aren't taken", () => {
    const body = { name: "Ava Okafor", email: "ben.weller@example.com" };
    expect(redactBody(body)).toEqual({ name: "Carla Lindqvist", email: "carla.moreau@example.com" });
  });
});

describe("a text", () => {
  test.each([
    "",
    "scheduled",
    "upcoming_meetings",
    "h264",
    "2026-03-02",
    "2026-03-02T09:00:00+02:00",
    "09:30",
    "Europe/Berlin",
    "America/Argentina/Buenos_Aires",
    "UTC",
    "GMT-07:00",
    "en-US",
    "DE",
    "5.16.10",
    "100",
  ])("that no field lists stays where it says nothing: %j", (text) => {
    expect(redactBody({ other: text })).toEqual({ other: text });
  });

  test.each(["Harbor", "Layoffs in May", "a1b2c3d4e5", "4821", "hunter2horse9", "Zm9vYmFyYmF6"])(
    "that no field lists goes where it could say something: %j",
    (text) => {
      expect(redactBody({ other: text })).toEqual({ other: "redacted" });
    },
  );

  test("that a field lists stays, and is told for somebody to read", () => {
    const body = {
      topic: "Layoffs in May",
      agenda: "Harbor",
      labels: ["one", "two words"],
      start_time: "2026-03-02 09:00",
    };
    const { bodies, kept } = redactAnswers([{ body }]);
    expect(bodies).toEqual([body]);
    expect(kept).toEqual(["agenda", "labels[]", "topic"]);
  });

  test.each([
    ["https://acme.zoom.us/j/1?pwd=x", "https://redacted.example/1"],
    [
      "See https://a.b/c, www.a.b and a.b.de/c/d.",
      "See https://redacted.example/1, https://redacted.example/2 and https://redacted.example/3",
    ],
    [
      "zoommtg://zoom.us/join?confno=1 twice zoommtg://zoom.us/join?confno=1",
      "https://redacted.example/1 twice https://redacted.example/1",
    ],
    ["https://redacted.example/7", "https://redacted.example/7"],
  ])("loses its links: %s", (topic, redacted) => {
    expect(redactBody({ topic })).toEqual({ topic: redacted });
  });

  test("that is a name loses what says something", () => {
    expect(redactBody({ "Some Body": 1, "Some Other": 2, plain_name: 3, "x-y.z": 4 })).toEqual({
      redacted: 1,
      "redacted-2": 2,
      plain_name: 3,
      "redacted-3": 4,
    });
  });

  test.each([
    ["conference", 2_345_678_901],
    ["callback", 2_125_551_234],
    ["latitude", 52.520008],
  ])("doesn't hide as a number: %s", (name, value) => {
    expect(JSON.stringify(redactBody({ [name]: value }))).not.toContain(String(value));
  });

  test.each([
    ["created_at", 1_775_059_200],
    ["expires", 1_775_059_200_000],
    ["rate", 0.5],
  ])("stays where a number says when, or how much: %s", (name, value) => {
    expect(redactBody({ [name]: value })).toEqual({ [name]: value });
  });

  test.each(["JaneDoe", "jane.doe", "kQ3xZ9pLmT7wB", "U04AB7CDE", "555-0142", "48213377"])(
    "that is a name by which somebody may be known goes: %s",
    (name) => {
      expect(JSON.stringify(redactBody({ [name]: { n: 1 } }))).not.toContain(name);
    },
  );

  test.each(["h323_mode", "isHost", "page_size", "ipv4", "MAX_SIZE", "x-trace", "occurrence_id2"])(
    "that is a word of programs stays: %s",
    (name) => {
      expect(redactBody({ [name]: true })).toEqual({ [name]: true });
    },
  );
});

describe("an exchange", () => {
  test("has the request that the redacted example gives, and nothing of the wire", () => {
    const { answered } = redactAnswers([{ headers: { "X-Zm-Trackingid": "WEB_abc", ETag: "x" } }]);
    expect(answered[0]?.exchange).toEqual({
      method: "GET",
      url: "https://api.zoom.us/v2/meetings/81000000001",
      body: undefined,
      response: { status: 200, headers: [], body: "{}" },
    });
  });

  test("keeps where it comes from", () => {
    const origin = {
      provenance: "documented",
      recordedAt: "2026-03-01T00:00:00Z",
      source: "https://example.com",
      tool: "x",
    } as const;
    const answered = answersTo(ONE_MEETING, {}).map((one) => ({
      ...one,
      exchange: { ...one.exchange, origin },
    }));
    const options = {
      port: SAMPLE_MANIFEST.port,
      action: ONE_MEETING,
      policy: SAMPLE_POLICY,
      tokens: [],
      inputs: new Map(),
    };
    expect(redact(answered, options).answered[0]?.exchange.origin).toEqual(origin);
  });

  test.each([
    ["a page", "<html>Jane Doe</html>", "text/html"],
    ["a text", "Jane Doe", "text/plain"],
    ["a JSON text", '"Jane Doe"', "application/json"],
    ["bytes", "\u0000\ufffd", "image/png"],
  ])("loses a body that is %s", (_, body, type) => {
    const { answered, replaced } = redactAnswers([{ body, headers: { "content-type": type }, status: 502 }]);
    expect(answered[0]?.exchange.response).toEqual({ status: 502, headers: [], body: "" });
    expect(replaced).toMatchObject({ text: 1, header: 1 });
  });

  test.each([
    ["Content-Type", "application/json;charset=UTF-8", "application/json; charset=utf-8"],
    ["content-type", "application/json; charset=latin1; boundary=abc", "application/json"],
    ["content-type", `application/${"aB3x".repeat(5)}+json`, "application/json"],
    ["content-type", "application/problem+json", "application/problem+json"],
    ["content-type", "Jane Doe", "application/octet-stream"],
    ["Retry-After", "120", "120"],
    ["retry-after", "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"],
    ["retry-after", "Mon, 02 Mar 2026 00:00:00 GMT", "Mon, 02 Mar 2026 00:00:00 GMT"],
    ["retry-after", "Jane", undefined],
    ["X-RateLimit-Remaining", "29", "29"],
    ["x-ratelimit-remaining", "abc", undefined],
    ["x-ratelimit-user", "123456", undefined],
    ["set-cookie", "a=b", undefined],
    ["location", "https://a.b/c", undefined],
    ["www-authenticate", 'Bearer realm="x"', undefined],
    ["x-zm-trackingid", "WEB_abc", undefined],
    ["date", "Mon, 02 Mar 2026 00:00:00 GMT", undefined],
  ])("has of the header %s %j no more than %j", (name, value, kept) => {
    const expected = kept === undefined ? [] : [{ name: name.toLowerCase(), value: kept }];
    expect(keepHeaders([{ name, value }], true)).toEqual(expected);
  });
});

describe("what an agent gets", () => {
  test.each<[what: string, body: unknown, status: number]>([
    [
      "of a success",
      {
        id: MEETING_ID,
        topic: "A b",
        start_time: null,
        people: [{ name: "Jane" }, null, {}],
        labels: ["x y", 5, null],
      },
      200,
    ],
    ["of an error", { code: 3001, message: "Meeting does not exist: 84612907335." }, 404],
    ["of an error with a word", { code: "not_found", message: "x" }, 404],
    ["of an error under a success", { code: "12702", message: "Can not access a meeting a year ago." }, 200],
    ["of a refusal under a success", { ok: false, error: "not_authed" }, 200],
    ["of one with a number", { success: false, errors: [{ code: 7003, message: "x" }], result: null }, 200],
    ["of too many requests", { code: 429, message: "x" }, 429],
    ["of nothing", "", 204],
  ])("has the same shape as before: %s", (_, body, status) => {
    const headers = { "content-type": "application/json", "retry-after": "60" };
    const [before] = answersTo(ONE_MEETING, { body, status, headers });
    const { answered } = redactAnswers([{ body, status, headers }]);
    const [got, gets] = [before, answered[0]].map(
      (one) => one && readResponse(ONE_MEETING, one.exchange.response),
    );
    expect(shapeOf(gets)).toEqual(shapeOf(got));
  });

  test("tells failure by what the policy says, as before", () => {
    const answers = { failure: [{ path: "state", is: "broken" }], code: "why" };
    const body = { state: "broken", why: "no_such_meeting", detail: "Jane's is gone" };
    const policy = { ...SAMPLE_POLICY, answers };
    expect(redactBody(body, { policy })).toMatchObject({ state: "broken", why: "no_such_meeting" });
    expect(JSON.stringify(redactBody(body, { policy }))).not.toContain("Jane");
  });

  test("is what the example says, if it says it", () => {
    const example = { expect: { status: 200, output: { id: MEETING_ID, topic: "Old" } } };
    const { answered } = redactAnswers([{ body: { id: MEETING_ID, topic: "Jane's" }, example }]);
    expect(answered[0]?.example.expect).toEqual({
      status: 200,
      output: { id: 81_000_000_001, topic: "Jane's" },
    });
  });
});

/** A value with its texts and numbers left out: members, types, lengths. An error's stay as they are. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value === null ? null : typeof value;
  }
  if ("error" in value) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(shapeOf)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item)]));
}

describe("redaction", () => {
  const body = {
    id: MEETING_ID,
    topic: "Jane Doe's room",
    host: { email: "jane@acme.de", name: "Jane Doe", phone: "+1 202 555 0143" },
    start_url: "https://zoom.us/s/1?zak=abc",
    agenda: `See https://acme.zoom.us/x with ${TOKEN}`,
    other: "Something else",
  };

  test("counts what it replaced, by its kind", () => {
    expect(redactAnswers([{ body, headers: { etag: "x" } }]).replaced).toEqual({
      address: 1,
      credential: 1,
      header: 1,
      id: 2,
      name: 2,
      secret: 1,
      text: 2,
    });
  });

  test("gives the same for the same", () => {
    expect(redactAnswers([{ body }]).text).toBe(redactAnswers([{ body }]).text);
  });

  test("finds nothing more to hide in what it redacted", () => {
    const once = redactAnswers([{ body }]);
    const [one] = once.answered;
    const twice = redactAnswers([{ body: once.bodies[0], ...(one && { example: one.example }) }]);
    expect(twice.replaced.secret).toBeUndefined();
    expect(twice.replaced.credential).toBeUndefined();
    expect(twice.replaced.text).toBe(1);
    expect(shapeOf(twice.bodies)).toEqual(shapeOf(once.bodies));
  });

  test("refuses what it can't hide, in words that don't tell it", () => {
    const example = { name: TOKEN, input: { path: { meetingId: MEETING_ID } } };
    let told = "";
    try {
      redactAnswers([{ body, example }]);
    } catch (error) {
      told = `${String(error)} ${JSON.stringify(error)}`;
    }
    expect(told).toContain("could not be redacted safely: /example/name");
    expect(told).not.toContain(TOKEN.slice(0, 12));
    expect(told).not.toContain(String(MEETING_ID));
  });

  test("doesn't follow a body down without end", () => {
    const deep = `${'{"a":'.repeat(20_000)}"${TOKEN}"${"}".repeat(20_000)}`;
    expect(redactAnswers([{ body: deep }]).text).not.toContain(TOKEN.slice(0, 12));
  });

  test("takes members as they are, whatever they are called", () => {
    const hostile = JSON.parse('{"__proto__":{"password":"hunter22"},"constructor":{"id":7}}');
    expect(JSON.stringify(redactBody(hostile))).toBe(
      '{"redacted":{"password":"REDACTED"},"constructor":{"id":1}}',
    );
  });
});
