import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Octokit } from "octokit";
import { describe, expect, test } from "vitest";
import shapes from "../fixtures/github/openapi-shapes.json" with { type: "json" };
import { type GitHub, OPERATIONS, openGitHub, REPOSITORY, TOKEN, TOKENS } from "../support/github.ts";
import { git, PROJECT, temporaryFolder } from "../support/repository.ts";

const BRANCH = "publish/zoom-api/get-meeting";
const [owner = "", repo = ""] = REPOSITORY.split("/");
const HERE = { owner, repo };
const PULL = { ...HERE, head: BRANCH, base: "main", title: "Add get-meeting" };
const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const OFF = { retry: { enabled: false }, throttle: { enabled: false }, log: QUIET };

async function start() {
  const remote = join(temporaryFolder(), "remote.git");
  git(".", "init", "--quiet", "--bare", "--initial-branch=main", remote);
  const tip = git(remote, "commit-tree", "-m", "Start", git(remote, "write-tree"));
  for (const branch of ["main", BRANCH]) {
    git(remote, "branch", branch, tip);
  }
  const github = await openGitHub(remote);
  const as = (token: string) =>
    new Octokit({ auth: token, baseUrl: github.apiUrl, ...OFF, request: { fetch: withVersion } }).rest;
  return { remote, github, as, rest: as(TOKEN), tip };
}

const VERSION = { "x-github-api-version": "2022-11-28" };

function withVersion(url: string, init: RequestInit & { headers: Record<string, string> }) {
  return fetch(url, { ...init, headers: { ...init.headers, ...VERSION } });
}

/** The status and the words of a refusal. */
async function refusal(work: Promise<unknown>): Promise<[status: number, message: string]> {
  const error = (await work.then(
    () => ({ status: 0, message: "" }),
    (thrown: unknown) => thrown,
  )) as { status: number; message: string };
  return [error.status, error.message.replace(/ - https:\S+$/, "")];
}

describe("GitHub's description", () => {
  test("is small, and of the version that octokit's types are of", () => {
    const types: unknown = createRequire(import.meta.url)("@octokit/openapi-types/package.json");
    const [, version] = shapes.source.package.split(/(?<=.)@/);
    expect(types).toMatchObject({ octokit: { "openapi-version": version } });
    const file = readFileSync(join(PROJECT, "test/fixtures/github/openapi-shapes.json"));
    expect(file.length).toBeLessThan(64 * 1024);
  });

  test("has no operation that merges, approves, deletes, or writes what the flow doesn't", () => {
    expect(OPERATIONS.filter((operation) => !operation.startsWith("GET ")).sort()).toEqual([
      "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
      "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
      "POST /repos/{owner}/{repo}/pulls",
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
    ]);
    expect(OPERATIONS.filter((operation) => /merge|approv|dismiss|graphql/i.test(operation))).toEqual([]);
  });
});

describe("a request or an answer that isn't as GitHub describes it", () => {
  const POST = { method: "POST", path: `/repos/${REPOSITORY}/pulls` };
  const pulls = (query: string) => ({
    method: "GET",
    path: `/repos/${REPOSITORY}/pulls?${query}`,
    body: undefined,
  });

  test.each<[what: string, request: { method: string; path: string; body?: unknown }, told: string]>([
    [
      "merges",
      { method: "PUT", path: `/repos/${REPOSITORY}/pulls/1/merge`, body: {} },
      "nothing that may be asked",
    ],
    [
      "approves",
      { method: "POST", path: `/repos/${REPOSITORY}/pulls/1/reviews`, body: {} },
      "nothing that may be",
    ],
    [
      "deletes",
      { method: "DELETE", path: `/repos/${REPOSITORY}/git/refs/heads/x` },
      "nothing that may be asked",
    ],
    ["asks GraphQL", { method: "POST", path: "/graphql", body: {} }, "nothing that may be asked"],
    [
      "has no number",
      { method: "PATCH", path: `/repos/${REPOSITORY}/pulls/one`, body: {} },
      "path/pull_number must",
    ],
    ["filters by what there isn't", pulls("author=me"), "query must NOT have additional properties"],
    ["has a wrong word", pulls("state=merged"), "query/state must be equal to one of"],
    ["has a text for a number", pulls("page=next"), "query/page must be integer"],
    ["has no body", POST, "body is missing"],
    ["lacks a member", { ...POST, body: { head: BRANCH } }, "must have required property 'base'"],
    ["has one too many", { ...POST, body: { head: BRANCH, base: "main", labels: [] } }, '"labels"'],
    [
      "has a wrong type",
      { ...POST, body: { head: BRANCH, base: "main", draft: "no" } },
      "body/draft must be boolean",
    ],
    ["is no JSON", { ...POST, body: "head=x" }, "body must be object"],
  ])("is refused where it %s", async (_what, { method, path, body }, told) => {
    const { github } = await start();
    const response = await fetch(`${github.apiUrl}${path}`, {
      method,
      headers: { authorization: `token ${TOKEN}`, ...VERSION },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining(JSON.stringify(told).slice(1, -1)),
    ]);
    expect(github.violations.splice(0)).toEqual([expect.stringContaining(told)]);
    expect(github.pulls).toEqual([]);
  });

  test.each([{}, { "x-github-api-version": "2026-03-10" }])(
    "is refused where it is of another version: %j",
    async (headers) => {
      const { github } = await start();
      const path = `${github.apiUrl}/repos/${REPOSITORY}`;
      expect((await fetch(path, { headers: { authorization: `token ${TOKEN}`, ...headers } })).status).toBe(
        500,
      );
      expect(github.violations.splice(0)).toEqual([expect.stringContaining("X-GitHub-Api-Version is ")]);
    },
  );

  test("is refused where the server itself says it", async () => {
    const { github, rest } = await start();
    Object.assign(github.open({ head: BRANCH }), { title: null, secret: true });
    expect(await refusal(rest.pulls.list(HERE))).toEqual([500, expect.stringContaining("answer/0/title")]);
    expect(github.violations.splice(0)).toEqual([expect.stringContaining('"secret"')]);
  });

  test.fails("fails the test that it happens in", async () => {
    const { github } = await start();
    await fetch(`${github.apiUrl}/repos/${REPOSITORY}/pulls/1/merge`, { method: "PUT" });
  });
});

describe("every operation", () => {
  test("is asked and answered as octokit does and GitHub describes it", async () => {
    const { github, remote, rest, tip } = await start();
    github.protections["main"] = {
      enabled: true,
      required_status_checks: { strict: true, contexts: ["verify"], checks: [] },
    };
    github.rulesets.push({
      id: 7,
      name: "Guard",
      source: REPOSITORY,
      enforcement: "active",
      rules: [{ type: "deletion" }],
    });
    github.settings.permissions.admin = true;
    github.fork({ login: "stranger", remote: temporaryFork(remote) });

    const { data: pull } = await rest.pulls.create({ ...PULL, draft: true, body: "Why." });
    const { number: pull_number } = pull;
    await rest.pulls.update({ ...HERE, pull_number, title: "Add it" });
    await rest.pulls.requestReviewers({
      ...HERE,
      pull_number,
      reviewers: ["reviewer"],
      team_reviewers: ["stewards"],
    });
    await rest.issues.addLabels({ ...HERE, issue_number: pull_number, labels: ["bug", "harbor"] });
    github.review(pull_number, { state: "CHANGES_REQUESTED", body: "Not yet." });
    github.reviewComment(pull_number, { path: "catalog/x.json", line: null, original_line: 3 });
    github.comment(pull_number, { user: null, body: "Hm." });
    github.check(tip, { name: "verify", status: "completed", conclusion: "success" });
    github.status(tip, { context: "verify", state: "pending" });

    const reads = [
      rest.users.getAuthenticated(),
      rest.repos.get(HERE),
      rest.repos.listForks(HERE),
      rest.repos.getBranch({ ...HERE, branch: BRANCH }),
      rest.repos.getBranchProtection({ ...HERE, branch: "main" }),
      rest.repos.getBranchRules({ ...HERE, branch: "main" }),
      rest.repos.getRepoRuleset({ ...HERE, ruleset_id: 7 }),
      rest.pulls.list({ ...HERE, state: "all", head: `${owner}:${BRANCH}` }),
      rest.pulls.listReviews({ ...HERE, pull_number }),
      rest.pulls.listReviewComments({ ...HERE, pull_number, sort: "updated" }),
      rest.issues.listComments({ ...HERE, issue_number: pull_number }),
      rest.checks.listForRef({ ...HERE, ref: BRANCH, filter: "all" }),
      rest.repos.getCombinedStatusForRef({ ...HERE, ref: tip }),
    ];
    const answers = await Promise.all(reads);
    expect(answers.map(({ data }) => data)).toMatchObject([
      { login: "harbor-agent" },
      { full_name: REPOSITORY, fork: false, permissions: { push: true } },
      [{ full_name: `stranger/${repo}`, fork: true }],
      { name: BRANCH, commit: { sha: tip }, protected: false },
      { required_status_checks: { contexts: ["verify"] } },
      [{ type: "deletion", ruleset_id: 7 }],
      { name: "Guard", bypass_actors: [] },
      [
        {
          title: "Add it",
          draft: true,
          user: { login: "harbor-agent" },
          labels: [{ name: "bug" }, { name: "harbor" }],
          requested_reviewers: [{ login: "reviewer" }],
          requested_teams: [{ slug: "stewards" }],
        },
      ],
      [{ state: "CHANGES_REQUESTED", commit_id: tip, user: { login: "reviewer" } }],
      [{ path: "catalog/x.json", line: null, original_line: 3, side: "RIGHT" }],
      [{ body: "Hm.", user: null }],
      { total_count: 1, check_runs: [{ name: "verify", conclusion: "success" }] },
      { state: "pending", sha: tip },
    ]);
    expect(github.calls()).toEqual(Object.fromEntries(OPERATIONS.map((operation) => [operation, 1])));
  });
});

describe("GitHub's answers", () => {
  test("tell kinds of tokens apart", async () => {
    const { github, as } = await start();
    Object.assign(github.settings, { scopes: "repo, workflow", expiration: "2026-04-01 12:00:00 UTC" });
    const shown: Record<string, unknown> = {};
    for (const [kind, token] of Object.entries(TOKENS)) {
      const { headers } = await as(token).repos.get(HERE);
      const [userStatus] = await refusal(as(token).users.getAuthenticated());
      const [guardStatus, guard] = await refusal(
        as(token).repos.getBranchProtection({ ...HERE, branch: "main" }),
      );
      shown[kind] = [
        headers["x-oauth-scopes"],
        headers["x-accepted-github-permissions"],
        headers["github-authentication-token-expiration"],
        userStatus,
        guardStatus,
        guard,
      ];
    }
    const scopes = "repo, workflow";
    const until = "2026-04-01 12:00:00 UTC";
    const not = "Resource not accessible by";
    expect(shown).toEqual({
      plain: [undefined, undefined, undefined, 0, 404, "Not Found"],
      classic: [scopes, undefined, until, 0, 404, "Not Found"],
      "fine-grained": [undefined, "metadata=read", until, 0, 403, `${not} personal access token`],
      oauth: [scopes, undefined, undefined, 0, 404, "Not Found"],
      installation: [undefined, "metadata=read", undefined, 403, 403, `${not} integration`],
    });
    github.settings.denied = ["POST /pulls"];
    expect(await refusal(as(TOKENS["fine-grained"]).pulls.create(PULL))).toEqual([
      403,
      `${not} personal access token`,
    ]);
    github.settings.permissions.admin = true;
    const unguarded = as(TOKEN).repos.getBranchProtection({ ...HERE, branch: "main" });
    expect(await refusal(unguarded)).toEqual([404, "Branch not protected"]);
  });

  test("are about forks, too", async () => {
    const { github, remote, rest } = await start();
    const fork = temporaryFork(remote);
    git(fork, "branch", "mine", "main");
    github.fork({ login: "stranger", remote: fork });
    const [found] = (await rest.repos.listForks(HERE)).data;
    expect(found).toMatchObject({
      clone_url: `https://github.com/stranger/${repo}.git`,
      permissions: { push: true },
    });
    const { data } = await rest.repos.get({ owner: "stranger", repo });
    expect(data.parent?.full_name).toBe(REPOSITORY);
    const created = await rest.pulls.create({ ...PULL, head: "stranger:mine" });
    expect(created.data).toMatchObject({
      maintainer_can_modify: true,
      head: {
        label: "stranger:mine",
        sha: git(fork, "rev-parse", "mine"),
        repo: { full_name: `stranger/${repo}` },
      },
    });
    const again = rest.pulls.create({ ...PULL, head: "stranger:mine" });
    expect(await refusal(again)).toEqual([422, expect.stringContaining("already exists for stranger:mine")]);
    const elsewhere = rest.pulls.create({ ...PULL, head: "nobody:mine" });
    expect(await refusal(elsewhere)).toEqual([422, expect.stringContaining('"field":"head"')]);
    git(fork, "branch", "-D", "mine");
    expect((await rest.pulls.list({ ...HERE, state: "closed" })).data).toMatchObject([{ number: 1 }]);
    expect(await refusal(reopen(rest, 1))).toEqual([422, expect.stringContaining("has been deleted")]);
  });

  test("refuse labels and reviewers as GitHub does, and keep the request", async () => {
    const { github, rest } = await start();
    await rest.pulls.create(PULL);
    const ask = (reviewers: string[]) => rest.pulls.requestReviewers({ ...HERE, pull_number: 1, reviewers });
    const label = (labels: string[]) => rest.issues.addLabels({ ...HERE, issue_number: 1, labels });
    expect(await refusal(ask(["harbor-agent"]))).toEqual([
      422,
      "Review cannot be requested from pull request author.",
    ]);
    expect(await refusal(ask(["reviewer", "passer-by"]))).toEqual([
      422,
      expect.stringMatching(/^Reviews may only be requested from collaborators\./),
    ]);
    Object.assign(github.settings.permissions, { push: false });
    expect(await refusal(label(["new"]))).toEqual([
      403,
      expect.stringContaining("permission to create labels"),
    ]);
    expect((await label(["bug"])).data).toMatchObject([{ name: "bug" }]);
    Object.assign(github.settings.permissions, { triage: false });
    expect(await refusal(label(["bug"]))).toEqual([403, "Must have admin rights to Repository."]);
    expect(github.pulls).toMatchObject([
      { state: "open", requested_reviewers: [], labels: [{ name: "bug" }] },
    ]);
  });

  test("close and open a request again, unless there is another one by then", async () => {
    const { github, rest } = await start();
    await rest.pulls.create(PULL);
    await rest.pulls.update({ ...HERE, pull_number: 1, state: "closed" });
    expect(github.pulls).toMatchObject([{ state: "closed", closed_at: expect.any(String), merged: false }]);
    expect((await reopen(rest, 1)).data).toMatchObject({ state: "open", closed_at: null });
    github.close(1);
    github.open({ head: BRANCH });
    expect(await refusal(reopen(rest, 1))).toEqual([
      422,
      expect.stringContaining("already an open pull request"),
    ]);
  });

  test("come in pages that say where the next one is", async () => {
    const { github, rest } = await start();
    github.open({ head: BRANCH });
    for (let index = 1; index <= 3; index++) {
      github.comment(1, { body: `${index}` });
    }
    const { data, headers } = await rest.issues.listComments({ ...HERE, issue_number: 1, per_page: 2 });
    expect(data.map(({ body }) => body)).toEqual(["1", "2"]);
    expect(headers.link).toMatch(/<http:\S+per_page=2&page=2>; rel="next"/);
  });

  test("hold what guards a branch by its patterns", async () => {
    const { github, rest } = await start();
    const guard = (id: number, include: string[], exclude: string[] = []): GitHub["rulesets"][number] => ({
      id,
      name: `Guard ${id}`,
      source: REPOSITORY,
      enforcement: id === 4 ? "evaluate" : "active",
      conditions: { ref_name: { include, exclude } },
      rules: [{ type: "non_fast_forward" }],
    });
    github.rulesets.push(
      guard(1, ["~DEFAULT_BRANCH"]),
      guard(2, ["refs/heads/publish/**/*"]),
      guard(3, ["~ALL"], ["refs/heads/main"]),
      guard(4, ["~ALL"]),
      guard(5, ["refs/heads/*"]),
    );
    const ofBranch = async (branch: string) =>
      (await rest.repos.getBranchRules({ ...HERE, branch })).data.map(({ ruleset_id }) => ruleset_id);
    expect([await ofBranch("main"), await ofBranch(BRANCH)]).toEqual([
      [1, 5],
      [2, 3],
    ]);
  });

  test("get into trouble by operation, and after as many as one likes", async () => {
    const { github, rest } = await start();
    github.trouble(
      { status: 502, body: "<h1>Bad gateway</h1>" },
      { on: "PATCH /pulls/{pull_number}", after: 1 },
    );
    await rest.pulls.create(PULL);
    const update = () => rest.pulls.update({ ...HERE, pull_number: 1, title: "Again" });
    await update();
    expect((await refusal(update()))[0]).toBe(502);
    await update();
  });
});

function reopen(rest: Octokit["rest"], pull_number: number) {
  return rest.pulls.update({ ...HERE, pull_number, state: "open" });
}

function temporaryFork(remote: string): string {
  const folder = join(temporaryFolder(), "fork.git");
  git(remote, "clone", "--quiet", "--bare", remote, folder);
  return folder;
}
