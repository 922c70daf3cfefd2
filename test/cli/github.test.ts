import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/output/check.ts";
import type { DiffOutput } from "../../src/output/diff.ts";
import type { ActionOutput, PortOutput } from "../../src/output/inspect.ts";
import type { RequestOutput, RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import type { TestOutput } from "../../src/output/test.ts";
import { openGitHub, TOKEN } from "../support/github.ts";
import { call, callJson } from "../support/program.ts";
import { clones, git, readJson, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const RECORDING = "catalog/integrations/zoom/zoom-api.recordings/get-meeting.har";

/** An agent, a reviewer and a bare remote that GitHub shows. No command ever prints the token. */
async function start() {
  const { remote, agent, reviewer } = clones({});
  const github = await openGitHub(remote);
  const call = async <Output>(words: [string, ...string[]], env: Record<string, string> = {}) => {
    const ran = await callJson<Output>(words, { cwd: agent, env: { ...github.env, ...env } });
    expect(`${JSON.stringify(ran.output)}${ran.log.join()}`).not.toContain(TOKEN);
    return ran;
  };
  const request = async (): Promise<RequestOutput | undefined> =>
    (await call<RequestsOutput>(["request-publish", DRAFT])).output.requests[0];
  const status = async (slug = "get-meeting") =>
    (await call<StatusOutput>(["status"])).output.entries.find((entry) => entry.slug === slug);
  const writes = () => github.received.filter(({ method }) => method !== "GET");
  /** All that a second run may not change. */
  const state = () => [git(remote, "for-each-ref"), writes().length, JSON.stringify(github.pulls)];
  const mergeBranch = (): void => {
    git(reviewer, "fetch", "--quiet");
    git(reviewer, "merge", "--quiet", "--no-ff", "--no-edit", `origin/${BRANCH}`);
    git(reviewer, "push", "--quiet");
  };
  const editDraft = (edit: (draft: { rationale: string; action: { label: string } }) => void): void => {
    const draft = readJson<{ rationale: string; action: { label: string } }>(agent, DRAFT);
    edit(draft);
    write(agent, DRAFT, draft);
  };
  return { remote, agent, github, call, request, status, writes, state, mergeBranch, editDraft };
}

describe("an agent's way to a published action, on GitHub", () => {
  test("goes from inspect to live, and the second run of everything changes nothing", async () => {
    const { remote, github, call, request, status, writes, state, mergeBranch } = await start();

    const before = await call<PortOutput>(["inspect", "zoom-api"]);
    expect(before.output).toMatchObject({ version: "1.0.0", requests: [] });
    const checked = await call<CheckOutput>(["check", DRAFT]);
    expect(checked.output.drafts).toMatchObject([{ verdict: "automatic", findings: [] }]);
    const tested = await call<TestOutput>(["test", DRAFT]);
    expect(tested.output.drafts).toMatchObject([{ passed: true, evidence: "documented" }]);
    const diff = await call<DiffOutput>(["diff", DRAFT]);
    expect(diff.output.bump).toEqual({ from: "1.0.0", to: "1.1.0", level: "minor" });
    expect(github.received).toEqual([]);

    const created = await request();
    const [pull] = github.pulls;
    expect(created).toMatchObject({
      outcome: "created",
      branch: BRANCH,
      commit: git(remote, "rev-parse", BRANCH),
      number: 1,
      url: pull?.html_url,
      version: { from: "1.0.0", to: "1.1.0" },
      error: null,
    });
    expect(pull).toMatchObject({
      title: "Add zoom-api/get-meeting (1.1.0)",
      head: { ref: BRANCH, sha: created?.commit },
      base: { ref: "main" },
    });
    expect(pull?.body).toContain(`**${sentence(diff.output.capability)}**`);
    expect(pull?.body).toContain(`\`\`\`diff\n${diff.output.patch}`);
    expect(git(remote, "rev-list", "--count", `main..${BRANCH}`)).toBe("1");
    expect(git(remote, "diff", "--raw", "--abbrev=1", "main", BRANCH).split("\n")).toEqual([
      expect.stringMatching(`^:100644 100644 .* M\t${MANIFEST}$`),
      expect.stringMatching(`^:000000 100644 .* A\t${RECORDING}$`),
    ]);

    const requested = state();
    expect(await request()).toEqual({ ...created, outcome: "unchanged" });
    const waiting = { state: "requested", checks: "none", url: pull?.html_url };
    expect([await status(), await status()]).toMatchObject([waiting, waiting]);
    expect(state()).toEqual(requested);

    mergeBranch();
    github.merge(1);
    const merged = state();
    expect(await status()).toMatchObject({ state: "published", checks: "none" });
    const live = await call<ActionOutput>(["inspect", "zoom-api", "get-meeting"]);
    expect(live.output).toMatchObject({ version: "1.1.0", live: true, action: { slug: "get-meeting" } });
    expect(await request()).toMatchObject({ outcome: "unchanged", error: null });
    expect(await status()).toMatchObject({ state: "published" });
    expect(state()).toEqual(merged);
    expect(writes()).toMatchObject([{ method: "POST", path: "/pulls" }]);
  });

  test("shows what CI says of a request", async () => {
    const { github, request, status } = await start();
    const commit = (await request())?.commit ?? "";
    github.check(commit, { status: "completed", conclusion: "success" });
    expect(await status()).toMatchObject({ state: "requested", checks: "passed" });
    github.check(commit, { status: "in_progress", conclusion: null });
    expect(await status()).toMatchObject({ state: "requested", checks: "pending" });
    github.check(commit, { status: "completed", conclusion: "failure" });
    expect(await status()).toMatchObject({ state: "requested", checks: "failed" });
  });

  test("takes the pull request that somebody opened in the meantime", async () => {
    const { github, request, state } = await start();
    github.trouble(() => github.open({ head: BRANCH, title: "Mine" }), { on: "POST" });
    expect(await request()).toMatchObject({ outcome: "created", number: 1, error: null });
    expect(github.pulls).toMatchObject([
      { title: "Add zoom-api/get-meeting (1.1.0)", body: expect.stringContaining("### Why") },
    ]);
    const after = state();
    expect(await request()).toMatchObject({ outcome: "unchanged", number: 1 });
    expect(state()).toEqual(after);
  });

  test("leaves alone one of its branch into another one, and shows a draft's words as they are", async () => {
    const { remote, github, request, editDraft } = await start();
    const rationale = "See #1 | and ~ this.\na | b\n--> 1 * 2, _ and -\n    1. indented";
    editDraft((draft) => {
      draft.action.label = "One \\| two | three";
      draft.rationale = rationale;
    });
    git(remote, "branch", "release", "main");
    github.open({ head: BRANCH, base: "release", title: "Mine" });
    expect(await request()).toMatchObject({ outcome: "created", number: 2 });
    expect(github.pulls).toMatchObject([
      { title: "Mine", body: null },
      { number: 2, base: { ref: "main" } },
    ]);
    const body = github.pulls[1]?.body ?? "";
    expect(body).toContain(`\`\`\`text\n${rationale}\n\`\`\``);
    expect(body).toContain("| `label` | `One \\\\| two \\| three` |\n");
  });
});

describe("a request that GitHub doesn't take", () => {
  test.each([
    ["is missing", {}],
    ["is empty", { GITHUB_TOKEN: "", GH_TOKEN: "" }],
  ])("pushes nothing where the token %s", async (_name, tokens) => {
    const { agent, github, state } = await start();
    const { GITHUB_TOKEN: _token, ...env } = github.env;
    const before = state();
    const { exit, output } = await callJson<object>(["request-publish", DRAFT], {
      cwd: agent,
      env: { ...env, ...tokens },
    });
    expect(exit).toBe(3);
    expect(output).toMatchObject({ ok: false, error: { code: "AUTH" } });
    expect([state(), github.received]).toEqual([before, []]);
  });

  test("pushes nothing where the token isn't accepted: the forge is asked first", async () => {
    const { call, state } = await start();
    const before = state();
    const refused = await call<RequestsOutput>(["request-publish", DRAFT], { GITHUB_TOKEN: "expired" });
    expect(refused.exit).toBe(3);
    expect(refused.output.requests).toMatchObject([{ outcome: "failed", error: { code: "AUTH" } }]);
    expect(state()).toEqual(before);
  });

  test("is no request while its branch alone is there, and is finished by running it again", async () => {
    const { remote, github, call, request, status } = await start();
    github.trouble({ status: 403, body: { message: "Forbidden" } }, { on: "POST" });
    const refused = await call<RequestsOutput>(["request-publish", DRAFT]);
    expect(refused.exit).toBe(3);
    expect(refused.output.requests).toMatchObject([{ outcome: "failed", error: { code: "PERMISSION" } }]);
    expect(await status()).toMatchObject({ state: "tested" });
    const pushed = git(remote, "rev-parse", BRANCH);
    expect(await request()).toMatchObject({ outcome: "created", number: 1, commit: pushed });
    expect(github.pulls).toHaveLength(1);
  });

  test("says so in two lines, without the token or a stack", async () => {
    const { agent, github } = await start();
    github.trouble({ status: 403, body: { message: "Resource not accessible by personal access token" } });
    const { exit, stdout, stderr } = await call(["status"], { cwd: agent, env: github.env });
    expect(exit).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: GitHub refuses to list the requests \(403 for GET \S+\): .*\n→ .*\n$/);
    expect(stderr).not.toContain(TOKEN);
  });
});

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
