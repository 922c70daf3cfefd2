import { describe, expect, test } from "vitest";
import type { ActionRequest } from "../../src/gateway/request.ts";
import { exchangesOf } from "../../src/recordings/har/har.ts";
import { openRecording, type Recording } from "../../src/recordings/replay.ts";
import { type Exchange, harOf } from "../support/sample.ts";

const API = "https://api.example.com/v2";
const GET: ActionRequest = { method: "GET", url: `${API}/meetings?type=live&page_size=5` };
const POST: ActionRequest = { method: "POST", url: `${API}/meetings`, body: { topic: "Sync", list: [1, 2] } };

const open = (...exchanges: Exchange[]): Recording => openRecording(exchangesOf(harOf(...exchanges)));

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
    expect(open(recorded).find(request)).toMatchObject([{ url: recorded.url, response: { status: 200 } }]);
  });

  test("also where the path is percent-encoded otherwise, but an encoded slash parts nothing", () => {
    const url = `${API}/meetings/a%20b%2Fc`;
    expect(open({ url: `${API}/meetings/a%20%62%2fc` }).find({ method: "GET", url })).toHaveLength(1);
    expect(open({ url: `${API}/meetings/a%20b/c` }).find({ method: "GET", url })).toEqual([]);
  });

  test("and so do all that were recorded for it, in their order", () => {
    const recording = open(
      { url: `${API}/other` },
      { url: GET.url, status: 429 },
      { url: GET.url, status: 200 },
    );
    expect(recording.find(GET).map(({ response }) => response.status)).toEqual([429, 200]);
  });

  test("whatever a member of its body is called", () => {
    const sent = JSON.parse('{"__proto__":1,"members":[["a",1]]}') as unknown;
    const request = { ...POST, body: sent };
    expect(
      open({ method: "POST", url: POST.url, sent: '{"members":[["a",1]],"__proto__":1}' }).find(request),
    ).toHaveLength(1);
    expect(open({ method: "POST", url: POST.url, sent: { members: [["a", 1]] } }).find(request)).toEqual([]);
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
    expect(open(recorded).find(request)).toEqual([]);
    expect(open(recorded).nearest(request)).toMatchObject([
      {
        exchange: { method: recorded.method ?? "GET", url: recorded.url },
        pointer: "/log/entries/0",
        differences: differences.map(([field, ours, theirs]) => ({ field, request: ours, recorded: theirs })),
      },
    ]);
  });

  const urlsNear = (...exchanges: Exchange[]) =>
    open(...exchanges)
      .nearest(GET)
      .map(({ exchange }) => exchange.url);

  test("by the exchanges that come nearest: the same route first, then the fewest differences", () => {
    const far = { url: `${API}/users?type=live&page_size=5` };
    const near = { url: `${API}/meetings?type=x&page_size=1&from=y` };
    const nearest = { url: `${API}/meetings?type=live&page_size=1` };
    expect(urlsNear(far, near, nearest)).toEqual([nearest.url, near.url, far.url]);
  });

  test("by the first recorded of equally near ones, and by three at most", () => {
    const urls = ["a", "b", "c", "d"].map((type) => `${API}/meetings?type=${type}&page_size=5`);
    expect(urlsNear(...urls.map((url) => ({ url })))).toEqual(urls.slice(0, 3));
  });

  test("by none where the recording is empty", () => {
    expect(open().nearest(GET)).toEqual([]);
  });
});
