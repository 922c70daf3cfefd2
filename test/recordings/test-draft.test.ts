import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { Tree } from "../../src/catalog/tree.ts";
import { openFiles } from "../../src/io/files.ts";
import { testDraft, testLive } from "../../src/recordings/test-draft.ts";
import { temporaryFolder, write } from "../support/repository.ts";
import {
  type Exchange,
  FAKE_SECRET,
  GET_MEETING,
  harOf,
  LIST_MEETINGS,
  SAMPLE_DRAFT,
  SAMPLE_FILE,
  SAMPLE_PORT,
} from "../support/sample.ts";

const OWN = "drafts/zoom-api/get-meeting.har";
const LIVE = "catalog/integrations/zoom/zoom-api.recordings/list-meetings.har";

const MEETING: Exchange = { url: "https://api.zoom.us/v2/meetings/123456789", answer: { id: 123456789 } };
const LIST: Exchange = {
  url: "https://api.zoom.us/v2/users/me/meetings?type=scheduled&page_size=25",
  answer: { total_records: 0 },
};

function treeWith(files: Record<string, string | object>): Tree {
  const root = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    write(root, path, content);
  }
  return openFiles(root, root).tree;
}

const update = (action: Action) => ({ ...SAMPLE_DRAFT, change: "update" as const, action });

describe("a draft's test", () => {
  test("replays the recording that the draft brings", async () => {
    const tested = await testDraft(
      SAMPLE_FILE,
      SAMPLE_DRAFT,
      SAMPLE_PORT,
      treeWith({ [OWN]: harOf(MEETING) }),
      treeWith({}),
    );
    expect(tested).toMatchObject({ passed: true, findings: [] });
    expect(JSON.parse(new TextDecoder().decode(tested.broughtRecording))).toEqual(harOf(MEETING));
  });

  test("of an update that brings none replays the live action's, as the base has it", async () => {
    const base = treeWith({ [LIVE]: harOf(LIST) });
    const work = treeWith({ [LIVE]: harOf({ ...LIST, status: 500 }) });
    const tested = await testDraft("x.json", update(LIST_MEETINGS), SAMPLE_PORT, work, base);
    expect(tested).toMatchObject({ passed: true, broughtRecording: undefined });
  });

  test("of an update prefers the recording that it brings", async () => {
    const work = treeWith({
      "drafts/zoom-api/list-meetings.har": harOf({ ...LIST, answer: { total_records: 7 } }),
    });
    const base = treeWith({ [LIVE]: harOf(LIST) });
    const { examples } = await testDraft("x.json", update(LIST_MEETINGS), SAMPLE_PORT, work, base);
    expect(examples).toMatchObject([{ output: { total_records: 7 } }]);
  });

  test("of a retirement has nothing to show, and passes", async () => {
    const retirement = { ...SAMPLE_DRAFT, change: "retire" as const, action: { slug: "list-meetings" } };
    const tested = await testDraft("x.json", retirement, SAMPLE_PORT, treeWith({}), treeWith({}));
    expect(tested).toMatchObject({ passed: true, evidence: "none", examples: [], findings: [] });
  });

  test("of a live action replays the recording beside its manifest", async () => {
    const tested = await testLive(SAMPLE_PORT, LIST_MEETINGS, treeWith({ [LIVE]: harOf(LIST) }));
    expect(tested).toMatchObject({ passed: true, examples: [{ output: { total_records: 0 } }] });
  });
});

describe("a draft's test fails, and says why", () => {
  test.each<[why: string, action: Action, files: Record<string, string | object>, rule: string]>([
    ["where the recording isn't HAR", GET_MEETING, { [OWN]: "{" }, "recording/har"],
    [
      "where the recording holds a secret",
      GET_MEETING,
      { [OWN]: harOf({ ...MEETING, answer: { id: FAKE_SECRET } }) },
      "secret/found",
    ],
    [
      "where the action isn't one that could be live",
      { ...GET_MEETING, method: "DELETE" as Action["method"] },
      { [OWN]: harOf(MEETING) },
      "test/action",
    ],
    [
      "where the action has no example",
      { ...GET_MEETING, examples: [] },
      { [OWN]: harOf(MEETING) },
      "test/examples",
    ],
  ])("%s", async (_, action, files, rule) => {
    const draft = { ...SAMPLE_DRAFT, action };
    const tested = await testDraft(SAMPLE_FILE, draft, SAMPLE_PORT, treeWith(files), treeWith({}));
    expect(tested.passed).toBe(false);
    expect(tested.findings).toMatchObject([{ rule, severity: "error" }]);
    expect(JSON.stringify(tested)).not.toContain(FAKE_SECRET);
  });

  test("where an addition brings no recording", async () => {
    const tested = await testDraft(SAMPLE_FILE, SAMPLE_DRAFT, SAMPLE_PORT, treeWith({}), treeWith({}));
    expect(tested).toMatchObject({
      passed: false,
      evidence: "none",
      examples: [{ mismatch: { message: "there is no recording to replay" } }],
    });
  });
});
