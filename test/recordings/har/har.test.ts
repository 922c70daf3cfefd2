import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { examineRecording, searchRecording } from "../../../src/recordings/har/examine.ts";
import { type Har, type HarResult, readHar } from "../../../src/recordings/har/har.ts";
import { bytesOf, FAKE_SECRET, harOf } from "../../support/sample.ts";

const FILE = "drafts/zoom-api/get-meeting.har";
const URL_OF = "https://api.example.com/v2/meetings/1";
const HAR = harOf({ url: URL_OF, answer: { id: 1 } });
const ENTRY = HAR.log.entries[0];

const readText = (content: unknown): HarResult => readHar(FILE, bytesOf(content));
const secretsOf = (har: Har) => searchRecording(har).secrets;
const findingOf = (result: HarResult) => (result.ok ? undefined : result.finding);

describe("a recording", () => {
  test("is read with everything that a browser adds", () => {
    const log = { ...HAR.log, creator: { name: "browser" }, pages: [], entries: [{ ...ENTRY, timings: {} }] };
    const read = readText({ log });
    expect(read.ok && read.har).toEqual({ log });
  });

  const claim = { recordedAt: "2026-03-01T00:00:00Z", source: "https://example.com", tool: "x" };
  test.each(["recorded", "documented", "assumed"] as const)("says that it is %s", (provenance) => {
    const read = readText({ log: { ...HAR.log, _harborDrafts: { provenance, source: "x", tool: "x" } } });
    expect(read.ok && read.har.log._harborDrafts).toMatchObject({ provenance, recordedAt: null, kept: [] });
  });

  test.each<[why: string, content: unknown, pointer: string, line: number, column: number, says: string]>([
    ["isn't JSON", '{\n  "log": \n}', "", 3, 1, "isn't JSON: "],
    ["is another JSON document", '{\n  "a": 1\n}', "/log", 1, 1, "isn't HAR 1.2: /log is missing"],
    [
      "has no entries",
      '{ "log": {\n "version": "1.2" } }',
      "/log/entries",
      1,
      10,
      "isn't HAR 1.2: /log/entries is missing",
    ],
    [
      "has a request without a URL",
      '{ "log": { "version": "1.2", "entries": [\n  { "request": { "method": "GET", "url": "/x" }, "response": { "status": 200 } } ] } }',
      "/log/entries/0/request/url",
      2,
      42,
      "isn't HAR 1.2: /log/entries/0/request/url: ",
    ],
    [
      "comes from who knows where",
      { log: { version: "1.2", entries: [], _harborDrafts: { provenance: "dreamt", ...claim } } },
      "/log/_harborDrafts/provenance",
      6,
      21,
      "doesn't say rightly where it comes from: /log/_harborDrafts/provenance: ",
    ],
    [
      "says more of where it comes from than a source's name",
      {
        log: {
          version: "1.2",
          entries: [],
          _harborDrafts: { provenance: "recorded", ...claim, tool: "x".repeat(81) },
        },
      },
      "/log/_harborDrafts/tool",
      9,
      15,
      "doesn't say rightly where it comes from: /log/_harborDrafts/tool: ",
    ],
    [
      "doesn't say when it was made",
      {
        log: {
          version: "1.2",
          entries: [],
          _harborDrafts: { provenance: "recorded", ...claim, recordedAt: "May" },
        },
      },
      "/log/_harborDrafts/recordedAt",
      7,
      21,
      "doesn't say rightly where it comes from: /log/_harborDrafts/recordedAt: ",
    ],
  ])("that %s is told with its place", (_, content, pointer, line, column, says) => {
    expect(findingOf(readText(content))).toMatchObject({
      rule: "recording/har",
      severity: "error",
      file: FILE,
      pointer,
      line,
      column,
    });
    expect(findingOf(readText(content))?.message.startsWith(`the recording ${says}`)).toBe(true);
  });

  test("that is larger than any is not attempted", () => {
    const finding = findingOf(readHar(FILE, new Uint8Array(4 * 1024 * 1024 + 1)));
    expect(finding?.message).toBe("the recording is larger than 4194304 bytes");
  });
});

describe("a secret in a recording", () => {
  const withHeaders = (side: "request" | "response", name: string, value: string) => {
    const har = structuredClone(HAR);
    const entry = har.log.entries[0];
    if (entry !== undefined) {
      entry[side].headers = [
        { name: "accept", value: "application/json" },
        { name, value },
      ];
    }
    return har;
  };

  test.each([
    ["request", "Authorization"],
    ["request", "Proxy-Authorization"],
    ["request", "cookie"],
    ["request", "X-API-Key"],
    ["request", "x-auth-token"],
    ["response", "Set-Cookie"],
  ] as const)("is found by its place: the %s header %s", (side, name) => {
    const pointer = `/log/entries/0/${side}/headers/1`;
    expect(secretsOf(withHeaders(side, name, "short"))).toEqual([
      { kind: `the header ${name.toLowerCase()}`, pointer },
    ]);
    expect(secretsOf(withHeaders(side, name, "REDACTED"))).toEqual([]);
  });

  test.each([
    ["in a URL", harOf({ url: `${URL_OF}?access_token=${FAKE_SECRET}` }), "/log/entries/0/request/url"],
    [
      "in a body that was sent",
      harOf({ url: URL_OF, sent: { a: FAKE_SECRET } }),
      "/log/entries/0/request/postData/text",
    ],
    [
      "in an answer",
      harOf({ url: URL_OF, answer: { a: FAKE_SECRET } }),
      "/log/entries/0/response/content/text",
    ],
  ])("is found by its shape %s", (_, har, pointer) => {
    expect(secretsOf(har).map((found) => found.pointer)).toEqual([pointer]);
    expect(secretsOf(har)[0]?.kind).toMatch(/^GitHub token(?: at \/a of the body)?$/);
  });

  test("is found in an answer that is kept compressed, in base64", () => {
    const [entry] = HAR.log.entries;
    const text = gzipSync(JSON.stringify({ a: FAKE_SECRET })).toString("base64");
    const response = { ...entry?.response, content: { text, encoding: "Base64" } };
    const bytes = bytesOf({ log: { ...HAR.log, entries: [{ ...entry, response }] } });
    expect(examineRecording(FILE, bytes)).toMatchObject({
      findings: [{ rule: "secret/found", pointer: "/log/entries/0/response/content/text" }],
    });
  });

  test.each([
    ["escaped", `{"a":"\\u0067${FAKE_SECRET.slice(1)}"}`],
    ["named", '{"settings":{"client_secret":"a1b2c3d4"}}'],
  ])("is found in a body that was sent, %s", (_, sent) => {
    const [found, ...more] = secretsOf(harOf({ url: URL_OF, sent }));
    expect([found?.pointer, more]).toEqual(["/log/entries/0/request/postData/text", []]);
  });

  test("is found in a query that is kept apart from its URL", () => {
    const har = structuredClone(HAR);
    const entry = har.log.entries[0];
    if (entry !== undefined) {
      entry.request.queryString = [
        { name: "next_page_token", value: "IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2" },
        { name: "pwd", value: "REDACTED" },
        { name: "pwd", value: "4k9x7q" },
      ];
    }
    expect(secretsOf(har)).toEqual([
      { kind: "credential by its name", pointer: "/log/entries/0/request/queryString/2" },
    ]);
  });

  test("isn't told by the name of its header", () => {
    const name = `x-${FAKE_SECRET}-token`;
    const found = secretsOf(withHeaders("request", name, "short"));
    expect(found.map(({ kind }) => kind)).toEqual(["a header by its name"]);
    expect(JSON.stringify(found).toLowerCase()).not.toContain(FAKE_SECRET.toLowerCase());
  });

  test("isn't found in an honest recording", () => {
    expect(secretsOf(HAR)).toEqual([]);
  });
});

describe("a secret that hides behind a recording's structure", () => {
  const S = "9f86d081884c7d65";
  const changed = (change: { entry?: object; request?: object; response?: object }): Har => {
    const har = harOf({ method: "POST", url: URL_OF, sent: {} });
    const entry = har.log.entries[0];
    Object.assign(entry ?? {}, change.entry);
    Object.assign(entry?.request ?? {}, change.request);
    Object.assign(entry?.response ?? {}, change.response);
    return har;
  };
  const header = (name: string, value: unknown = S) => ({ response: { headers: [{ name, value }] } });
  const answered = (text: string) => ({ response: { content: { text } } });
  const sent = (text: string) => ({ request: { postData: { text } } });
  const BODY = '{"passcode":"4k9x7q"}';

  test.each<[how: string, change: Parameters<typeof changed>[0], pointer: string]>([
    ...["X-Auth", "X-Session-Id", "X-Zm-Session", "X-Amz-Signature", "X-Hub-Signature-256"].map(inHeader),
    ...["DPoP", "X-Ticket", "X-Csrf", "XSRF-TOKEN", "X-My-Token", "Authentication-Info"].map(inHeader),
    ...["Cookie2", "Set-Cookie2", "X_Session"].map(inHeader),
    ["a redirect", header("Location", "https://zoom.us/x?k=v"), "/response/headers/0"],
    [
      "a redirect, told once more",
      { response: { redirectURL: "https://zoom.us/x?k=v" } },
      "/response/redirectURL",
    ],
    ["where it came from", header("Referer", "https://zoom.us/#v"), "/response/headers/0"],
    ["cookies by name", { response: { cookies: { sid: S } } }, "/response/cookies"],
    ["cookies as texts", { response: { cookies: [`sid=${S}`] } }, "/response/cookies"],
    ["cookies in lists", { request: { cookies: [[{ name: "sid", value: S }]] } }, "/request/cookies"],
    ["a cookie that is a number", { request: { cookies: [{ name: "a", value: 1 }] } }, "/request/cookies"],
    ["a text of cookies", { request: { cookies: `sid=${S}` } }, "/request/cookies"],
    ["a mark before the answer", answered(`\ufeff${BODY}`), "/response/content/text"],
    ["several values, one on a line", answered(`{"id":1}\n${BODY}\n`), "/response/content/text"],
    ["a form's text", sent("a=1&passcode=4k9x7q&passcode=REDACTED"), "/request/postData/text"],
    [
      "a form's list",
      { request: { postData: { params: [{ name: "passcode", value: "4k9x7q" }] } } },
      "/request/postData/params/0",
    ],
    ["a text that is JSON", answered(JSON.stringify({ topic: BODY })), "/response/content/text"],
    [
      "a text that is JSON, escaped",
      answered(JSON.stringify({ topic: '{"pass\\u0063ode":"4k9x7q"}' })),
      "/response/content/text",
    ],
    ["a text of a text that is JSON", answered(JSON.stringify(BODY)), "/response/content/text"],
    ["a pair", answered('[{"name":"passcode","value":"483921"}]'), "/response/content/text"],
    ["a pair with a key", answered('[{"key":"passcode","value":"4k9x7q"}]'), "/response/content/text"],
    ["a pair with a field", answered('[{"field":"passcode","value":"4k9x7q"}]'), "/response/content/text"],
  ])("is found: %s", (_, change, pointer) => {
    const found = secretsOf(changed(change)).map((match) => match.pointer);
    expect(found).toContain(`/log/entries/0${pointer}`);
  });

  function inHeader(name: string): [string, Parameters<typeof changed>[0], string] {
    return [`the header ${name}`, header(name), "/response/headers/0"];
  }

  test.each<[what: string, change: Parameters<typeof changed>[0]]>([
    ["no cookies", { request: { cookies: [] } }],
    ["redacted ones", { request: { cookies: [{ name: "sid", value: "REDACTED" }] } }],
    ["a redacted header", header("Authorization", "REDACTED")],
    ["the size of its headers", { request: { headersSize: 1532 } }],
    ["a plain redirect", header("Location", "https://zoom.us/x")],
    ["a host", header(":authority", "api.zoom.us")],
    ["a page's token in a pair", answered('[{"name":"next_page_token","value":"483921"}]')],
    ["a setting in a pair", answered('[{"name":"passcode","value":true},{"name":"topic","value":"483921"}]')],
    ["prose with a sign", answered("a = b & c")],
  ])("isn't where there is %s", (_, change) => {
    expect(secretsOf(changed(change))).toEqual([]);
  });

  test("isn't told by the name of the member that it is in", () => {
    const found = secretsOf(changed({ entry: { [`${FAKE_SECRET}Cookies`]: ["short"] } }));
    expect(found).not.toEqual([]);
    expect(JSON.stringify(found)).not.toContain(FAKE_SECRET);
  });

  test("doesn't end the stack where a list is long", () => {
    const har = harOf({ url: URL_OF, answer: { list: Array(200_000).fill(0) } });
    expect(secretsOf(har)).toEqual([]);
  });

  test.each<[how: string, change: Parameters<typeof changed>[0], pointer: string]>([
    ["a page", answered("<p>ava@harbor.zz</p>"), "/response/content/text"],
    [
      "a text that is JSON",
      answered(JSON.stringify({ a: '{"b":"ava\\u0040harbor.zz"}' })),
      "/response/content/text",
    ],
  ])("and somebody's address is found in %s", (_, change, pointer) => {
    expect(searchRecording(changed(change)).addresses).toEqual([`/log/entries/0${pointer}`]);
  });
});
