import { describe, expect, test } from "vitest";
import {
  draftFile,
  draftRecordingFile,
  isSlug,
  parseDraftPath,
  parseManifestPath,
  portFiles,
} from "../../src/catalog/layout.ts";

describe("a slug", () => {
  test.each(["a", "get-meeting", "v2-list-3", "0", "com", "com10", "console", "a".repeat(64)])(
    "may be %s",
    (name) => {
      expect(isSlug(name)).toBe(true);
    },
  );

  test.each<[why: string, name: string]>([
    ["empty", ""],
    ["too long", "a".repeat(65)],
    ["with a capital", "Get"],
    ["with an underscore", "get_meeting"],
    ["with a dot", "get.meeting"],
    ["with two hyphens", "get--meeting"],
    ["an option", "-rf"],
    ["ending in a hyphen", "get-"],
    ["a traversal", "../x"],
    ["a folder", "a/b"],
    ["with a line break at its end", "get\n"],
    ["with a homoglyph", "g\u0435t"],
    ["with an accent", "gét"],
    ["a device of Windows", "con"],
    ["another device of Windows", "lpt1"],
  ])("is never %s", (_, name) => {
    expect(isSlug(name)).toBe(false);
  });
});

describe("the layout", () => {
  test("has a place for each file of a port", () => {
    const files = portFiles("zoom", "zoom-api");
    expect({ ...files, recording: files.recording("get-me") }).toEqual({
      manifest: "catalog/integrations/zoom/zoom-api.json",
      policy: "catalog/integrations/zoom/zoom-api.policy.json",
      recording: "catalog/integrations/zoom/zoom-api.recordings/get-me.har",
    });
  });

  test("has a draft and its recording side by side", () => {
    expect(draftFile("zoom-api", "get-me")).toBe("drafts/zoom-api/get-me.json");
    expect(draftRecordingFile("zoom-api", "get-me")).toBe("drafts/zoom-api/get-me.har");
  });

  test.each([
    ["catalog/integrations/zoom/zoom-api.json", { publisher: "zoom", port: "zoom-api" }],
    ["catalog/integrations/zoom/zoom-api.policy.json", undefined],
    ["catalog/integrations/zoom/zoom-api.recordings/get-me.har", undefined],
    ["catalog/integrations/zoom/deeper/zoom-api.json", undefined],
    ["catalog/integrations/zoom-api.json", undefined],
    ["catalog/integrations/Zoom/zoom-api.json", undefined],
    ["catalog/integrations/../zoom-api.json", undefined],
    ["x/catalog/integrations/zoom/zoom-api.json", undefined],
  ])("reads the path of a manifest: %s", (path, expected) => {
    expect(parseManifestPath(path)).toEqual(expected);
  });

  test.each([
    ["drafts/zoom-api/get-me.json", { port: "zoom-api", slug: "get-me" }],
    ["drafts/zoom-api/get-me.har", undefined],
    ["drafts/zoom-api/get.me.json", undefined],
    ["drafts/get-me.json", undefined],
    ["drafts/zoom-api/more/get-me.json", undefined],
    ["drafts/zoom-api/con.json", undefined],
    ["drafts/../zoom-api/get-me.json", undefined],
  ])("reads the path of a draft: %s", (path, expected) => {
    expect(parseDraftPath(path)).toEqual(expected);
  });
});
