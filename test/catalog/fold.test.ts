import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/catalog/fold.ts";
import { manifestText } from "../../src/catalog/load.ts";
import { type Manifest, manifestSchema } from "../../src/catalog/manifest.ts";
import { canonicalDraft, draftSchema } from "../../src/drafts/draft.ts";
import { PROJECT, read } from "../support/repository.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_MANIFEST } from "../support/sample.ts";

const slugs = (manifest: Manifest): string[] => manifest.actions.map(({ slug }) => slug);

describe("the fold", () => {
  test("of an addition sorts it in and bumps the minor version", () => {
    const folded = fold(SAMPLE_MANIFEST, { change: "add", action: GET_MEETING });
    expect(slugs(folded)).toEqual(["get-meeting", "list-meetings"]);
    expect(folded.version).toBe("1.3.0");
  });

  test("of an update replaces the action whole", () => {
    const action = { ...LIST_MEETINGS, label: "My meetings" };
    const folded = fold(SAMPLE_MANIFEST, { change: "update", action });
    expect(folded).toEqual({ ...SAMPLE_MANIFEST, version: "1.2.4", actions: [action] });
  });

  test("of a retirement removes the action and bumps the major version", () => {
    const folded = fold(SAMPLE_MANIFEST, { change: "retire", action: { slug: "list-meetings" } });
    expect(folded).toEqual({ ...SAMPLE_MANIFEST, version: "2.0.0", actions: [] });
  });

  test("of what is live already changes nothing", () => {
    const again = fold(SAMPLE_MANIFEST, { change: "update", action: structuredClone(LIST_MEETINGS) });
    expect(manifestText(again)).toBe(manifestText(SAMPLE_MANIFEST));
  });

  test("leaves the manifest that it is given as it is", () => {
    const before = manifestText(SAMPLE_MANIFEST);
    fold(SAMPLE_MANIFEST, { change: "add", action: CREATE_MEETING });
    expect(manifestText(SAMPLE_MANIFEST)).toBe(before);
  });

  test("gives the same bytes whatever order additions came in", () => {
    const adding = (manifest: Manifest, action: typeof GET_MEETING) =>
      fold(manifest, { change: "add", action });
    const one = adding(adding(SAMPLE_MANIFEST, GET_MEETING), CREATE_MEETING);
    const other = adding(adding(SAMPLE_MANIFEST, CREATE_MEETING), GET_MEETING);
    expect(manifestText(one)).toBe(manifestText(other));
  });

  test("of an addition and its retirement restores every byte but the version", () => {
    const added = fold(SAMPLE_MANIFEST, { change: "add", action: GET_MEETING });
    const back = fold(added, { change: "retire", action: { slug: "get-meeting" } });
    expect(back.version).toBe("2.0.0");
    expect(manifestText({ ...back, version: SAMPLE_MANIFEST.version })).toBe(manifestText(SAMPLE_MANIFEST));
  });

  test("is frozen for manifest format 1", () => {
    const { input: _, ...action } = { ...GET_MEETING, examples: [] };
    const empty = { ...SAMPLE_MANIFEST, tags: [], actions: [] };
    // Authored out of order: the bytes must not tell.
    expect(manifestText(fold(empty, { change: "add", action: { input: {}, ...action } }))).toBe(`{
  "manifest": 1,
  "slug": "zoom-api",
  "version": "1.3.0",
  "publisher": {
    "slug": "zoom",
    "name": "Zoom"
  },
  "category": "Work Management",
  "tags": [],
  "port": {
    "kind": "http_api",
    "label": "Zoom API",
    "description": "Zoom through Harbor.",
    "baseUrl": "https://api.zoom.us/v2",
    "authMode": "header_token",
    "authHeaderName": "Authorization",
    "authTokenPrefix": "Bearer"
  },
  "actions": [
    {
      "slug": "get-meeting",
      "label": "Get one meeting",
      "description": "Time and status of one meeting, by its number.",
      "method": "GET",
      "path": "/meetings/{meetingId}",
      "approvalMode": "automatic",
      "requestBodyMode": "none",
      "resultMode": "json_summary",
      "input": {},
      "result": {
        "fields": [
          "id",
          "topic",
          "start_time"
        ]
      },
      "scopes": [
        "meeting:read:meeting"
      ],
      "examples": []
    }
  ]
}
`);
  });
});

describe("this repository's own files are canonical", () => {
  const files = (folder: string, ending: RegExp): string[] =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => ending.test(path))
      .sort();

  test.each(files("catalog/integrations", /\/[^/.]+\.json$/))("%s", (file) => {
    const text = read(PROJECT, file);
    expect(manifestText(manifestSchema.parse(JSON.parse(text)))).toBe(text);
  });

  test.each(files("test/fixtures/drafts", /\.json$/))("%s", (file) => {
    const text = read(PROJECT, file);
    expect(canonicalDraft(draftSchema.parse(JSON.parse(text)))).toBe(text);
  });
});
