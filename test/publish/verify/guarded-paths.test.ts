import { describe, expect, test } from "vitest";
import { doubtOfPath, zoneOf } from "../../../src/publish/verify/guarded-paths.ts";

describe("a path is", () => {
  test.each([
    ["catalog/integrations/zoom/zoom-api.json", "catalog"],
    ["drafts/zoom-api/x.json", "drafts"],
    [".github/workflows/ci.yml", "settings"],
    ["harbor.config.json", "settings"],
    ["docs/CODEOWNERS", "settings"],
    [".gitattributes", "settings"],
    ["src/.gitattributes", "settings"],
    ["package.json", "settings"],
    ["npm-shrinkwrap.json", "settings"],
    ["pnpm-lock.yaml", "settings"],
    [".yarn/releases/yarn.cjs", "settings"],
    [".npmrc", "settings"],
    ["action.yml", "settings"],
    ["AGENTS.md", "settings"],
    ["src/deep/CLAUDE.md", "settings"],
    ["skills/meetings/SKILL.md", "settings"],
    ["src/.claude/settings.json", "settings"],
    [".mcp.json", "settings"],
    [".vscode/tasks.json", "settings"],
    [".cursor/rules/a.mdc", "settings"],
    [".codex/config.toml", "settings"],
    [".agents/skills/a/SKILL.md", "settings"],
    // What only the top's folder is read for.
    ["app/package.json", "other"],
    ["app/.npmrc", "other"],
    ["app/.github/workflows/ci.yml", "other"],
    ["src/skills/list.ts", "other"],
    ["src/agents.ts", "other"],
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
    "PACKAG~1.JSO",
    "src/CLAUDE~1/settings.json",
    "MCP~1.JSO",
    "VSCODE~2",
    "Package.json",
    "src/Claude.md",
    ".Claude/settings.json",
    "AGENTS\u200b.md",
    "Skills/x/SKILL.md",
    "src/.claude",
    "skills",
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
    "src/agents/claude.ts",
    "docs/package.md",
  ])("not %j", (path) => {
    expect(doubtOfPath(path)).toBeUndefined();
  });
});
