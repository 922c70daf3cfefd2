import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { TourOutput } from "../../src/output/tour.ts";
import { run, runJson } from "../support/cli.ts";
import { temporaryFolder } from "../support/repository.ts";

describe("tour", () => {
  test("walks the whole way with real commands, shows a refusal, and ends with the action live", async () => {
    const [cwd, scratch] = [temporaryFolder(), temporaryFolder()];
    const { exit, output } = await runJson<TourOutput>(["tour"], {
      cwd,
      env: { TMPDIR: scratch, GITHUB_REPOSITORY: "a/b" },
    });
    expect(exit).toBe(0);
    const words = output.steps.map(({ command }) => command.split(" ").slice(0, 2).join(" "));
    expect([...new Set(words)]).toEqual([
      "harbor-drafts inspect",
      "harbor-drafts propose",
      "harbor-drafts check",
      "harbor-drafts test",
      "harbor-drafts diff",
      "harbor-drafts request-publish",
      "harbor-drafts status",
      "git fetch",
      "git show",
      "git diff",
      "harbor-drafts verify",
      "git merge",
      "git push",
    ]);
    const refused = output.steps.filter(({ exit }) => exit === 1);
    expect(refused).toMatchObject([{ expected: 1, output: expect.stringContaining("DELETE destroys") }]);
    expect(output.steps.at(-1)?.output).toContain(
      "get-past-meeting  GET   /past_meetings/{meetingId}  automatic",
    );
    expect(readdirSync(scratch)).toEqual([]);
  });

  test("without git, says so", async () => {
    const ran = await run(["tour"], { cwd: temporaryFolder(), env: { PATH: temporaryFolder() } });
    expect(ran).toMatchObject({ exit: 3, stderr: expect.stringMatching(/git isn't installed/) });
  });
});
