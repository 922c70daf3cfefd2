import { describe, expect, test } from "vitest";
import { COMMANDS } from "../src/command-line.ts";
import type { CheckOutput } from "../src/output/check.ts";
import type { TestOutput } from "../src/output/test.ts";
import { runJson } from "./support/cli.ts";
import { catalogueFolder, PROJECT, read, write } from "./support/repository.ts";

const README = read(PROJECT, "README.md");

describe("README", () => {
  test("its draft passes check, and its recording the test", async () => {
    const [draft, recording] = [...README.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
    const cwd = catalogueFolder();
    const file = "drafts/zoom-api/get-past-meeting.json";
    write(cwd, file, draft ?? "");
    write(cwd, file.replace("json", "har"), recording ?? "");
    const checked = await runJson<CheckOutput>(["check", file], { cwd });
    expect(checked.output.drafts).toMatchObject([{ verdict: "automatic", findings: [] }]);
    const tested = await runJson<TestOutput>(["test", file], { cwd });
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
