import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Har } from "../../../src/recordings/har/har.ts";
import { startMock } from "../../../src/recordings/mock/mock-server.ts";
import type { RecordOptions } from "../../../src/recordings/record/plan.ts";
import { evidenceOf } from "../../../src/recordings/replay.ts";
import { type Answer, always, openApi, type Reply, reply } from "../../support/hostile-api.ts";
import { REFUSED } from "../../support/planted-secrets.ts";
import {
  DRAFT,
  EXAMPLE,
  leaksIn,
  MANIFEST,
  MEETING,
  NOW,
  REAL_ID,
  RECORDING,
  type Recorded,
  recordingPlace,
  secretOf,
  TOKEN,
  VARIABLE,
} from "../../support/record.ts";
import { read, readJson, write } from "../../support/repository.ts";
import {
  CREATE_MEETING,
  type Exchange,
  harOf,
  ORIGIN,
  SAMPLE_DRAFT,
  withOrigin,
} from "../../support/sample.ts";

const PUBLIC = "https://api.zoom.us/v2";

/** An example of nobody. */
const OWN = { name: "own", input: { path: { meetingId: 81_000_000_001 } } };
const OTHER = { name: "other", input: { path: { meetingId: 81_000_000_002 } } };
const GONE = { name: "gone", input: { path: { meetingId: 81_000_000_099 } }, expect: { status: 404 } };
const BUSY = { ...GONE, name: "busy", expect: { status: 429 } };

function exchangesIn(cwd: string, path = RECORDING) {
  const { log } = readJson<Har>(cwd, path);
  return log.entries.map(({ request, response, _harborDrafts: origin }) => ({
    url: request.url,
    status: response.status,
    body: response.content?.text,
    provenance: (origin ?? log._harborDrafts)?.provenance,
  }));
}

function expectRefusal({ exit, error, result }: Recorded, wanted: number, message: RegExp): void {
  expect(error).toMatch(message);
  // The next step is told, too.
  expect(error).toMatch(/\n./);
  expect([exit, result]).toEqual([wanted, undefined]);
}

describe("record", () => {
  test("asks for one answer after the other, and sends what the manifest says", async () => {
    let open = 0;
    const api = await openApi((socket) => {
      expect(++open).toBe(1);
      setImmediate(() => {
        open--;
        socket.end(reply({ body: MEETING }));
      });
    });
    const { record } = recordingPlace(api.origin, [EXAMPLE, OWN, OTHER]);
    const { result, log } = await record();
    expect(result?.examples.map(({ status, sent }) => [status, sent])).toEqual(Array(3).fill([200, true]));
    expect(api.arrived.map(({ target }) => target)).toEqual(
      [REAL_ID, 81_000_000_001, 81_000_000_002].map((id) => `/v2/meetings/${id}`),
    );
    const [first] = api.arrived;
    expect(first?.headers).toEqual({
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": expect.stringMatching(/^harbor-drafts\/\d+\.\d+\.\d+$/),
      authorization: `Bearer ${TOKEN}`,
      host: new URL(api.origin).host,
      connection: "close",
    });
    expect(log.split("\n")).toEqual(
      ["sync", "own", "other"].map((name) => `${name}: GET ${api.origin}/v2/meetings/{meetingId}`),
    );
  });

  test("says in the recording where it comes from", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    await record();
    expect(readJson<Har>(cwd, RECORDING).log._harborDrafts).toEqual({
      provenance: "recorded",
      recordedAt: NOW.toISOString(),
      source: `${api.origin}/v2/meetings/{meetingId}`,
      kept: [],
      tool: expect.stringMatching(/^harbor-drafts\/\d/),
    });
  });

  test("replaces what was sent in example and recording alike", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    const { result } = await record();
    expect(result).toMatchObject({ file: DRAFT, written: [RECORDING, DRAFT] });
    expect(JSON.stringify(result) + read(cwd, DRAFT) + read(cwd, RECORDING)).not.toContain(String(REAL_ID));
    const { action } = readJson<typeof SAMPLE_DRAFT>(cwd, DRAFT);
    const [{ url, body } = {}] = exchangesIn(cwd);
    const { meetingId } = action.examples[0]?.input.path ?? {};
    expect(url).toBe(`${api.origin}/v2/meetings/${meetingId}`);
    expect(JSON.parse(body ?? "")).toEqual({
      id: meetingId,
      topic: "ex-1",
      start_time: "2001-01-01T00:00:00Z",
    });
  });

  test("sends real inputs from a file, which stand nowhere afterwards", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin, [OWN]);
    const before = read(cwd, DRAFT);
    write(cwd, "../real.json", { own: { path: { meetingId: REAL_ID } } });
    const { result } = await record({ inputs: "../real.json" });
    expect(result).toMatchObject({ outcome: "recorded", written: [RECORDING] });
    expect(api.arrived).toMatchObject([{ target: `/v2/meetings/${REAL_ID}` }]);
    expect(exchangesIn(cwd)).toMatchObject([{ url: `${api.origin}/v2/meetings/81000000001`, status: 200 }]);
    expect(read(cwd, RECORDING)).not.toContain(String(REAL_ID));
    expect(read(cwd, DRAFT)).toBe(before);
  });

  test("keeps the exchanges of errors with where they come from, and says what has none", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(undefined, [OWN, GONE, BUSY]);
    const url = `${PUBLIC}/meetings/81000000099`;
    const answer = { code: 3001, message: "Meeting does not exist: 81000000099." };
    write(cwd, RECORDING, withOrigin(harOf({ url, status: 404, answer })));
    const { result } = await record({ via: api.origin, force: true });
    expect(result).toMatchObject({
      examples: [
        { name: "own", status: 200, sent: true },
        { name: "gone", status: 404, sent: false },
        { name: "busy", status: null, sent: false, request: null },
      ],
      findings: [{ rule: "record/missing", severity: "warning", pointer: "/action/examples/2" }],
    });
    expect(exchangesIn(cwd)).toMatchObject([
      { status: 200, provenance: "recorded" },
      { url, status: 404, body: '{"code":3001}', provenance: ORIGIN.provenance },
    ]);
  });

  test("replaces in every example what it replaces in one", async () => {
    const api = await openApi(always({ body: MEETING }));
    const late = { ...GONE, name: "late", input: EXAMPLE.input };
    const { cwd, record } = recordingPlace(undefined, [
      EXAMPLE,
      late,
      { ...late, name: "no exchange" },
      GONE,
    ]);
    const answer = { code: 3001, message: `Meeting does not exist: ${REAL_ID}.` };
    const exchange = { url: `${PUBLIC}/meetings/${REAL_ID}`, status: 404, answer };
    write(cwd, RECORDING, withOrigin(harOf(exchange)));
    const { result } = await record({ via: api.origin, force: true });
    expect(result).toMatchObject({
      outcome: "recorded",
      examples: [{ status: 200 }, { status: 404 }, {}, {}],
    });
    const { examples } = readJson<typeof SAMPLE_DRAFT>(cwd, DRAFT).action;
    const [first, ...others] = examples.map(({ input }) => input.path?.meetingId);
    expect(others).toEqual([first, first, 81_000_000_099]);
    expect(read(cwd, DRAFT) + read(cwd, RECORDING)).not.toContain(String(REAL_ID));
    expect(exchangesIn(cwd).map(({ provenance }) => provenance)).toEqual(["recorded", "documented"]);
  });

  test("records one example alone, where it is named", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(undefined, [OWN, OTHER]);
    const answer = { id: 81_000_000_002, topic: "Older", start_time: "2026-04-03T16:00:00Z" };
    write(cwd, RECORDING, withOrigin(harOf({ url: `${PUBLIC}/meetings/81000000002`, answer })));
    const { result } = await record({ via: api.origin, force: true, example: ["own"] });
    expect(result?.examples).toMatchObject([{ sent: true }, { sent: false, status: 200 }]);
    expect(api.arrived).toHaveLength(1);
    const kept = { url: `${PUBLIC}/meetings/81000000002`, body: JSON.stringify(answer) };
    const [first, second] = exchangesIn(cwd);
    expect([first, second]).toMatchObject([
      { provenance: "recorded" },
      { ...kept, provenance: "documented" },
    ]);
    // What is invented for the one isn't what the other has.
    expect(first?.url).not.toBe(second?.url);
  });

  test("doesn't let pass what somebody put there without a word for a part of it", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(undefined, [OWN, GONE]);
    write(cwd, RECORDING, harOf({ url: `${PUBLIC}/meetings/81000000099`, status: 404 }));
    await record({ via: api.origin, force: true });
    expect(exchangesIn(cwd)).toMatchObject([{ provenance: "recorded" }, { provenance: "assumed" }]);
  });

  test("brings up to date what an example says of its output", async () => {
    const api = await openApi(always({ body: MEETING }));
    const example = { ...OWN, expect: { status: 200, output: { id: 1, topic: "Old" } } };
    const { cwd, record } = recordingPlace(api.origin, [example]);
    expect((await record()).result?.written).toEqual([RECORDING, DRAFT]);
    const [renewed] = readJson<typeof SAMPLE_DRAFT>(cwd, DRAFT).action.examples;
    expect(renewed?.expect).toMatchObject({ status: 200, output: { start_time: "2001-01-01T00:00:00Z" } });
  });

  test("warns of a listed field that no answer had", async () => {
    const { start_time: _, ...body } = MEETING;
    const api = await openApi(always({ body }));
    const { result } = await recordingPlace(api.origin).record();
    expect(result).toMatchObject({
      outcome: "recorded",
      findings: [{ rule: "test/fields", severity: "warning", pointer: "/action/result/fields/2" }],
    });
  });

  test("takes the token that a person types, where no variable is set", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { record } = recordingPlace(api.origin);
    const { result, log } = await record({}, { env: {}, typed: TOKEN });
    expect(result?.outcome).toBe("recorded");
    expect(log).toContain(`Token for ${new URL(api.origin).host} (not shown): `);
    expect(api.arrived[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test.each([
    ["Bearer", `Bearer ${TOKEN}`],
    ["", TOKEN],
  ])("sends it after the manifest's word %j", async (prefix, sent) => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    const manifest = read(cwd, MANIFEST).replace('"Authorization"', '"X-Token"');
    write(cwd, MANIFEST, manifest.replace('"authTokenPrefix": "Bearer"', `"authTokenPrefix": "${prefix}"`));
    await record();
    expect(api.arrived[0]?.headers).toMatchObject({ "x-token": sent });
  });
});

describe("a draft whose own words hold what was sent", () => {
  test("isn't recorded: they would stand in the repository", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    write(cwd, DRAFT, read(cwd, DRAFT).replace("An agent needs", `Meeting ${REAL_ID}: an agent needs`));
    expectRefusal(
      await record(),
      1,
      /holds a real input outside of its examples' inputs; nothing was written/,
    );
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });
});

describe("record --via", () => {
  test("takes nothing from the mock, whose answers are recordings themselves", async () => {
    const { cwd, record } = recordingPlace(undefined, [OWN]);
    write(
      cwd,
      "drafts/zoom-api/other.har",
      withOrigin(harOf({ url: `${PUBLIC}/meetings/81000000001`, answer: MEETING })),
    );
    const sources = evidenceOf(readJson<Har>(cwd, "drafts/zoom-api/other.har"));
    const mock = await startMock({
      baseUrl: PUBLIC,
      sources: async () => [
        { file: "other.har", recording: sources.recording, isFit: () => true, isFailure: () => false },
      ],
      port: 0,
      log: () => {},
    });
    onTestFinished(() => mock.close());
    const refused = await record({ via: mock.url }, { env: {} });
    expectRefusal(refused, 2, /--via names harbor-drafts' own mock: its answers are recordings/);
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });

  test.each([
    ["127.0.0.1", "", "/v2/meetings/81000000001"],
    ["localhost", "/", "/v2/meetings/81000000001"],
    ["localhost", "/v2", "/v2/meetings/81000000001"],
    ["127.0.0.1", "/gateway/", "/gateway/v2/meetings/81000000001"],
  ])("sends to %s%s, and records the API's own URL", async (host, path, target) => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(undefined, [OWN]);
    const { result } = await record({ via: `${api.origin.replace("127.0.0.1", host)}${path}` });
    expect(result?.outcome).toBe("recorded");
    expect(api.arrived).toMatchObject([{ target }]);
    expect(exchangesIn(cwd)).toMatchObject([{ url: expect.stringMatching(`^${PUBLIC}/meetings/\\d{11}$`) }]);
  });

  test("needs no token, and asks for none: the gateway has it", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { result, log } = await recordingPlace(undefined, [OWN]).record({ via: api.origin }, { env: {} });
    expect(result?.outcome).toBe("recorded");
    expect(log).not.toContain("Token");
    expect(api.arrived[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each([
    "https://api.zoom.us",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://[::]",
    "http://[::ffff:10.0.0.1]",
    `http://operator:${TOKEN}@127.0.0.1`,
    "http://127.0.0.1?to=https://example.com",
    "http://127.0.0.1?",
    "http://127.0.0.1#x",
    "ftp://127.0.0.1",
    "127.0.0.1:8080",
    "",
  ])("takes no other place: %s", async (via) => {
    const refused = await recordingPlace(undefined).record({ via });
    expectRefusal(refused, 2, /--via takes an http\(s\) URL on this machine/);
    expect(refused.error).not.toContain(TOKEN);
  });
});

describe("what would be written to the API for real", () => {
  const slug = "create-meeting";

  test("is shown and not sent where no one allows it, before any token is asked for", async () => {
    const api = await openApi(always({ status: 201, body: {} }));
    const { cwd, record } = recordingPlace(api.origin);
    const { result, log } = await record({ slug }, { env: {} });
    const { actions } = readJson<{ actions: (typeof SAMPLE_DRAFT)["action"][] }>(cwd, MANIFEST);
    const body = actions.find((action) => action.slug === slug)?.examples[0]?.input.body;
    expect(result).toMatchObject({
      outcome: "unconfirmed",
      to: `${api.origin}/v2`,
      missing: ["--send-writes"],
      written: [],
    });
    expect(result?.examples[0]?.request).toEqual({
      method: "POST",
      url: `${api.origin}/v2/users/me/meetings`,
      body,
    });
    expect(log).not.toContain("Token");
    expect(api.arrived).toEqual([]);
  });

  test("is sent with --send-writes, as JSON", async () => {
    const api = await openApi(always({ status: 201, body: { id: REAL_ID } }));
    const { cwd, record } = recordingPlace(api.origin);
    const examples = [{ name: "one", input: { body: { topic: "Grüße" } }, expect: { status: 201 } }];
    const action = { ...CREATE_MEETING, examples };
    write(cwd, "drafts/zoom-api/create-meeting.json", { ...SAMPLE_DRAFT, change: "update", action });
    expect(await record({ slug, sendWrites: true })).toMatchObject({
      error: "",
      result: { outcome: "recorded" },
    });
    expect(api.arrived).toMatchObject([
      { method: "POST", headers: { "content-type": "application/json" }, body: '{"topic":"Grüße"}' },
    ]);
  });

  test("is told of reads by --dry-run, by the examples' own inputs", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin, [OWN]);
    write(cwd, "../real.json", { own: { path: { meetingId: REAL_ID } } });
    const { result } = await record({ dryRun: true, inputs: "../real.json" }, { env: {} });
    expect(result).toMatchObject({
      outcome: "planned",
      examples: [{ request: { method: "GET", url: `${api.origin}/v2/meetings/81000000001` } }],
    });
    expect(JSON.stringify(result)).not.toContain(String(REAL_ID));
    expect(api.arrived).toEqual([]);
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });
});

describe("a live action", () => {
  const PATH = "catalog/integrations/zoom/zoom-api.recordings/get-meeting.har";

  test("is recorded beside its manifest, which stays as it is", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin, [OWN], true);
    write(cwd, "../real.json", { own: { path: { meetingId: REAL_ID } } });
    const manifest = read(cwd, MANIFEST);
    const { result } = await record({ inputs: "../real.json" });
    expect(result).toMatchObject({ outcome: "recorded", file: MANIFEST, written: [PATH] });
    expect(exchangesIn(cwd, PATH)).toMatchObject([
      { url: `${api.origin}/v2/meetings/81000000001`, provenance: "recorded" },
    ]);
    expect(read(cwd, MANIFEST)).toBe(manifest);
  });

  test("keeps its own inputs: they are published", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin, [EXAMPLE], true);
    const { result } = await record();
    expect(result).toMatchObject({ outcome: "recorded", written: [PATH] });
    const [{ url, body } = {}] = exchangesIn(cwd, PATH);
    expect(url).toBe(`${api.origin}/v2/meetings/${REAL_ID}`);
    expect(JSON.parse(body ?? "")).toEqual({
      id: REAL_ID,
      topic: "ex-1",
      start_time: "2001-01-01T00:00:00Z",
    });
  });

  test("is not, where its example says another output: that is for an update", async () => {
    const api = await openApi(always({ body: MEETING }));
    const example = { ...OWN, expect: { output: { id: 1 } } };
    const { cwd, record } = recordingPlace(api.origin, [example], true);
    write(cwd, "../real.json", { own: { path: { meetingId: REAL_ID } } });
    expectRefusal(
      await record({ inputs: "../real.json" }),
      2,
      /would change expect\.output.*\n.*propose an update/,
    );
  });
});

describe("record --from", () => {
  const url = `${PUBLIC}/meetings/${REAL_ID}`;
  /** As a browser saves it: with everything that was sent. */
  const saved = (...entries: Exchange[]): Har => {
    const headers = [
      { name: "Authorization", value: `Bearer ${TOKEN}` },
      { name: "Cookie", value: `sid=${secretOf("a cookie")}; lang=en` },
    ];
    const { log } = harOf(...entries);
    const withHeaders = log.entries.map((entry) => ({
      ...entry,
      startedDateTime: "2026-01-05T09:00:00.000+01:00",
      request: { ...entry.request, headers },
    }));
    return { log: { ...log, entries: withHeaders } };
  };

  test("takes what a browser saved, without network and token", async () => {
    const { cwd, record } = recordingPlace(undefined);
    const elsewhere = ["hunter-two-2", "opaque-reply-9", "query-value-7"];
    const [sent = "", replied = "", inQuery = ""] = elsewhere;
    const answer = {
      ...MEETING,
      agenda: `Sync ${TOKEN} ${elsewhere.join(" ")}`,
      echo: [secretOf("a cookie")],
    };
    const signIn = {
      method: "POST",
      url: `https://zoom.us/oauth/token?access_token=${inQuery}`,
      sent: `grant_type=password&password=${sent}`,
      answer: { access_token: replied },
    };
    write(cwd, "temp/saved.har", saved(signIn, { url, answer }));
    const { result, log } = await record({ from: "temp/saved.har" }, { env: {} });
    expect(log).toBe("");
    expect(result).toMatchObject({
      outcome: "recorded",
      written: [RECORDING, DRAFT],
      examples: [{ status: 200, sent: false }],
    });
    expect(readJson<Har>(cwd, RECORDING).log._harborDrafts).toMatchObject({
      provenance: "recorded",
      // As old as the oldest exchange in it, not as the import.
      recordedAt: "2026-01-05T08:00:00.000Z",
      source: `imported from HAR, ${PUBLIC}/meetings/{meetingId}`,
    });
    const written = read(cwd, RECORDING) + read(cwd, DRAFT);
    const hunted = [TOKEN, secretOf("a cookie"), String(REAL_ID), ...elsewhere];
    expect(hunted.filter((secret) => written.includes(secret))).toEqual([]);
  });

  test("takes errors as well, where they were saved", async () => {
    const { cwd, record } = recordingPlace(undefined, [OWN, GONE, BUSY]);
    const gone = {
      url: `${PUBLIC}/meetings/81000000099`,
      status: 404,
      answer: { code: 3001, message: "Gone." },
    };
    write(cwd, "saved.har", saved({ url: `${PUBLIC}/meetings/81000000001`, answer: MEETING }, gone));
    const { result } = await record({ from: "saved.har" });
    expect(result).toMatchObject({
      outcome: "recorded",
      examples: [{ status: 200 }, { status: 404 }, { status: null }],
      findings: [{ pointer: "/action/examples/2", severity: "warning" }],
    });
  });

  test("writes nothing where a success is missing", async () => {
    const { cwd, record } = recordingPlace(undefined, [EXAMPLE, OWN, GONE]);
    write(cwd, "saved.har", saved({ url, answer: MEETING }));
    const { result } = await record({ from: "saved.har" });
    expect(result).toMatchObject({
      outcome: "incomplete",
      written: [],
      findings: [{ pointer: "/action/examples/1" }, { pointer: "/action/examples/2" }],
    });
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });

  test.each<[string, string, RegExp]>([
    ["no JSON", "<html>", /--from: the recording isn't JSON.*line 1/],
    ["no HAR", '{ "log": {} }', /--from: the recording isn't HAR 1\.2/],
    [
      "a secret's own",
      `{ "ghp${"_"}${"Ab1".repeat(12)}": 1, "ghp${"_"}${"Ab1".repeat(12)}": 2 }`,
      /--from: /,
    ],
  ])("refuses a file that is %s", async (_what, content, message) => {
    const { cwd, record } = recordingPlace(undefined);
    writeFileSync(join(cwd, "saved.har"), content);
    const refused = await record({ from: "saved.har" });
    expectRefusal(refused, 2, message);
    expect(refused.error).not.toContain("Ab1Ab1");
  });

  test.each<Partial<RecordOptions>>([
    { via: "http://127.0.0.1:1" },
    { to: "https://api.zoom.us/v2" },
    { yes: true },
    { sendWrites: true },
    { dryRun: true },
  ])("has no use for %j", async (options) => {
    const refused = await recordingPlace(undefined).record({ from: "x", ...options });
    expectRefusal(refused, 2, /--from reads a file/);
  });
});

describe("what is refused before anything is sent", () => {
  type Call = { options?: Partial<RecordOptions>; env?: Record<string, string> };
  const given = (token: string): Call => ({ env: { [VARIABLE]: token } });

  test.each<[string, Call, number, RegExp]>([
    [
      "an agent",
      { env: { HARBOR_DRAFTS_AGENT: "1" } },
      3,
      /agents don't record; ask the operator of the token/,
    ],
    ["an agent, said otherwise", { env: { HARBOR_DRAFTS_AGENT: "false" } }, 3, /agents don't record/],
    ["a port that isn't there", { options: { port: "x" } }, 2, /no port x/],
    ["an action that isn't there", { options: { slug: "x" } }, 2, /neither a draft .* nor a live action/],
    ["a slug that is none", { options: { slug: "../x" } }, 2, /is no slug/],
    ["no token, and nobody to ask", { env: {} }, 3, /there is no token: HARBOR_DRAFTS_TOKEN_ZOOM_API isn't/],
    [
      "a token that is no port's own",
      { env: { HARBOR_DRAFTS_TOKEN: TOKEN } },
      3,
      /HARBOR_DRAFTS_TOKEN isn't read, since it says for no port: set HARBOR_DRAFTS_TOKEN_ZOOM_API/,
    ],
    [
      "another port's token",
      { env: { HARBOR_DRAFTS_TOKEN_ZOOM: TOKEN, HARBOR_DRAFTS_TOKEN_ZOOM_API_2: TOKEN } },
      3,
      /there is no token: HARBOR_DRAFTS_TOKEN_ZOOM_API isn't/,
    ],
    ["an empty token", given(""), 3, /the token is empty/],
    ["a token with a line break", given(`${TOKEN}\n`), 3, /the token holds white space or characters/],
    ["a token of two words", given(`Bearer ${TOKEN}`), 3, /the token holds white space/],
    ["a token with a header after it", given(`${TOKEN}\r\nX-Role: admin`), 3, /the token holds white space/],
    ["a token with other letters", given(`${TOKEN}é`), 3, /that no token has/],
    ["a token without end", given(TOKEN.repeat(300)), 3, /the token is longer/],
    ["an example that isn't there", { options: { example: ["x"] } }, 2, /those are: sync/],
    ["an example of an error", { options: { example: ["sync", "gone"] } }, 2, /those are: sync/],
    [
      "inputs that could be committed",
      { options: { inputs: "real.json" } },
      2,
      /--inputs names a file in the repository\nkeep real inputs outside of it/,
    ],
    [
      "inputs that aren't there",
      { options: { inputs: "../none.json" } },
      2,
      /there is no file \.\.\/none\.json/,
    ],
    ["a file that isn't there", { options: { from: "none.har" } }, 2, /there is no file none\.har/],
    ["Node's own debugging", { env: { NODE_DEBUG: "http", [VARIABLE]: TOKEN } }, 2, /NODE_DEBUG is set/],
  ])("%s", async (_what, { options = {}, ...call }, exit, message) => {
    const api = await openApi(always({ body: MEETING }));
    const refused = await recordingPlace(api.origin, [EXAMPLE, GONE]).record(options, call);
    expectRefusal(refused, exit, message);
    expect(refused.error).not.toContain(TOKEN);
    expect(api.arrived).toEqual([]);
  });

  test.each(["0", ""])("but no person: HARBOR_DRAFTS_AGENT=%j", async (agent) => {
    const api = await openApi(always({ body: MEETING }));
    const env = { HARBOR_DRAFTS_AGENT: agent, [VARIABLE]: TOKEN };
    expect((await recordingPlace(api.origin).record({}, { env })).exit).toBe(0);
  });

  test.each<[string, string | object, RegExp]>([
    ["no JSON", `{ "sync": ${REAL_ID}`, /--inputs isn't a JSON object.*line 1/],
    ["a list", [REAL_ID], /--inputs isn't a JSON object/],
    ["no input", { sync: REAL_ID }, /--inputs isn't a JSON object/],
    ["with a place more", { sync: { [`x${REAL_ID}`]: {} } }, /--inputs isn't a JSON object/],
    ["for no example", { [`x${REAL_ID}`]: {} }, /names an example that isn't there/],
    [
      "against the schema",
      { sync: { path: { meetingId: `${REAL_ID}` } } },
      /\/path\/meetingId must be an integer/,
    ],
    [
      "with a member more",
      { sync: { path: { [`x${REAL_ID}`]: 1, meetingId: 1e9 } } },
      /a member isn't an input/,
    ],
  ])("inputs that are %s, and nothing of them is told", async (_what, inputs, message) => {
    const { cwd, record } = recordingPlace(undefined);
    write(cwd, "../real.json", inputs);
    const refused = await record({ inputs: "../real.json" });
    expectRefusal(refused, 2, message);
    expect(refused.error).not.toContain(String(REAL_ID));
  });

  test("a draft that the base's policy doesn't admit", async () => {
    const { cwd, record } = recordingPlace(undefined);
    const action = { ...SAMPLE_DRAFT.action, path: "/accounts/{meetingId}/settings" };
    write(cwd, DRAFT, { ...SAMPLE_DRAFT, action });
    expectRefusal(await record(), 1, /get-meeting\.json is refused.*\n.*harbor-drafts check/);
  });

  test("a live action that the policy no longer admits", async () => {
    const { cwd, record } = recordingPlace(undefined, [OWN], true);
    write(
      cwd,
      MANIFEST,
      read(cwd, MANIFEST).replace("/meetings/{meetingId}", "/accounts/{meetingId}/settings"),
    );
    expectRefusal(await record(), 1, /zoom-api\/get-meeting is refused/);
  });

  test("a draft that retires an action", async () => {
    const { cwd, record } = recordingPlace(undefined);
    write(cwd, "drafts/zoom-api/get-me.json", {
      ...SAMPLE_DRAFT,
      change: "retire",
      action: { slug: "get-me" },
    });
    expectRefusal(await record({ slug: "get-me" }), 2, /proposes nothing that could be recorded/);
  });

  test.each([
    ["baseUrl", "https://api.zoom.us", "http://api.zoom.example"],
    ["baseUrl", "https://api.zoom.us", "https://user@api.zoom.us"],
    ["authHeaderName", '"Authorization"', '"Host"'],
    ["authTokenPrefix", '"Bearer"', '"Bearer\\r\\nX-Role: admin"'],
  ])("a manifest whose %s would give the token away: %s as %s", async (member, before, after) => {
    const { cwd, record } = recordingPlace(undefined);
    write(cwd, MANIFEST, read(cwd, MANIFEST).replace(before, after));
    expectRefusal(await record(), 1, new RegExp(`/port/${member}: `));
  });

  test("a recording that is there, without --force", async () => {
    const api = await openApi(always({ body: MEETING }));
    const { cwd, record } = recordingPlace(api.origin);
    write(cwd, RECORDING, harOf({ url: `${api.origin}/v2/meetings/${REAL_ID}` }));
    const before = read(cwd, RECORDING);
    expectRefusal(await record(), 3, /get-meeting\.har is there already.*\n.*--force/);
    expect([read(cwd, RECORDING), api.arrived]).toEqual([before, []]);
    expect((await record({ force: true })).exit).toBe(0);
  });

  test("what is there and is no recording, in any case", async () => {
    const { cwd, record } = recordingPlace(undefined);
    write(cwd, RECORDING, "my notes");
    expectRefusal(await record({ force: true }), 3, /get-meeting\.har is there, and is no recording/);
  });
});

describe("a secret in an answer of which nothing is recorded doesn't get out", () => {
  test.each(REFUSED)("by $what", async ({ answer, hunted, exit }) => {
    const api = await openApi(answer);
    const { cwd, record } = recordingPlace(api.origin);
    const refused = await record();
    expect(leaksIn(cwd, [refused.error, refused.log], hunted)).toEqual([]);
    expect(refused).toMatchObject({ exit, result: undefined });
    expect(existsSync(join(cwd, RECORDING))).toBe(false);
  });
});

describe("an answer that isn't what its example expects is told by its status; nothing is written", () => {
  const html = { headers: [["content-type", "text/html"]], body: `<p>${REAL_ID}</p>` } satisfies Reply;
  const cut = { headers: [["content-type", "application/json"]], body: `{"id":${REAL_ID}` } satisfies Reply;

  test.each<[string, Answer, number, RegExp]>([
    [
      "401",
      always({ status: 401, body: MEETING }),
      3,
      /answers 401 to the example "sync": it doesn't accept/,
    ],
    [
      "404",
      always({ status: 404, body: MEETING }),
      1,
      /answers 404 to the example "sync", and a 2xx is expected/,
    ],
    ["500", always({ status: 500, ...html }), 1, /answers 500/],
    ["HTML", always(html), 1, /answers 200 .* content-type isn't JSON/],
    [
      "an error as a 200",
      always({ body: { code: 124, message: `${REAL_ID}` } }),
      1,
      /error under a status of success/,
    ],
    ["half of a body", always(cut), 1, /isn't JSON/],
    [
      "an object in a field",
      always({ body: { id: { REAL_ID } } }),
      1,
      /result field id: the response has an object/,
    ],
    ["a redirect", always({ status: 302, headers: [["location", `/${REAL_ID}`]] }), 3, /redirect \(302\)/],
    ["nothing", (socket) => socket.destroy(), 3, /there is no answer from 127\.0\.0\.1/],
  ])("%s", async (_what, answer, exit, message) => {
    const api = await openApi(answer);
    const { cwd, record } = recordingPlace(api.origin);
    const before = read(cwd, DRAFT);
    const refused = await record();
    expectRefusal(refused, exit, message);
    expect(refused.error).not.toContain(String(REAL_ID));
    expect([existsSync(join(cwd, RECORDING)), read(cwd, DRAFT)]).toEqual([false, before]);
  });

  test.each([
    ["30", /run the command again after 30 s/],
    ["Wed, 02 Dec 2026 10:00:00 GMT", /again after 2026-12-02T10:00:00\.000Z/],
    [secretOf("a word"), /run the command again later/],
  ])("429 with Retry-After: %s, which isn't tried again", async (value, hint) => {
    const api = await openApi(always({ status: 429, headers: [["retry-after", value]], body: {} }));
    expectRefusal(await recordingPlace(api.origin).record(), 3, hint);
    expect(api.arrived).toHaveLength(1);
  });

  test("the first such answer is the last: nothing else is asked for", async () => {
    const api = await openApi((socket, { target }) =>
      socket.end(reply(target.endsWith("1") ? { status: 500 } : { body: MEETING })),
    );
    expectRefusal(
      await recordingPlace(api.origin, [OWN, OTHER]).record(),
      1,
      /answers 500 to the example "own"/,
    );
    expect(api.arrived).toHaveLength(1);
  });
});
