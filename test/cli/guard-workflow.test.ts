import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GUARDED_PATHS } from "../../src/publish/verify/guarded-paths.ts";
import { parseOwners } from "../../src/publish/verify/owners.ts";
import { type Bench, openBench, POLICY } from "../publish/verify/bench.ts";
import { git, PROJECT, read, temporaryFolder } from "../support/repository.ts";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}
interface Job {
  if?: string;
  needs?: string;
  permissions: Record<string, string>;
  env?: Record<string, string>;
  steps: Step[];
}
interface Workflow {
  on: Record<string, { types?: string[]; branches?: string[] } | null>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const TEXT = read(PROJECT, ".github/workflows/guard.yml");
const workflow = load(TEXT) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const verifying = workflow.jobs.verify as Job;

describe("the guard's workflow", () => {
  test("runs as the base branch has it, for requests, the queue, and what landed", () => {
    expect(Object.keys(workflow.on).sort()).toEqual(["merge_group", "pull_request_target", "push"]);
    expect(workflow.on.pull_request_target).toEqual({
      branches: ["main"],
      types: ["opened", "synchronize", "reopened", "edited"],
    });
  });

  test("may only read, but for the job that turns on auto-merge", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(verifying.permissions).toEqual({ contents: "read", "pull-requests": "read" });
    const { "auto-merge": merging, ...others } = workflow.jobs;
    expect(merging?.permissions).toEqual({ contents: "write", "pull-requests": "write" });
    expect(merging?.needs).toBe("verify");
    expect(merging?.if).toMatch(/needs\.verify\.outputs\.self-publish == 'true'$/);
    expect(merging?.steps).toHaveLength(1);
    expect(Object.keys(others)).toEqual(["verify"]);
  });

  test("is a required check that can't be skipped", () => {
    expect(verifying.if).toBeUndefined();
    expect(verifying.needs).toBeUndefined();
  });

  test("checks out the base alone, and keeps no token beside it", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts).toHaveLength(1);
    expect(checkouts[0]?.with).toMatchObject({ "fetch-depth": 0, "persist-credentials": false });
    expect(String(checkouts[0]?.with?.ref)).not.toMatch(/head[._]|after/);
    expect(TEXT).not.toMatch(/git (?:checkout|switch|worktree|merge|reset|pull)\b/);
    // That of a pull request is a commit of the request.
    expect(TEXT.match(/github\.event\.before/g)).toEqual(
      TEXT.match(/(?<=== 'push' && )github\.event\.before/g),
    );
  });

  test("turns on auto-merge for the commit that was judged, and does nothing else", () => {
    expect(workflow.jobs["auto-merge"]?.steps[0]?.run).toBe(
      'gh pr merge "$NUMBER" --auto --squash --match-head-commit "$HEAD_SHA"',
    );
  });

  test("puts nothing that others can name into a script", () => {
    expect(steps.flatMap(({ run }) => run?.match(/\$\{\{.*?\}\}/g) ?? [])).toEqual([]);
  });

  test("runs two actions, each by its commit, and takes nothing from a cache", () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.map((used) => used.replace(/@[0-9a-f]{40}$/, "@"))).toEqual([
      "actions/checkout@",
      "actions/setup-node@",
    ]);
    expect(TEXT.match(/uses: .*/g)).toEqual(
      uses.map((used) => expect.stringMatching(`^uses: ${used} # v\\d+\\.`)),
    );
    expect(steps.every((step) => step.with === undefined || !("cache" in step.with))).toBe(true);
    const [setup] = steps.filter((step) => step.uses?.startsWith("actions/setup-node@"));
    expect(setup?.with).toMatchObject({ "package-manager-cache": false });
    expect(TEXT).toMatch(/pull_request_target: # zizmor: ignore\[dangerous-triggers\]\n/);
  });
});

describe("the guard that the package brings", () => {
  const ours = TEXT.split("\n");
  const theirs = read(PROJECT, "docs/github/guard.yml").split("\n");

  test("is this repository's own, but that it runs the tool of the lock file", () => {
    expect(theirs).toHaveLength(ours.length);
    const differences = ours.flatMap((line, index) =>
      line === theirs[index] ? [] : [[line.trim(), theirs[index]?.trim()]],
    );
    expect(differences).toEqual([
      ["- run: npm ci", "- run: npm ci --ignore-scripts"],
      ...["--format github", '--json > "$RUNNER_TEMP/verified.json"'].map((rest) => [
        `node dist/cli.js "\${words[@]}" ${rest}`,
        `npx --no-install harbor-drafts "\${words[@]}" ${rest}`,
      ]),
    ]);
  });

  test("has owners for all that is guarded but drafts", () => {
    const owners = parseOwners(read(PROJECT, "docs/github/CODEOWNERS"));
    const unowned = GUARDED_PATHS.flatMap((path) => [path, `${path}/deep/file`]).filter(
      (path) => owners(path).length === 0,
    );
    // A file has nothing below it, nor does a folder's owner own a file in its place.
    const isOwned = (path: string): boolean =>
      !unowned.includes(path) || !unowned.includes(`${path}/deep/file`);
    expect(GUARDED_PATHS.filter((path) => !isOwned(path))).toEqual(["drafts"]);
    for (const path of ["src/deep/CLAUDE.md", "src/.claude/settings.json", "catalog/.gitattributes"]) {
      expect(owners(path)).toEqual(["owner"]);
    }
    expect(owners("src/tool.ts")).toEqual([]);
  });

  test("is linked from a page that links to nothing outside of the package", () => {
    const links = [...read(PROJECT, "docs/guard.md").matchAll(/\]\(([^)#]+)/g)].map(([, to = ""]) => to);
    expect(links).toEqual(
      expect.arrayContaining(["github/guard.yml", "github/CODEOWNERS", "hooks/pre-receive"]),
    );
    for (const link of links.filter((to) => !to.startsWith("https:"))) {
      expect(link).not.toMatch(/^\.\./);
      expect(existsSync(join(PROJECT, "docs", link))).toBe(true);
    }
  });
});

/** Answers as `gh api` does, from files named after what is asked. */
const GH = `#!/bin/sh
[ "$1" = api ] || exit 1
shift
while [ $# -gt 0 ]; do
  case $1 in
    --paginate) ;;
    --jq) filter=$2; shift ;;
    *) path=\${1%%\\?*} ;;
  esac
  shift
done
exec jq --raw-output "$filter" "$GH_ANSWERS/$(printf %s "$path" | tr / _).json"
`;

let bench: Bench;
let request: string;
const hasJq = spawnSync("jq", ["--version"]).status === 0;

describe.skipIf(!hasJq)("the guard's scripts", () => {
  beforeAll(async () => {
    bench = await openBench();
    request = await bench.request("get-meeting");
  });
  afterAll(() => bench.close());

  interface Event {
    event?: "pull_request_target" | "merge_group" | "push";
    base?: string;
    head: string;
    /** What the event says, where it isn't what the remote has. */
    said?: string;
    queue?: string;
    answers?: Record<string, unknown>;
    /** The one script to run, by its name; all of the job's where left out. */
    only?: string;
  }

  /** A checkout of a base with the built tool in it, made once: a clone takes a dozen processes. */
  function checkoutOf(base: string): string {
    const made = checkouts.get(base) ?? join(bench.remote, "..", `checkout-${base}`);
    if (!checkouts.has(base)) {
      git(bench.remote, "clone", "--quiet", bench.remote, made);
      symlinkSync(join(PROJECT, "dist"), join(made, "dist"));
      checkouts.set(base, made);
    }
    return made;
  }
  const checkouts = new Map<string, string>();

  /** Runs every script of the job, as the runner does, in a checkout of the base. */
  function runJob({
    event = "pull_request_target",
    base,
    head,
    said = head,
    queue = "",
    answers = {},
    only,
  }: Event) {
    const folder = temporaryFolder();
    const [checkout, temporary, bin] = ["checkout", "temporary", "bin"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    cpSync(checkoutOf(bench.idOf("main")), checkout, { recursive: true, verbatimSymlinks: true });
    git(bench.remote, "update-ref", "refs/pull/1/head", head);
    for (const made of [temporary, bin]) {
      mkdirSync(made);
    }
    writeFileSync(join(bin, "gh"), GH);
    chmodSync(join(bin, "gh"), 0o755);
    const asked = {
      "pulls/1": pull("mallory", said),
      "pulls/1/commits": [commit(said, "mallory", "web-flow")],
      "pulls/1/reviews": [],
      ...answers,
    };
    for (const [path, answer] of Object.entries(asked)) {
      writeFileSync(join(folder, `repos/org/repo/${path}.json`.replaceAll("/", "_")), JSON.stringify(answer));
    }
    const number = event === "pull_request_target" ? "1" : "";
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      EVENT: event,
      BASE: base ?? (event === "pull_request_target" ? "refs/remotes/origin/main" : bench.idOf("main")),
      HEAD_SHA: said,
      NUMBER: number,
      QUEUE_REF: queue,
      GITHUB_REPOSITORY: "org/repo",
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: join(temporary, "output"),
      RUNNER_TEMP: temporary,
      GH_ANSWERS: folder,
    };
    writeFileSync(env.GITHUB_OUTPUT, "");
    const before = git(checkout, "rev-parse", "HEAD");
    let out = "";
    for (const { run, name } of verifying.steps) {
      if (run === undefined || name === undefined || (only !== undefined && name !== only)) {
        continue;
      }
      const script = join(temporary, "script.sh");
      writeFileSync(script, run);
      const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
        cwd: checkout,
        env,
        encoding: "utf8",
      });
      out += `${ran.stdout}${ran.stderr}`;
      if (ran.status !== 0) {
        return { passed: false, out, output: "", people: [] };
      }
    }
    expect(git(checkout, "rev-parse", "HEAD")).toBe(before);
    expect(git(checkout, "status", "--porcelain")).toBe("?? dist");
    const people = readFileSync(join(temporary, "people"), "utf8").trimEnd().split("\n");
    return { passed: true, out, output: readFileSync(env.GITHUB_OUTPUT, "utf8"), people };
  }

  const lax = (parent = "main"): string =>
    bench.commit(parent, { [POLICY]: bench.show("main", POLICY).replace('"never"', '"reads"') });
  const pull = (login: string | null, sha: string, commits = 1) => ({
    user: login === null ? null : { login },
    head: { sha },
    commits,
  });
  const account = (login: string | null) => (login === null ? null : { login });
  /** As GitHub lists it: null where the mail belongs to no account. */
  const commit = (sha: string, author: string | null, committer = author) => ({
    sha,
    author: account(author),
    committer: account(committer),
  });
  const review = (login: string, state: string, commit: string) => ({
    user: { login },
    state,
    commit_id: commit,
  });

  test("let a faithful request in, and turn on no auto-merge for it", () => {
    const { passed, out, output } = runJob({ head: request });
    expect(out).toMatch(/^may land: a publish request, zoom-api\/get-meeting \(automatic\)$/m);
    expect({ passed, output }).toEqual({ passed: true, output: "self-publish=false\n" });
  });

  test("say where it may merge by itself", () => {
    const base = lax();
    const head = bench.commit(base, bench.editsOf(request));
    const main = bench.idOf("main");
    git(bench.remote, "update-ref", "refs/heads/main", base);
    const { passed, output } = runJob({ head });
    git(bench.remote, "update-ref", "refs/heads/main", main);
    expect({ passed, output }).toEqual({ passed: true, output: "self-publish=true\n" });
  });

  test.each<[string, (head: string) => Record<string, unknown>, string[]]>([
    ["nobody", () => ({}), []],
    ["a code owner", (head) => ({ "pulls/1/reviews": [review("ann", "APPROVED", head)] }), ["ann"]],
    [
      "a code owner, who commented since",
      (head) => ({ "pulls/1/reviews": [review("ann", "APPROVED", head), review("ann", "COMMENTED", head)] }),
      ["ann"],
    ],
    [
      "a code owner, who changed their mind",
      (head) => ({
        "pulls/1/reviews": [review("ann", "APPROVED", head), review("ann", "CHANGES_REQUESTED", head)],
      }),
      [],
    ],
    [
      "a code owner, dismissed since",
      (head) => ({ "pulls/1/reviews": [review("ann", "DISMISSED", head)] }),
      [],
    ],
    [
      "a code owner, of an older commit",
      () => ({ "pulls/1/reviews": [review("ann", "APPROVED", bench.idOf("main"))] }),
      [],
    ],
    [
      "somebody else",
      (head) => ({
        "pulls/1/reviews": [review("eve", "APPROVED", head), { ...review("", "APPROVED", head), user: null }],
      }),
      [],
    ],
    [
      "a code owner, who is the author",
      (head) => ({
        "pulls/1": pull("ann", head),
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      [],
    ],
    [
      "a code owner, who wrote a commit of it",
      (head) => ({
        "pulls/1": pull("mallory", head, 2),
        "pulls/1/commits": [commit("0".repeat(40), "ann", "mallory"), commit(head, "mallory")],
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      [],
    ],
    [
      "a code owner, who committed what another one wrote",
      (head) => ({
        "pulls/1/commits": [commit(head, "mallory", "ann")],
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      [],
    ],
    [
      "a code owner, of a commit that GitHub made",
      (head) => ({
        "pulls/1/commits": [commit(head, "mallory", "web-flow")],
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      ["ann"],
    ],
    [
      "a code owner, of what nobody knows wrote",
      (head) => ({
        "pulls/1/commits": [commit(head, null, "mallory")],
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      [],
    ],
    [
      "a code owner, of what nobody knows committed",
      (head) => ({
        "pulls/1/commits": [commit(head, "mallory", null)],
        "pulls/1/reviews": [review("ann", "APPROVED", head)],
      }),
      [],
    ],
  ])("ask who approved the commit: %s", (_, answers, approvers) => {
    const head = request;
    const { people } = runJob({ head, answers: answers(head), only: "Ask who approved it" });
    expect(people.slice(0, 4)).toEqual([
      "--allow",
      "maintenance",
      "--author",
      expect.stringMatching(/mallory|ann/),
    ]);
    const named = people.flatMap((word, index) => (people[index - 1] === "--approved-by" ? [word] : []));
    const made = people.flatMap((word, index) => (people[index - 1] === "--author" ? [word] : []));
    expect(named.filter((name) => name === "ann" && !made.includes(name))).toEqual(approvers);
  });

  test("let maintenance in by who approved it", () => {
    const head = lax();
    const refused = runJob({ head });
    expect(refused.out).toMatch(/no code owner approved/);
    expect(refused.passed).toBe(false);
    const allowed = runJob({ head, answers: { "pulls/1/reviews": [review("ann", "APPROVED", head)] } });
    expect(allowed.out).toMatch(/^may land: maintenance$/m);
    expect(allowed.passed).toBe(true);
  });

  test("refuse a request that moved on, and one whose author is unknown", () => {
    expect(runJob({ head: lax(), said: request }).out).toMatch(/its newer run counts/);
    const ghost = { "pulls/1": pull(null, request) };
    expect(runJob({ head: request, answers: ghost })).toMatchObject({ passed: false });
  });

  test("refuse what GitHub doesn't list whole, of whatever kind", () => {
    const listed = (commits: number, sha = request) => ({
      "pulls/1": pull("mallory", request, commits),
      "pulls/1/commits": Array.from({ length: Math.min(commits, 250) }, () => commit(sha, "mallory")),
    });
    expect(runJob({ head: request, answers: listed(250) })).toMatchObject({ passed: true });
    const many = runJob({ head: request, answers: listed(251) });
    expect(many.passed).toBe(false);
    expect(many.out).toMatch(/^::error::GitHub lists 250 of the request's 251 commits/m);
    const none = { ...listed(1), "pulls/1/commits": [] };
    expect(runJob({ head: request, answers: none }).out).toMatch(/::error::GitHub lists 0 of/);
    const newer = listed(1, bench.idOf("main"));
    expect(runJob({ head: request, answers: newer }).out).toMatch(/::error::.* its newer run counts/);
  });

  test("judge the queue and what landed step by step, by who approved that request", () => {
    const head = lax();
    const approved = {
      "pulls/1": pull("mallory", request),
      "pulls/1/commits": [commit(request, "mallory")],
      "pulls/1/reviews": [review("ann", "APPROVED", request)],
    };
    const queue = `refs/heads/gh-readonly-queue/main/pr-1-${bench.idOf("main")}`;
    expect(runJob({ event: "merge_group", head, queue, answers: approved })).toMatchObject({ passed: true });
    expect(
      runJob({ event: "merge_group", head, queue: "refs/heads/gh-readonly-queue/main/pr-x" }),
    ).toMatchObject({ passed: false });
    const merged = { [`commits/${head}/pulls`]: [{ number: 1, merge_commit_sha: head }] };
    expect(runJob({ event: "push", head, answers: { ...merged, ...approved } })).toMatchObject({
      passed: true,
    });
    const direct = { [`commits/${head}/pulls`]: [{ number: 1, merge_commit_sha: request }] };
    expect(runJob({ event: "push", head, answers: { ...direct, ...approved } })).toMatchObject({
      passed: false,
    });
    const merge = bench.commit(["main", request], bench.editsOf(request));
    expect(runJob({ event: "merge_group", head: merge, queue })).toMatchObject({ passed: true });
  });
});
