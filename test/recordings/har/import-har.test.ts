import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Action, actionSchema } from "../../../src/catalog/action.ts";
import { type Policy, policySchema } from "../../../src/catalog/policy.ts";
import { exchangesOf, type Har, readHar } from "../../../src/recordings/har/har.ts";
import { findRecordingAddresses, findRecordingSecrets } from "../../../src/recordings/har/har-secrets.ts";
import { importExchanges } from "../../../src/recordings/har/import-har.ts";
import { writeHar } from "../../../src/recordings/har/write-har.ts";
import { redact } from "../../../src/recordings/redaction/redact.ts";
import { evidenceOf } from "../../../src/recordings/replay.ts";
import { testAction } from "../../../src/recordings/test-action.ts";
import { PROJECT } from "../../support/repository.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, ORIGIN, SAMPLE_MANIFEST } from "../../support/sample.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const alike = (unit: string, length: number) => unit.repeat(length).slice(0, length);

/*
 * The fixtures have the shape and the oddities that these give to a file:
 * https://github.com/ChromeDevTools/devtools-frontend/tree/main/front_end/models/har
 * https://github.com/mozilla-firefox/firefox/blob/main/devtools/client/netmonitor/src/har/har-builder.js
 * https://github.com/mitmproxy/mitmproxy/blob/main/mitmproxy/addons/savehar.py
 */

/** What a browser saves and nobody may see. Put together here, so that no scanner takes the fixtures for a leak. */
const VALUES: Record<string, string> = {
  TOKEN: `eyJ${"hbGciOiJIUzUxMiJ9"}.${alike("kQ3vT9", 60)}.${alike("Zr7_xW", 40)}`,
  COOKIE: `us06_c_${alike("hV2qN8", 22)}`,
  ZAK: `zk.${alike("Jm4cY6", 30)}`,
  PWD: `${alike("Ge5uB1", 24)}.1`,
  PASSCODE: "Kp7!wd",
  BASIC: base64(`client:${alike("Xs9fL3", 24)}`),
  UUID: "9kXw3TqLRmS7vBn1ZcYp0A==",
  OTHER_UUID: "Zt5Vd8GhQ2WnMx0KbJr4Ls==",
  USER: "hT7mWq2ZR9CkLx4VbNs8Yd",
  ASSISTANT: "pL3nVx8KQ2WzTr6MdHs1Bf",
  PAGE: "wQ7eR2tY9uI4oP1aS6dF3gH8jK5lZ0xC",
  TRACE: "WEB_5f2c8e1b7a944d03",
};

/** Values that stand in the fixtures themselves. */
const PLANTED = [
  ...Object.values(VALUES),
  ...["86490137752", "731946", "10.44.3.17", "+48 22 555 01 99", "22 555 01 99"],
  ...["noor.haddad@harbor.zz", "noor.haddad", "tomasz.wrona", "ilse.baum@harbor.zz", "harbor.zz"],
  ...["Noor Haddad", "Haddad", "us06web.zoom.us", "pwd=", "zak=", "Bearer ", "set-cookie", "x-zm-trackingid"],
];

const LISTING = {
  page_size: 25,
  total_records: 2,
  next_page_token: "@@PAGE@@",
  meetings: [
    {
      uuid: "@@UUID@@",
      id: 86490137752,
      host_id: "@@USER@@",
      topic: "Noor Haddad's budget round with Tomasz",
      join_url: "https://us06web.zoom.us/j/86490137752?pwd=@@PWD@@",
    },
    {
      uuid: "@@OTHER_UUID@@",
      id: 87315520964,
      host_id: "@@USER@@",
      topic: "Interview at harbor.zz",
      type: 8,
    },
  ],
};

function fill(text: string): string {
  const values = { ...VALUES, LIST_IN_BASE64: base64(fillWith(JSON.stringify(LISTING), VALUES)) };
  return fillWith(text, values);
}

function fillWith(text: string, values: Record<string, string>): string {
  return text.replace(/@@(\w+)@@/g, (_, name: string) => values[name] ?? "");
}

const fixture = (tool: string): string =>
  fill(readFileSync(join(PROJECT, "test/fixtures/har", `${tool}.har`), "utf8"));

function read(text: string): Har {
  const result = readHar("saved.har", new TextEncoder().encode(text));
  if (!result.ok) {
    throw new Error(result.finding.message);
  }
  return result.har;
}

const POLICY: Policy = policySchema.parse(
  JSON.parse(readFileSync(join(PROJECT, "catalog/integrations/zoom/zoom-api.policy.json"), "utf8")),
);
const { port } = SAMPLE_MANIFEST;

const path = { meetingId: 86490137752 };
const example = (name: string, input: object, status: number) => ({ name, input, expect: { status } });

const LIST: Action = {
  ...LIST_MEETINGS,
  result: {
    fields: ["total_records", "next_page_token", "meetings[].id", "meetings[].uuid", "meetings[].topic"],
  },
  examples: [example("scheduled", { query: { type: "scheduled", page_size: 25 } }, 200)],
};
const GET: Action = {
  ...GET_MEETING,
  result: { fields: ["id", "topic", "status", "start_time", "timezone"] },
  examples: [
    example("one", { path }, 200),
    example("expired", { path }, 401),
    example("too-many", { path }, 429),
  ],
};
const BODY = {
  topic: "Harbor planning sync",
  type: 2,
  start_time: "2026-04-02T16:00:00Z",
  duration: 45,
  timezone: "UTC",
};
const CREATE: Action = actionSchema.parse({
  ...CREATE_MEETING,
  input: {
    body: {
      type: "object",
      properties: {
        topic: { type: "string", maxLength: 200 },
        type: { type: "integer", enum: [2] },
        start_time: { type: "string", format: "date-time" },
        duration: { type: "integer", minimum: 1, maximum: 1440 },
        timezone: { type: "string", maxLength: 64 },
      },
      required: ["topic"],
      additionalProperties: false,
    },
  },
  result: { fields: ["id", "topic", "start_time"] },
  examples: [example("sync", { body: BODY }, 201)],
});

/** Nothing in the answer says that these are somebody's: they stand in free text, which is told for a person to read. */
const IN_FREE_TEXT = ["harbor.zz", "Noor Haddad", "Haddad"];

/** Which of an action's examples a tool's file answers, and which it doesn't. */
const FILES: [tool: string, action: Action, answered: string[], missing: string[], count: number][] = [
  ["chromium", LIST, ["scheduled"], [], 11],
  ["chromium", GET, ["one", "expired"], ["too-many"], 11],
  ["chromium", CREATE, [], ["sync"], 11],
  ["firefox", LIST, ["scheduled"], [], 10],
  ["firefox", GET, ["one", "expired"], ["too-many"], 10],
  ["firefox", CREATE, ["sync"], [], 10],
  ["mitmproxy", LIST, ["scheduled"], [], 10],
  ["mitmproxy", GET, ["one", "too-many"], ["expired"], 10],
  ["mitmproxy", CREATE, ["sync"], [], 10],
];

describe("what a tool saved", () => {
  test.each(["chromium", "firefox", "mitmproxy"])("holds what is planted: %s", (tool) => {
    const saved = JSON.stringify(exchangesOf(read(fixture(tool)))) + fixture(tool);
    const bare = ["LIST_IN_BASE64", "BASIC", "PAGE", "OTHER_UUID"].map((name) => VALUES[name]);
    const absent = PLANTED.filter((value) => !saved.toLowerCase().includes(value.toLowerCase()));
    expect(absent.filter((value) => !bare.includes(value))).toEqual([]);
    expect(PLANTED.length - absent.length).toBeGreaterThanOrEqual(25);
  });

  test.each(FILES)("answers examples: %s", (tool, action, answered, missing, count) => {
    const imported = importExchanges(read(fixture(tool)), port, action);
    expect(imported.answered.map(({ example: { name } }) => name)).toEqual(answered);
    expect(imported.missing).toEqual(missing);
    expect(imported.ignored).toBe(count - answered.length);
    for (const {
      example: { expect: expected },
      exchange,
    } of imported.answered) {
      expect(exchange.response.status).toBe(expected?.status);
      expect(() => JSON.parse(exchange.response.body)).not.toThrow();
    }
  });

  test.each(FILES)("is redacted, written, read and replayed: %s", (tool, action, answered) => {
    const imported = importExchanges(read(fixture(tool)), port, action);
    const redacted = redact(imported.answered, {
      port,
      action,
      policy: POLICY,
      tokens: [VALUES["TOKEN"] ?? ""],
      inputs: new Map(),
    });
    const written = writeHar(
      redacted.answered.map(({ exchange }) => exchange),
      ORIGIN,
    );
    const har = read(written);
    expect(findRecordingSecrets(har, POLICY.credentials)).toEqual([]);
    expect(findRecordingAddresses(har)).toEqual([]);
    const everything = `${written}${JSON.stringify(redacted)}`.toLowerCase();
    const isList = action === LIST;
    expect(PLANTED.filter((value) => everything.includes(value.toLowerCase()))).toEqual(
      isList ? IN_FREE_TEXT : [],
    );
    expect(redacted.kept).toEqual(isList ? ["meetings[].topic"] : answered.length > 0 ? ["topic"] : []);

    const examples = redacted.answered.map((one) => one.example);
    const place = { file: "draft.json", pointer: "/action", recording: "draft.har" };
    const tested = testAction(port, { ...action, examples }, evidenceOf(har), place);
    expect(tested.examples.map(({ name, mismatch }) => [name, mismatch])).toEqual(
      answered.map((name) => [name, null]),
    );
    expect(tested.unseen).toEqual([]);
    expect(tested.unused).toEqual([]);
  });

  test("may begin with a byte order mark and end its lines as Windows does", () => {
    const text = `\ufeff${fixture("firefox").replaceAll("\n", "\r\n")}`;
    expect(importExchanges(read(text), port, LIST).answered).toEqual(
      importExchanges(read(fixture("firefox")), port, LIST).answered,
    );
  });
});

describe("an exchange answers an example", () => {
  const url = "https://api.zoom.us/v2/meetings/86490137752";
  const answer = (status: number, text: string | null, more: object = {}) => ({
    request: { method: "GET", url, ...more },
    response: { status, content: { mimeType: "application/json", text } },
  });
  const importOf = (...entries: object[]) => {
    const { answered, missing } = importExchanges(
      read(JSON.stringify({ log: { version: "1.2", entries } })),
      port,
      { ...GET, examples: GET.examples.slice(0, 2) },
    );
    return [answered.map(({ example: { name }, exchange }) => [name, exchange.response.body]), missing];
  };

  test("if it is the first with its request and status", () => {
    expect(importOf(answer(401, "{}"), answer(200, '{"id":1}'), answer(200, '{"id":2}'))).toEqual([
      [
        ["one", '{"id":1}'],
        ["expired", "{}"],
      ],
      [],
    ]);
  });

  test.each<[why: string, entry: object]>([
    ["another method", answer(200, "{}", { method: "OPTIONS" })],
    ["another query", answer(200, "{}", { url: `${url}?x=1` })],
    ["another host", answer(200, "{}", { url: url.replace("api.", "api2.") })],
    ["no answer", answer(0, null)],
    ["an answer from the cache", answer(304, "{}")],
    ["another status", answer(500, "{}")],
    ["no body, where one is needed", answer(200, null)],
  ])("unless it has %s", (_, entry) => {
    expect(importOf(entry)).toEqual([[], ["one", "expired"]]);
  });

  test("with a mark before its body", () => {
    expect(importOf(answer(200, '\ufeff{"id":1}'))).toEqual([[["one", '{"id":1}']], ["expired"]]);
  });

  test("none where the example's own input is rejected", () => {
    const bad = { ...GET, examples: [example("bad", { path: { meetingId: "x" } }, 200)] };
    const har = read(JSON.stringify({ log: { version: "1.2", entries: [answer(200, "{}")] } }));
    expect(importExchanges(har, port, bad)).toEqual({ answered: [], missing: ["bad"], ignored: 1 });
  });
});
