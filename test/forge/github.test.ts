import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type ErrorCode, HarborError } from "../../src/errors.ts";
import type { Checks } from "../../src/forge/forge.ts";
import { openGitHubForge } from "../../src/forge/github/forge.ts";
import {
  type CheckRun,
  failure,
  invalid,
  openGitHub,
  REPOSITORY,
  type Settings,
  TOKEN,
  TOKENS,
  type TokenKind,
  type Trouble,
} from "../support/github.ts";
import { clones, git } from "../support/repository.ts";

const BRANCH = "publish/zoom-api/get-meeting";
const TEXT = {
  branch: BRANCH,
  fork: null,
  base: "main",
  commit: "",
  title: "Add get-meeting",
  body: "Why.",
  isDraft: false,
};
const JSON_TYPE = { "content-type": "application/json" };

/** The forge in front of a GitHub whose repository has main and the request's branch. Waits are 1000 times shorter. */
async function start({ isImpatient = false, kind = "plain" as TokenKind } = {}) {
  const { remote } = clones({});
  git(remote, "branch", BRANCH, "main");
  const github = await openGitHub(remote);
  const log: string[] = [];
  const token = TOKENS[kind];
  const options = { repository: REPOSITORY, token, apiUrl: github.apiUrl, retryUnit: 1 };
  const giveUp = isImpatient ? () => AbortSignal.timeout(100) : github.giveUp;
  const forge = openGitHubForge({ ...options, giveUp, log: (line) => log.push(line) });
  /** The open request of a branch. */
  const find = async (branch = BRANCH) =>
    (await forge.history(branch, "main", null)).find(({ state }) => state === "open");
  return { remote, github, forge, find, log };
}

async function failureOf(work: Promise<unknown>): Promise<HarborError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HarborError);
  return error as HarborError;
}

/** One clear sentence with a next step, and the token nowhere, however deep one looks. */
function expectClean(error: HarborError): void {
  expect(error.message).toMatch(/^[A-Z][^\n]{10,400}[^\s:]$/);
  expect(error.hint).not.toBe("");
  expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(TOKEN);
}

describe("what GitHub answers instead of pull requests", () => {
  const far = `${Math.ceil(Date.now() / 1000) + 3600}`;
  const isSpent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": far };
  const spent = failure(403, { message: "API rate limit exceeded for user ID 1." }, isSpent);
  const secondary = "You have exceeded a secondary rate limit.";

  test.each<[what: string, trouble: Trouble, code: ErrorCode, tries: number]>([
    ["401", failure(401, { message: "Bad credentials" }), "AUTH", 1],
    ["403", failure(403, { message: "Resource not accessible by integration" }), "PERMISSION", 1],
    ["403 of a proxy", { status: 403, body: "<h1>Forbidden</h1>" }, "PERMISSION", 1],
    ["403 that repeats the token", failure(403, { message: `No: token ${TOKEN}` }), "PERMISSION", 1],
    ["403 for an hour", spent, "RATE_LIMIT", 1],
    ["403 again and again", failure(403, { message: secondary }, { "retry-after": "1" }), "RATE_LIMIT", 3],
    ["404", failure(404, { message: "Not Found" }), "PERMISSION", 1],
    ["409", failure(409, { message: "Git Repository is empty." }), "CONFLICT", 3],
    ["422", invalid({ resource: "PullRequest", code: "custom", message: "No commits" }), "FORGE", 1],
    ["422 in plain words", { status: 422, body: { message: "Invalid", errors: ["Too much"] } }, "FORGE", 1],
    ["429", failure(429, { message: "Too many requests" }), "RATE_LIMIT", 1],
    ["429 again and again", failure(429, { message: secondary }, { "retry-after": "1" }), "RATE_LIMIT", 3],
    ["500", failure(500, { message: "Server Error" }), "FORGE", 3],
    ["502 of a proxy", { status: 502, body: "<h1>Bad gateway</h1>" }, "FORGE", 3],
    ["garbage", { status: 200, body: `{"${TOKEN}`, headers: JSON_TYPE }, "FORGE", 1],
    ["a page", { status: 200, body: `<title>${TOKEN}</title>` }, "FORGE", 1],
    ["something else", { status: 200, body: { [TOKEN]: TOKEN } }, "FORGE", 1],
    ["bad pull requests", { status: 200, body: [{ number: TOKEN, html_url: "javascript:1" }] }, "FORGE", 1],
    ["a reset connection", "reset", "NETWORK", 3],
  ])("%s is told in one sentence", async (_what, trouble, code, tries) => {
    const { github, find } = await start();
    github.trouble(trouble, { times: 9 });
    const error = await failureOf(find());
    expect({ code: error.code, tries: github.received.length }).toEqual({ code, tries });
    expectClean(error);
  });

  test("silence is told in one sentence", async () => {
    const { github, find } = await start({ isImpatient: true });
    github.trouble("silence", { times: 9 });
    const error = await failureOf(find());
    expect(error).toMatchObject({ code: "NETWORK", message: `GitHub doesn't answer at ${github.apiUrl}` });
    expectClean(error);
  });

  test("nobody there is told in one sentence", async () => {
    const options = { repository: REPOSITORY, token: TOKEN, apiUrl: "http://127.0.0.1:1", retryUnit: 1 };
    const error = await failureOf(openGitHubForge({ ...options, log: () => {} }).list("main"));
    expect(error.code).toBe("NETWORK");
    expectClean(error);
  });

  test("a refused request is told with what is wrong in it", async () => {
    const { github, forge } = await start();
    const error = await failureOf(forge.open({ ...TEXT, branch: "publish/zoom-api/not-pushed" }));
    expect(error).toMatchObject({ code: "FORGE", message: expect.stringMatching(/422.*\bhead\b/) });
    expect(github.received).toHaveLength(1);
    expectClean(error);
  });
});

describe("what GitHub refuses is told with what was asked, why, and what to do", () => {
  const open = ["open the request", `POST /repos/${REPOSITORY}/pulls`] as const;
  const list = ["list the requests", `GET /repos/${REPOSITORY}/pulls`] as const;

  test.each<
    [what: string, kind: TokenKind, settings: Partial<Settings>, asked: readonly [string, string], RegExp]
  >([
    [
      "an archived repository",
      "plain",
      { archived: true },
      open,
      /^civic-tech\/catalogue is archived: unarchive it/,
    ],
    [
      "workflows that may open none",
      "installation",
      { actionsMayOpen: false },
      open,
      /^let workflows open requests .*App's token/,
    ],
    [
      "single sign-on",
      "classic",
      { needsSignOn: true },
      list,
      /single sign-on at http:\/\/127\.0\.0\.1:\d+\/orgs\/civic-tech\/sso\?authorization_request=A123$/,
    ],
    ["an IP allow list", "fine-grained", { isOutside: true }, list, /IP allow list lets you/],
    [
      "a scope to write",
      "classic",
      { scopes: "gist, read:org" },
      open,
      /^the token's scopes \(gist, read:org\) don't do: give it repo$/,
    ],
    [
      "a scope to see",
      "oauth",
      { private: true, scopes: "public_repo" },
      list,
      /^the token's scopes \(public_repo\) don't do: give it repo$/,
    ],
    ["no scope at all", "classic", { scopes: "" }, open, /^the token's scopes \(none\) don't do/],
    [
      "a permission to write",
      "fine-grained",
      { denied: ["POST /pulls"] },
      open,
      /^give the token the permission pull requests \(write\) on civic-tech\/catalogue$/,
    ],
    [
      "a permission to see",
      "installation",
      { denied: ["GET /pulls"] },
      list,
      /^give the token the permission pull requests \(read\) on/,
    ],
    [
      "nothing to see",
      "plain",
      { denied: ["GET /pulls"] },
      list,
      /^check GITHUB_REPOSITORY .*token is for civic-tech\/catalogue/,
    ],
  ])("%s", async (_what, kind, settings, [purpose, line], hint) => {
    const { github, forge, find } = await start({ kind });
    Object.assign(github.settings, settings);
    const error = await failureOf(line.startsWith("POST") ? forge.open(TEXT) : find());
    expect(error.code).toBe("PERMISSION");
    expect(error.message).toMatch(
      /^GitHub (?:refuses to|finds nothing when asked to) [^(]+ \((?:403|404) for /,
    );
    expect(error.message).toContain(`${purpose} (`);
    expect(error.message).toContain(` for ${line})`);
    expect(error.hint).toMatch(hint);
    expectClean(error);
  });

  test.each([
    "required; url=https://sign-on.example.com/orgs/civic-tech/sso?authorization_request=A",
    "required; url=javascript:alert(1)",
    "required; url=http://127.0.0.1:1/orgs/civic-tech/sso",
    "required; url=",
    "required",
  ])("but never the page of another host to sign on at: %s", async (header) => {
    const { github, find } = await start();
    github.trouble(failure(403, { message: "No" }, { "x-github-sso": header }));
    expect(await failureOf(find())).toMatchObject({
      hint: "authorize the token for the organisation's single sign-on in your token settings on GitHub",
    });
  });

  test.each<[Record<string, string>, string]>([
    [
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" },
      "run the command again after 00:00 UTC",
    ],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" }, "run the command again later"],
    [{ "retry-after": "900" }, "run the command again in 900 s"],
  ])("and a rate limit with when it ends: %j", async (headers, hint) => {
    const { github, find } = await start();
    github.trouble(failure(403, { message: "API rate limit exceeded" }, headers), { times: 9 });
    expect(await failureOf(find())).toMatchObject({ code: "RATE_LIMIT", hint });
  });

  test("with the words of whoever stands before GitHub tamed", async () => {
    const { github, find } = await start();
    const message = `No\u001b[31m\u202e\n ${"x".repeat(999)}`;
    github.trouble(failure(403, { message }));
    expect((await failureOf(find())).message).toMatch(/: No \[31m x{180,200}$/);
  });
});

describe("what GitHub recovers from", () => {
  const soon = `${Math.ceil(Date.now() / 1000) + 20}`;
  const isSpent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon };
  const secondary = failure(403, { message: "secondary rate limit" }, { "retry-after": "7" });

  test.each<[what: string, trouble: Trouble, told: RegExp[]]>([
    ["500", failure(500, { message: "Server Error" }), []],
    ["502", { status: 502, body: "<h1>Bad gateway</h1>" }, []],
    ["a reset connection", "reset", []],
    ["a secondary rate limit", secondary, [/secondary rate limit is reached; waiting 7 s$/]],
    [
      "a rate limit",
      failure(403, { message: "" }, isSpent),
      [/GitHub's rate limit is reached; waiting \d+ s$/],
    ],
  ])("%s is tried again", async (_what, trouble, told) => {
    const { github, find, log } = await start();
    github.trouble(trouble);
    github.open({ head: BRANCH });
    expect(await find()).toMatchObject({ number: 1 });
    expect(github.received).toHaveLength(2);
    expect(log).toEqual(told.map((line) => expect.stringMatching(line)));
  });

  test("a lost answer leaves one pull request", async () => {
    const { github, forge } = await start();
    github.trouble("lost", { on: "POST" });
    expect(await forge.open(TEXT)).toMatchObject({ number: 1, body: TEXT.body });
    expect(github.pulls).toMatchObject([{ title: TEXT.title, body: TEXT.body }]);
  });
});

describe("pull requests as requests", () => {
  test("are open, closed or merged, and of a branch the newest counts", async () => {
    const { remote, github, forge, find } = await start();
    const branches = [1, 2, 3].map((index) => `publish/zoom-api/action-${index}`);
    for (const head of [...branches, ...branches, "unrelated"]) {
      github.open({ head });
    }
    [1, 2, 3, 4].forEach(github.close);
    github.merge(5);
    const shown = (await forge.list("main")).map(({ branch, number, state }) => ({ branch, number, state }));
    expect(shown.sort((a, b) => a.branch.localeCompare(b.branch))).toEqual([
      { branch: branches[0], number: 4, state: "closed" },
      { branch: branches[1], number: 5, state: "merged" },
      { branch: branches[2], number: 6, state: "open" },
    ]);
    const found = await Promise.all([BRANCH, ...branches].map(find));
    expect(found.map((request) => request?.number)).toEqual([undefined, undefined, undefined, 6]);
    github.open({ head: BRANCH });
    expect(await find()).toMatchObject({ commit: git(remote, "rev-parse", BRANCH), body: "" });
  });

  test("are all found, however many there are", async () => {
    const { github, forge } = await start();
    const heads = Array.from({ length: 201 }, (_, index) => `publish/zoom-api/action-${index}`);
    for (const head of heads) {
      github.open({ head });
    }
    expect(await forge.list("main")).toHaveLength(201);
  });

  test.each(["stranger", null])("are never those of somebody's fork (%s)", async (from) => {
    const { github, forge, find } = await start();
    github.open({ head: BRANCH, from });
    expect(await find()).toBeUndefined();
    expect((await forge.list("main")).filter(({ fork }) => fork === null)).toEqual([]);
  });

  test.each<[checks: Checks, runs: CheckRun[]]>([
    ["passed", [completed("success"), completed("neutral"), completed("skipped")]],
    ["failed", [completed("success"), completed("failure"), { status: "in_progress", conclusion: null }]],
    ["failed", [completed("timed_out")]],
    ["failed", [completed("cancelled")]],
    ["pending", [completed("success"), { status: "queued", conclusion: null }]],
    ["blocked", [completed("success"), completed("action_required")]],
    ["none", []],
  ])("have checks that are %s", async (checks, runs) => {
    const { remote, github, forge } = await start();
    const commit = git(remote, "rev-parse", BRANCH);
    for (const run of runs) {
      github.check(commit, run);
    }
    expect(await forge.checks(commit)).toBe(checks);
  });

  test.each<[checks: Checks, runs: CheckRun[], states: ("success" | "pending" | "failure")[]]>([
    ["passed", [completed("success")], ["success"]],
    ["passed", [], ["success", "success"]],
    ["failed", [completed("success")], ["failure"]],
    ["failed", [{ status: "queued", conclusion: null }], ["failure"]],
    ["failed", [completed("failure")], ["success"]],
    ["blocked", [completed("action_required")], ["pending"]],
    ["pending", [completed("success")], ["success", "pending"]],
    ["pending", [{ status: "queued", conclusion: null }], ["success"]],
  ])("have checks and statuses that are %s together", async (checks, runs, states) => {
    const { remote, github, forge } = await start();
    const commit = git(remote, "rev-parse", BRANCH);
    for (const run of runs) {
      github.check(commit, run);
    }
    for (const [index, state] of states.entries()) {
      github.status(commit, { state, context: `ci ${index}` });
    }
    expect(await forge.checks(commit)).toBe(checks);
    expect(github.received).toHaveLength(2);
  });

  test("have checks that count on whatever page they are, and so do statuses", async () => {
    const { remote, github, forge } = await start();
    const commit = git(remote, "rev-parse", BRANCH);
    for (let index = 0; index < 150; index++) {
      github.check(commit, completed("success"));
      github.status(commit, { context: `ci ${index}` });
    }
    expect(await forge.checks(commit)).toBe("passed");
    expect(github.received).toHaveLength(3);
    github.status(commit, { context: "last", state: "pending" });
    expect(await forge.checks(commit)).toBe("pending");
    github.check(commit, completed("failure"));
    expect(await forge.checks(commit)).toBe("failed");
  });

  test.each<[unseen: string, checks: Checks | "PERMISSION", run: CheckRun]>([
    ["status", "PERMISSION", completed("success")],
    ["status", "failed", completed("failure")],
    ["status", "pending", { status: "queued", conclusion: null }],
    ["check-runs", "PERMISSION", completed("failure")],
  ])("never pass by what the token may see where it may not see the %s: %s", async (unseen, checks, run) => {
    const { remote, github, forge } = await start();
    const commit = git(remote, "rev-parse", BRANCH);
    github.check(commit, run);
    github.settings.denied.push(`GET /commits/{ref}/${unseen}`);
    const found = forge.checks(commit).catch((error: HarborError) => error.code);
    expect(await found).toBe(checks);
  });
});

describe("what people say of a request", () => {
  test("counts on whatever page it is: the last verdict, the last word", async () => {
    const { github, forge } = await start();
    const request = await forge.open(TEXT);
    for (let index = 0; index < 120; index++) {
      github.review(1, { state: "APPROVED", body: "Fine." });
      github.reviewComment(1, { path: "README.md", body: "Here?" });
      github.comment(1, { body: "And?" });
    }
    const last = github.review(1, { state: "CHANGES_REQUESTED", body: "No." });
    github.received.length = 0;
    expect(await forge.review(request)).toMatchObject({ decision: "changes-requested" });
    expect(github.received).toHaveLength(4);
    expect(await forge.lastWord(request)).toMatchObject({ text: "No.", url: last.html_url });
    for (const say of [
      () => github.comment(1, { body: "Below." }),
      () => github.reviewComment(1, { path: "README.md", body: "On a line." }),
    ]) {
      const { html_url } = say();
      expect(await forge.lastWord(request)).toMatchObject({ url: html_url });
    }
  });

  test("is read within bounds, and without going where an answer leads", async () => {
    const { github, forge } = await start();
    const request = await forge.open(TEXT);
    github.received.length = 0;
    const link = `<http://127.0.0.1:1/elsewhere?page=2>; rel="next"`;
    const on = "GET /pulls/{pull_number}/reviews";
    github.trouble({ status: 200, body: [], headers: { link } }, { on, times: 99 });
    const error = await failureOf(forge.review(request));
    expect(error.message).toMatch(
      /^GitHub has more than 3000 entries when asked to list the reviews \(GET \//,
    );
    expect(github.received.map(({ query }) => query["page"])).toEqual(
      Array.from({ length: 30 }, (_, index) => `${index + 1}`),
    );
    expectClean(error);
  });
});

function completed(conclusion: CheckRun["conclusion"]): CheckRun {
  return { status: "completed", conclusion };
}
