import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../support/cli.ts";
import { openGitHub } from "../support/github.ts";
import { clones, read, temporaryFolder } from "../support/repository.ts";

const WORDS = ["request-publish", "drafts/zoom-api/get-meeting.json", "--as", "planner"];

/** The git commands that a request starts itself, without what these start. */
async function commandsOf(cwd: string, env: Record<string, string>): Promise<string[]> {
  const log = join(temporaryFolder(), "trace");
  const { exit } = await run(WORDS, { cwd, env: { ...env, GIT_TRACE2_EVENT: log } });
  expect(exit).toBe(0);
  const events = read(log, "")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; sid: string; argv: string[]; name: string });
  return events.flatMap(({ event, sid, name }) => (event === "cmd_name" && !sid.includes("/") ? [name] : []));
}

/** What reading the repository takes: settings, refs, and two readers of objects that answer all. */
const READING = [
  "cat-file",
  "cat-file",
  "config",
  "config",
  "for-each-ref",
  "ls-remote",
  "ls-tree",
  "rev-parse",
];

describe("the processes of git that a request takes", () => {
  test("with git alone", async () => {
    const { agent } = clones();
    const making = ["config", "fast-import", "fast-import", "fetch", "push", "var"];
    expect((await commandsOf(agent, {})).sort()).toEqual([...READING, ...making].sort());
    expect((await commandsOf(agent, {})).sort()).toEqual([...READING, "diff-tree", "fetch"].sort());
  });

  test("on GitHub", async () => {
    const { remote, agent } = clones({ labels: ["publish-request"] });
    const { env } = await openGitHub(remote);
    const making = ["config", "fast-import", "fetch", "push", "var"];
    expect((await commandsOf(agent, env)).sort()).toEqual([...READING, ...making].sort());
    expect((await commandsOf(agent, env)).sort()).toEqual([...READING, "diff-tree", "fetch"].sort());
  });
});
