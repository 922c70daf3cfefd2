import { describe, expect, test } from "vitest";
import type { Exchange as RecordedExchange } from "../../../src/recordings/exchange.ts";
import { exchangesOf } from "../../../src/recordings/har/har.ts";
import { answerRequest, type MockRequest } from "../../../src/recordings/mock/mock-answer.ts";
import { openRecording } from "../../../src/recordings/replay.ts";
import { type Exchange, harOf } from "../../support/sample.ts";

const URL_OF = "https://api.example.com/v2/meetings";

const isFailure = ({ response }: RecordedExchange) =>
  response.status > 299 || response.body.includes("error");

const source = (file: string, ...exchanges: Exchange[]) => ({
  file,
  recording: openRecording(exchangesOf(harOf(...exchanges))),
  isFit: () => true,
  isFailure,
});
const GET: MockRequest = { method: "GET", url: URL_OF, text: "" };
const bodyOf = ({ body }: { body: string }): unknown => JSON.parse(body);

describe("the mock answers", () => {
  test("as was recorded, from the first file that knows the request", () => {
    const draft = source("draft.har", { url: URL_OF, answer: { from: "draft" } });
    const live = source("live.har", { url: URL_OF, answer: { from: "live" } }, { url: `${URL_OF}?a=1` });
    expect(answerRequest([draft, live], GET, undefined)).toEqual({
      status: 200,
      headers: [{ name: "content-type", value: "application/json" }],
      body: '{"from":"draft"}',
      file: "draft.har",
      message: "",
    });
    expect(answerRequest([draft, live], { ...GET, url: `${URL_OF}?a=1` }, undefined).file).toBe("live.har");
  });

  test("by the body that was sent, however it is spelt", () => {
    const post = source("x.har", { method: "POST", url: URL_OF, sent: { a: 1, b: 2 }, status: 201 });
    const request = { method: "POST", url: URL_OF, text: '{ "b": 2, "a": 1 }' };
    expect(answerRequest([post], request, undefined).status).toBe(201);
    expect(answerRequest([post], { ...request, text: '{"a":1}' }, undefined).status).toBe(404);
  });

  test("with a success first, and with any other status where the client prefers it", () => {
    const recording = source("x.har", { url: URL_OF, status: 429 }, { url: URL_OF, status: 200 });
    const status = (preferred?: number) => answerRequest([recording], GET, preferred).status;
    expect([status(), status(429), status(200)]).toEqual([200, 429, 200]);
    expect(bodyOf(answerRequest([recording], GET, 500))).toMatchObject({
      code: "NOT_RECORDED",
      message: "this request was recorded with 429, 200, not with 500",
    });
  });

  test("with a success before an answer that tells failure under the same status", () => {
    const answers = ['{"error":"not_authed"}', '{"id":1}'];
    const recording = source("x.har", ...answers.map((answer) => ({ url: URL_OF, answer })));
    expect(answerRequest([recording], GET, undefined).body).toBe('{"id":1}');
  });

  test("with headers that a client may need, and no others", () => {
    const har = harOf({ url: URL_OF, status: 429 });
    const [entry] = har.log.entries;
    Object.assign(entry?.response ?? {}, {
      headers: [
        { name: "Retry-After", value: "12" },
        { name: "X-RateLimit-Remaining", value: "0" },
        { name: "Set-Cookie", value: "a=b" },
        { name: "content-length", value: "99" },
        { name: "x-ratelimit-odd", value: "a\r\nb: c" },
      ],
    });
    const recording = {
      file: "x.har",
      recording: openRecording(exchangesOf(har)),
      isFit: () => true,
      isFailure,
    };
    expect(answerRequest([recording], GET, undefined).headers.map(({ name }) => name)).toEqual([
      "Retry-After",
      "X-RateLimit-Remaining",
      "content-type",
    ]);
  });

  test("404 with the exchanges that come nearest, over all files, and where they differ", () => {
    const sources = [
      source("a.har", { url: `${URL_OF}?page_size=1&x=2` }, { url: "https://api.example.com/v2/users" }),
      source("b.har", { url: `${URL_OF}?page_size=5` }),
    ];
    const answer = answerRequest(sources, { ...GET, url: `${URL_OF}?page_size=2` }, undefined);
    expect([answer.status, answer.file]).toEqual([404, null]);
    expect(bodyOf(answer)).toMatchObject({
      code: "NOT_RECORDED",
      message: "no recorded exchange matches; the nearest differs in query.page_size",
      nearest: [
        { file: "b.har", differences: [{ field: "query.page_size", request: "2", recorded: "5" }] },
        { file: "a.har", pointer: "/log/entries/0" },
        { file: "a.har", pointer: "/log/entries/1" },
      ],
    });
    expect(answerRequest([], GET, undefined).message).toBe("nothing is recorded for this port");
  });

  test("nothing of a recording that isn't fit, in an answer or in what comes near", () => {
    const unfit = { ...source("a.har", { url: URL_OF }, { url: `${URL_OF}?a=2` }), isFit: () => false };
    const fit = source("b.har", { url: URL_OF });
    expect(answerRequest([unfit, fit], GET, undefined).file).toBe("b.har");
    const missed = answerRequest([unfit], { ...GET, url: `${URL_OF}?a=1` }, undefined);
    expect(bodyOf(missed)).toMatchObject({ nearest: [] });
  });

  test("without asking whether what it doesn't need is fit", () => {
    const asked = {
      ...source("b.har", { url: `${URL_OF}?a=1` }),
      isFailure,
      isFit: () => {
        throw new Error("asked");
      },
    };
    expect(answerRequest([asked, source("a.har", { url: URL_OF })], GET, undefined).status).toBe(200);
  });
});
