import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DoctorOutput } from "../../src/output/doctor.ts";
import { openGitHub, TOKENS, type TokenKind } from "../support/github.ts";
import { GUARD_WORKFLOW, guardedClones, ruleset } from "../support/guarded.ts";
import { call, callJson } from "../support/program.ts";
import { clones, git, read, temporaryFolder, write } from "../support/repository.ts";

type Env = Record<string, string>;

/** Runs doctor; what it prints is as its schema says, and it exits 3 where a check failed. */
async function doctor(cwd: string, env: Env = {}, ...words: string[]) {
  const { exit, output, log } = await callJson<DoctorOutput>(["doctor", ...words], { cwd, env });
  const { checks } = output;
  const stderr = log.join("\n");
  expect(exit).toBe(checks.some(({ status }) => status === "failed") ? 3 : 0);
  expect(JSON.stringify(output) + stderr).not.toMatch(/Nobody0May|nobody-may-ever-see/);
  const complaints = checks.filter(({ status }) => status !== "ok");
  return {
    checks,
    stderr,
    of: (id: string) => checks.find((check) => check.id === id),
    complaints: complaints.map(({ id, status }) => `${id} ${status}`),
    /** Those that have something to say of their own. */
    causes: complaints
      .filter(({ message }) => !message.startsWith("can't be told before"))
      .map(({ id }) => id),
  };
}

/** A setup on GitHub in which all is well. */
async function healthy(kind: TokenKind = "fine-grained") {
  const all = guardedClones();
  const github = await openGitHub(all.remote);
  github.rulesets.push(ruleset());
  return { ...all, github, env: { ...github.env, GITHUB_TOKEN: TOKENS[kind] } };
}

/** All that may not change by looking. */
function state(folder: string): string[] {
  return [git(folder, "for-each-ref"), git(folder, "config", "--list", "--local"), read(folder, ".git/HEAD")];
}

describe("a setup on GitHub in which all is well", () => {
  test.each<[TokenKind, Env, number]>([
    ["fine-grained", {}, 5],
    ["classic", {}, 4],
    ["installation", {}, 5],
  ])("is all ok, with few calls, and is as it was before (%s)", async (kind, env, calls) => {
    const { agent, remote, github, env: own } = await healthy(kind);
    const before = [...state(agent), git(remote, "for-each-ref")];
    const { checks, complaints, of } = await doctor(agent, { ...own, ...env });
    expect(complaints).toEqual([]);
    expect(of("forge/kind")?.message).toBe("requests go to GitHub, civic-tech/catalogue");
    expect(checks.map(({ hint }) => hint).join("")).toBe("");
    expect([...state(agent), git(remote, "for-each-ref")]).toEqual(before);
    expect(github.received).toHaveLength(calls);
    expect(github.pulls).toEqual([]);
  });

  test("is told in a line each, and so is a fault with its fix", async () => {
    const { agent, github, env } = await healthy();
    github.settings.permissions = { ...github.settings.permissions, admin: true, maintain: true };
    github.rulesets[0] = { ...ruleset(), current_user_can_bypass: "always" };
    const { exit, stdout } = await call(["doctor"], { cwd: agent, env });
    expect(exit).toBe(3);
    expect(stdout).toContain("ok      git/fetch origin lets you fetch\n");
    expect(stdout).toContain(
      "failed  guard/bypass this token's user may go round ruleset guard\n        → let nobody bypass it in the branch's protection or ruleset on GitHub\n",
    );
    expect(stdout).toMatch(/\n\d+ ok, 1 warning, 1 failed\n$/);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("one thing wrong", () => {
  test("the token isn't accepted", async () => {
    const { agent, env } = await healthy();
    const { causes, of } = await doctor(agent, { ...env, GITHUB_TOKEN: "expired" });
    expect(causes).toEqual(["forge/token"]);
    expect(of("forge/reach")?.status).toBe("ok");
    expect(of("guard/required")?.message).toBe("can't be told before forge/token is mended");
  });

  test("there is no token", async () => {
    const { agent, env } = await healthy();
    const { causes, of } = await doctor(agent, { ...env, GITHUB_TOKEN: "" });
    expect(causes).toEqual(["forge/token"]);
    expect(of("forge/token")).toMatchObject({ status: "failed", message: "there is no token for GitHub" });
    expect(of("guard/code-owners")?.status).toBe("ok");
  });

  test("the token may not open requests", async () => {
    const { agent, github, env } = await healthy("installation");
    github.settings.denied.push("POST /pulls");
    expect((await doctor(agent, env)).complaints).toEqual(["forge/permission failed"]);
  });

  test("the clone names programs and another place to push to, and neither is used", async () => {
    const { agent, env } = await healthy();
    git(agent, "config", "core.sshCommand", "touch ran; false");
    git(agent, "config", "gpg.program", "touch ran; false");
    git(agent, "config", "url./nowhere.insteadOf", "/");
    const { complaints, of } = await doctor(agent, env);
    expect(complaints).toEqual(["git/settings warning"]);
    expect(of("git/settings")).toMatchObject({
      message:
        "the clone's own core.sshcommand, gpg.program and url./nowhere.insteadof aren't used on the way to origin",
      hint: expect.stringContaining("git config --global"),
    });
    expect(git(agent, "status", "--porcelain", "--ignored")).not.toContain("ran");
  });

  test("the key to sign with isn't there", async () => {
    const { agent, env } = await healthy();
    git(agent, "config", "commit.gpgSign", "true");
    git(agent, "config", "user.signingKey", "nobody's");
    const home = temporaryFolder();
    expect((await doctor(agent, { ...env, HOME: home, GNUPGHOME: home })).complaints).toEqual([
      "git/signing failed",
    ]);
  });

  test("the catalogue and the configuration of the base are broken", async () => {
    const manifest = "catalog/integrations/zoom/zoom-api.json";
    const { agent, remote } = guardedClones({
      [manifest]: "{",
      "harbor.config.json": '{ "forge": "\u001b[2Jgitlab" }',
    });
    const github = await openGitHub(remote);
    github.rulesets.push(ruleset());
    const { complaints, of } = await doctor(agent, { ...github.env, GITHUB_TOKEN: TOKENS["fine-grained"] });
    expect(complaints).toEqual(["base/catalogue failed", "base/config failed"]);
    expect(of("base/catalogue")?.message).toMatch(new RegExp(`^${manifest}:\\d+:\\d+ `));
  });

  test("the base's files are hostile, and none of it works on the terminal", async () => {
    const evil = "\u001b[2J\u202e\u0007";
    const { agent } = guardedClones({
      [`.github/workflows/${evil}.yml`]: "a: [",
      ".github/workflows/guard.yml": GUARD_WORKFLOW.replace("  contents: read", `  "${evil}": read`),
      ".github/CODEOWNERS": `${"*".repeat(5000)}[ @a\n/drafts/${evil} @a\n`,
    });
    const { stdout, stderr } = await call(["doctor"], {
      cwd: agent,
      env: { GITHUB_REPOSITORY: "a/b", GITHUB_API_URL: "http://127.0.0.1:1" },
    });
    expect(stdout).toContain("guard/workflow");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get out
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe("a setup with git alone", () => {
  test("is all ok with a hook that runs verify", async () => {
    const { agent, remote } = clones();
    write(remote, "hooks/pre-receive", "#!/bin/sh\nexec harbor-drafts verify\n");
    chmodSync(join(remote, "hooks/pre-receive"), 0o755);
    const { complaints, checks } = await doctor(agent);
    expect(complaints).toEqual([]);
    expect(checks.filter(({ id }) => /^(?:forge|guard)/.test(id)).map(({ id }) => id)).toEqual([
      "forge/kind",
      "guard/hook",
    ]);
    // Asking for a push runs no hook, and leaves nothing.
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");
    git(remote, "config", "core.hooksPath", "/nowhere");
    expect((await doctor(agent)).complaints).toEqual(["guard/hook failed"]);
  });

  test("lacks the hook; and a shallow clone and a branch in the way are told", async () => {
    const { remote, reviewer } = clones();
    git(reviewer, "commit", "--quiet", "--allow-empty", "--message=More");
    git(reviewer, "push", "--quiet", "origin", "main", "main:publish/zoom-api");
    const shallow = join(temporaryFolder(), "shallow");
    git(remote, "clone", "--quiet", "--depth=1", `file://${remote}`, shallow);
    expect((await doctor(shallow)).complaints).toEqual([
      "git/depth warning",
      "git/branches failed",
      "guard/hook failed",
    ]);
  });

  test("has a remote that isn't there", async () => {
    const { agent } = clones();
    git(agent, "remote", "set-url", "origin", "http://someone:secret@127.0.0.1:1/catalogue.git");
    const { complaints, of } = await doctor(agent);
    expect(complaints).toEqual([
      "git/fetch failed",
      "base/branch warning",
      "git/push warning",
      "guard/hook warning",
    ]);
    expect(of("git/remote")?.message).toBe("origin is http://127.0.0.1:1/catalogue.git");
    git(agent, "remote", "remove", "origin");
    expect((await doctor(agent)).causes).toEqual(["git/remote"]);
  });
});

describe("where hardly anything is there", () => {
  test("no repository", async () => {
    const { causes, checks } = await doctor(temporaryFolder());
    expect(causes).toEqual(["git/repository"]);
    expect(checks.map(({ id }) => id)).toContain("guard/hook");
  });

  test("a repository without a commit", async () => {
    const folder = temporaryFolder();
    git(folder, "init", "--quiet");
    expect((await doctor(folder)).causes).toEqual(["git/remote"]);
  });

  test("no git", async () => {
    const { agent } = clones();
    const bin = join(temporaryFolder(), "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    const { causes, of } = await doctor(agent, { PATH: [bin].join(delimiter) });
    expect(causes).toEqual(["git/version"]);
    expect(of("git/version")).toMatchObject({ hint: "install git 2.31 or newer" });
  });

  test("a base that nobody knows", async () => {
    const { agent } = clones();
    expect((await doctor(agent, {}, "--base", "nowhere")).causes).toEqual(["base/branch", "guard/hook"]);
  });

  test("a root that isn't there is a word of the command line", async () => {
    const { exit, output } = await callJson<object>(["doctor", "--root", "nowhere"], {
      cwd: temporaryFolder(),
    });
    expect(exit).toBe(2);
    expect(output).toMatchObject({ error: { code: "NOT_FOUND" } });
  });
});
