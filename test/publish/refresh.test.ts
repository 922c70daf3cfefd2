import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestOutput, RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, readJson, temporaryFolder, write } from "../support/repository.ts";

const MEETING = "get-meeting";
const PARTICIPANTS = "list-past-participants";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const REQUESTS = "refs/harbor-drafts/requests/zoom-api";

function draftOf(slug: string): string {
  return `drafts/zoom-api/${slug}.json`;
}

function branchOf(slug: string): string {
  return `publish/zoom-api/${slug}`;
}

/** Two agents' requests can be asked for here, and a reviewer merges. */
function start() {
  const { remote, agent, reviewer } = clones();
  const call = async (words: [string, ...string[]], { cwd = agent, env = {} } = {}) => {
    const { exit, output } = await callJson<RequestsOutput>(words, { cwd, env });
    return { exit, requests: output.requests, first: output.requests[0] as RequestOutput };
  };
  const ask = (slug: string, options: string[] = [], env = {}) =>
    call(["request-publish", draftOf(slug), ...options], { env });
  const merge = (slug: string): void => {
    git(reviewer, "fetch", "--quiet");
    git(reviewer, "merge", "--quiet", "--ff-only", `origin/${branchOf(slug)}`);
    git(reviewer, "push", "--quiet", "origin", "main");
  };
  /** An update of the live get-me, whose one field it changes. */
  const propose = (label: string): void => {
    const live = readJson<{ actions: { slug: string }[] }>(reviewer, MANIFEST).actions.find(
      ({ slug }) => slug === "get-me",
    );
    write(agent, draftOf("get-me"), {
      draft: 1,
      port: "zoom-api",
      change: "update",
      action: { ...live, label },
      rationale: "Agents should know what it is.",
      references: [],
    });
  };
  return { remote, agent, reviewer, call, ask, merge, propose };
}

describe("refresh", () => {
  test("folds open requests onto the moved base from any clone, and they stay whose they are", async () => {
    const { remote, reviewer, call, ask, merge } = start();
    const author = { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com" };
    await ask(MEETING, ["--as", "planner", "--signoff"]);
    await ask(PARTICIPANTS);
    const shown = (format: string): string =>
      git(remote, "log", "-1", `--format=${format}`, branchOf(MEETING));
    const before = {
      author: shown("%an <%ae>"),
      body: git(remote, "show", `${REQUESTS}/${MEETING}:body.md`),
    };
    expect((await call(["refresh"], { cwd: reviewer })).requests).toMatchObject([
      { slug: MEETING, outcome: "unchanged" },
      { slug: PARTICIPANTS, outcome: "unchanged" },
    ]);

    merge(PARTICIPANTS);
    const planned = await call(["refresh", "--dry-run"], { cwd: reviewer });
    expect(planned.requests).toMatchObject([
      { slug: MEETING, outcome: "planned", version: { from: "1.1.0", to: "1.2.0" } },
    ]);
    const refreshed = await call(["refresh", MEETING], { cwd: reviewer, env: author });
    expect(refreshed.requests).toMatchObject([{ slug: MEETING, outcome: "updated" }]);
    expect(refreshed.exit).toBe(0);
    expect(shown("%P")).toBe(git(remote, "rev-parse", "main"));
    expect(shown("%an <%ae>")).toBe(before.author);
    expect(shown("%(trailers:key=Requested-By,valueonly)")).toBe("planner (claimed)");
    expect(shown("%(trailers:key=Signed-off-by,valueonly)")).toBe("Test <test@example.com>");
    const body = git(remote, "show", `${REQUESTS}/${MEETING}:body.md`);
    expect(body).toContain("1.1.0 → 1.2.0");
    expect(body.match(/### Why[^#]*/)?.[0]).toBe(before.body.match(/### Why[^#]*/)?.[0]);
    // Whoever asked finds it unchanged.
    expect((await ask(MEETING, ["--as", "planner", "--signoff"])).first).toMatchObject({
      outcome: "unchanged",
    });
    merge(MEETING);
    expect(readJson(reviewer, MANIFEST)).toMatchObject({ version: "1.2.0" });
  });

  test("shows an action that changed on both sides three ways, and pushes nothing", async () => {
    const { remote, agent, reviewer, call, ask, merge, propose } = start();
    propose("The signed-in user");
    await ask("get-me", ["--as", "first"]);
    merge("get-me");
    git(reviewer, "push", "--quiet", "origin", `:${branchOf("get-me")}`, `:${REQUESTS}/get-me`);
    propose("Who am I?");
    await ask("get-me", ["--as", "second"]);

    // Meanwhile somebody else's update lands.
    const label = `"label": "The signed-in user"`;
    write(reviewer, MANIFEST, read(reviewer, MANIFEST).replace(label, `"label": "You"`));
    git(reviewer, "commit", "--quiet", "--all", "--message=Another way in");
    git(reviewer, "push", "--quiet", "origin", "main");
    const before = git(remote, "for-each-ref");

    const rows = [
      {
        pointer: "/label",
        side: "both",
        before: "The signed-in user",
        live: "You",
        request: "Who am I?",
      },
    ];
    const failed = { slug: "get-me", outcome: "failed", error: { code: "CONFLICT" }, conflict: rows };
    const refreshed = await call(["refresh"], { cwd: reviewer });
    expect(refreshed).toMatchObject({ exit: 3, requests: [failed] });
    // So says asking again with the draft as it was; written anew, it is a new word.
    expect(await ask("get-me", ["--as", "second"])).toMatchObject({
      exit: 3,
      first: failed,
    });
    expect(git(remote, "for-each-ref")).toBe(before);
    propose("You, whoever you are");
    expect((await ask("get-me", ["--as", "second"])).first).toMatchObject({
      outcome: "updated",
      error: null,
    });
    expect(read(agent, draftOf("get-me"))).toContain("You, whoever you are");
  });

  test("leaves a request that was changed by hand, and one that nobody knows", async () => {
    const { reviewer, call, ask, merge } = start();
    await ask(MEETING);
    await ask(PARTICIPANTS);
    merge(PARTICIPANTS);
    git(reviewer, "checkout", "--quiet", "-B", "mend", `origin/${branchOf(MEETING)}`);
    write(reviewer, MANIFEST, read(reviewer, MANIFEST).replace(/"topic"/g, '"agenda"'));
    git(reviewer, "commit", "--quiet", "--all", "--amend", "--no-edit");
    git(reviewer, "push", "--quiet", "--force", "origin", `HEAD:${branchOf(MEETING)}`);
    expect(await call(["refresh", MEETING])).toMatchObject({
      exit: 3,
      first: { error: { code: "CONFLICT", message: expect.stringMatching(/changed by hand/) } },
    });
    expect(await call(["refresh", "no-such-thing"])).toMatchObject({
      exit: 2,
      first: { slug: "no-such-thing", error: { code: "NOT_FOUND" } },
    });
  });

  test("status tells what keeps a request from being folded, and whose it is", async () => {
    const { remote, agent, reviewer, ask, merge, propose } = start();
    const status = async (slug: string) => {
      const { output } = await callJson<StatusOutput>(["status"], { cwd: agent });
      return output.entries.find((entry) => entry.slug === slug);
    };
    propose("Who am I?");
    await ask("get-me", ["--as", "my agent"]);
    expect(await status("get-me")).toMatchObject({ state: "requested", requestedBy: "my agent" });
    const label = /"label": "[^"]*"/;
    write(
      reviewer,
      MANIFEST,
      read(reviewer, MANIFEST).replace(/("slug": "get-me",\n\s+)"label": "[^"]*"/, '$1"label": "You"'),
    );
    git(reviewer, "commit", "--quiet", "--all", "--message=Another way in");
    git(reviewer, "push", "--quiet", "origin", "main");
    expect(await status("get-me")).toMatchObject({
      state: "stale",
      next: expect.stringMatching(/the live action changed, too: .* --as 'my agent'$/),
    });
    expect(label.test(read(reviewer, MANIFEST))).toBe(true);

    // A branch that stays behind when its request is live is nobody's.
    await ask(MEETING, ["--as", "first"]);
    git(reviewer, "fetch", "--quiet");
    merge(MEETING);
    write(
      agent,
      draftOf(MEETING),
      read(agent, draftOf(MEETING))
        .replace('"change": "add"', '"change": "update"')
        .replace(label, '"label": "Mine"'),
    );
    const before = git(remote, "rev-parse", branchOf(MEETING));
    expect(await ask(MEETING, ["--as", "second", "--dry-run"])).toMatchObject({
      exit: 0,
      first: { outcome: "planned" },
    });
    expect(await ask(MEETING, ["--as", "second"])).toMatchObject({ exit: 0, first: { error: null } });
    expect(git(remote, "rev-parse", branchOf(MEETING))).not.toBe(before);
    expect(await ask(MEETING, ["--as", "third", "--dry-run"])).toMatchObject({
      exit: 3,
      first: { error: { code: "CONFLICT", hint: expect.stringContaining("give --as second") } },
    });
  });

  test("has nothing to do for what is live by another way", async () => {
    const { reviewer, call, ask } = start();
    await ask(MEETING);
    git(reviewer, "fetch", "--quiet");
    git(reviewer, "merge", "--quiet", "--squash", `origin/${branchOf(MEETING)}`);
    git(reviewer, "commit", "--quiet", "--message=Squashed");
    git(reviewer, "push", "--quiet", "origin", "main");
    expect(await call(["refresh"])).toMatchObject({ exit: 0, requests: [] });
  });
});

describe("with git alone", () => {
  test("withdraw takes branch and words away, keeps the draft, and can be run again", async () => {
    const { remote, agent, call, ask } = start();
    await ask(MEETING);
    const before = read(agent, draftOf(MEETING));
    expect(await call(["withdraw", MEETING])).toMatchObject({
      exit: 0,
      first: { outcome: "closed" },
    });
    expect(git(remote, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
    expect(read(agent, draftOf(MEETING))).toBe(before);
    expect(await call(["withdraw", MEETING])).toMatchObject({
      exit: 0,
      first: { outcome: "unchanged" },
    });
    expect(await call(["withdraw", "get-nothing"])).toMatchObject({
      exit: 2,
      first: { error: { code: "NOT_FOUND" } },
    });
    expect(await call(["withdraw", "nothing/else"])).toMatchObject({
      exit: 2,
      first: { error: { code: "NOT_FOUND" } },
    });
    expect((await ask(MEETING)).first).toMatchObject({ outcome: "created" });
  });

  test("a request whose branch a reviewer deleted is rejected; the very draft needs --again", async () => {
    const { remote, agent, ask } = start();
    await ask(MEETING);
    git(remote, "update-ref", "-d", `refs/heads/${branchOf(MEETING)}`);
    expect(await ask(MEETING)).toMatchObject({ exit: 1, first: { error: { code: "REJECTED" } } });
    expect((await ask(MEETING, ["--again"])).first).toMatchObject({ outcome: "created" });
    git(remote, "update-ref", "-d", `refs/heads/${branchOf(MEETING)}`);
    write(
      agent,
      draftOf(MEETING),
      read(agent, draftOf(MEETING)).replace(/"rationale": "/, '"rationale": "Mended. '),
    );
    expect((await ask(MEETING)).first).toMatchObject({ outcome: "created" });
  });

  test("another open request on the same route is told before anything is pushed", async () => {
    const { agent, ask } = start();
    await ask(MEETING);
    const twin = readJson<{ action: { slug: string } }>(agent, draftOf(MEETING));
    twin.action.slug = "read-meeting";
    write(agent, draftOf("read-meeting"), twin);
    write(
      agent,
      draftOf("read-meeting").replace(".json", ".har"),
      read(agent, draftOf(MEETING).replace(".json", ".har")),
    );
    expect((await ask("read-meeting", ["--dry-run"])).first).toMatchObject({
      outcome: "planned",
      warnings: [expect.stringMatching(/publish\/zoom-api\/get-meeting propose the same route/)],
    });
  });

  test("a branch where requests' branches go is told as that", async () => {
    const { reviewer, ask } = start();
    git(reviewer, "push", "--quiet", "origin", "main:refs/heads/publish/zoom-api");
    expect(await ask(MEETING)).toMatchObject({
      exit: 3,
      first: {
        error: { code: "PERMISSION", message: expect.stringMatching(/stands where the request's would go/) },
      },
    });
  });
});

describe("commits are signed where git's configuration wants it", () => {
  test.runIf(hasSshKeygen())("with an SSH key", async () => {
    const { remote, ask } = start();
    const home = temporaryFolder();
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", join(home, "key")]);
    write(home, "allowed", `test@example.com ${read(home, "key.pub")}`);
    const settings = [
      read(process.env.GIT_CONFIG_GLOBAL ?? "", ""),
      "[user]",
      `signingKey = ${join(home, "key")}`,
      "[commit]",
      "gpgSign = true",
      "[gpg]",
      "format = ssh",
    ];
    write(home, "config", `${settings.join("\n")}\n`);
    const env = { GIT_CONFIG_GLOBAL: join(home, "config") };
    expect((await ask(MEETING, [], env)).first).toMatchObject({ outcome: "created", error: null });
    const verify = [
      "-c",
      `gpg.ssh.allowedSignersFile=${join(home, "allowed")}`,
      "verify-commit",
      branchOf(MEETING),
    ];
    git(remote, ...verify);
    expect(git(remote, "log", "-1", "--format=%an <%ae> %P", branchOf(MEETING))).toBe(
      `Test <test@example.com> ${git(remote, "rev-parse", "main")}`,
    );
    expect((await ask(MEETING, [], env)).first).toMatchObject({ outcome: "unchanged" });
  });

  test("and where they can't be, nothing is pushed", async () => {
    const { remote, ask } = start();
    const home = temporaryFolder();
    write(
      home,
      "config",
      `${read(process.env.GIT_CONFIG_GLOBAL ?? "", "")}[user]\nsigningKey = ${join(home, "none")}\n[commit]\ngpgSign = true\n[gpg]\nformat = ssh\n`,
    );
    const before = git(remote, "for-each-ref");
    expect(await ask(MEETING, [], { GIT_CONFIG_GLOBAL: join(home, "config") })).toMatchObject({
      exit: 3,
      first: { error: { code: "GIT", message: expect.stringMatching(/can't sign/) } },
    });
    expect(git(remote, "for-each-ref")).toBe(before);
  });
});

function hasSshKeygen(): boolean {
  try {
    execFileSync("ssh-keygen", ["-?"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}
