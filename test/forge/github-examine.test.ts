import { describe, expect, test } from "vitest";
import { openGitHubExaminer } from "../../src/forge/github/examine.ts";
import { failure, openGitHub, REPOSITORY, TOKENS, type TokenKind, type Trouble } from "../support/github.ts";
import { ruleset } from "../support/guarded.ts";
import { clones } from "../support/repository.ts";

async function start(kind: TokenKind = "fine-grained") {
  const github = await openGitHub(clones({}).remote);
  github.settings.permissions = { admin: false, maintain: false, push: true, triage: true, pull: true };
  const examiner = openGitHubExaminer({
    repository: REPOSITORY,
    token: TOKENS[kind],
    apiUrl: github.apiUrl,
    log: () => {},
    retryUnit: 1,
  });
  return { github, examiner };
}

const CLASSIC = {
  required_status_checks: {
    enforcement_level: "everyone",
    strict: true,
    contexts: ["verify", "old"],
    checks: [{ context: "verify", app_id: 15368 }],
  },
  enforce_admins: { enabled: true },
  required_pull_request_reviews: {
    dismiss_stale_reviews: true,
    require_code_owner_reviews: true,
    required_approving_review_count: 2,
  },
};

describe("what GitHub tells of a repository", () => {
  test("is what the token's user may do, its scopes, and when it ends", async () => {
    const { github, examiner } = await start("classic");
    github.settings.scopes = "repo, workflow";
    github.settings.expiration = "2026-04-01 12:00:00 UTC";
    expect(await examiner.repository()).toEqual({
      id: expect.any(Number),
      defaultBranch: "main",
      isArchived: false,
      isPrivate: false,
      permissions: { push: true, maintain: false, admin: false },
      scopes: ["repo", "workflow"],
      expires: new Date("2026-04-01T12:00:00Z"),
    });
  });

  test.each([
    ["2026-04-01 12:00:00 +0200", new Date("2026-04-01T10:00:00Z")],
    ["soon", undefined],
  ])("reads the end of a token from %j", async (expiration, expected) => {
    const { github, examiner } = await start();
    github.settings.expiration = expiration;
    expect(await examiner.repository()).toMatchObject({ scopes: undefined, expires: expected });
  });
});

describe("whether requests may be opened", () => {
  test("is asked without opening one", async () => {
    const { github, examiner } = await start();
    await examiner.tryPull("main");
    expect(github.pulls).toEqual([]);
    expect(github.received).toMatchObject([
      { method: "POST", path: "/pulls", body: { head: "main", base: "main" } },
    ]);
  });

  test.each<[TokenKind, string]>([
    ["fine-grained", "Resource not accessible by personal access token"],
    ["installation", "Resource not accessible by integration"],
  ])("is refused to a %s token without the permission", async (kind, why) => {
    const { github, examiner } = await start(kind);
    github.settings.denied.push("POST /pulls");
    await expect(examiner.tryPull("main")).rejects.toMatchObject({
      code: "PERMISSION",
      message: `GitHub refuses to open the request (403 for POST /repos/${REPOSITORY}/pulls): ${why}`,
    });
  });
});

describe("the guard of a branch", () => {
  test("is nothing where nothing guards it", async () => {
    const { github, examiner } = await start();
    expect(await examiner.guard("main", false)).toEqual({
      isPartlyHidden: false,
      required: [],
      workflows: [],
      isStrict: false,
      hasQueue: false,
      reviews: { approvals: 0, dismissesStale: false, codeOwners: false, lastPush: false },
      sources: [],
    });
    expect(github.received).toHaveLength(2);
  });

  test("is a ruleset", async () => {
    const { github, examiner } = await start();
    github.rulesets.push(ruleset(), { ...ruleset(), id: 8, enforcement: "disabled" });
    expect(await examiner.guard("main", false)).toEqual({
      isPartlyHidden: false,
      required: [{ name: "verify", app: 15368 }],
      workflows: [],
      isStrict: true,
      hasQueue: false,
      reviews: { approvals: 1, dismissesStale: true, codeOwners: true, lastPush: true },
      sources: [{ name: "ruleset guard", bypass: "nobody", others: undefined }],
    });
    expect(github.received).toHaveLength(3);
  });

  test.each(["always", "pull_requests_only", "exempt"] as const)("may be gone round: %s", async (may) => {
    const { github, examiner } = await start();
    github.rulesets.push({ ...ruleset(), current_user_can_bypass: may });
    expect((await examiner.guard("main", false)).sources).toMatchObject([{ bypass: "self" }]);
  });

  test("is classic protection, as admins see it", async () => {
    const { github, examiner } = await start();
    github.settings.permissions = { ...github.settings.permissions, admin: true };
    github.protections["main"] = CLASSIC;
    expect(await examiner.guard("main", true)).toEqual({
      isPartlyHidden: false,
      required: [
        { name: "verify", app: 15368 },
        { name: "old", app: null },
      ],
      workflows: [],
      isStrict: true,
      hasQueue: false,
      reviews: { approvals: 2, dismissesStale: true, codeOwners: true, lastPush: false },
      sources: [{ name: "branch protection", bypass: "nobody", others: 0 }],
    });
    expect(github.received).toHaveLength(3);
  });

  test.each<[TokenKind, boolean]>([
    ["classic", false],
    ["classic", true],
    ["fine-grained", true],
    ["installation", true],
  ])("is classic protection, as others see it (%s, asked for more: %s)", async (kind, asks) => {
    const { github, examiner } = await start(kind);
    github.protections["main"] = CLASSIC;
    expect(await examiner.guard("main", asks)).toMatchObject({
      isPartlyHidden: true,
      required: [{ name: "verify", app: 15368 }, { name: "old" }],
      isStrict: false,
      sources: [{ name: "branch protection", bypass: "admins", others: undefined }],
    });
  });

  test("is both together, the strictest of each", async () => {
    const { github, examiner } = await start();
    github.settings.permissions = { ...github.settings.permissions, admin: true };
    github.protections["main"] = { ...CLASSIC, enforce_admins: { enabled: false } };
    github.rulesets.push({
      ...ruleset(),
      bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
    });
    expect(await examiner.guard("main", true)).toMatchObject({
      reviews: { approvals: 2 },
      sources: [
        { name: "branch protection", bypass: "admins" },
        { name: "ruleset guard", bypass: "nobody", others: 1 },
      ],
    });
  });

  test("has a queue", async () => {
    const { github, examiner } = await start();
    const parameters = {
      check_response_timeout_minutes: 60,
      grouping_strategy: "ALLGREEN",
      max_entries_to_build: 5,
      max_entries_to_merge: 5,
      merge_method: "SQUASH",
      min_entries_to_merge: 1,
      min_entries_to_merge_wait_minutes: 5,
    } as const;
    github.rulesets.push({ ...ruleset(), rules: [{ type: "merge_queue", parameters }] });
    expect(await examiner.guard("main", false)).toMatchObject({ hasQueue: true, required: [] });
  });

  test("is a workflow that an organisation's ruleset requires", async () => {
    const { github, examiner } = await start();
    const path = ".github/workflows/guard.yml";
    const workflows = [
      { path, repository_id: 7, ref: "refs/heads/main" },
      { path, repository_id: 8, ref: "refs/tags/main" },
      { path, repository_id: 9, sha: "0".repeat(40), ref: "refs/heads/main" },
      { path, repository_id: 10 },
    ];
    github.rulesets.push({
      ...ruleset(),
      source_type: "Organization",
      rules: [{ type: "workflows", parameters: { workflows } }],
    });
    const source = "ruleset guard";
    expect(await examiner.guard("main", false)).toMatchObject({
      required: [],
      workflows: [
        { path, repository: 7, ref: "main", source },
        { path, repository: 8, ref: "refs/tags/main", source },
        { path, repository: 9, ref: "0".repeat(40), source },
        { path, repository: 10, ref: null, source },
      ],
      sources: [{ name: source, bypass: "nobody" }],
    });
  });

  test("is that of a server that knows no rulesets", async () => {
    const { github, examiner } = await start();
    github.settings.denied.push("GET /rules/branches/{branch}");
    expect(await examiner.guard("main", false)).toMatchObject({ isPartlyHidden: true, sources: [] });
  });
});

describe("an answer that is none", () => {
  const forbidden = failure(403, { message: "Forbidden" });
  const calls = ["GET /branches/{branch}", "GET /rules/branches/{branch}", "GET /rulesets/{ruleset_id}"];
  test.each<[string, Trouble, string]>([
    ["401", failure(401, { message: "Bad credentials" }), "AUTH"],
    ["429", failure(429, { message: "Too many" }), "RATE_LIMIT"],
    ["500", failure(500, { message: "Oops" }), "FORGE"],
    ["garbage", { status: 200, body: "<html>" }, "FORGE"],
    ["a reset", "reset", "NETWORK"],
  ])("is told, whichever call has it: %s", async (_what, trouble, code) => {
    const { github, examiner } = await start();
    github.rulesets.push(ruleset());
    for (const on of calls) {
      github.trouble(trouble, { on, times: 3 });
      await expect(examiner.guard("main", false)).rejects.toMatchObject({ code });
    }
  });

  test("403 for a ruleset leaves open who may go round it", async () => {
    const { github, examiner } = await start();
    github.rulesets.push(ruleset());
    github.trouble(forbidden, { on: "GET /rulesets/{ruleset_id}" });
    expect((await examiner.guard("main", false)).sources).toEqual([
      { name: "ruleset 7", bypass: "unknown", others: undefined },
    ]);
  });
});
