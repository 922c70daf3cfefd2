import { describe, expect, test } from "vitest";
import { type HarResult, provenanceOf, readHar } from "../../../src/recordings/har/har.ts";
import { findRecordingSecrets } from "../../../src/recordings/har/har-secrets.ts";
import { bytesOf, FAKE_SECRET, harOf } from "../../support/sample.ts";

const FILE = "drafts/zoom-api/get-meeting.har";
const URL_OF = "https://api.example.com/v2/meetings/1";
const HAR = harOf({ url: URL_OF, answer: { id: 1 } });
const ENTRY = HAR.log.entries[0];

const readText = (content: unknown): HarResult => readHar(FILE, bytesOf(content));
const findingOf = (result: HarResult) => (result.ok ? undefined : result.finding);

describe("a recording", () => {
  test("is read with everything that a browser adds", () => {
    const log = { ...HAR.log, creator: { name: "browser" }, pages: [], entries: [{ ...ENTRY, timings: {} }] };
    const read = readText({ log });
    expect(read.ok && read.har).toEqual({ log });
  });

  const claim = { recordedAt: "2026-03-01T00:00:00Z", source: "https://example.com", tool: "x" };
  test.each(["recorded", "documented"] as const)("says that it is %s", (provenance) => {
    const read = readText({ log: { ...HAR.log, _harborDrafts: { provenance, ...claim } } });
    expect(read.ok && provenanceOf(read.har)).toBe(provenance);
  });

  test("of unknown origin is no evidence", () => {
    expect(provenanceOf(HAR)).toBe("none");
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
    expect(findRecordingSecrets(withHeaders(side, name, "short"))).toEqual([
      { kind: `${name.toLowerCase()} header`, pointer },
    ]);
    expect(findRecordingSecrets(withHeaders(side, name, "REDACTED"))).toEqual([]);
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
    expect(findRecordingSecrets(har).map((found) => found.pointer)).toEqual([pointer]);
    expect(findRecordingSecrets(har)[0]?.kind).toMatch(/^GitHub token(?: at \/a of the body)?$/);
  });

  test("is found in an answer that is kept in base64", () => {
    const har = structuredClone(HAR);
    const text = Buffer.from(JSON.stringify({ a: FAKE_SECRET })).toString("base64");
    const entries = har.log.entries.map((entry) => ({
      ...entry,
      response: { ...entry.response, content: { text, encoding: "base64" } },
    }));
    expect(findRecordingSecrets({ log: { ...har.log, entries } })).not.toEqual([]);
  });

  test.each([
    ["escaped", `{"a":"\\u0067${FAKE_SECRET.slice(1)}"}`],
    ["named", '{"settings":{"client_secret":"a1b2c3d4"}}'],
  ])("is found in a body that was sent, %s", (_, sent) => {
    const [found, ...more] = findRecordingSecrets(harOf({ url: URL_OF, sent }));
    expect([found?.pointer, more]).toEqual(["/log/entries/0/request/postData/text", []]);
  });

  test("is found in a query that is kept apart from its URL", () => {
    const har = structuredClone(HAR);
    const entry = har.log.entries[0];
    if (entry !== undefined) {
      entry.request.queryString = [
        { name: "next_page_token", value: "IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2" },
        { name: "pwd", value: "REDACTED" },
        { name: "pwd", value: "abcd" },
      ];
    }
    expect(findRecordingSecrets(har)).toEqual([
      { kind: "credential in a URL", pointer: "/log/entries/0/request/queryString/2" },
    ]);
  });

  test("isn't told by the name of its header", () => {
    const name = `x-${FAKE_SECRET}-token`;
    const found = findRecordingSecrets(withHeaders("request", name, "short"));
    expect(found.map(({ kind }) => kind)).toEqual(["header by its name", "GitHub token"]);
    expect(JSON.stringify(found).toLowerCase()).not.toContain(FAKE_SECRET.toLowerCase());
  });

  test("isn't found in an honest recording", () => {
    expect(findRecordingSecrets(HAR)).toEqual([]);
  });
});
