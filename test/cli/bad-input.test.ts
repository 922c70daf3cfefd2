import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Ran } from "../support/cli.ts";
import { call, callJson } from "../support/program.ts";
import { catalogueFolder, clones, git, read, temporaryFolder, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

/** One clear sentence on stderr, its next step, no stack trace, and nothing on stdout. */
function expectFailure(ran: Ran, exit: number, message: RegExp): void {
  expect(ran.stderr).toMatch(message);
  expect(ran.stderr).not.toMatch(/^\s+at /m);
  expect(ran.stdout).toBe("");
  expect(ran.exit).toBe(exit);
}

describe("words that the command line doesn't know", () => {
  test.each<[string, string[], RegExp]>([
    ["no command", [], /a command is missing/],
    ["an unknown command", ["publish"], /publish/],
    ["a misspelt command", ["inspct"], /inspect/],
    ["an unknown option", ["check", "--al"], /unknown option: --al/],
    ["an option without its value", ["inspect", "--root"], /root/],
    ["an option given twice", ["inspect", "--base", "a", "--base", "b"], /--base is given twice/],
    ["a missing file", ["diff"], /not enough/i],
    ["an unknown port", ["inspect", "slack-api"], /no port slack-api.*\n.*zoom-api/],
    ["an unknown action", ["inspect", "zoom-api", "nothing"], /no action "nothing"/],
    [
      "an unknown draft",
      ["check", "drafts/zoom-api/nothing.json"],
      /there is no file drafts\/zoom-api\/nothing.json/,
    ],
    ["an unknown rule", ["rules", "no/such"], /there is no rule "no\/such"/],
    ["an unknown schema", ["schema", "nothing"], /there is no schema "nothing".*\n.*draft, manifest/],
    ["files and --all together", ["check", DRAFT, "--all"], /give one of them/],
    ["a root that isn't there", ["inspect", "--root", "nowhere"], /no folder nowhere/],
    ["a slug that is none", ["propose", "zoom-api", "../x", "--path", "/users/me"], /is no slug/],
    ["a route without a path", ["propose", "zoom-api", "new-action"], /--path is missing/],
    [
      "input that isn't JSON",
      ["propose", "zoom-api", "new-action", "--path", "/x", "--input", "{"],
      /--input isn't JSON/,
    ],
    [
      "a draft's source that isn't there",
      ["propose", "zoom-api", "get-x", "--from", "none.json"],
      /no file none.json/,
    ],
  ])("%s: exit status 2", async (_what, words, message) => {
    expectFailure(await call(words, { cwd: catalogueFolder() }), 2, message);
  });

  test("with --json, stdout is one document with the error, whatever went wrong", async () => {
    const cwd = catalogueFolder();
    const unknown = await callJson(["inspect", "slack-api"], { cwd });
    expect(unknown).toMatchObject({
      exit: 2,
      output: { command: "inspect", ok: false, error: { code: "NOT_FOUND" } },
    });
    const misspelt = await callJson(["check", "--al"], { cwd });
    expect(misspelt).toMatchObject({
      exit: 2,
      output: { command: "check", ok: false, error: { code: "USAGE" } },
    });
  });
});

describe("drafts that can't be read are invalid: exit status 1", () => {
  test.each<[string, (path: string) => void, RegExp]>([
    ["not JSON", (path) => writeFileSync(path, '{\n  "draft": 1,\n}\n'), /3:1 error the file isn't JSON/],
    ["empty", (path) => writeFileSync(path, ""), /1:1 error the file/],
    ["not UTF-8", (path) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d])), /isn't UTF-8/],
    ["no draft", (path) => writeFileSync(path, "[]"), /the document is no draft/],
    ["a member missing", (path) => writeFileSync(path, '{ "draft": 1 }'), /\/port is missing/],
    ["a symbolic link", (path) => symlinkSync("/etc/passwd", path), /is a symbolic link/],
  ])("%s", async (_what, make, message) => {
    const cwd = catalogueFolder();
    const path = "drafts/zoom-api/odd.json";
    make(join(cwd, path));
    const ran = await call(["check", path], { cwd });
    expect(ran.stdout).toMatch(message);
    expect(ran.stdout).toMatch(/^invalid {3}drafts\/zoom-api\/odd\.json/);
    expect(ran.exit).toBe(1);
  });

  test("and neither tested, nor shown, nor asked for, which doesn't keep the others", async () => {
    const { agent, remote } = clones();
    write(agent, DRAFT, "{");
    expect((await callJson(["test", DRAFT], { cwd: agent })).output).toMatchObject({
      drafts: [{ passed: false }],
    });
    expectFailure(await call(["diff", DRAFT], { cwd: agent }), 1, /can't be folded/);
    const other = "drafts/zoom-api/list-past-participants.json";
    const asked = await callJson(["request-publish", DRAFT, other], { cwd: agent });
    expect(asked).toMatchObject({
      exit: 1,
      output: { requests: [{ outcome: "failed", error: { code: "REFUSED" } }, { outcome: "created" }] },
    });
    expect(git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads/publish")).toBe(
      "publish/zoom-api/list-past-participants",
    );
    expect(read(agent, DRAFT)).toBe("{");
  });
});

describe("a catalogue that can't be read: exit status 3, with file and line", () => {
  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      "a manifest that doesn't parse",
      MANIFEST,
      (text) => text.replace('"slug"', "slug"),
      /zoom-api\.json:3:3 .*isn't JSON/,
    ],
    [
      "a manifest that is none",
      MANIFEST,
      (text) => text.replace('"1.0.0"', '"1.0"'),
      /zoom-api\.json:4:14 .*isn't a manifest: \/version/,
    ],
    ["a policy that doesn't parse", POLICY, (text) => `${text}}`, /policy\.json:\d+:\d+ .*isn't JSON/],
    [
      "a policy that is none",
      POLICY,
      (text) => text.replace('"automatic"', '"free"'),
      /policy\.json:\d+:\d+ .*isn't a policy: \/routes\/\d+\/tier/,
    ],
    [
      "a manifest that another port wrote",
      MANIFEST,
      (text) => text.replace('"zoom-api"', '"other-api"'),
      /calls itself zoom\/other-api/,
    ],
  ])("%s", async (_what, path, change, message) => {
    const cwd = catalogueFolder();
    write(cwd, path, change(read(cwd, path)));
    expectFailure(await call(["inspect", "zoom-api"], { cwd }), 3, message);
  });

  test("a missing policy", async () => {
    const cwd = catalogueFolder();
    rmSync(join(cwd, POLICY));
    expectFailure(await call(["inspect", "zoom-api"], { cwd }), 3, /zoom-api\.policy\.json .* is missing/);
  });
});

describe("recordings", () => {
  test.each<[string, string, RegExp]>([
    ["isn't JSON", "<html>", /get-meeting\.har:1:1 the recording isn't JSON/],
    ["isn't HAR", '{ "log": {} }', /get-meeting\.har:1:10 the recording isn't HAR 1\.2:\s+\/log\/version/],
    ["holds no exchange", '{ "log": { "version": "1.2", "entries": [] } }', /holds\s+no exchange/],
  ])("one that %s fails the test", async (_what, text, message) => {
    const cwd = catalogueFolder();
    write(cwd, "drafts/zoom-api/get-meeting.har", text);
    const ran = await call(["test", DRAFT], { cwd });
    expect(ran.stdout).toMatch(message);
    expect(ran.exit).toBe(1);
  });

  test("a miss names the nearest exchange, each field that differs, and the edit that would mend it", async () => {
    const cwd = catalogueFolder();
    const path = "drafts/zoom-api/list-past-participants.json";
    write(cwd, path, read(cwd, path).replace('"page_size": 50', '"page_size": 25'));
    const { exit, output } = await callJson(["test", path], { cwd });
    expect(exit).toBe(1);
    expect(output).toMatchObject({
      drafts: [
        {
          examples: expect.arrayContaining([
            expect.objectContaining({
              name: "march-onboarding",
              passed: false,
              mismatch: expect.objectContaining({
                nearest: expect.arrayContaining([
                  {
                    method: "GET",
                    url: expect.stringMatching(/page_size=50$/),
                    status: 200,
                    pointer: "/log/entries/0",
                    differences: [{ field: "query.page_size", request: "25", recorded: "50" }],
                    edit: {
                      file: path,
                      patch: [{ op: "replace", path: "/action/examples/0/input/query/page_size", value: 50 }],
                    },
                  },
                ]),
              }),
            }),
          ]),
        },
      ],
    });
  });

  test("one with a secret is neither tested nor sent, and the secret isn't shown", async () => {
    const { agent, remote } = clones();
    const secret = `ghp_${"a1B2".repeat(10)}`;
    const path = "drafts/zoom-api/get-meeting.har";
    write(agent, path, read(agent, path).replace("application/json", secret));
    const before = git(remote, "for-each-ref");
    const asked = await call(["request-publish", DRAFT], { cwd: agent });
    const tested = await call(["test", DRAFT], { cwd: agent });
    expect([asked.exit, tested.exit]).toEqual([1, 1]);
    expect(tested.stdout).toMatch(/looks like a secret \(GitHub token\)/);
    expect(asked.stdout + asked.stderr + tested.stdout + tested.stderr).not.toContain(secret);
    expect(git(remote, "for-each-ref")).toBe(before);
  });
});

describe("git that isn't as it should be: exit status 3", () => {
  test("without a repository, drafts can be judged and not asked for", async () => {
    const cwd = catalogueFolder();
    const checked = await call(["check", "--all"], { cwd });
    expect(checked).toMatchObject({ exit: 0, stderr: expect.stringMatching(/warning: no git repository/) });
    expectFailure(await call(["request-publish", DRAFT], { cwd }), 3, /this is no git repository/);
    expectFailure(await call(["status"], { cwd }), 3, /this is no git repository/);
    expectFailure(await call(["check", "--changed"], { cwd }), 3, /--changed needs a git repository/);
  });

  test("without a remote", async () => {
    const { agent } = clones();
    git(agent, "remote", "remove", "origin");
    const checked = await call(["check", DRAFT], { cwd: agent });
    expect(checked).toMatchObject({
      exit: 0,
      stderr: expect.stringMatching(/warning: .*taking the local HEAD/),
    });
    expectFailure(await call(["request-publish", DRAFT], { cwd: agent }), 3, /no remote origin/);
  });

  test("with a remote that isn't there", async () => {
    const { agent, remote } = clones();
    rmSync(remote, { recursive: true });
    expectFailure(
      await call(["request-publish", DRAFT], { cwd: agent }),
      3,
      /the remote can't be reached: .*remote\.git is no repository/,
    );
  });

  test("with an unknown base", async () => {
    const { agent } = clones();
    expectFailure(
      await call(["check", "--base", "nowhere"], { cwd: agent }),
      2,
      /there is no base "nowhere"/,
    );
    expectFailure(await call(["check", "--base", "--output=x"], { cwd: agent }), 2, /base|output/);
    expectFailure(
      await call(["check"], { cwd: agent, env: { GITHUB_BASE_REF: "gone" } }),
      3,
      /GITHUB_BASE_REF names gone/,
    );
  });

  test("with a remote that refuses the push: no request, and the next run can try again", async () => {
    const { agent, remote } = clones();
    const hook = join(remote, "hooks/pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho no publish branches here >&2\nexit 1\n", { mode: 0o755 });
    const before = git(remote, "for-each-ref");
    const asked = await callJson(["request-publish", DRAFT], { cwd: agent });
    expect(asked).toMatchObject({
      exit: 3,
      output: {
        requests: [
          {
            outcome: "failed",
            error: { code: "PERMISSION", message: expect.stringMatching(/refused the push/) },
          },
        ],
      },
    });
    expect(git(remote, "for-each-ref")).toBe(before);
    rmSync(hook);
    expect((await callJson(["request-publish", DRAFT], { cwd: agent })).output).toMatchObject({
      requests: [{ outcome: "created" }],
    });
  });

  test("with a repository that git won't open, no folder judges itself", async () => {
    const { agent } = clones();
    write(agent, ".git/config", "[core\n");
    expectFailure(await call(["check", DRAFT], { cwd: agent }), 3, /git rev-parse/);
    const env = { GITHUB_BASE_REF: "main" };
    expectFailure(await call(["check"], { cwd: catalogueFolder(), env }), 3, /GITHUB_BASE_REF is set/);
  });

  test("with tags and branches that pass for the base", async () => {
    const { agent, remote } = clones();
    const path = "catalog/integrations/zoom/zoom-api.json";
    write(agent, path, read(agent, path).replace('"1.0.0"', '"9.9.9"'));
    git(agent, "commit", "--quiet", "--all", "--message=Lax");
    for (const name of ["refs/tags/origin/main", "refs/tags/origin/HEAD", "refs/heads/HEAD"]) {
      git(agent, "push", "--quiet", "origin", `HEAD:${name}`);
    }
    const fresh = temporaryFolder();
    git(fresh, "init", "--quiet");
    git(fresh, "remote", "add", "origin", remote);
    git(fresh, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
    for (const [words, env] of [
      [["inspect", "zoom-api"], {}],
      [["inspect", "zoom-api"], { GITHUB_BASE_REF: "main" }],
      [["inspect", "zoom-api", "--base", "origin/main"], {}],
    ] as const) {
      const { output } = await callJson([...words], { cwd: fresh, env });
      expect(output).toMatchObject({ version: "1.0.0", base: { ref: "origin/main" } });
    }
  });

  test("without git on the machine, the folder is taken as it is", async () => {
    const cwd = catalogueFolder();
    const checked = await call(["check", "--all"], { cwd, env: { PATH: temporaryFolder() } });
    expect(checked).toMatchObject({ exit: 0, stderr: expect.stringMatching(/warning: no git/) });
  });
});
