import { describe, expect, test } from "vitest";
import type { ActionRequest } from "../../src/gateway/request.ts";
import { type Mismatch, replay } from "../../src/recordings/replay.ts";
import { type Exchange, harOf } from "../support/sample.ts";

const API = "https://api.example.com/v2";
const GET: ActionRequest = { method: "GET", url: `${API}/meetings?type=live&page_size=5` };
const POST: ActionRequest = { method: "POST", url: `${API}/meetings`, body: { topic: "Sync", list: [1, 2] } };

const answer = (request: ActionRequest, ...exchanges: Exchange[]) =>
  replay(harOf(...exchanges).log.entries, request);

function mismatchOf(request: ActionRequest, ...exchanges: Exchange[]): Mismatch | undefined {
  const replayed = answer(request, ...exchanges);
  return replayed.ok ? undefined : replayed.mismatch;
}

describe("a recorded exchange answers a request", () => {
  test.each<[why: string, request: ActionRequest, recorded: Exchange]>([
    ["with the same method and URL", GET, { url: GET.url }],
    ["with the query in another order", GET, { url: `${API}/meetings?page_size=5&type=live` }],
    ["with the query in another spelling", GET, { url: `${API}/meetings?type=%6Cive&page_size=5` }],
    ["with the host in capitals", GET, { url: GET.url.replace("api.", "API.") }],
    [
      "with a repeated parameter in another order",
      { method: "GET", url: `${API}/x?a=1&a=2` },
      { url: `${API}/x?a=2&a=1` },
    ],
    ["with + for a space", { method: "GET", url: `${API}/x?q=a%20b` }, { url: `${API}/x?q=a+b` }],
    ["with the same body", POST, { method: "POST", url: POST.url, sent: { topic: "Sync", list: [1, 2] } }],
    [
      "with the members of the body in another order",
      POST,
      { method: "POST", url: POST.url, sent: '{"list": [1, 2],\n "topic": "Sync"}' },
    ],
  ])("%s", (_, request, recorded) => {
    expect(answer(request, recorded)).toEqual({ ok: true, response: { status: 200, body: {} } });
  });

  test("the first of several equal ones", () => {
    const replayed = answer(
      GET,
      { url: `${API}/other` },
      { url: GET.url, answer: 1 },
      { url: GET.url, answer: 2 },
    );
    expect(replayed).toMatchObject({ response: { body: 1 } });
  });

  test.each<[what: string, content: { text?: string; encoding?: string }, body: unknown]>([
    ["JSON", { text: '{"id":1}' }, { id: 1 }],
    [
      "JSON in base64",
      { text: Buffer.from('{"topic":"é"}').toString("base64"), encoding: "base64" },
      { topic: "é" },
    ],
    ["no text", {}, undefined],
    ["an empty text", { text: "" }, undefined],
  ])("with %s", (_, content, body) => {
    const entries = [{ request: { method: "GET", url: GET.url }, response: { status: 204, content } }];
    expect(replay(entries, GET)).toEqual({ ok: true, response: { status: 204, body } });
  });

  test("but not with an answer that isn't JSON", () => {
    expect(mismatchOf(GET, { url: GET.url, answer: "<html>" })).toEqual({
      message: "the recorded answer isn't JSON",
      nearest: { method: "GET", url: GET.url },
      differences: [],
    });
  });
});

describe("a request that nothing answers is told what differs", () => {
  type Row = [
    where: string,
    request: ActionRequest,
    recorded: Exchange,
    differences: [string, unknown, unknown][],
  ];
  const post = (sent: unknown): Exchange => ({ method: "POST", url: POST.url, sent });

  test.each<Row>([
    ["the method", GET, { method: "HEAD", url: GET.url }, [["method", "GET", "HEAD"]]],
    [
      "the host",
      GET,
      { url: GET.url.replace("api", "evil") },
      [["origin", "https://api.example.com", "https://evil.example.com"]],
    ],
    ["the path", GET, { url: GET.url.replace("/v2/", "/v1/") }, [["path", "/v2/meetings", "/v1/meetings"]]],
    [
      "the path's case",
      GET,
      { url: GET.url.replace("meetings", "Meetings") },
      [["path", "/v2/meetings", "/v2/Meetings"]],
    ],
    ["a parameter", GET, { url: GET.url.replace("5", "50") }, [["query.page_size", "5", "50"]]],
    ["a parameter that it lacks", GET, { url: `${GET.url}&from=x` }, [["query.from", null, "x"]]],
    ["a parameter too many", GET, { url: `${API}/meetings?type=live` }, [["query.page_size", "5", null]]],
    ["a parameter twice", GET, { url: `${GET.url}&type=live` }, [["query.type", "live", ["live", "live"]]]],
    ["a member of the body", POST, post({ topic: "Talk", list: [1, 2] }), [["body/topic", "Sync", "Talk"]]],
    [
      "a member that the body lacks",
      POST,
      post({ topic: "Sync", list: [1, 2], a: 1 }),
      [["body/a", null, 1]],
    ],
    [
      "the order of a list",
      POST,
      post({ topic: "Sync", list: [2, 1] }),
      [
        ["body/list/0", 1, 2],
        ["body/list/1", 2, 1],
      ],
    ],
    ["the length of a list", POST, post({ topic: "Sync", list: [1] }), [["body/list", [1, 2], [1]]]],
    ["the type of a value", POST, post({ topic: "Sync", list: ["1", 2] }), [["body/list/0", 1, "1"]]],
    ["the whole body", POST, post("topic=Sync"), [["body", POST.body, "topic=Sync"]]],
    ["a body at all", POST, { method: "POST", url: POST.url }, [["body", POST.body, null]]],
  ])("%s", (_, request, recorded, differences) => {
    const fields = differences.map(([field]) => field);
    expect(mismatchOf(request, recorded)).toEqual({
      message: `no recorded exchange matches; the nearest differs in ${fields.join(", ")}`,
      nearest: { method: recorded.method ?? "GET", url: recorded.url },
      differences: differences.map(([field, ours, theirs]) => ({ field, request: ours, recorded: theirs })),
    });
  });

  test("by the exchange that comes nearest: the same route first, then the fewest differences", () => {
    const far = { url: `${API}/users?type=live&page_size=5` };
    const near = { url: `${API}/meetings?type=x&page_size=1&from=y` };
    const nearest = { url: `${API}/meetings?type=live&page_size=1` };
    expect(mismatchOf(GET, far, near, nearest)?.nearest?.url).toBe(nearest.url);
    expect(mismatchOf(GET, far, near)?.nearest?.url).toBe(near.url);
  });

  test("by the first of equally near ones", () => {
    const [one, two] = [
      { url: `${API}/meetings?type=a&page_size=5` },
      { url: `${API}/meetings?type=b&page_size=5` },
    ];
    expect(mismatchOf(GET, one, two)?.nearest?.url).toBe(one.url);
  });

  test("or that the recording is empty", () => {
    expect(mismatchOf(GET)).toEqual({
      message: "the recording holds no exchange",
      nearest: null,
      differences: [],
    });
  });
});
