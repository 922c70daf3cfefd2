import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Action, actionSchema } from "../../../src/catalog/action.ts";
import { planRecording } from "../../../src/recordings/record/plan.ts";
import { takeAnswers } from "../../../src/recordings/record/take.ts";
import type { Target } from "../../../src/recordings/record/target.ts";
import { leaksIn, RECORDING, recordingPlace } from "../../support/record.ts";
import { PROJECT, read, write } from "../../support/repository.ts";
import { bytesOf, CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_PORT } from "../../support/sample.ts";

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

/** Which of an action's examples a tool's file answers, and which it doesn't. */
const FILES: [tool: string, action: Action, answered: string[]][] = [
  ["chromium", LIST, ["scheduled"]],
  ["chromium", GET, ["one", "expired"]],
  ["chromium", CREATE, []],
  ["firefox", LIST, ["scheduled"]],
  ["firefox", GET, ["one", "expired"]],
  ["firefox", CREATE, ["sync"]],
  ["mitmproxy", LIST, ["scheduled"]],
  ["mitmproxy", GET, ["one", "too-many"]],
  ["mitmproxy", CREATE, ["sync"]],
];

const NOTHING_ALLOWED = { yes: false, sendWrites: false, force: false, dryRun: false };

/** What is imported from a file for the examples of an action. */
function importFor(action: Action, saved: unknown) {
  const target: Target = {
    port: SAMPLE_PORT,
    action,
    file: "drafts/zoom-api/x.json",
    pointer: "/action",
    locate: () => ({ line: 1, column: 1 }),
    draft: undefined,
    recording: "drafts/zoom-api/x.har",
    isThere: false,
    before: undefined,
  };
  const options = { ...{ port: "zoom-api", slug: "x", example: [], keep: [] }, ...NOTHING_ALLOWED };
  return takeAnswers({ target, steps: planRecording(target, [], undefined), options }, bytesOf(saved));
}

describe("what a tool saved", () => {
  test.each(["chromium", "firefox", "mitmproxy"])("holds what is planted: %s", (tool) => {
    const bare = ["LIST_IN_BASE64", "BASIC", "PAGE", "OTHER_UUID"].map((name) => VALUES[name]);
    const saved = fixture(tool).replace(/"text": "([\w+/=]{99,})"/g, (_, text) => `${text} ${atob(text)}`);
    const absent = PLANTED.filter((value) => !saved.toLowerCase().includes(value.toLowerCase()));
    expect(absent.filter((value) => !bare.includes(value))).toEqual([]);
    expect(PLANTED.length - absent.length).toBeGreaterThanOrEqual(25);
  });

  test.each(FILES)("answers examples: %s", (tool, action, answered) => {
    const imported = importFor(action, fixture(tool));
    expect(imported.answered.map(({ example: { name } }) => name)).toEqual(answered);
    expect(imported.tokens.length).toBeGreaterThan(0);
    for (const {
      example: { expect: expected },
      exchange,
    } of imported.answered) {
      expect(exchange.response.status).toBe(expected?.status);
      expect(() => JSON.parse(exchange.response.body)).not.toThrow();
    }
  });

  test.each(["chromium", "firefox", "mitmproxy"])("leaves nothing of it in a recording: %s", async (tool) => {
    const { cwd, record } = recordingPlace(undefined, [example("one", { path }, 200)]);
    write(cwd, "../saved.har", fixture(tool));
    const { error, result } = await record({ from: "../saved.har" });
    expect([error, result?.outcome]).toEqual(["", "recorded"]);
    expect(leaksIn(join(cwd, "drafts"), [JSON.stringify(result)], PLANTED)).toEqual([]);
  });

  test("may begin with a byte order mark and end its lines as Windows does", () => {
    const text = `\ufeff${fixture("firefox").replaceAll("\n", "\r\n")}`;
    expect(importFor(LIST, text)).toEqual(importFor(LIST, fixture("firefox")));
  });
});

const url = "https://api.zoom.us/v2/meetings/86490137752";
const content = (text: string | null, more: object = {}) => ({ mimeType: "application/json", text, ...more });
const entry = (status: number, text: string | null, request: object = {}, response: object = {}) => ({
  startedDateTime: "2026-01-05T08:00:00Z",
  request: { method: "GET", url, ...request },
  response: { status, content: content(text), ...response },
});
const saved = (...entries: unknown[]) => ({ log: { entries } });

describe("an exchange answers an example", () => {
  const importOf = (...entries: object[]) =>
    importFor({ ...GET, examples: GET.examples.slice(0, 2) }, saved(...entries)).answered.map(
      ({ example: { name }, exchange }) => [name, exchange.response.body],
    );

  test("if it is the first with its request and status", () => {
    const entries = [entry(401, "{}"), entry(200, '{"id":1}'), entry(200, '{"id":2}')];
    expect(importOf(...entries)).toEqual([
      ["one", '{"id":1}'],
      ["expired", "{}"],
    ]);
  });

  test.each<[why: string, entry: object]>([
    ["another method", entry(200, "{}", { method: "OPTIONS" })],
    ["another query", entry(200, "{}", { url: `${url}?x=1` })],
    ["another host", entry(200, "{}", { url: url.replace("api.", "api2.") })],
  ])("unless it has %s", (_, one) => {
    expect(importOf(one)).toEqual([]);
  });

  test.each<[how: string, entry: object]>([
    ["with a mark before its body", entry(200, '\ufeff{"id":1}')],
    [
      "compressed",
      entry(
        200,
        null,
        {},
        { content: content(gzipSync('{"id":1}').toString("base64"), { encoding: "base64" }) },
      ),
    ],
  ])("%s", (_, one) => {
    expect(importOf(one)).toEqual([["one", '{"id":1}']]);
  });
});

describe("an exchange that shows no answer to an example is left out, and the reason reported", () => {
  const one = [example("one", { path }, 200)];
  const html = { headers: [{ name: "content-type", value: "text/html" }] };
  const unsaved = /body of its answer wasn't saved.*includeResponseBodies/;

  test.each<[what: string, entry: object, why: RegExp]>([
    ["no answer", entry(0, null), /it got no answer/],
    ["an answer from the cache", entry(304, "{}"), /it answers 304, and 200 is expected.*cache/],
    ["a redirect", entry(302, ""), /it answers 302/],
    ["a page", entry(200, "<html>", {}, html), /content-type isn't JSON/],
    ["no body", entry(200, null), /the answer has no body/],
    ["a body that Firefox left out", entry(200, null, {}, { content: { comment: "not included" } }), unsaved],
    ["a body in another file", entry(200, null, {}, { content: { _file: "6ae3f1.json" } }), unsaved],
    ["a body that Chrome dropped", entry(200, null, {}, { content: { size: 812 } }), unsaved],
    [
      "a body in an unknown form",
      entry(200, null, {}, { content: content("KLUv/Q==", { encoding: "base64" }) }),
      /isn't UTF-8 text.*decoded/,
    ],
    [
      "another method for itself",
      entry(200, '{"id":1}', { headers: [{ name: "X-HTTP-Method-Override", value: "DELETE" }] }),
      /a header can override the method or path/,
    ],
    [
      "another host for itself",
      entry(200, '{"id":1}', { headers: [{ name: "Host", value: "api.example.org" }] }),
      /a header contradicts the method or URL/,
    ],
    ["a member twice", entry(200, '{"id":1,"id":2}'), /the answer has a member twice/],
  ])("%s", async (_, left, why) => {
    const { cwd, record } = recordingPlace(undefined, one);
    write(cwd, "../saved.har", saved(left));
    const { result } = await record({ from: "../saved.har" });
    expect(result).toMatchObject({
      outcome: "incomplete",
      written: [],
      findings: [{ rule: "record/left-out", severity: "error", pointer: "/action/examples/0" }],
    });
    const [{ message = "", hint = "" } = {}] = result?.findings ?? [];
    expect(`${message} ${hint}`).toMatch(why);
    expect(message).toContain('the exchange of the example "one" (/log/entries/0 of the file)');
  });

  test("so is JSON that was sent under another type", () => {
    const request = (mimeType: string) => ({
      method: "POST",
      url: "https://api.zoom.us/v2/users/me/meetings",
      postData: { mimeType, text: JSON.stringify(BODY) },
    });
    expect(importFor(CREATE, saved(entry(201, '{"id":1}', request("application/json")))).leftOut).toEqual([]);
    expect(importFor(CREATE, saved(entry(201, '{"id":1}', request("text/plain"))))).toMatchObject({
      answered: [],
      leftOut: [{ example: "sync", message: expect.stringContaining("isn't called JSON") }],
    });
  });

  test("and it is a warning, where another answers the example", async () => {
    const { cwd, record } = recordingPlace(undefined, one);
    write(cwd, "../saved.har", saved(entry(0, null), entry(200, '{"id":1,"topic":"A","start_time":"x"}')));
    const { result } = await record({ from: "../saved.har" });
    expect(result).toMatchObject({
      outcome: "recorded",
      findings: [{ rule: "record/left-out", severity: "warning" }],
    });
  });
});

test("entries that nobody can read are counted, and the rest is taken", async () => {
  const { cwd, record } = recordingPlace(undefined, [example("one", { path }, 200)]);
  const good = entry(200, '{"id":1,"topic":"A","start_time":"2026-01-01T00:00:00Z"}');
  const bad = [{ request: good.request }, null, { ...good, response: { status: "200" } }];
  const elsewhere = { ...good, request: { method: "GET", url: "about:blank" } };
  write(
    cwd,
    "../saved.har",
    saved(...bad, elsewhere, { ...good, request: { method: "GET", url: "/x" } }, good),
  );
  const { result } = await record({ from: "../saved.har" });
  expect(result).toMatchObject({
    outcome: "recorded",
    findings: [{ rule: "record/left-out", severity: "warning", pointer: "/action" }],
  });
  expect(result?.findings[0]?.message).toMatch(
    /^3 of the file's 6 entries .*first at \/log\/entries\/0\/response$/,
  );
  expect(read(cwd, RECORDING)).toContain("https://api.zoom.us/v2/meetings/");
});
