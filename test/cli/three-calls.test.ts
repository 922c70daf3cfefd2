import { expect, test } from "vitest";
import { run } from "../support/cli.ts";
import { clones, copyPort, git, ZOOM } from "../support/repository.ts";

/** A clone whose base has the description of Zoom's API. */
function describedClone(): string {
  const { agent } = clones();
  copyPort(agent, ZOOM, true);
  git(agent, "add", "catalog");
  git(agent, "commit", "--quiet", "--message=Describe the API");
  git(agent, "push", "--quiet", "origin", "HEAD:main");
  return agent;
}

/** A step's command, as a report ends with it: behind an arrow, broken to fit, with the reason in brackets. */
function nextIn(report: string): string[] {
  const [, command = ""] = /→ harbor-drafts ([^(]*) \(/.exec(report.replace(/\s+/g, " ")) ?? [];
  return command.split(" ").map((word) => word.replaceAll("'", ""));
}

test.each([
  ["upcoming", "GET /users/me/upcoming_meetings"],
  ["questions", "GET /meetings/{meetingId}/registrants/questions"],
  ["past", "GET /past_meetings/{meetingId}"],
])(
  "from a need (%s) to an open request in three calls, by what each report says next",
  async (word, route) => {
    const cwd = describedClone();
    let words = ["inspect", "zoom-api", word === "past" ? route : word];
    const sizes: number[] = [];
    let typed = 0;
    for (const command of ["inspect", "propose", "request-publish"]) {
      expect(words[0]).toBe(command);
      const { exit, stdout, stderr } = await run(words, { cwd });
      expect([exit, words]).toEqual([0, words]);
      sizes.push(stdout.length + stderr.length);
      typed += words.join(" ").length;
      words = nextIn(stdout);
    }
    expect(git(cwd, "ls-remote", "origin", "refs/heads/publish/*")).not.toBe("");
    // An agent reads all of it: in bytes.
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(4096);
    expect(typed).toBeLessThan(300);
  },
);
