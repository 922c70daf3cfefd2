import { describe, expect, test } from "vitest";
import type { Tree } from "../../src/catalog/tree.ts";
import { CHECKS, examine } from "../../src/doctor/examine.ts";
import { HarborError } from "../../src/errors.ts";
import type { BranchGuard, RepositoryFacts } from "../../src/forge/guard.ts";
import type { Git } from "../../src/io/git.ts";
import type { Probe } from "../../src/workspace/probe.ts";
import { TOKENS } from "../support/github.ts";
import { GUARD_WORKFLOW, OWNERS } from "../support/guarded.ts";
import { PROJECT, read } from "../support/repository.ts";

const API = "https://api.github.com";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

/** What a test may change of a setup in which all is well. */
interface World {
  probe: Partial<Probe>;
  files: Record<string, string>;
  repository: Partial<RepositoryFacts>;
  guard: Partial<BranchGuard>;
  token: string;
  refs: string[];
}

const files = {
  [POLICY]: "{}",
  ".github/workflows/guard.yml": GUARD_WORKFLOW,
  ".github/CODEOWNERS": OWNERS,
};

const guard: BranchGuard = {
  isPartlyHidden: false,
  required: [{ name: "verify", app: 15368 }],
  workflows: [],
  isStrict: true,
  hasQueue: false,
  reviews: { approvals: 1, dismissesStale: true, codeOwners: true, lastPush: true },
  sources: [{ name: "ruleset guard", bypass: "nobody", others: 0 }],
};

const repository: RepositoryFacts = {
  id: 1,
  defaultBranch: "main",
  isArchived: false,
  isPrivate: true,
  permissions: { push: true, maintain: false, admin: false },
  scopes: undefined,
  expires: undefined,
};

function treeOf(contents: Record<string, string>): Tree {
  return {
    label: "origin/main",
    list: async (folder) =>
      Object.keys(contents)
        .filter((path) => path.startsWith(`${folder}/`))
        .sort(),
    read: async (path) =>
      contents[path] === undefined ? undefined : new TextEncoder().encode(contents[path]),
  };
}

function probeOf(world: Partial<World>): Probe {
  const tree = treeOf({ ...files, ...world.files });
  const refs = new Map((world.refs ?? []).map((ref) => [`refs/remotes/origin/${ref}`, "1".repeat(40)]));
  const git = { identity: async () => "Ann <ann@example.com>", refs: async () => refs } as unknown as Git;
  const catalogue = {
    tree,
    ports: async () => ["zoom-api"],
    find: async () => undefined,
    get: async () => ({}) as never,
  };
  return {
    now: new Date("2026-03-01T12:00:00Z"),
    environment: {},
    root: async () => "/clone",
    gitVersion: async () => "2.39.5",
    git: async () => git,
    isShallow: async () => false,
    signs: async () => false,
    unusedSettings: async () => [],
    url: async () => "https://someone:secret@github.com/civic-tech/catalogue.git",
    fetch: async () => {},
    base: async () => ({ ref: "origin/main", branch: "main", commit: "1".repeat(40), tree }),
    catalogue: async () => catalogue,
    config: async () => ({}),
    journal: async () => [],
    tryCommit: async () => {},
    tryPush: async () => {},
    gitHub: async () => ({ repository: "civic-tech/catalogue", apiUrl: API, isSsh: false }),
    doubt: async () => undefined,
    token: async () => ({ token: world.token ?? TOKENS["fine-grained"], source: "GITHUB_TOKEN" }),
    repository: async () => ({ ...repository, ...world.repository }),
    fork: async () => ({ owner: "agent", url: "https://github.com/agent/catalogue.git" }),
    tryPull: async () => {},
    guard: async () => ({ ...guard, ...world.guard }),
    hook: async () => ({ where: "elsewhere" }),
    ...world.probe,
  };
}

/** All that isn't well, as `id status: message`. */
async function complaints(world: Partial<World>): Promise<string[]> {
  const results = await examine(probeOf(world));
  for (const { status, message, hint } of results) {
    expect(message).toMatch(/^[^\n]{5,}$/);
    expect(status === "failed" ? hint : "fix").not.toBe("");
    expect(message + hint).not.toMatch(/secret|undefined|Nobody0May/);
  }
  return results
    .filter(({ status }) => status !== "ok")
    .map(({ id, status, message }) => `${id} ${status}: ${message}`);
}

const fails =
  (code: "NETWORK" | "AUTH" | "PERMISSION" | "FORGE" | "RATE_LIMIT" | "GIT" | "IO", message = "no") =>
  async () => {
    throw new HarborError(code, message, "mend it");
  };
const workflow = (from: string | RegExp, to: string | ((found: string) => string)): Partial<World> => ({
  files: { ".github/workflows/guard.yml": GUARD_WORKFLOW.replace(from, to as string) },
});

test("a setup in which all is well is all ok", async () => {
  const results = await examine(probeOf({}));
  expect(results.filter(({ status, hint }) => status !== "ok" || hint !== "")).toEqual([]);
  expect(results.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id).filter((id) => id !== "guard/hook"));
});

test("a git-only setup is asked nothing about GitHub", async () => {
  const results = await examine(probeOf({ probe: { gitHub: async () => undefined } }));
  expect(results.map(({ id }) => id).filter((id) => /^(?:forge|guard)/.test(id))).toEqual([
    "forge/kind",
    "guard/hook",
  ]);
});

test("a git-only setup that may be meant for GitHub is told so", async () => {
  const doubt = { message: "no pull request is opened, though GH_TOKEN is set", hint: "say what is meant" };
  expect(
    await complaints({ probe: { gitHub: async () => undefined, doubt: async () => doubt } }),
  ).toContainEqual(
    "forge/kind warning: requests go to the git remote alone: no pull request is opened, though GH_TOKEN is set",
  );
});

describe("a workflow that a ruleset requires", () => {
  const required = (more: Partial<BranchGuard["workflows"][number]> = {}): Partial<World> => ({
    guard: {
      required: [],
      workflows: [
        { path: ".github/workflows/lint.yml", repository: 1, ref: null, source: "ruleset other" },
        { path: ".github/workflows/guard.yml", repository: 1, ref: "main", source: "ruleset guard", ...more },
      ],
    },
  });
  const unread = (place: string): string[] => [
    `guard/required warning: ruleset guard requires .github/workflows/guard.yml ${place}, which can't be read from here`,
    "guard/pinned warning: can't be told: verify isn't known to be required",
  ];

  test.each<[string, Partial<World>, string[]]>([
    ["is the guard where it is the base's own file", required(), []],
    ["is the guard where it is the default branch's", required({ ref: null }), []],
    [
      "may be the guard of another repository",
      required({ repository: 2 }),
      unread("of another repository (number 2)"),
    ],
    ["may be the guard as another branch has it", required({ ref: "old" }), unread("of old")],
    [
      "isn't the guard under another name",
      required({ path: ".github/workflows/other.yml" }),
      [
        "guard/required failed: origin/main doesn't require the check verify",
        "guard/pinned warning: can't be told: verify isn't known to be required",
      ],
    ],
    [
      "may be the guard where there is none here",
      { files: { ".github/workflows/guard.yml": "on: push\njobs: {}\n" }, ...required({ repository: 2 }) },
      [
        "guard/workflow warning: no workflow on origin/main has the guard's job verify; ruleset guard requires .github/workflows/guard.yml of another repository (number 2), which can't be read from here",
        "guard/required warning: ruleset guard requires .github/workflows/guard.yml of another repository (number 2), which can't be read from here",
        "guard/pinned warning: can't be told: verify isn't known to be required",
      ],
    ],
  ])("%s", async (_what, world, expected) => {
    const told = await complaints(world);
    expect(told.filter((line) => /^guard\/(?:workflow|required|pinned)/.test(line))).toEqual(expected);
  });
});

describe("one fault", () => {
  test.each<[string, Partial<World>, string[]]>([
    [
      "an old git",
      { probe: { gitVersion: async () => "2.30.9" } },
      ["git/version failed: git is 2.30.9, which is too old"],
    ],
    ["Apple's git", { probe: { gitVersion: async () => "2.39.5 (Apple Git-154)" } }, []],
    ["a git to come", { probe: { gitVersion: async () => "3.0.rc1" } }, []],
    [
      "a shallow clone",
      { probe: { isShallow: async () => true } },
      [
        "git/depth warning: this clone is shallow: a part of the past isn't here, so a merged request may pass for a rejected one",
      ],
    ],
    [
      "no key to sign with",
      { probe: { tryCommit: fails("GIT", "git can't sign") } },
      ["git/signing failed: git can't sign"],
    ],
    [
      "a branch publish",
      { refs: ["publish"] },
      ["git/branches failed: publish on origin stands where requests' branches go"],
    ],
    [
      "a branch with a port's name",
      { refs: ["publish/zoom-api"] },
      ["git/branches failed: publish/zoom-api on origin stands where requests' branches go"],
    ],
    ["a branch with another name", { refs: ["publish/other", "publish/zoom-api/get-me"] }, []],
    [
      "no right to push, and no fork's",
      { probe: { tryPush: fails("PERMISSION", "refused") } },
      ["git/push failed: refused"],
    ],
    [
      "no fetch",
      { probe: { fetch: fails("NETWORK", "unreachable") } },
      [
        "git/fetch failed: unreachable",
        "base/branch warning: origin/main is at 111111111111 as it was fetched last",
      ],
    ],
    [
      "a broken configuration",
      { probe: { config: fails("IO", "harbor.config.json:1:1 is none") } },
      ["base/config failed: harbor.config.json:1:1 is none"],
    ],
    [
      "a run that was cut off",
      {
        probe: {
          journal: async () => ["publish/zoom-api/x"],
        },
      },
      ["journal/left warning: a run was cut off, or is under way: publish/zoom-api/x"],
    ],
    [
      "an archived repository",
      { repository: { isArchived: true } },
      ["forge/permission failed: civic-tech/catalogue is archived: nobody can open requests"],
    ],
    [
      "no right to open requests",
      { probe: { tryPull: fails("PERMISSION", "GitHub forbids this") } },
      ["forge/permission failed: GitHub forbids this"],
    ],
    [
      "scopes that are too few",
      { token: TOKENS.classic, repository: { scopes: ["gist"] } },
      [
        "forge/permission failed: the token's scopes (gist) don't let it open requests on civic-tech/catalogue",
      ],
    ],
    [
      "a scope for public repositories on a private one",
      { token: TOKENS.classic, repository: { scopes: ["public_repo"] } },
      [
        "forge/permission failed: the token's scopes (public_repo) don't let it open requests on civic-tech/catalogue",
      ],
    ],
    [
      "and on a public one",
      { token: TOKENS.classic, repository: { scopes: ["public_repo"], isPrivate: false } },
      [],
    ],
    [
      "a token that ends soon",
      { repository: { expires: new Date("2026-03-08T11:00:00Z") } },
      ["forge/token warning: GITHUB_TOKEN is a fine-grained personal access token, and ends on 2026-03-08"],
    ],
    ["a token that ends later", { repository: { expires: new Date("2026-03-08T13:00:00Z") } }, []],
    [
      "a token that isn't accepted",
      { probe: { repository: once(fails("AUTH", "GitHub doesn't accept the token (401)")) } },
      [
        "forge/token failed: GitHub doesn't accept the token (401)",
        "forge/permission warning: can't be told before forge/token is mended",
        "guard/bypass warning: can't be told before forge/token is mended",
        "guard/token warning: can't be told before forge/token is mended",
      ],
    ],
    [
      "a GitHub that is out of reach",
      { probe: { repository: once(fails("NETWORK", "GitHub doesn't answer")) } },
      [
        "forge/token warning: GITHUB_TOKEN is a fine-grained personal access token; whether it is valid can't be told",
        "forge/reach failed: GitHub doesn't answer",
        "forge/permission warning: can't be told before forge/reach is mended",
        "guard/bypass warning: can't be told before forge/reach is mended",
        "guard/token warning: can't be told before forge/reach is mended",
      ],
    ],
    [
      "a repository that isn't shown",
      { probe: { repository: once(fails("PERMISSION", "no repository (404)")) } },
      [
        "forge/token warning: GITHUB_TOKEN is a fine-grained personal access token; whether it is valid can't be told",
        "forge/permission failed: no repository (404)",
        "guard/bypass warning: can't be told before forge/permission is mended",
        "guard/token warning: can't be told before forge/permission is mended",
      ],
    ],
    [
      "a rate limit at the guard",
      { probe: { guard: once(fails("RATE_LIMIT", "GitHub's rate limit is reached")) } },
      [
        "guard/required failed: GitHub's rate limit is reached",
        "guard/pinned warning: can't be told before guard/required is mended",
        "guard/up-to-date warning: can't be told before guard/required is mended",
        "guard/approvals warning: can't be told before guard/required is mended",
        "guard/bypass warning: can't be told before guard/required is mended",
      ],
    ],
    [
      "no workflow of the guard",
      workflow("verify:\n    name: verify", "judge:\n    name: judge"),
      ["guard/workflow failed: no workflow on origin/main has the guard's job verify"],
    ],
    [
      "a workflow that can't be read",
      workflow("jobs:", "jobs: ["),
      ["guard/workflow failed: no workflow on origin/main has the guard's job verify"],
    ],
    [
      "another job by the guard's name",
      { files: { ".github/workflows/ci.yml": "on: push\njobs:\n  verify: {}\n" } },
      [
        "guard/workflow warning: .github/workflows/guard.yml runs verify, but .github/workflows/ci.yml has a job of the same name, whose check counts as well",
      ],
    ],
    [
      "a base that isn't the default branch",
      { repository: { defaultBranch: "trunk" } },
      [
        "guard/workflow warning: .github/workflows/guard.yml runs verify, but GitHub takes it from trunk, its default branch, and requests go into main",
      ],
    ],
    [
      "no required check",
      { guard: { required: [] } },
      [
        "guard/required failed: origin/main doesn't require the check verify",
        "guard/pinned warning: can't be told: verify isn't known to be required",
      ],
    ],
    [
      "a check from any source",
      { guard: { required: [{ name: "verify", app: null }] } },
      ["guard/pinned failed: anybody who may set a commit's status can report it as passed"],
    ],
    [
      "a check from any source, and once more from one",
      {
        guard: {
          required: [
            { name: "verify", app: null },
            { name: "verify", app: 15368 },
          ],
        },
      },
      [],
    ],
    [
      "another app's check",
      { guard: { required: [{ name: "verify", app: 42 }] } },
      ["guard/pinned failed: app 42 reports it, which isn't GitHub Actions (15368)"],
    ],
    [
      "another app's check on an Enterprise server",
      {
        guard: { required: [{ name: "verify", app: 42 }] },
        probe: {
          gitHub: async () => ({ repository: "a/b", apiUrl: "https://git.example/api/v3", isSsh: false }),
        },
      },
      ["guard/pinned warning: app 42 alone can report it; whether that is GitHub Actions here can't be told"],
    ],
    [
      "requests that are behind",
      { guard: { isStrict: false } },
      ["guard/up-to-date failed: requests may be merged that were judged on an older base"],
    ],
    ["requests that are behind, and a queue", { guard: { isStrict: false, hasQueue: true } }, []],
    [
      "a part that admins see",
      {
        guard: {
          isStrict: false,
          isPartlyHidden: true,
          reviews: { approvals: 0, dismissesStale: false, codeOwners: false, lastPush: true },
        },
      },
      [
        "guard/up-to-date warning: whether requests must be up to date is for admins alone to see",
        "guard/approvals warning: whether a merge requires an approval, that a push dismisses approvals and code owners' reviews is for admins alone to see",
      ],
    ],
    [
      "approvals that outlive a push",
      { guard: { reviews: { approvals: 1, dismissesStale: false, codeOwners: true, lastPush: true } } },
      ["guard/approvals failed: a merge doesn't require that a push dismisses approvals"],
    ],
    [
      "an approval of one's own push",
      { guard: { reviews: { ...guard.reviews, lastPush: false } } },
      ["guard/approvals warning: who pushed last under another name may approve it themselves"],
    ],
    [
      "no review by owners",
      { guard: { reviews: { approvals: 0, dismissesStale: true, codeOwners: false, lastPush: true } } },
      ["guard/approvals failed: a merge doesn't require an approval and code owners' reviews"],
    ],
    [
      "policies without an owner",
      { files: { ".github/CODEOWNERS": `${OWNERS}*.policy.json\n` } },
      [
        `guard/code-owners failed: .github/CODEOWNERS (origin/main) names no owner of ${POLICY} and catalog/integrations/publisher/port.policy.json`,
      ],
    ],
    [
      "workflows without an owner",
      { files: { ".github/CODEOWNERS": "/catalog/ @a\n/harbor.config.json @a\n/.github/CODEOWNERS @a\n" } },
      [
        "guard/code-owners failed: .github/CODEOWNERS (origin/main) names no owner of .github/workflows/guard.yml and .github/workflows/another.yml",
      ],
    ],
    [
      "an admin",
      { repository: { permissions: { push: true, maintain: true, admin: true } }, token: TOKENS.classic },
      ["guard/token failed: this token's user is an admin, so it can change the guard"],
    ],
    [
      "an admin's fine-grained token",
      { repository: { permissions: { push: true, maintain: true, admin: true } } },
      [
        "guard/token warning: this token's user is an admin; whether the token may change settings, too, GitHub doesn't tell",
      ],
    ],
    [
      "a maintainer",
      { repository: { permissions: { push: true, maintain: true, admin: false } } },
      ["guard/token warning: this token's user maintains the repository, and may be let past its rules"],
    ],
    [
      "a token that writes workflows",
      { token: TOKENS.classic, repository: { scopes: ["repo", "workflow"] } },
      [
        "guard/token warning: the token has the scope workflow: it can bring workflows of its own or change rules of the organisation",
      ],
    ],
    [
      "a workflow's own token",
      { token: TOKENS.installation, probe: { environment: { GITHUB_ACTIONS: "true" } } },
      [
        "forge/checks warning: requests that a workflow opens with its own GITHUB_TOKEN start no workflows, and if this is that token nothing checks them",
        "guard/token warning: if this is a workflow's own token it speaks as GitHub Actions: with checks: write or statuses: write it could report verify as passed",
      ],
    ],
    ["an app's token elsewhere", { token: TOKENS.installation }, []],
    ["an OAuth token", { token: TOKENS.oauth, repository: { scopes: ["repo"] } }, []],
    ["a token of no known form", { token: TOKENS.plain }, []],
    [
      "nothing that guards",
      { guard: { sources: [] } },
      ["guard/bypass failed: nothing guards the branch: whoever may push may change what is live"],
    ],
    [
      "a way round for this token",
      { guard: { sources: [{ name: "ruleset guard", bypass: "self", others: undefined }] } },
      ["guard/bypass failed: this token's user may go round ruleset guard"],
    ],
    [
      "a way round for admins",
      { guard: { sources: [{ name: "branch protection", bypass: "admins", others: 0 }] } },
      ["guard/bypass warning: admins may go round branch protection"],
    ],
    [
      "a way round for others",
      { guard: { sources: [{ name: "ruleset guard", bypass: "nobody", others: 1 }] } },
      ["guard/bypass warning: some people, teams or apps may go round ruleset guard"],
    ],
    [
      "a way round that isn't told",
      { guard: { sources: [{ name: "ruleset 7", bypass: "unknown", others: undefined }] } },
      ["guard/bypass warning: who may go round ruleset 7 GitHub doesn't tell"],
    ],
  ])("%s", async (_fault, world, expected) => {
    expect(await complaints(world)).toEqual(expected);
  });

  test("no right to push, and a fork: requests go by way of that", async () => {
    const pushed: (string | undefined)[] = [];
    const tryPush = async (fork?: string): Promise<void> => {
      pushed.push(fork);
      if (fork === undefined) {
        await fails("PERMISSION", "refused")();
      }
    };
    const world = {
      probe: { tryPush },
      repository: { permissions: { push: false, maintain: false, admin: false } },
    };
    expect(
      await complaints({
        ...world,
        token: TOKENS.classic,
        repository: { ...world.repository, scopes: ["repo"] },
      }),
    ).toEqual([]);
    expect(pushed).toEqual([undefined, "https://github.com/agent/catalogue.git"]);
    expect(await complaints(world)).toEqual([
      "forge/permission warning: you may not push to civic-tech/catalogue, but to agent's fork; whether the token may open requests GitHub doesn't tell",
    ]);
  });

  test.each<[string, Awaited<ReturnType<Probe["hook"]>>, string[]]>([
    ["runs verify", { where: "here", path: "/r/hooks/pre-receive", text: "exec harbor-drafts verify" }, []],
    [
      "by a variable",
      { where: "here", path: "/r/hooks/pre-receive", text: "tool=harbor-drafts\n$tool verify --root ." },
      [],
    ],
    [
      "does something else",
      { where: "here", path: "/r/hooks/pre-receive", text: "exit 0" },
      ["guard/hook failed: /r/hooks/pre-receive doesn't run `harbor-drafts verify`"],
    ],
    [
      "isn't there",
      { where: "here", path: "/r/hooks/pre-receive", text: undefined },
      ["guard/hook failed: the remote has no hook /r/hooks/pre-receive that git would run"],
    ],
    [
      "can't be seen",
      { where: "elsewhere" },
      [
        "guard/hook warning: whether the remote runs `harbor-drafts verify` before it takes a push can't be seen from here",
      ],
    ],
  ])("the hook of a git-only remote %s", async (_what, hook, expected) => {
    expect(await complaints({ probe: { gitHub: async () => undefined, hook: async () => hook } })).toEqual(
      expected,
    );
  });
});

describe("the guard's workflow", () => {
  const DIFFERS =
    "guard/workflow failed: .github/workflows/guard.yml isn't the workflow that harbor-drafts ships: ";
  const PINNED = /@[0-9a-f]{40}/;
  const ADDED = "branches: [main]\n    paths: [catalog/**]";

  test.each<[string, string | RegExp, string, string]>([
    [
      "is brought by the request",
      "pull_request_target:",
      "pull_request:",
      "on.pull_request_target is missing; on.pull_request says {",
    ],
    [
      "writes",
      "pull-requests: read",
      "pull-requests: write",
      'jobs.verify.permissions.pull-requests says "write" instead of "read"',
    ],
    [
      "has no narrow token",
      "permissions:\n  contents: read",
      "env: {}",
      "permissions is missing; env says {} instead of nothing",
    ],
    [
      "checks out the request",
      "event.pull_request.base.ref) }}\n          fetch",
      "event.pull_request.head.sha) }}\n          fetch",
      "jobs.verify.steps.0.with.ref says ",
    ],
    [
      "can't fail",
      "        id: verify\n",
      "        id: verify\n        continue-on-error: true\n",
      "jobs.verify.steps.5.continue-on-error says true instead of nothing",
    ],
    [
      "is for another branch",
      "branches: [main]",
      "branches: [release]",
      'on.pull_request_target.branches.0 says "release" instead of "main"',
    ],
    [
      "is for branches like it",
      "branches: [main]",
      'branches: ["ma*"]',
      'on.pull_request_target.branches.0 says "ma*" instead of "main"',
    ],
    [
      "leaves the branch out",
      "branches: [main]",
      'branches: [main, "!main"]',
      'on.pull_request_target.branches.1 says "!main" instead of nothing',
    ],
    [
      "is for some paths",
      "branches: [main]",
      ADDED,
      'on.pull_request_target.paths says ["catalog/**"] instead of nothing',
    ],
    [
      "may be skipped",
      "    name: verify\n",
      "    name: verify\n    if: github.actor != 'bot'\n",
      "jobs.verify.if says \"github.actor != 'bot'\" instead of nothing",
    ],
    ["isn't started by a queue", "  merge_group:\n", "", "on.merge_group is missing"],
    [
      "runs whatever a tag points to",
      PINNED,
      "@v7",
      'jobs.verify.steps.0.uses says "actions/checkout@v7" instead of "actions/checkout@',
    ],
    [
      "runs another action",
      "actions/checkout@",
      "actions-x/checkout@",
      'jobs.verify.steps.0.uses says "actions-x/checkout@',
    ],
    [
      "runs whatever version is newest",
      "npx --no-install",
      "npx --yes",
      "jobs.verify.steps.5.run, line 7, says ",
    ],
    [
      "doesn't look at what was judged",
      "allowed !== true",
      "allowed === null",
      "jobs.verify.steps.5.run, line 12, says ",
    ],
    [
      "does more in a script",
      "words+=(--landed)\n",
      "words+=(--landed)\n          fi\n          if false; then\n",
      "jobs.verify.steps.5.run, line 7, says ",
    ],
    [
      "ends a script early",
      /(\.json" >> "\$GITHUB_OUTPUT"\n)/,
      "$1          true\n",
      'jobs.verify.steps.5.run, line 15, says "true" instead of ""',
    ],
  ])("%s", async (_what, from, to, difference) => {
    expect(GUARD_WORKFLOW.replace(from, to)).not.toBe(GUARD_WORKFLOW);
    const [complaint = "", ...others] = await complaints(workflow(from, to));
    expect(complaint.slice(0, (DIFFERS + difference).length)).toBe(DIFFERS + difference);
    expect(others).toEqual([]);
  });

  test("needs each of its lines", async () => {
    const lines = GUARD_WORKFLOW.split("\n");
    const needless: string[] = [];
    for (const [index, line] of lines.entries()) {
      const text = lines.toSpliced(index, 1).join("\n");
      const told = await complaints({ files: { ".github/workflows/guard.yml": text } });
      if (told.length === 0 && !/^\s*(?:#|$)/.test(line)) {
        needless.push(line);
      }
    }
    expect(needless).toEqual([]);
  });

  test.each<[string, Partial<World>]>([
    ["branches", workflow(/branches: \[main\]/g, "branches: [release, main]")],
    ["the commit of an action", workflow(PINNED, `@${"0".repeat(40)}`)],
    [
      "a version in the lock file's place",
      workflow(/npx --no-install harbor-drafts/g, "npx --yes harbor-drafts@1.2.3"),
    ],
    [
      "where and how long it runs",
      workflow(/ubuntu-latest\n {4}timeout-minutes: 10/, "guard-runner\n    timeout-minutes: 30"),
    ],
    [
      "the version of Node, and names and comments",
      workflow(/node-version: 22|^name: Guard|# No cache.*/gm, (found) =>
        found.replace(/22$/, "24").replace(/ Guard$/, " Watch"),
      ),
    ],
    ["no merge by itself", workflow(/\n {2}# Where the base's policy.*$/s, "\n")],
    [
      "this project's own way to the tool",
      { files: { ".github/workflows/guard.yml": read(PROJECT, ".github/workflows/guard.yml") } },
    ],
  ])("may differ in %s", async (_what, world) => {
    expect(Object.values(world.files ?? {})).not.toEqual([GUARD_WORKFLOW]);
    expect(await complaints(world)).toEqual([]);
  });
});

test("a bug isn't taken for a fault of what is looked at", async () => {
  const isShallow = async () => {
    throw new TypeError("a bug");
  };
  await expect(examine(probeOf({ probe: { isShallow } }))).rejects.toThrow("a bug");
});

/** The same answer to everybody who asks, as the real probe give it. */
function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
