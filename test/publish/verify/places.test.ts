import { describe, expect, test } from "vitest";
import { doubtOfPath, zoneOf } from "../../../src/publish/verify/places.ts";

describe("a path is", () => {
  test.each([
    ["catalog/integrations/zoom/zoom-api.json", "catalog"],
    ["drafts/zoom-api/x.json", "drafts"],
    [".github/workflows/ci.yml", "settings"],
    ["harbor.config.json", "settings"],
    ["docs/CODEOWNERS", "settings"],
    [".gitattributes", "settings"],
    ["src/.gitattributes", "other"],
    ["src/catalog/a.ts", "other"],
    ["catalogue/a", "other"],
    ["sub/harbor.config.json", "other"],
  ])("%s: %s", (path, zone) => {
    expect(zoneOf(path)).toBe(zone);
    expect(doubtOfPath(path)).toBeUndefined();
  });
});

describe("a path is doubted:", () => {
  test.each([
    // Bytes that are no UTF-8, which some systems leave out.
    "cata\ufffdlog/x.json",
    "catalog/../drafts/x",
    "a//b",
    "./catalog/x",
    ".GIT/hooks/update",
    "src/.git./config",
    "drafts\u200b/x",
    "ＤＲＡＦＴＳ/x",
    "docs\\CODEOWNERS",
    "HARBOR~1.JSO",
    "harbor.config.json ",
    "harbor.config.json::$DATA",
    "GITATT~1",
    "catalog/integrations/zoom/zoom-api.JSON",
    "catalog/integrations/zoom/zoom-api.recordings/Get-Me.har",
    "catalog",
  ])("%j", (path) => {
    expect(doubtOfPath(path)).toBeDefined();
  });

  test.each([
    "catalog/README.md",
    ".github/ISSUE_TEMPLATE/Bug.yml",
    "Docs/Guide.md",
    "src/Übung ~ 1.txt",
    "backup~1",
  ])("not %j", (path) => {
    expect(doubtOfPath(path)).toBeUndefined();
  });
});
