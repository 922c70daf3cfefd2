import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestOutput, RequestsOutput } from "../../src/output/requests.ts";
import type { StatusOutput } from "../../src/output/status.ts";
import { failure, type GitHub, openGitHub, TOKEN, TOKENS } from "../support/github.ts";
import { callJson } from "../support/program.ts";
import { clones, git, read, readJson, temporaryFolder, trustRemote, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";
const MANIFEST = "catalog/integrations/zoom/zoom-api.json";

/** An agent's clone, a reviewer's, and GitHub in front of their bare remote. */
async function start(config: object = {}) {
  const { remote, agent, reviewer } = clones(config);
  const github = await openGitHub(remote);
  const call = async <Output>(words: [string, ...string[]], env = {}) => {
    const called = await callJson<Output>(words, { cwd: agent, env: { ...github.env, ...env } });
    expect(JSON.stringify(called)).not.toContain(TOKEN);
    return called;
  };
  const ask = async (options: string[] = [], env = {}) => {
    const { exit, output, log, waited } = await call<RequestsOutput>(
      ["request-publish", DRAFT, ...options],
      env,
    );
    return { ...(output.requests[0] as RequestOutput), exit, log, waited };
  };
  const status = async () => {
    const called = await call<StatusOutput>(["status"]);
    const entry = called.output.entries.find(({ slug }) => slug === "get-meeting");
    return { ...(entry as StatusOutput["entries"][number]), exit: called.exit };
  };
  const edit = (label: string): void => {
    const draft = readJson<{ action: { label: string } }>(agent, DRAFT);
    draft.action.label = label;
    write(agent, DRAFT, draft);
  };
  /** Somebody commits to main. */
  const land = (path: string, content: string): void => {
    write(reviewer, path, content);
    git(reviewer, "add", "--all");
    git(reviewer, "commit", "--quiet", `--message=${path}`);
    git(reviewer, "push", "--quiet", "origin", "main");
  };
  return { remote, agent, reviewer, github, call, ask, status, edit, land };
}

const WORKFLOW = "on: [pull_request]\njobs: {}\n";

function asked(github: GitHub): string[] {
  return github.received.map(({ method, path }) => `${method} ${path}`);
}

describe("a request needs few calls", () => {
  test("two to be opened, one to be found unchanged, two to be updated, none for a dry run", async () => {
    const { github, remote, ask, edit } = await start();
    const planned = { exit: 0, outcome: "planned", number: null, plan: { forge: "github" } };
    expect(await ask(["--dry-run"])).toMatchObject(planned);
    expect(asked(github)).toEqual([]);
    expect(git(remote, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");

    const created = await ask();
    expect(created).toMatchObject({
      exit: 0,
      outcome: "created",
      // Without a workflow that could start one, no check is waited for.
      warnings: [expect.stringMatching(/^no workflow on main runs on pull requests/)],
      waited: [],
    });
    expect(asked(github)).toEqual(["GET /pulls", "POST /pulls"]);

    github.received.length = 0;
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged" });
    expect(asked(github)).toEqual(["GET /pulls"]);

    github.received.length = 0;
    edit("Look at a meeting");
    const updated = await ask();
    expect(updated).toMatchObject({
      exit: 0,
      outcome: "updated",
      number: 1,
      url: created.url,
      commit: git(remote, "rev-parse", BRANCH),
    });
    expect(updated.commit).not.toBe(created.commit);
    expect(git(remote, "rev-list", "--count", `main..${BRANCH}`)).toBe("1");
    expect(asked(github)).toEqual(["GET /pulls", "PATCH /pulls/1"]);
    expect(github.pulls).toMatchObject([{ body: expect.stringContaining("Look at a meeting") }]);
    expect(await ask()).toMatchObject({ outcome: "unchanged", commit: updated.commit });
  });

  test("one more each for labels and reviewers, and two for the look at its checks", async () => {
    const { github, ask, land } = await start({
      labels: ["publish-request"],
      reviewers: ["reviewer", "civic-tech/stewards"],
      draftRequests: true,
    });
    land(".github/workflows/ci.yml", WORKFLOW);
    const planned = await ask(["--dry-run"]);
    expect(planned.plan).toMatchObject({
      labels: ["publish-request"],
      reviewers: ["reviewer", "civic-tech/stewards"],
      draft: true,
    });
    github.trouble(() => github.check(github.pulls[0]?.head.sha ?? "", done), {
      on: "GET /commits/{ref}/check-runs",
    });
    expect(await ask()).toMatchObject({ outcome: "created", warnings: [], waited: [2000] });
    expect(Object.entries(github.calls()).map(([operation, count]) => `${count} ${operation}`)).toEqual([
      "1 GET /repos/{owner}/{repo}/pulls",
      "1 POST /repos/{owner}/{repo}/pulls",
      "1 POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
      "1 POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
      "1 GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
      "1 GET /repos/{owner}/{repo}/commits/{ref}/status",
    ]);
    expect(github.pulls).toMatchObject([
      { draft: true, labels: [{ name: "publish-request" }], requested_reviewers: [{ login: "reviewer" }] },
    ]);
  });

  test("two for all closed and open requests, and three for each open one, in status", async () => {
    const { github, ask, status } = await start();
    await ask();
    github.check(github.pulls[0]?.head.sha ?? "", done);
    github.received.length = 0;
    expect(await status()).toMatchObject({
      state: "requested",
      checks: "passed",
      review: "none",
      remarks: [],
    });
    const commit = github.pulls[0]?.head.sha;
    expect(asked(github).sort()).toEqual([
      `GET /commits/${commit}/check-runs`,
      `GET /commits/${commit}/status`,
      "GET /pulls",
      "GET /pulls",
      "GET /pulls/1/reviews",
    ]);
  });
});

const done = { status: "completed", conclusion: "success" } as const;

describe("labels and reviewers", () => {
  test("that GitHub doesn't take lose no request", async () => {
    const { github, ask } = await start({ labels: ["publish-request"], reviewers: ["reviewer"] });
    github.trouble(failure(403, { message: "You do not have permission" }), {
      on: "POST /issues/{issue_number}/labels",
    });
    github.trouble(failure(422, { message: "Not a collaborator" }), {
      on: "POST /pulls/{pull_number}/requested_reviewers",
    });
    expect(await ask()).toMatchObject({
      exit: 0,
      outcome: "created",
      number: 1,
      warnings: expect.arrayContaining([
        expect.stringMatching(/^the request stands without its label /),
        expect.stringMatching(/^the request stands without its reviewer /),
      ]),
    });
    expect(github.pulls).toHaveLength(1);
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged" });
  });

  test("are attached by the next run where the first was cut off before", async () => {
    const { agent, github, ask } = await start({ labels: ["publish-request"] });
    await ask();
    github.pulls[0]?.labels.splice(0);
    // What a run leaves that was killed when the request was there, and its labels weren't.
    write(agent, `.git/harbor-drafts/journal/${encodeURIComponent(BRANCH)}`, "");
    expect(await ask()).toMatchObject({ outcome: "unchanged" });
    expect(github.pulls).toMatchObject([{ labels: [{ name: "publish-request" }] }]);
  });
});

describe("what is one name's fault", () => {
  const REVIEWERS = ["nobody-here", "reviewer", "civic-tech/stewards", "civic-tech/nobodies", "harbor-agent"];
  const LOST = ["nobody-here", "civic-tech/nobodies", "harbor-agent"];

  test("loses no other reviewer or team", async () => {
    const { github, ask } = await start({ reviewers: REVIEWERS });
    const { exit, outcome, warnings } = await ask();
    expect({ exit, outcome }).toEqual({ exit: 0, outcome: "created" });
    expect(warnings.filter((warning) => /reviewer/.test(warning))).toEqual(
      LOST.map((name) =>
        expect.stringMatching(
          new RegExp(
            `^the request stands without its reviewer ${name}: GitHub can't ask reviewers \\(422 for `,
          ),
        ),
      ),
    );
    expect(github.pulls).toMatchObject([
      { requested_reviewers: [{ login: "reviewer" }], requested_teams: [{ slug: "stewards" }] },
    ]);
  });

  test("loses no other label", async () => {
    const { github, ask } = await start({ labels: ["new here", "bug"] });
    github.settings.permissions = { ...github.settings.permissions, push: false };
    const { warnings } = await ask();
    expect(warnings.filter((warning) => /label/.test(warning))).toEqual([
      expect.stringMatching(/^the request stands without its label new here: .*create labels/),
    ]);
    expect(github.pulls).toMatchObject([{ labels: [{ name: "bug" }] }]);
  });

  test("isn't looked for where the token may ask nobody", async () => {
    const { github, ask } = await start({ reviewers: ["reviewer", "civic-tech/stewards"] });
    github.settings.denied.push("POST /pulls/{pull_number}/requested_reviewers");
    const { warnings } = await ask();
    expect(warnings).toContainEqual(
      expect.stringMatching(/^the request stands without its reviewers reviewer, civic-tech\/stewards: /),
    );
    expect(github.calls()["POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers"]).toBe(1);
  });
});

test("a draft request waits for a person who marks it as ready", async () => {
  const { github, ask, status } = await start({ draftRequests: true });
  await ask();
  expect((await status()).next).toBe("a person marks it as ready for review, then a reviewer merges it");
  github.check(github.pulls[0]?.head.sha ?? "", { status: "queued", conclusion: null });
  expect((await status()).next).toBe(
    "its checks run; then a person marks it as ready for review, then a reviewer merges it",
  );
  Object.assign(github.pulls[0] ?? {}, { draft: false });
  expect((await status()).next).toBe("its checks run; then a reviewer merges it");
});

describe("after opening, the first check is waited for", () => {
  const NO_CHECK = expect.stringMatching(/^no check has started on #2: .*GITHUB_TOKEN start no workflows/);

  test("within bounds, of several requests together, and each that has one is waited for no longer", async () => {
    const { github, call, land } = await start();
    land(".github/workflows/ci.yml", WORKFLOW);
    const other = "drafts/zoom-api/list-past-participants.json";
    // The first look at the first of the two; the other one never gets a check.
    github.trouble(() => github.check(github.pulls[0]?.head.sha ?? "", done), {
      on: "GET /commits/{ref}/check-runs",
      after: 2,
    });
    const { exit, output, log, waited } = await call<RequestsOutput>(["request-publish", DRAFT, other]);
    expect({ exit, waited }).toEqual({ exit: 0, waited: [2000, 3000, 5000, 10000] });
    expect(output.requests).toMatchObject([
      { outcome: "created", number: 1, warnings: [] },
      { outcome: "created", number: 2, warnings: [NO_CHECK] },
    ]);
    expect(log.filter((line) => line.startsWith("waiting"))).toEqual([
      "waiting for the first checks of 2 requests to start",
    ]);
    const looks = github.received.filter(({ path }) => path.endsWith("/check-runs"));
    expect(looks).toHaveLength(2 + 2 + 1 + 1);

    land("README.md", "Moved\n");
    github.received.length = 0;
    const unchanged = await call<RequestsOutput>(["request-publish", DRAFT, other]);
    expect(unchanged).toMatchObject({
      waited: [],
      output: { requests: [{ warnings: [] }, { warnings: [] }] },
    });
  });
});

test("refresh folds it onto the moved base, and its words follow", async () => {
  const { github, remote, reviewer, call, ask, status } = await start();
  await ask();
  const other = ["request-publish", "drafts/zoom-api/list-past-participants.json"] as const;
  await call([...other]);
  git(reviewer, "fetch", "--quiet");
  git(reviewer, "merge", "--quiet", "--ff-only", "origin/publish/zoom-api/list-past-participants");
  git(reviewer, "push", "--quiet", "origin", "main");
  github.merge(2);
  expect(await status()).toMatchObject({
    state: "stale",
    url: github.pulls[0]?.html_url,
    next: expect.stringContaining("refresh get-meeting"),
  });
  github.received.length = 0;
  const { exit, output } = await call<RequestsOutput>(["refresh"]);
  expect({ exit, requests: output.requests }).toMatchObject({
    exit: 0,
    requests: [
      { slug: "get-meeting", outcome: "updated", number: 1, version: { from: "1.1.0", to: "1.2.0" } },
    ],
  });
  expect(asked(github)).toEqual(["GET /pulls", "GET /pulls", "PATCH /pulls/1"]);
  expect(github.pulls[0]?.title).toBe("Add zoom-api/get-meeting (1.2.0)");
  expect(git(remote, "rev-parse", `${BRANCH}^`)).toBe(git(remote, "rev-parse", "main"));
  expect(await ask()).toMatchObject({ outcome: "unchanged" });
});

describe("a request that a reviewer closed", () => {
  test("isn't asked for again but on purpose, and what the reviewer said last is told", async () => {
    const { github, ask, status, edit, remote } = await start();
    await ask();
    github.comment(1, { body: "An earlier word.", user: "someone" });
    github.review(1, { body: "Agents don't need\nthe topic.", state: "CHANGES_REQUESTED" });
    github.close(1);
    const before = git(remote, "for-each-ref");
    for (const change of [() => {}, () => edit("Look at a meeting")]) {
      change();
      const { exit, error } = await ask();
      expect(exit).toBe(1);
      expect(error).toMatchObject({
        code: "REJECTED",
        message: expect.stringContaining(
          "#1 was closed without a merge; reviewer said last: Agents don't need the topic.",
        ),
        hint: expect.stringContaining("--again"),
      });
    }
    expect(git(remote, "for-each-ref")).toBe(before);
    expect(await status()).toMatchObject({
      state: "rejected",
      checks: "none",
      url: github.pulls[0]?.html_url,
      remarks: [{ author: "reviewer", text: "Agents don't need\nthe topic.", pointer: null }],
      next: expect.stringContaining("--again"),
    });
    expect(await ask(["--again"])).toMatchObject({ exit: 0, outcome: "created", number: 2 });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged", number: 2 });
  });

  test("isn't one that was withdrawn, nor one that was merged", async () => {
    const { github, call, ask, status, remote } = await start();
    await ask();
    const withdrawn = await call<RequestsOutput>(["withdraw", "get-meeting"]);
    expect(withdrawn.output.requests).toMatchObject([{ outcome: "closed", number: 1, file: DRAFT }]);
    expect(github.pulls).toMatchObject([{ state: "closed" }]);
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");
    expect(await status()).toMatchObject({ state: "tested", url: null });
    const again = await call<RequestsOutput>(["withdraw", "zoom-api/get-meeting"]);
    expect(again).toMatchObject({ exit: 0, output: { requests: [{ outcome: "unchanged" }] } });
    expect(await ask()).toMatchObject({ outcome: "created", number: 2 });
    github.merge(2);
    expect(await ask()).toMatchObject({ outcome: "created", number: 3 });
  });
});

describe("a branch that isn't one's own to overwrite", () => {
  test.each<[string, RegExp, (world: Awaited<ReturnType<typeof start>>) => Promise<unknown>]>([
    [
      "somebody else asked",
      /was asked for by first/,
      async ({ ask, edit }) => {
        await ask(["--as", "first"]);
        edit("Mine now");
      },
    ],
    [
      "a reviewer changed it by hand, and kept its trailers",
      /was changed by hand/,
      async ({ ask, edit, reviewer }) => {
        await ask(["--as", "second"]);
        git(reviewer, "fetch", "--quiet");
        git(reviewer, "checkout", "--quiet", "-B", "mend", `origin/${BRANCH}`);
        write(
          reviewer,
          MANIFEST,
          read(reviewer, MANIFEST).replace(/("slug": "get-meeting",\n\s+"label": )"[^"]+"/, '$1"Read it"'),
        );
        git(reviewer, "commit", "--quiet", "--all", "--amend", "--no-edit");
        git(reviewer, "push", "--quiet", "--force", "origin", `HEAD:${BRANCH}`);
        edit("Mine now");
      },
    ],
    [
      "a person's branch has its name",
      /wasn't made by harbor-drafts/,
      async ({ reviewer }) => git(reviewer, "push", "--quiet", "origin", `main:refs/heads/${BRANCH}`),
    ],
  ])("stays, unless it is taken over (%s)", async (_what, message, prepare) => {
    const world = await start();
    await prepare(world);
    const before = git(world.remote, "rev-parse", BRANCH);
    const refused = await world.ask(["--as", "second"]);
    expect(refused).toMatchObject({
      exit: 3,
      error: { code: "CONFLICT", message: expect.stringMatching(message) },
    });
    expect(refused.error?.hint).toContain("--take-over");
    expect(git(world.remote, "rev-parse", BRANCH)).toBe(before);
    expect(await world.ask(["--as", "second", "--take-over"])).toMatchObject({ exit: 0, error: null });
    expect(git(world.remote, "log", "-1", "--format=%(trailers:key=Requested-By,valueonly)", BRANCH)).toBe(
      "second (claimed)",
    );
  });

  test("is withdrawn by whoever asked for it alone", async () => {
    const { ask, call } = await start();
    await ask(["--as", "first"]);
    const other = await call<RequestsOutput>(["withdraw", "get-meeting", "--as", "second"]);
    expect(other).toMatchObject({
      exit: 3,
      output: { requests: [{ outcome: "failed", error: { code: "CONFLICT" } }] },
    });
    expect(await call(["withdraw", "get-meeting", "--as", "first"])).toMatchObject({ exit: 0 });
  });
});

describe("where the token may not push to the repository", () => {
  function close({ remote, github }: Pick<Awaited<ReturnType<typeof start>>, "remote" | "github">): void {
    writeFileSync(
      join(remote, "hooks/pre-receive"),
      "#!/bin/sh\necho Permission to push denied >&2\nexit 1\n",
      {
        mode: 0o755,
      },
    );
    github.settings.permissions = { admin: false, maintain: false, push: false, triage: false, pull: true };
  }

  test("it says how to make a fork; from one, the request is created, unchanged, updated, withdrawn", async () => {
    const world = await start();
    close(world);
    const { github, remote, ask, call, status, edit } = world;
    expect(await ask()).toMatchObject({
      exit: 3,
      error: { code: "PERMISSION", hint: expect.stringContaining("gh repo fork civic-tech/catalogue") },
    });
    const fork = join(temporaryFolder(), "fork.git");
    git(remote, "clone", "--quiet", "--bare", remote, fork);
    trustRemote(fork);
    github.fork({ login: "harbor-agent", remote: fork, clone_url: fork });
    const created = await ask();
    expect(created).toMatchObject({
      exit: 0,
      outcome: "created",
      number: 1,
      commit: git(fork, "rev-parse", BRANCH),
    });
    expect(github.pulls).toMatchObject([{ head: { label: `harbor-agent:${BRANCH}` } }]);
    expect(git(remote, "for-each-ref", "refs/heads/publish")).toBe("");
    expect(await status()).toMatchObject({ state: "requested", url: created.url });
    expect(await ask()).toMatchObject({ exit: 0, outcome: "unchanged", commit: created.commit });
    edit("Look at a meeting");
    expect(await ask()).toMatchObject({ exit: 0, outcome: "updated", number: 1 });
    const withdrawn = await call<RequestsOutput>(["withdraw", "get-meeting"]);
    expect(withdrawn.output.requests).toMatchObject([{ outcome: "closed", number: 1 }]);
    expect(git(fork, "for-each-ref", "refs/heads/publish")).toBe("");
  });

  test("a branch of the repository from before isn't taken for one of the fork", async () => {
    const world = await start();
    const { github, remote, ask, edit } = world;
    const fork = join(temporaryFolder(), "fork.git");
    git(remote, "clone", "--quiet", "--bare", remote, fork);
    trustRemote(fork);
    github.fork({ login: "harbor-agent", remote: fork, clone_url: fork });
    await ask();
    close(world);
    edit("Look at a meeting");
    const created = await ask();
    expect(created).toMatchObject({ exit: 0, outcome: "created", number: 2 });
    expect(git(fork, "rev-parse", BRANCH)).toBe(created.commit);
  });
});

describe("status shows what reviewers say, and where", () => {
  test("with the JSON pointer into the draft of each remark on a line, as far as it can be read", async () => {
    const { github, remote, ask, status } = await start();
    const { commit } = await ask();
    const lines = git(remote, "show", `${commit}:${MANIFEST}`).split("\n");
    const first = lines.findIndex((line) => line.includes('"slug": "get-meeting"'));
    const lineOf = (text: string): number =>
      lines.findIndex((line, index) => index >= first && line.includes(text)) + 1;
    github.review(1, { state: "CHANGES_REQUESTED", body: "Fewer, please." });
    github.reviewComment(1, { path: MANIFEST, line: lineOf('"label": '), body: "Clearer?" });
    github.reviewComment(1, {
      path: MANIFEST,
      line: lines.findIndex((line) => line.includes('"version"')) + 1,
      body: "Fine.",
    });
    github.reviewComment(1, {
      path: MANIFEST,
      line: null,
      original_line: lineOf('"start_time"'),
      body: "Old.",
    } as never);
    github.reviewComment(1, {
      path: MANIFEST.replace(".json", ".recordings/get-meeting.har"),
      line: 3,
      body: "Real?",
    });
    const { state, review, remarks, next } = await status();
    expect({ state, review, next }).toEqual({
      state: "requested",
      review: "changes-requested",
      next: `a reviewer asks for changes: mend the draft, then harbor-drafts request-publish ${DRAFT}`,
    });
    expect(remarks.map(({ text, file, pointer }) => ({ text, file, pointer }))).toEqual([
      { text: "Fewer, please.", file: null, pointer: null },
      { text: "Clearer?", file: DRAFT, pointer: "/action/label" },
      { text: "Fine.", file: MANIFEST, pointer: "/version" },
      { text: "Old.", file: DRAFT, pointer: expect.stringMatching(/^\/action\/result\/fields\/\d+$/) },
      { text: "Real?", file: DRAFT.replace(".json", ".har"), pointer: "/log/version" },
    ]);
    github.review(1, { state: "APPROVED", body: "" });
    expect(await status()).toMatchObject({ review: "approved" });

    // Where there is too much of it to read, or the token may not see it: the rest.
    const link = `<https://api.github.com/next>; rel="next"`;
    const on = "GET /pulls/{pull_number}/reviews";
    github.trouble({ status: 200, body: [], headers: { link } }, { on, times: 99 });
    github.settings.denied.push("GET /commits/{ref}/check-runs");
    expect(await status()).toMatchObject({
      exit: 0,
      state: "requested",
      checks: "none",
      warnings: expect.arrayContaining([
        expect.stringMatching(/^the reviews can't be read: GitHub has more than 3000 entries/),
        expect.stringMatching(/^the checks can't be read: /),
      ]),
    });
  });
});

test("tokens of each kind do, and gh's where the environment has none", async () => {
  const { github, ask } = await start();
  for (const [kind, token] of Object.entries(TOKENS)) {
    const outcome = kind === "plain" ? "created" : "unchanged";
    expect({ kind, ...(await ask([], { GITHUB_TOKEN: token })) }).toMatchObject({ kind, exit: 0, outcome });
  }
  const bin = temporaryFolder();
  const script = `#!/bin/sh\n[ "$*" = "auth token --hostname 127.0.0.1" ] && echo ${TOKEN}\n`;
  writeFileSync(join(bin, "gh"), script, { mode: 0o755 });
  github.received.length = 0;
  const env = { GITHUB_TOKEN: "", PATH: `${bin}:${process.env.PATH}` };
  expect(await ask([], env)).toMatchObject({ exit: 0, outcome: "unchanged" });
  expect(github.received[0]?.authorization).toBe(`token ${TOKEN}`);
});

test("rate limits are waited for, with a line on stderr, and within bounds", async () => {
  const { github, ask } = await start();
  const secondary = "You have exceeded a secondary rate limit.";
  github.trouble(failure(403, { message: secondary }, { "retry-after": "7" }), { on: "POST" });
  github.trouble(failure(429, { message: "Slow down." }, { "retry-after": "9" }), { on: "POST" });
  const { exit, outcome, log } = await ask();
  expect({ exit, outcome }).toEqual({ exit: 0, outcome: "created" });
  for (const line of [/7 s$/, /waiting 9 s$/]) {
    expect(log).toContainEqual(expect.stringMatching(line));
  }
  expect(github.pulls).toHaveLength(1);
});
