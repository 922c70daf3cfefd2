import { describe, expect, test } from "vitest";
import { type ActionResponse, readResponse, WITHHELD } from "../../src/gateway/response.ts";
import { FAKE_SECRET } from "../support/sample.ts";

const FIELDS = ["id", "topic", "list[].name"];
const BODY = { id: 1, topic: "Sync", list: [{ name: "a", host_key: "123456" }], start_url: "x" };

const answer = (more: Partial<ActionResponse> & { json?: unknown } = {}): ActionResponse => {
  const { json = BODY, ...rest } = more;
  const headers = [{ name: "Content-Type", value: "application/json; charset=utf-8" }];
  return { status: 200, headers, body: JSON.stringify(json), ...rest };
};
const read = (response: ActionResponse, fields: readonly string[] = FIELDS) =>
  readResponse({ result: { fields } }, response);

describe("of a success the agent gets", () => {
  test("the listed fields, and nothing else", () => {
    expect(read(answer())).toEqual({
      ok: true,
      status: 200,
      output: { id: 1, topic: "Sync", list: [{ name: "a" }] },
      withheld: [],
    });
  });

  test.each<[what: string, response: ActionResponse, fields: string[]]>([
    ["has no body and needs none", answer({ status: 204, body: "", headers: [] }), FIELDS],
    ["has no body where no field is listed", answer({ body: "" }), []],
    ["has a body where no field is listed", answer(), []],
    ["has none of the fields", answer({ json: { a: 1 } }), FIELDS],
  ])("the status alone where the answer %s", (_, response, fields) => {
    expect(read(response, fields)).toMatchObject({ ok: true, output: {}, withheld: [] });
  });

  test.each(["application/json", "application/problem+json", "text/json", "APPLICATION/JSON", ""])(
    "JSON that says it is %j",
    (value) => {
      expect(read(answer({ headers: [{ name: "content-type", value }] })).ok).toBe(true);
    },
  );

  test.each<[where: string, body: object, fields: string[], output: object, withheld: string[]]>([
    ["a text", { topic: `Use ${FAKE_SECRET}` }, ["topic"], { topic: WITHHELD }, ["/topic"]],
    ["a text that names it", { agenda: "Passcode: h3Kd92x" }, ["agenda"], { agenda: WITHHELD }, ["/agenda"]],
    [
      "a link",
      { agenda: "https://zoom.us/j/81000000001?pwd=Zx81kfk3" },
      ["agenda"],
      { agenda: WITHHELD },
      ["/agenda"],
    ],
    [
      "links that work for whoever has them, and plain ones stay",
      {
        url: `https://api.netlify.com/build_hooks/${"5aa1b2c3".repeat(3)}`,
        html_url: "https://example.com/sites/5aa1",
        note: `Pay at https://checkout.stripe.com/c/pay/cs_test_${"a1B2c3".repeat(9)}, please.`,
      },
      ["url", "html_url", "note"],
      { url: WITHHELD, html_url: "https://example.com/sites/5aa1", note: WITHHELD },
      ["/url", "/note"],
    ],
    [
      "base64",
      { topic: Buffer.from(`token ${FAKE_SECRET}`).toString("base64") },
      ["topic"],
      { topic: WITHHELD },
      ["/topic"],
    ],
    [
      "an item of a list",
      { list: [{ name: "a" }, { name: FAKE_SECRET }] },
      ["list[].name"],
      { list: [{ name: "a" }, { name: WITHHELD }] },
      ["/list/1/name"],
    ],
  ])("no credential in %s", (_, json, fields, output, withheld) => {
    expect(read(answer({ json }), fields)).toEqual({ ok: true, status: 200, output, withheld });
  });

  test("no credential that is split over fields", () => {
    const json = { a: FAKE_SECRET.slice(0, 20), b: FAKE_SECRET.slice(20) };
    const result = read(answer({ json }), ["a", "b"]);
    expect(result).toMatchObject({ output: { a: WITHHELD, b: WITHHELD }, withheld: ["/a", "/b"] });
  });

  test("no credential of several in one text, and the rest of a list stays", () => {
    const list = [{ name: "a" }, { name: `${FAKE_SECRET} and AKIA${"ABCDEFGH".repeat(2)}` }];
    expect(read(answer({ json: { list } }), ["list[].name"])).toMatchObject({
      ok: true,
      output: { list: [{ name: "a" }, { name: WITHHELD }] },
    });
  });
});

describe("nothing of the answer reaches the agent", () => {
  test.each<[why: string, response: ActionResponse, message: string]>([
    ["that isn't JSON", answer({ body: "<html>" }), "the answer isn't JSON"],
    [
      "that says it is something else",
      answer({ headers: [{ name: "content-type", value: "text/html" }] }),
      "the answer's content-type isn't JSON",
    ],
    ["that is empty", answer({ body: "" }), "the answer has no body for result.fields"],
    ["that is a list", answer({ json: [BODY] }), "result field id: the response has no object there"],
    [
      "that has an object where a field ends",
      answer({ json: { ...BODY, topic: { secret: "x" } } }),
      "result field topic: the response has an object there, and a field must end at a scalar or a list of scalars",
    ],
  ])("%s", (_, response, message) => {
    expect(read(response)).toEqual({
      ok: false,
      status: 200,
      error: { kind: "unusable", status: 200, code: null, retryAfter: null, message },
    });
  });
});

describe("an error comes out as", () => {
  test.each<[status: number, kind: string]>([
    [301, "redirected"],
    [304, "redirected"],
    [400, "rejected"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [410, "not_found"],
    [422, "rejected"],
    [429, "rate_limited"],
    [500, "failed"],
    [503, "failed"],
    [101, "failed"],
  ])("%i: %s, in the gateway's own words", (status, kind) => {
    const json = { ...BODY, code: 3001, message: `Meeting of ava@harbor.zz, ${FAKE_SECRET}` };
    const result = read(answer({ status, json }));
    expect(result).toEqual({
      ok: false,
      status,
      error: { kind, status, code: 3001, retryAfter: null, message: expect.any(String) },
    });
    expect(JSON.stringify(result)).not.toMatch(/harbor\.zz|ghp_|Sync/);
  });

  test.each<[body: string, code: unknown]>([
    ['{"code":124}', 124],
    ['{"code":"124"}', "124"],
    ['{"code":"not_found"}', "not_found"],
    [`{"code":"${FAKE_SECRET}"}`, null],
    ['{"code":"a b"}', null],
    ['{"code":"AliceSmith"}', null],
    ['{"code":14158675309}', null],
    [`{"code":"${"a".repeat(41)}"}`, null],
    ['{"code":1.5}', null],
    ['{"code":{"a":1}}', null],
    ["<html>", null],
    ["", null],
    ["[124]", null],
  ])("%s with the code %j", (body, code) => {
    expect(read(answer({ status: 400, body }))).toMatchObject({ error: { kind: "rejected", code } });
  });

  test.each<[value: string, retryAfter: unknown]>([
    ["12", 12],
    ["Sun, 22 Nov 2026 23:59:59 GMT", "2026-11-22T23:59:59.000Z"],
    ["2026-11-23T00:00:00Z", "2026-11-23T00:00:00.000Z"],
    ["soon", null],
    ["Sun, 99 Foo 2026 23:59:59 GMT", null],
    ["1".repeat(40), null],
    ["999999999", null],
    [FAKE_SECRET, null],
  ])("one that says when to try again: Retry-After: %s", (value, retryAfter) => {
    const headers = [{ name: "retry-after", value }];
    expect(read(answer({ status: 429, headers, body: "" }))).toMatchObject({
      error: { kind: "rate_limited", retryAfter },
    });
  });
});

describe("a 403 is one of too many requests", () => {
  const LATER = new Date(1_900_000_000_000).toISOString();
  test.each<[headers: Record<string, string>, kind: string, retryAfter: unknown]>([
    [{}, "forbidden", null],
    [{ "Retry-After": "60" }, "rate_limited", 60],
    [{ "Retry-After": "soon" }, "forbidden", null],
    [{ "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1900000000" }, "rate_limited", LATER],
    [{ "ratelimit-remaining": "0", "ratelimit-reset": "17" }, "rate_limited", 17],
    [{ "x-rate-limit-remaining": "0" }, "rate_limited", null],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": FAKE_SECRET }, "rate_limited", null],
    [{ "x-ratelimit-remaining": "4999", "x-ratelimit-reset": "1900000000" }, "forbidden", null],
  ])("where its headers say so: %j", (named, kind, retryAfter) => {
    const headers = Object.entries(named).map(([name, value]) => ({ name, value }));
    expect(read(answer({ status: 403, headers, json: {} }))).toMatchObject({
      error: { kind, status: 403, retryAfter },
    });
  });
});

describe("where no field is listed", () => {
  const typed = (value: string, body: string, status = 200) =>
    answer({ status, headers: [{ name: "content-type", value }], body });

  test.each<[response: ActionResponse, isSuccess: boolean]>([
    [typed("text/plain", "ok"), true],
    [typed("application/xml", "<ok/>"), true],
    [typed("application/octet-stream", "\u0000\u0001"), true],
    [typed("", "queued"), true],
    [typed("text/plain", '{"ok":false,"error":"not_authed"}'), false],
    [typed("application/json", "{"), false],
    [typed("text/html; charset=utf-8", "<p>Sign in</p>"), false],
    [typed("application/xhtml+xml", "<p/>"), false],
    [typed("text/plain", "\n<!DOCTYPE html><title>Sign in</title>"), false],
    [typed("", "<!-- x --><html>"), false],
    [typed("text/plain", "ok", 302), false],
    [typed("text/plain", "ok", 500), false],
  ])("an answer of any type is a success, but a page or a redirect: %j", (response, isSuccess) => {
    expect(read(response, [])).toMatchObject(isSuccess ? { ok: true, output: {} } : { ok: false });
    expect(read(response, ["id"]).ok).toBe(false);
  });

  test.each<[response: ActionResponse, isSuccess: boolean]>([
    [typed("text/html", "<html>"), true],
    [typed("text/html", "", 303), true],
    [typed("text/html", "<html>", 403), false],
    [typed("application/json", '{"error":"x"}'), false],
  ])("a page or a redirect is one where the policy takes any answer: %j", (response, isSuccess) => {
    const result = readResponse({ result: { fields: [] } }, response, { anyAnswer: true });
    expect(result).toMatchObject(
      isSuccess ? { ok: true, output: {}, status: response.status } : { ok: false },
    );
    // It promises no field.
    expect(readResponse({ result: { fields: ["id"] } }, response, { anyAnswer: true }).ok).toBe(false);
  });
});
