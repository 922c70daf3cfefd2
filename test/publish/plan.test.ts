import { describe, expect, test } from "vitest";
import { manifestText } from "../../src/catalog/load.ts";
import type { Draft } from "../../src/drafts/draft.ts";
import { foldDraft, planRequest } from "../../src/publish/plan.ts";
import { requestPaths } from "../../src/publish/requests.ts";
import {
  GET_MEETING,
  LIST_MEETINGS,
  SAMPLE_DRAFT,
  SAMPLE_MANIFEST,
  SAMPLE_PORT,
  testSample,
} from "../support/sample.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const RECORDINGS = "catalog/integrations/zoom/zoom-api.recordings";

function filesOf(draft: Draft, recording: string | undefined, ...basePaths: string[]) {
  const { files } = planRequest({
    draft,
    verdict: "automatic",
    warnings: [],
    test: testSample(GET_MEETING),
    age: null,
    recording,
    port: SAMPLE_PORT,
    basePaths: new Set([MANIFEST, ...basePaths]),
    baseCommit: "0".repeat(40),
    baseBranch: "main",
    requestedBy: undefined,
    signedOffBy: [],
    author: undefined,
    config: {},
    rules: [],
  });
  return files;
}

const RETIREMENT: Draft = { ...SAMPLE_DRAFT, change: "retire", action: { slug: "list-meetings" } };
const UPDATE: Draft = { ...SAMPLE_DRAFT, change: "update", action: { ...LIST_MEETINGS, label: "Mine" } };

describe("a request touches exactly", () => {
  const folded = (draft: Draft) => ({ path: MANIFEST, text: foldDraft(draft, SAMPLE_PORT).manifest });

  test("manifest and recording, for an addition", () => {
    expect(filesOf(SAMPLE_DRAFT, "HAR")).toEqual([
      folded(SAMPLE_DRAFT),
      { path: `${RECORDINGS}/get-meeting.har`, text: "HAR" },
    ]);
  });

  test("the draft's own files too, removed, where the base has them", () => {
    const [draft, recording] = ["drafts/zoom-api/get-meeting.json", "drafts/zoom-api/get-meeting.har"];
    expect(filesOf(SAMPLE_DRAFT, "HAR", draft, recording).slice(2)).toEqual([
      { path: draft, text: null },
      { path: recording, text: null },
    ]);
  });

  test("the manifest alone, for an update that brings no recording", () => {
    expect(filesOf(UPDATE, undefined, `${RECORDINGS}/list-meetings.har`)).toEqual([folded(UPDATE)]);
  });

  test("manifest and recording, which is removed, for a retirement", () => {
    expect(filesOf(RETIREMENT, undefined, `${RECORDINGS}/list-meetings.har`)).toEqual([
      folded(RETIREMENT),
      { path: `${RECORDINGS}/list-meetings.har`, text: null },
    ]);
    expect(filesOf(RETIREMENT, undefined)).toEqual([folded(RETIREMENT)]);
  });

  test("no path besides these", () => {
    expect(requestPaths(SAMPLE_PORT, "get-meeting")).toEqual([
      `${RECORDINGS}/get-meeting.har`,
      "drafts/zoom-api/get-meeting.json",
      "drafts/zoom-api/get-meeting.har",
    ]);
  });
});

describe("a folded draft", () => {
  test("tells the manifest, the versions, the capability and the patch", () => {
    const folded = foldDraft(SAMPLE_DRAFT, SAMPLE_PORT);
    expect(folded).toMatchObject({
      version: { from: "1.2.3", to: "1.3.0" },
      capability: "agents could now read a meeting",
      comparison: { level: "minor", widening: false },
    });
    expect(JSON.parse(folded.manifest).actions).toEqual([GET_MEETING, LIST_MEETINGS]);
    expect(folded.patch.split("\n").slice(0, 2)).toEqual([`--- a/${MANIFEST}`, `+++ b/${MANIFEST}`]);
    expect(folded.patch).toContain('-  "version": "1.2.3",\n+  "version": "1.3.0",');
  });

  test("that is live already leaves the manifest's bytes alone, canonical or not", () => {
    const port = { ...SAMPLE_PORT, manifestText: JSON.stringify(SAMPLE_MANIFEST) };
    const live: Draft = { ...SAMPLE_DRAFT, change: "update", action: structuredClone(LIST_MEETINGS) };
    expect(foldDraft(live, port)).toMatchObject({
      manifest: port.manifestText,
      patch: "",
      version: { from: "1.2.3", to: "1.2.3" },
    });
  });

  test("is canonical", () => {
    const { manifest } = foldDraft(SAMPLE_DRAFT, SAMPLE_PORT);
    expect(manifestText(JSON.parse(manifest))).toBe(manifest);
  });
});
