import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, temporaryFolder, trustRemote, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";
const REQUEST = "refs/harbor-drafts/requests/zoom-api/get-meeting";

async function ask(agent: string, ...options: string[]) {
  const { exit, output } = await callJson<RequestsOutput & { error?: object }>(
    ["request-publish", DRAFT, ...options],
    {
      cwd: agent,
    },
  );
  // A command that can't run at all says so at the top.
  return { exit, ...(output.requests?.[0] ?? { error: output.error }) };
}

describe("what anybody may push stops nobody", () => {
  test("branches below HEAD", async () => {
    const { agent, reviewer } = clones();
    git(reviewer, "push", "--quiet", "origin", "main:refs/heads/HEAD/x");
    expect(await ask(agent)).toMatchObject({ exit: 0, outcome: "created" });
  });

  test.each([
    ["a branch below the request's", "refs/heads/publish/zoom-api/get-meeting/x"],
    ["a ref below the one that says what it asks for", `${REQUEST}/x`],
    ["a ref above it", "refs/harbor-drafts/requests/zoom-api"],
  ])("but %s is told as what it is", async (_what, ref) => {
    const { agent, reviewer } = clones();
    git(reviewer, "push", "--quiet", "origin", `main:${ref}`);
    expect(await ask(agent)).toMatchObject({
      exit: 3,
      error: { code: "PERMISSION", message: expect.stringMatching(/stands where the request's would go/) },
    });
  });

  test("a commit larger than any request's is foreign, and can be taken over", async () => {
    const { agent, reviewer } = clones();
    const message = join(temporaryFolder(), "message");
    writeFileSync(message, `Big\n\n${"x".repeat(300_000)}\n\nDraft-Digest: 0\n`);
    git(reviewer, "commit", "--quiet", "--allow-empty", "--file", message);
    git(reviewer, "push", "--quiet", "origin", `HEAD:refs/heads/${BRANCH}`);
    expect(await ask(agent)).toMatchObject({
      exit: 3,
      error: { code: "CONFLICT", hint: expect.stringContaining("--take-over") },
    });
    expect(await ask(agent, "--take-over")).toMatchObject({ exit: 0, error: null });
  });

  test("a request with the same words whose file is a link is no request, and is replaced", async () => {
    const { agent, reviewer, remote } = clones();
    await ask(agent);
    const path = "catalog/integrations/zoom/zoom-api.recordings/get-meeting.har";
    git(reviewer, "fetch", "--quiet");
    git(reviewer, "checkout", "--quiet", "--detach", `origin/${BRANCH}`);
    const blob = git(reviewer, "rev-parse", `HEAD:${path}`);
    git(reviewer, "update-index", "--cacheinfo", `120000,${blob},${path}`);
    git(reviewer, "commit", "--quiet", "--amend", "--no-edit");
    git(reviewer, "push", "--quiet", "--force", "origin", `HEAD:refs/heads/${BRANCH}`);
    expect(await ask(agent)).toMatchObject({ exit: 0, outcome: "updated" });
    expect(git(remote, "ls-tree", BRANCH, path)).toMatch(/^100644 blob/);
  });

  test("a request ref that names another branch rejects nothing", async () => {
    const { agent, reviewer } = clones();
    const { output } = await callJson<RequestsOutput>(["request-publish", DRAFT, "--dry-run"], {
      cwd: agent,
    });
    const planted = temporaryFolder();
    git(planted, "init", "--quiet");
    write(planted, "request.json", {
      request: 1,
      branch: "XXXXXXXXzoom-api/get-meeting",
      base: "main",
      commit: "0".repeat(40),
      title: "x",
    });
    write(planted, "body.md", output.requests[0]?.plan?.body ?? "");
    git(planted, "add", "--all");
    git(planted, "commit", "--quiet", "--message=Planted");
    git(planted, "push", "--quiet", git(reviewer, "remote", "get-url", "origin"), `HEAD:${REQUEST}`);
    expect(await ask(agent)).toMatchObject({ exit: 0, outcome: "created" });
  });

  test("a branch of the base's own history is no published action", async () => {
    const { agent, reviewer } = clones();
    git(reviewer, "push", "--quiet", "origin", "main:refs/heads/publish/zoom-api/a-1");
    const { output } = await callJson<StatusOutput>(["status"], { cwd: agent });
    expect(output.entries.filter(({ slug }) => slug === "a-1")).toEqual([]);
  });
});

describe("what a hostile clone brings along", () => {
  test("a remote of its own, whose hooks would run, counts only where the user named it", async () => {
    const { agent } = clones();
    git(agent, "clone", "--quiet", "--bare", ".", ".git/own.git");
    git(agent, "remote", "set-url", "origin", ".git/own.git");
    const own = join(agent, ".git/own.git");
    expect(await ask(agent)).toMatchObject({
      exit: 3,
      error: {
        code: "GIT",
        message: `the remote is the folder ${own}: git would run its hooks and use its settings here`,
        hint: `if you trust it: git config --global --add harbor-drafts.localRemote ${own}`,
      },
    });
    trustRemote(own);
    expect(await ask(agent)).toMatchObject({ exit: 0, outcome: "created" });
  });

  test("another place to push to isn't used", async () => {
    const { agent, remote } = clones();
    git(agent, "config", "remote.origin.pushurl", join(temporaryFolder(), "elsewhere.git"));
    expect(await ask(agent)).toMatchObject({ exit: 0, outcome: "created" });
    expect(git(remote, "branch", "--list", "publish/*")).toContain(BRANCH);
  });

  test("its own rewriting of URLs isn't used either, and the user's is", async () => {
    const { agent, remote } = clones();
    git(agent, "remote", "set-url", "origin", "ours:catalogue");
    git(agent, "config", "url./nowhere/.insteadOf", "ours:");
    const config = join(temporaryFolder(), "config");
    writeFileSync(
      config,
      `[harbor-drafts]\n\tlocalRemote = ${remote}\n[url "${remote}"]\n\tinsteadOf = ours:catalogue\n`,
    );
    const env = { GIT_CONFIG_GLOBAL: config };
    const { exit, output, log } = await callJson<RequestsOutput>(["request-publish", DRAFT], {
      cwd: agent,
      env,
    });
    expect({ exit, requests: output.requests }).toMatchObject({
      exit: 0,
      requests: [{ outcome: "created" }],
    });
    expect(log).toContain(
      "warning: this clone's own url./nowhere/.insteadof isn't used: requests go to its first URL",
    );
    expect(git(remote, "branch", "--list", "publish/*")).toContain(BRANCH);
  });

  test("what it has set for the way to a remote is named where that fails", async () => {
    const { agent } = clones();
    git(agent, "remote", "set-url", "origin", "http://127.0.0.1:1/catalogue.git");
    git(agent, "config", "http.proxy", "http://user:secret@127.0.0.1:2");
    const { error } = (await ask(agent)) as { error: { code: string; hint: string } };
    expect(error).toMatchObject({
      code: "NETWORK",
      hint: expect.stringContaining("make yours with `git config --global http.proxy VALUE`"),
    });
    expect(JSON.stringify(error)).not.toContain("secret");
  });

  test("links where this program keeps its notes, lead nowhere", async () => {
    const { agent } = clones();
    const outside = temporaryFolder();
    write(outside, "precious", "mine\n");
    mkdirSync(join(agent, ".git/harbor-drafts"));
    symlinkSync(join(outside, "precious"), join(agent, ".git/harbor-drafts/fetch.done"));
    expect(await ask(agent)).toMatchObject({ exit: 0 });
    expect(read(outside, "precious")).toBe("mine\n");

    const { agent: other } = clones();
    symlinkSync(outside, join(other, ".git/harbor-drafts"));
    expect(await ask(other)).toMatchObject({
      exit: 3,
      error: { code: "GIT", message: expect.stringMatching(/harbor-drafts is a link/) },
    });
    expect(readdirSync(outside)).toEqual(["precious"]);
  });
});

test("what a folder's hooks see holds no token", async () => {
  const { agent, remote } = clones();
  const seen = join(temporaryFolder(), "seen");
  writeFileSync(join(remote, "hooks/pre-receive"), `#!/bin/sh\nenv > ${seen}\n`, { mode: 0o755 });
  const secret = "a-token-for-nobody";
  const names = ["GITHUB_TOKEN", "GH_TOKEN", "HARBOR_DRAFTS_TOKEN", "HARBOR_DRAFTS_TOKEN_ZOOM_API"];
  const env = Object.fromEntries(names.map((name) => [name, secret]));
  const { exit } = await callJson(["request-publish", DRAFT], { cwd: agent, env });
  expect(exit).toBe(0);
  expect(read(seen, "")).not.toContain(secret);
});
