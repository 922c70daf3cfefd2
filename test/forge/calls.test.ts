import { expect, test } from "vitest";
import * as z from "zod";
import { CALLS, isCall } from "../../src/forge/github/calls.ts";
import { connectGitHub } from "../../src/forge/github/connect.ts";
import { openGit } from "../../src/io/git.ts";
import { OPERATIONS, openGitHub, REPOSITORY, TOKEN } from "../support/github.ts";
import { clones, git } from "../support/repository.ts";

const FORBIDDEN = [
  ["PUT", "/repos/o/r/pulls/1/merge"],
  ["POST", "/repos/o/r/pulls/1/reviews"],
  ["POST", "/repos/o/r/pulls/1/reviews/2/events"],
  ["PUT", "/repos/o/r/pulls/1/update-branch"],
  ["POST", "/repos/o/r/merges"],
  ["PUT", "/repos/o/r/contents/catalog/integrations/zoom/zoom-api.json"],
  ["POST", "/repos/o/r/git/refs"],
  ["PATCH", "/repos/o/r/git/refs/heads/main"],
  ["DELETE", "/repos/o/r/git/refs/heads/main"],
  ["POST", "/repos/o/r/statuses/abc"],
  ["POST", "/repos/o/r/check-runs"],
  ["POST", "/repos/o/r/dispatches"],
  ["PUT", "/repos/o/r/branches/main/protection"],
  ["POST", "/graphql"],
] as const;

test("no call that this program can make merges, approves, deletes, or writes a file, ref or setting", () => {
  expect(CALLS.filter((call) => !call.startsWith("GET "))).toEqual([
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
    "POST /repos/{owner}/{repo}/pulls",
    "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  ]);
  for (const [method, path] of FORBIDDEN) {
    expect(isCall(method, `https://api.github.com${path}`, ""), `${method} ${path}`).toBe(false);
  }
  expect(isCall("POST", "https://ghe.example/api/v3/repos/o/r/pulls", "/api/v3")).toBe(true);
  expect(isCall("POST", "https://ghe.example/repos/o/r/pulls", "/api/v3")).toBe(false);
  expect(isCall("POST", "https://api.github.com/repos/o/r/pulls/1/../../pulls/1/merge", "")).toBe(false);
});

test("all of them are held to GitHub's own description", () => {
  expect([...OPERATIONS].sort()).toEqual([...CALLS].sort());
});

test("another call never leaves the process, whoever asks for it", async () => {
  const { remote } = clones({});
  const github = await openGitHub(remote);
  const log = (): void => {};
  const api = connectGitHub({
    repository: REPOSITORY,
    token: TOKEN,
    apiUrl: github.apiUrl,
    log,
    retryUnit: 1,
  });
  const merge = "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge" as never;
  await expect(api.call(merge, { pull_number: 1 } as never, z.unknown())).rejects.toThrow();
  expect(github.received).toEqual([]);
});

test.each([
  "refs/heads/main",
  "refs/heads/publish/zoom-api",
  "refs/heads/publish/a/b/c",
  "refs/tags/v1",
  "HEAD",
])("git pushes requests alone, never %s", async (ref) => {
  const { agent, remote } = clones();
  const before = git(remote, "for-each-ref");
  const commit = git(agent, "commit-tree", "-m", "Mine", "HEAD^{tree}");
  const push = openGit(agent, process.env).push("origin", [{ ref, commit, expected: null }]);
  await expect(push).rejects.toMatchObject({ code: "INTERNAL" });
  expect(git(remote, "for-each-ref")).toBe(before);
});
