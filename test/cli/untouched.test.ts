import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callJson } from "../support/program.ts";
import { clones, git, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";

describe("request-publish leaves the user's checkout alone", () => {
  test.each([
    ["on a branch", (_agent: string) => {}],
    ["with a detached HEAD", (agent: string) => git(agent, "checkout", "--quiet", "--detach")],
    ["on another branch", (agent: string) => git(agent, "checkout", "--quiet", "-b", "work")],
    [
      "in the middle of a merge",
      (agent: string) => {
        git(agent, "checkout", "--quiet", "-b", "side");
        git(agent, "commit", "--quiet", "--allow-empty", "--message=Side");
        git(agent, "checkout", "--quiet", "-");
        git(agent, "merge", "--quiet", "--no-ff", "--no-commit", "side");
      },
    ],
  ])("%s, with staged, changed, new and deleted files", async (_where, prepare) => {
    const { agent } = clones();
    git(agent, "config", "commit.gpgSign", "false");
    prepare(agent);
    write(agent, "harbor.config.json", '{ "forge": "git-only" }\n\n');
    write(agent, "staged.txt", "staged\n");
    git(agent, "add", "staged.txt");
    write(agent, "staged.txt", "changed after\n");
    git(agent, "rm", "--quiet", "--cached", "catalog/integrations/zoom/zoom-api.json");

    // The clone is a copy, whose files git looks at once before it believes its index.
    git(agent, "status");
    const before = checkout(agent);
    const created = await callJson(["request-publish", DRAFT], { cwd: agent });
    expect(created.output).toMatchObject({ requests: [{ outcome: "created" }] });
    await callJson(["status"], { cwd: agent });
    expect(checkout(agent)).toEqual(before);
  });
});

/** HEAD, the index byte for byte, local refs, and every file outside .git. */
function checkout(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, ".git")))
    .map((entry) => join(entry.parentPath, entry.name));
  const state = ["HEAD", "index", "config"].map((name) => join(folder, ".git", name));
  const hashes = [...files, ...state].map((path) => [path, hash(readFileSync(path))]);
  return {
    ...Object.fromEntries(hashes),
    branches: git(folder, "for-each-ref", "refs/heads", "refs/tags", "refs/stash"),
    // The program keeps its own notes there, in a folder of its own.
    gitFiles: readdirSync(join(folder, ".git"))
      .filter((name) => name !== "harbor-drafts")
      .sort()
      .join(" "),
    status: git(folder, "status", "--porcelain=v2", "--branch").replace(
      /^# branch\.(?:ab|upstream).*\n/gm,
      "",
    ),
  };
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
