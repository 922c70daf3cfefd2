import { describe, expect, test } from "vitest";
import { examineRecording, faultsIn } from "../../../src/recordings/har/examine.ts";
import { parseBody, readHar } from "../../../src/recordings/har/har.ts";
import { evidenceOf } from "../../../src/recordings/replay.ts";
import { bytesOf, harOf } from "../../support/sample.ts";

const URL_OF = "https://api.example.com/v2/meetings/1?page=2";
const ENTRY = "/log/entries/0";
const DEEP = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

/** What is told of an exchange that sends a body, with some members of its request changed. */
function told(request: object, answer: unknown = {}): [rule: string, pointer: string, message: string][] {
  const har = harOf({ method: "PATCH", url: URL_OF, sent: { topic: "Sync", duration: 60 }, answer });
  Object.assign(har.log.entries[0]?.request ?? {}, request);
  const read = readHar("x.har", bytesOf(har));
  if (!read.ok) {
    throw new Error(read.finding.message);
  }
  return faultsIn(read).map(({ rule, pointer = "", message }) => [rule, pointer.replace(ENTRY, ""), message]);
}

const json = (text: string, more: object = {}) => ({
  postData: { mimeType: "application/json", text, ...more },
});
const header = (name: string, value: string) => ({ headers: [{ name, value }] });

describe("a recorded request that an API could take for another is refused", () => {
  test.each<[what: string, request: object, pointer: string, says: RegExp]>([
    [
      "a form without a text",
      { postData: { params: [{ name: "a", value: "1" }] } },
      "/postData/params",
      /form/,
    ],
    [
      "a form beside its text",
      json("{}", { params: [{ name: "a", value: "1" }] }),
      "/postData/params",
      /form/,
    ],
    ["a form that is no list", json("{}", { params: { a: 1 } }), "/postData/params", /form/],
    ["an encoded body", json("e30=", { encoding: "base64" }), "/postData/encoding", /encoded/],
    [
      "a form's type",
      json("{}", { mimeType: "application/x-www-form-urlencoded" }),
      "/postData/mimeType",
      /JSON/,
    ],
    [
      "a type that says more",
      json("{}", { mimeType: "application/json, text/plain" }),
      "/postData/mimeType",
      /JSON/,
    ],
    [
      "another character set",
      json("{}", { mimeType: "application/json; charset=utf-7" }),
      "/postData/mimeType",
      /JSON/,
    ],
    ["a header with a form's type", header("content-type", "multipart/form-data"), "/headers/0", /JSON/],
    ["a body of a GET", { method: "GET" }, "/postData", /GET/],
    ["another method for itself", header("X-HTTP-Method-Override", "DELETE"), "/headers/0", /override/],
    ["another method, once more", header("x_method_override", "DELETE"), "/headers/0", /override/],
    ["another method, shorter", header("X-HTTP-Method", "DELETE"), "/headers/0", /override/],
    ["another path for itself", header("X-Original-URL", "/v2/users"), "/headers/0", /override/],
    ["another :method", header(":method", "DELETE"), "/headers/0", /contradicts/],
    ["another :path", header(":path", "/v2/meetings/2?page=2"), "/headers/0", /contradicts/],
    ["a :path in other letters", header(":path", "/v2/Meetings/1?page=2"), "/headers/0", /contradicts/],
    ["another :authority", header(":authority", "api.example.org"), "/headers/0", /contradicts/],
    ["another :scheme", header(":scheme", "http"), "/headers/0", /contradicts/],
    ["another Host", header("Host", "api.example.org"), "/headers/0", /contradicts/],
    ["a user", { url: "https://ava@api.example.com/v2" }, "/url", /user/],
    ["a user without a name", { url: "https://@api.example.com/v2" }, "/url", /user/],
    ["a fragment", { url: `${URL_OF}#` }, "/url", /fragment/],
    ["a backslash", { url: "https://api.example.com\\v2" }, "/url", /backslash/],
    ["a dot segment", { url: "https://api.example.com/v2/./meetings" }, "/url", /dot/],
    ["two dots at its end", { url: "https://api.example.com/v2/.." }, "/url", /dot/],
    ["encoded dots", { url: "https://api.example.com/v2/.%2E/users?a=1" }, "/url", /dot/],
    ["no slashes before its host", { url: "https:api.example.com/v2" }, "/url", /plain/],
    ["a line break", { url: "https://api.example.com/v2\n/users" }, "/url", /control/],
    ["a space before it", { url: " https://api.example.com/v2" }, "/url", /control/],
    ["an integer that is rounded", json('{"id":9007199254740993}'), "/postData/text", /number/],
    ["a fraction that is rounded", json('{"a":60.00000000000000001}'), "/postData/text", /number/],
    ["a number that is none", json("[1e999]"), "/postData/text", /number/],
    ["a number that vanishes", json("[1e-999]"), "/postData/text", /number/],
  ])("%s", (_, request, pointer, says) => {
    expect(told(request)).toEqual([["recording/request", `/request${pointer}`, expect.stringMatching(says)]]);
  });

  test.each<[what: string, request: object]>([
    ["nothing else", {}],
    ["a type with a character set", json("{}", { mimeType: 'Application/JSON; Charset="UTF-8"' })],
    ["no type", { postData: { text: "{}" } }],
    ["an empty type and list", json("{}", { mimeType: "", params: [] })],
    ["a body that is empty", { method: "GET", postData: { mimeType: "", text: "" } }],
    [
      "a type in a header of a GET",
      { method: "GET", postData: null, ...header("content-type", "text/plain") },
    ],
    [
      "what HTTP/2 says once more",
      {
        headers: [
          { name: ":method", value: "PATCH" },
          { name: ":scheme", value: "https" },
          { name: ":authority", value: "api.example.com" },
          { name: ":path", value: "/v2/meetings/1?page=2" },
          { name: "Host", value: "API.example.com:443" },
        ],
      },
    ],
    ["dots in a segment and in a query", { url: "https://api.example.com/v2/a..b/.c?next=/../x" }],
    ["a body that is no JSON, and is called so", { postData: { mimeType: "text/plain", text: "a=1" } }],
    ["numbers in any spelling", json("[1.0, 1e2, -0, 0.10, 1E+22, 9007199254740992, 123456789.123]")],
    ["brackets and numbers in a text", json(JSON.stringify([DEEP(70), "1e999", '"a":1,"a":2']))],
  ])("unless it has %s", (_, request) => {
    expect(told(request)).toEqual([]);
  });
});

describe("a file that a browser saved", () => {
  const file = "drafts/zoom-api/get-meeting.har";
  const cookies = { cookies: [{ name: "sid", value: "s" }] };
  const har = harOf(...Array(6).fill({ url: URL_OF }));
  for (const entry of har.log.entries.slice(1)) {
    Object.assign(entry.request, { ...cookies, ...header("Authorization", "a") });
  }

  test("is named by one line first, with a few findings after it", () => {
    const examined = examineRecording(file, bytesOf(har));
    const findings = examined.ok ? [] : examined.findings;
    expect(findings.map(({ rule }) => rule)).toEqual(["recording/saved", ...Array(3).fill("secret/found")]);
    expect(findings[0]).toMatchObject({
      line: 1,
      pointer: "",
      message: "the recording has 10 findings in 5 of its 6 exchanges; here are 3",
      hint: expect.stringContaining("`harbor-drafts record zoom-api get-meeting --from <file>`"),
    });
  });

  test("is named so as well where it is too large to be read", () => {
    const live = "catalog/integrations/zoom/zoom-api.recordings/get-meeting.har";
    expect(examineRecording(live, new Uint8Array(4 * 1024 * 1024 + 1))).toMatchObject({
      findings: [
        { rule: "recording/har", hint: expect.stringContaining("record zoom-api get-meeting --from") },
      ],
    });
  });
});

describe("a body on which readers would disagree is refused", () => {
  test.each<[what: string, text: string, says: string]>([
    ["too deep", DEEP(65), "is nested more than 64 levels deep"],
    ["deep enough to end the stack", DEEP(100_000), "is nested more than 64 levels deep"],
    ["with a member twice", '{"a":[{"b":1,"b":2}]}', "has a member twice"],
    ["with a member twice, once in escapes", '{"a":1,"\\u0061":2}', "has a member twice"],
    ["with __proto__", '{"a":{"__proto__":1}}', "has a member __proto__"],
  ])("%s", (_, text, says) => {
    expect(told(json(text))).toEqual([
      ["recording/body", "/request/postData/text", `the body that was sent ${says}`],
    ]);
    expect(told({}, text)).toEqual([["recording/body", "/response/content/text", `the answer ${says}`]]);
  });

  test.each([
    ["as deep as may be", DEEP(64)],
    ["one name in two objects", '[{"a":1,"b":{"a":1}},{"a":"\\"a\\":1"}]'],
    ["no JSON", `<p>${DEEP(70)}</p>`],
  ])("unless it is %s", (_, text) => {
    expect(told({}, text)).toEqual([]);
  });

  test("and is compared as the text that it is, by whoever doesn't ask", () => {
    expect(parseBody(DEEP(65))).toBe(DEEP(65));
    expect(parseBody(DEEP(64))).toEqual(JSON.parse(DEEP(64)));
    const { recording } = evidenceOf(harOf({ method: "POST", url: URL_OF, sent: DEEP(100_000) }));
    const other = { method: "POST" as const, url: URL_OF, headers: [], body: {} };
    expect(recording.find(other)).toEqual([]);
  });
});
