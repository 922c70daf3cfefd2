import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { Tree } from "../../src/catalog/tree.ts";
import { canonicalDraft, type Draft } from "../../src/drafts/draft.ts";
import type { Finding } from "../../src/finding.ts";
import { openFiles } from "../../src/io/files.ts";
import { positionsIn } from "../../src/json/positions.ts";
import { exchangesOf, type Har, readHar } from "../../src/recordings/har/har.ts";
import { testDraft, testLive } from "../../src/recordings/test-draft.ts";
import { temporaryFolder, write } from "../support/repository.ts";
import {
  bytesOf,
  type Exchange,
  FAKE_SECRET,
  GET_MEETING,
  harOf,
  LIST_MEETINGS,
  ORIGIN,
  SAMPLE_DRAFT,
  SAMPLE_FILE,
  SAMPLE_PORT,
  withOrigin,
} from "../support/sample.ts";

const OWN = "drafts/zoom-api/get-meeting.har";
const LIVE = "catalog/integrations/zoom/zoom-api.recordings/list-meetings.har";

/** A recording that says where it comes from: of one that doesn't a reviewer is warned. */
const told = (...exchanges: Exchange[]): Har => withOrigin(harOf(...exchanges));

const MEETING: Exchange = {
  url: "https://api.zoom.us/v2/meetings/123456789",
  answer: { id: 123456789, topic: "Sync", start_time: "2026-03-02T09:00:00Z" },
};
const MEETINGS = [{ id: 123456789, topic: "Sync" }];
const LIST: Exchange = {
  url: "https://api.zoom.us/v2/users/me/meetings?type=scheduled&page_size=25",
  answer: { total_records: 1, meetings: MEETINGS },
};

function treeWith(files: Record<string, string | object>): Tree {
  const root = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    write(root, path, content);
  }
  return openFiles(root, root).tree;
}

/** Long after the recordings were made, and within the policy's 180 days. */
const means = (work: Tree, base: Tree, now = "2026-06-01T00:00:00Z") => ({ work, base, now: new Date(now) });

const update = (action: Action) => ({ ...SAMPLE_DRAFT, change: "update" as const, action });

const loaded = (file: string, draft: Draft) => ({
  file,
  draft,
  locate: positionsIn(canonicalDraft(draft)).locate,
});

describe("a draft's test", () => {
  test("replays the recording that the draft brings", async () => {
    const tested = await testDraft(
      loaded(SAMPLE_FILE, SAMPLE_DRAFT),
      SAMPLE_PORT,
      means(treeWith({ [OWN]: told(MEETING) }), treeWith({})),
    );
    expect(tested).toMatchObject({ passed: true, findings: [] });
    const { log } = JSON.parse(tested.broughtRecording ?? "") as Har;
    expect(log).toMatchObject(told(MEETING).log);
  });

  test("publishes what replay reads of it, and nothing else that a file may hold", async () => {
    const har = told(MEETING);
    const hidden = "seen by nobody";
    Object.assign(har.log, { comment: hidden, pages: [hidden] });
    Object.assign(har.log.entries[0] ?? {}, { _initiator: hidden, serverIPAddress: hidden });
    Object.assign(har.log.entries[0]?.request ?? {}, { headers: [{ name: "x-trace", value: hidden }] });
    Object.assign(har.log.entries[0]?.response ?? {}, {
      statusText: hidden,
      headers: [
        { name: "Content-Type", value: "application/json" },
        { name: "x-trace", value: hidden },
      ],
    });
    const work = treeWith({ [OWN]: har });
    const tested = await testDraft(loaded(SAMPLE_FILE, SAMPLE_DRAFT), SAMPLE_PORT, means(work, treeWith({})));
    expect(tested.passed).toBe(true);
    expect(tested.broughtRecording).not.toContain(hidden);
  });

  test("fails where no example shows a success", async () => {
    const action = {
      ...GET_MEETING,
      result: { fields: [] },
      examples: GET_MEETING.examples.map((example) => ({ ...example, expect: { status: 404 } })),
    };
    const work = treeWith({ [OWN]: told({ ...MEETING, status: 404 }) });
    const draft = { ...SAMPLE_DRAFT, action };
    const tested = await testDraft(loaded(SAMPLE_FILE, draft), SAMPLE_PORT, means(work, treeWith({})));
    expect(tested.passed).toBe(false);
    expect(tested.findings).toMatchObject([{ rule: "test/success", pointer: "/action/examples" }]);
  });

  test("tells where that recording says it comes from", async () => {
    const work = treeWith({ [OWN]: withOrigin(harOf(MEETING)) });
    const tested = await testDraft(loaded(SAMPLE_FILE, SAMPLE_DRAFT), SAMPLE_PORT, means(work, treeWith({})));
    expect(tested).toMatchObject({
      passed: true,
      evidence: "documented",
      origin: { recordedAt: ORIGIN.recordedAt, source: ORIGIN.source },
    });
  });

  test("of an update that brings none replays the live action's, as the base has it", async () => {
    const base = treeWith({ [LIVE]: harOf(LIST) });
    const work = treeWith({ [LIVE]: harOf({ ...LIST, status: 500 }) });
    const renewed = loaded("x.json", update(LIST_MEETINGS));
    const tested = await testDraft(renewed, SAMPLE_PORT, means(work, base));
    expect(tested).toMatchObject({ passed: true });
    // Its projection, which goes along where the base has more than is listed now.
    const { broughtRecording = "" } = tested;
    const there = treeWith({ [LIVE]: broughtRecording });
    expect(await testDraft(renewed, SAMPLE_PORT, means(treeWith({}), there))).toMatchObject({
      passed: true,
      broughtRecording: undefined,
    });
  });

  test("of an update prefers the recording that it brings", async () => {
    const work = treeWith({
      "drafts/zoom-api/list-meetings.har": harOf({
        ...LIST,
        answer: { total_records: 7, meetings: MEETINGS },
      }),
    });
    const base = treeWith({ [LIVE]: harOf(LIST) });
    const tested = await testDraft(loaded("x.json", update(LIST_MEETINGS)), SAMPLE_PORT, means(work, base));
    expect(tested).toMatchObject({ passed: true, examples: [{ output: { total_records: 7 } }] });
  });

  test("of a retirement has nothing to show, and passes", async () => {
    const retirement = { ...SAMPLE_DRAFT, change: "retire" as const, action: { slug: "list-meetings" } };
    const tested = await testDraft(
      loaded("x.json", retirement),
      SAMPLE_PORT,
      means(treeWith({}), treeWith({})),
    );
    expect(tested).toEqual({
      passed: true,
      evidence: "none",
      origin: null,
      kept: [],
      examples: [],
      shows: false,
      unseen: [],
      unused: [],
      probes: { run: 0, rejected: 0, escaped: [], edges: 0, accepted: 0, blocked: [] },
      findings: [],
      broughtRecording: undefined,
      age: null,
    });
  });

  test("of a live action replays the recording beside its manifest", async () => {
    const tested = await testLive(
      SAMPLE_PORT,
      LIST_MEETINGS,
      means(treeWith({}), treeWith({ [LIVE]: told(LIST) })),
    );
    expect(tested).toMatchObject({
      passed: true,
      findings: [],
      examples: [{ output: { total_records: 1 } }],
    });
  });
});

/** A draft as its file stands, and where in it a text stands. */
function fileOf(action: Action): { text: string; at: (text: string) => { line: number; column: number } } {
  const text = canonicalDraft({ ...SAMPLE_DRAFT, action });
  return {
    text,
    at(part) {
      const before = text.slice(0, text.indexOf(part)).split("\n");
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    },
  };
}

describe("a draft's test fails, and says why and where", () => {
  const noExample: Action = { ...GET_MEETING, examples: [] };
  const deleting: Action = { ...GET_MEETING, method: "DELETE" as Action["method"] };
  const secret = harOf({ ...MEETING, answer: { id: FAKE_SECRET } });

  test.each<[why: string, action: Action, recording: string | object, finding: Partial<Finding>]>([
    [
      "where the recording isn't HAR",
      GET_MEETING,
      "{",
      { rule: "recording/har", file: OWN, pointer: "", line: 1, column: 2 },
    ],
    [
      "where the recording holds a secret",
      GET_MEETING,
      secret,
      {
        rule: "secret/found",
        message: "this looks like a secret (GitHub token at /id of the body)",
        hint: 'put "REDACTED" in its place; if it was real, revoke it where it was issued',
        file: OWN,
        pointer: "/log/entries/0/response/content/text",
        line: 14,
        column: 21,
      },
    ],
    [
      "where the action isn't one that could be live",
      deleting,
      harOf(MEETING),
      {
        rule: "test/action",
        message: "the action can't be tested before it passes check",
        hint: `run \`harbor-drafts check ${SAMPLE_FILE}\``,
        file: SAMPLE_FILE,
        pointer: "/action",
        ...fileOf(deleting).at('{\n    "slug"'),
      },
    ],
    [
      "where the action has no example",
      noExample,
      harOf(),
      {
        rule: "test/examples",
        message: "the action has no example to test",
        hint: "add one",
        file: SAMPLE_FILE,
        pointer: "/action/examples",
        ...fileOf(noExample).at("[]"),
      },
    ],
  ])("%s", async (_, action, recording, finding) => {
    const draft = { ...SAMPLE_DRAFT, action };
    const work = treeWith({ [SAMPLE_FILE]: fileOf(action).text, [OWN]: recording });
    const tested = await testDraft(loaded(SAMPLE_FILE, draft), SAMPLE_PORT, means(work, treeWith({})));
    expect(tested.passed).toBe(false);
    expect(tested.findings).toEqual([
      {
        message: expect.any(String),
        hint: expect.any(String),
        severity: "error",
        fix: null,
        candidates: [],
        related: [],
        ...finding,
      },
    ]);
    expect(JSON.stringify(tested)).not.toContain(FAKE_SECRET);
  });

  test("where no recorded answer has a listed field, each at its place", async () => {
    const action: Action = { ...GET_MEETING, result: { fields: ["id", "topci", "start_time", "agneda"] } };
    const { text, at } = fileOf(action);
    const work = treeWith({ [SAMPLE_FILE]: text, [OWN]: told(MEETING) });
    const tested = await testDraft(
      loaded(SAMPLE_FILE, { ...SAMPLE_DRAFT, action }),
      SAMPLE_PORT,
      means(work, treeWith({})),
    );
    expect(tested).toMatchObject({
      passed: false,
      unseen: ["topci", "agneda"],
      examples: [{ passed: true }],
    });
    const finding = (field: string, index: number): Finding => ({
      rule: "test/fields",
      severity: "error",
      message: `the result field "${field}" is in no recorded answer`,
      hint: "correct its name, or add an example whose answer has it",
      file: SAMPLE_FILE,
      ...at(`"${field}"`),
      pointer: `/action/result/fields/${index}`,
      fix: null,
      candidates: [],
      related: [],
    });
    expect(tested.findings).toEqual([finding("topci", 1), finding("agneda", 3)]);
    expect(tested.findings.map(({ line }) => line)).toEqual([33, 35]);
  });

  test("of a live action in its manifest", async () => {
    const answer = { total_records: 0, meetings: [] };
    const tree = treeWith({
      [LIVE]: told({ ...LIST, answer }),
      [SAMPLE_PORT.files.manifest]: SAMPLE_PORT.manifestText,
    });
    const { locate } = positionsIn(SAMPLE_PORT.manifestText);
    const port = { ...SAMPLE_PORT, locate: { manifest: locate, policy: locate } };
    const { passed, findings } = await testLive(port, LIST_MEETINGS, means(treeWith({}), tree));
    expect(passed).toBe(false);
    const lines = SAMPLE_PORT.manifestText.split("\n");
    const places = findings.map(({ rule, file, pointer, line, column }) => {
      expect([rule, file]).toEqual(["test/fields", "catalog/integrations/zoom/zoom-api.json"]);
      return [pointer, lines[line - 1]?.slice(column - 1)];
    });
    expect(places).toEqual([
      ["/actions/0/result/fields/1", '"meetings[].id",'],
      ["/actions/0/result/fields/2", '"meetings[].topic"'],
    ]);
  });
});

describe("of a recording a reviewer is told", () => {
  const OTHER: Exchange = { url: "https://api.zoom.us/v2/meetings/987654321", answer: { id: 987654321 } };
  const testAt = (recording: object, now?: string) =>
    testDraft(
      loaded(SAMPLE_FILE, SAMPLE_DRAFT),
      SAMPLE_PORT,
      means(treeWith({ [OWN]: recording }), treeWith({}), now),
    );

  test("which exchanges answer no example: they aren't published", async () => {
    const { passed, findings, broughtRecording } = await testAt(withOrigin(harOf(OTHER, MEETING, OTHER)));
    expect(passed).toBe(true);
    expect(findings).toMatchObject([
      { rule: "recording/unused", severity: "warning", file: OWN, pointer: "/log/entries/0" },
      { rule: "recording/unused", severity: "warning", file: OWN, pointer: "/log/entries/2" },
    ]);
    const published = readHar(OWN, bytesOf(broughtRecording));
    expect(published.ok && exchangesOf(published.har).map(({ url }) => url)).toEqual([MEETING.url]);
    expect(published.ok && published.har.log._harborDrafts).toEqual(ORIGIN);
  });

  test.each<[age: string, now: string, says: string | null]>([
    ["as old as the policy wants at most", "2026-08-28T08:30:00Z", null],
    [
      "older than that",
      "2026-08-29T08:30:00Z",
      "the evidence is 181 days old, and the policy's limit is 180",
    ],
    ["from the future", "2026-02-01T00:00:00Z", "the evidence says that it was recorded in the future"],
    ["hours ahead of this clock", "2026-03-01T00:00:00Z", null],
  ])("its age: %s", async (_, now, says) => {
    const { passed, age, findings } = await testAt(withOrigin(harOf(MEETING)), now);
    expect([passed, age]).toEqual([true, says]);
    const warning = {
      rule: "recording/age",
      severity: "warning",
      message: says,
      pointer: "/log/_harborDrafts",
    };
    expect(findings).toMatchObject(says === null ? [] : [warning]);
  });

  test("that it has many exchanges that answer no example, in one line and a few", async () => {
    const others = Array.from({ length: 9 }, (_, at) => ({ ...MEETING, url: `${MEETING.url}${at}` }));
    const { passed, findings } = await testAt(told(MEETING, ...others));
    expect(passed).toBe(true);
    expect(findings.map(({ rule }) => rule)).toEqual([
      "recording/saved",
      ...Array(3).fill("recording/unused"),
    ]);
    expect(findings[0]?.message).toBe("6 more exchanges answer no example");
  });

  test("that it doesn't say where it comes from", async () => {
    const { passed, evidence, findings } = await testAt(harOf(MEETING));
    expect([passed, evidence]).toEqual([true, "assumed"]);
    expect(findings).toMatchObject([{ rule: "recording/origin", severity: "warning", pointer: "/log" }]);
  });

  test("the age of each exchange that says its own, the oldest first", async () => {
    const har = told(MEETING);
    const [entry] = har.log.entries;
    Object.assign(entry ?? {}, { _harborDrafts: { ...ORIGIN, recordedAt: "2025-01-01T00:00:00Z" } });
    const { age, findings, examples } = await testAt(har);
    expect(age).toBe("the evidence is 516 days old, and the policy's limit is 180");
    expect(findings).toMatchObject([{ rule: "recording/age", pointer: "/log/entries/0/_harborDrafts" }]);
    expect(examples).toMatchObject([{ evidence: "documented", recordedAt: "2025-01-01T00:00:00Z" }]);
  });

  test.each<[what: string, answer: object, rule: string]>([
    [
      "a credential in a field that isn't listed",
      { ...Object(MEETING.answer), start_url: "https://zoom.us/s/1?zak=k3yq9z7p" },
      "secret/found",
    ],
    ["somebody's address", { ...Object(MEETING.answer), host: "ava@harbor.zz" }, "secret/person"],
  ])("and it fails with %s", async (_, answer, rule) => {
    const { passed, findings } = await testAt(harOf({ ...MEETING, answer }));
    expect(passed).toBe(false);
    expect(findings).toMatchObject([{ rule, file: OWN, pointer: "/log/entries/0/response/content/text" }]);
  });

  test("nothing of a queryString, since what is published has that of the URL", async () => {
    const har = told(LIST);
    Object.assign(har.log.entries[0]?.request ?? {}, { queryString: [{ name: "type", value: "live" }] });
    const work = treeWith({ "drafts/zoom-api/list-meetings.har": har });
    const tested = await testDraft(
      loaded("x.json", update(LIST_MEETINGS)),
      SAMPLE_PORT,
      means(work, treeWith({})),
    );
    expect(tested.passed).toBe(true);
    expect(tested.broughtRecording).not.toContain("live");
  });
});

describe("a test without a recording fails, and says where to put one", () => {
  const message = (path: string) =>
    `there is no recording to replay; put one into ${path} (\`harbor-drafts schema recording\` tells its form)`;
  const nothing = { passed: false, evidence: "none", origin: null, unseen: [], findings: [] };

  test("of an addition: beside the draft", async () => {
    const tested = await testDraft(
      loaded(SAMPLE_FILE, SAMPLE_DRAFT),
      SAMPLE_PORT,
      means(treeWith({}), treeWith({})),
    );
    expect(tested).toMatchObject({ ...nothing, examples: [{ mismatch: { message: message(OWN) } }] });
  });

  test("of an update whose live action has none either: beside the draft too", async () => {
    const draft = update(LIST_MEETINGS);
    const tested = await testDraft(loaded("x.json", draft), SAMPLE_PORT, means(treeWith({}), treeWith({})));
    const own = "drafts/zoom-api/list-meetings.har";
    expect(tested).toMatchObject({ ...nothing, examples: [{ mismatch: { message: message(own) } }] });
  });

  test("of a live action: beside its manifest", async () => {
    const tested = await testLive(SAMPLE_PORT, LIST_MEETINGS, means(treeWith({}), treeWith({})));
    expect(tested).toMatchObject({ ...nothing, examples: [{ mismatch: { message: message(LIVE) } }] });
  });
});
