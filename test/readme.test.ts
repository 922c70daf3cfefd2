import { describe, expect, test } from "vitest";
import { COMMANDS } from "../src/command-line.ts";
import type { CheckOutput } from "../src/output/check.ts";
import type { TestOutput } from "../src/output/test.ts";
import { callJson } from "./support/program.ts";
import { catalogueFolder, PROJECT, read, temporaryFolder, write } from "./support/repository.ts";

const README = read(PROJECT, "README.md");

describe("README", () => {
  test("its draft passes check, and its recording the test", async () => {
    const [draft, recording] = [...README.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
    const cwd = catalogueFolder();
    const file = "drafts/zoom-api/get-past-meeting.json";
    write(cwd, file, draft ?? "");
    write(cwd, file.replace("json", "har"), recording ?? "");
    const checked = await callJson<CheckOutput>(["check", file], { cwd });
    expect(checked.output.drafts).toMatchObject([
      { verdict: "automatic", findings: [{ rule: "recording/form", severity: "info" }] },
    ]);
    const tested = await callJson<TestOutput>(["test", file], { cwd });
    expect(tested.output.drafts).toMatchObject([{ passed: true, evidence: "documented" }]);
  });

  test("shows every command, and the two that a newcomer needs", () => {
    for (const { name } of COMMANDS) {
      expect(README).toContain(`| \`${name}`);
    }
    expect(README).toContain("npm ci && npm start");
    expect(README).toContain("npm ci && npm test");
  });
});

describe("docs/ports.md", () => {
  const PAGE = read(PROJECT, "docs/ports.md");

  test("makes a port whose files pass check and test, as they stand on the page", async () => {
    const cwd = temporaryFolder();
    // Each block of JSON comes after a paragraph that begins with its file's name.
    const files = [
      ...PAGE.matchAll(/^`([\w./-]+\.(?:json|har))`[:,][^\n]*\n\n(?:```json\n([\s\S]*?)```)?/gm),
    ];
    for (const [, file = "", text = ""] of files) {
      write(cwd, file, text);
    }
    expect(files.map(([, file]) => file)).toEqual([
      "catalog/integrations/github/github.json",
      "catalog/integrations/github/github.policy.json",
      "drafts/github/list-notifications.json",
      "drafts/github/list-notifications.har",
    ]);
    const checked = await callJson<CheckOutput>(["check", "--all"], { cwd });
    expect([...checked.output.drafts, ...checked.output.catalog]).toMatchObject([
      { verdict: "automatic", findings: [{ rule: "recording/form", severity: "info" }] },
      { kind: "manifest", findings: [] },
      { kind: "policy", findings: [] },
    ]);
    const tested = await callJson<TestOutput>(["test", "--all"], { cwd });
    expect(tested.output.drafts).toMatchObject([{ passed: true, evidence: "documented" }]);
  });

  test("names commands that there are", () => {
    const named = [...PAGE.matchAll(/^harbor-drafts ([a-z-]+)|`harbor-drafts ([a-z-]+)/gm)].map(
      ([, line, inline]) => line ?? inline,
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
  });
});
