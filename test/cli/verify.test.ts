import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VerifyOutput } from "../../src/output/verify.ts";
import { type Bench, MANIFEST, openBench } from "../publish/verify/bench.ts";
import { call, callJson } from "../support/program.ts";
import { git, temporaryFolder } from "../support/repository.ts";

let bench: Bench;
let request: string;
let hostile: string;

beforeAll(async () => {
  bench = await openBench();
  request = await bench.request("get-meeting");
  hostile = bench.commit("main", {
    ...bench.editsOf(request),
    "catalog/::error::x\n::stop-commands::y": "x\n",
  });
});
afterAll(() => bench.close());

const verify = (words: readonly string[], cwd = bench.remote, env = {}) =>
  call(["verify", ...words], { cwd, env });

describe("verify", () => {
  test("tells in one look what it is and that it may land, in a bare repository too", async () => {
    const { exit, stdout } = await verify(["--base", "main", "--head", "publish/zoom-api/get-meeting"]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^may land: a publish request, zoom-api\/get-meeting \(automatic\)\n {2}base {2}main/,
    );
    const { output } = await callJson<VerifyOutput>(["verify", "--base", "main", "--head", request], {
      cwd: bench.remote,
    });
    expect(output).toMatchObject({
      kind: "publish-request",
      allowed: true,
      head: { commit: request },
      steps: [],
    });
    expect(Object.keys(output).slice(0, 5)).toEqual(["command", "ok", "kind", "allowed", "findings"]);
  });

  test("tells why not, and never lets a path speak for itself", async () => {
    const words = ["--base", "main", "--head", hostile];
    const { exit, stdout } = await verify(words);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^may not land: a mixed change\n/);
    expect(stdout).toContain("verify/kind");
    const github = await verify([...words, "--format", "github"], bench.remote, { GITHUB_ACTIONS: "true" });
    expect(github.exit).toBe(1);
    const lines = github.stdout.trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::"))).toHaveLength(1);
    expect(lines[0]).toMatch(/^::error file=catalog\/%3A%3Aerror%3A%3Ax.*,line=1,col=1,title=verify\/kind::/);
    expect(lines[1]).toBe("may not land: a mixed change");
    const { output } = await callJson<VerifyOutput>(["verify", ...words], {
      cwd: bench.remote,
      env: { GITHUB_ACTIONS: "1" },
    });
    expect(output).toMatchObject({ kind: "mixed", allowed: false });
  });

  test("tells of each step with --landed", async () => {
    const after = bench.commit(request, { [MANIFEST]: "{}\n" });
    const { exit, stdout } = await verify(["--base", "main", "--head", after, "--landed"]);
    expect(exit).toBe(1);
    expect(stdout).toContain("2 commits, 1 of which may not land");
    expect(stdout).toMatch(/may land: a publish request[\s\S]*may not land: a publish request/);
  });

  test.each<[string, string[], number, RegExp]>([
    ["no base", ["--head", "main"], 2, /--base is missing/],
    ["no head", ["--base", "main"], 2, /--head is missing/],
    [
      "an empty head, as a script leaves it",
      ["--base", "main", "--head="],
      2,
      /--head is missing|Not enough arguments/i,
    ],
    ["no such commit", ["--base", "main", "--head", "nowhere"], 2, /there is no commit "nowhere"/],
    ["what isn't maintenance", ["--base", "main", "--head", "main", "--allow", "all"], 2, /allow/],
    [
      "people without maintenance",
      ["--base", "main", "--head", "main", "--approved-by", "ann"],
      2,
      /--allow maintenance|who may what/,
    ],
    [
      "approvers without an author",
      ["--base", "main", "--head", "main", "--allow", "maintenance", "--approved-by", "ann"],
      2,
      /--author is missing/,
    ],
    [
      "an author that a script left empty",
      ["--base", "main", "--head", "main", "--allow", "maintenance", "--author", ""],
      2,
      /--author is missing/,
    ],
  ])("is told of %s", async (_, words, status, says) => {
    const { exit, stderr } = await verify(words);
    expect(exit).toBe(status);
    expect(stderr).toMatch(says);
  });

  test("exits 3 where there is no repository, or not all of one", async () => {
    const folder = temporaryFolder();
    expect((await verify(["--base", "main", "--head", "main"], folder)).exit).toBe(3);
    git(folder, "clone", "--quiet", "--depth=1", `file://${bench.remote}`, "shallow");
    const { output, exit } = await callJson<{ error: object }>(
      ["verify", "--base", "main", "--head", "HEAD"],
      { cwd: `${folder}/shallow` },
    );
    expect(exit).toBe(3);
    expect(output.error).toMatchObject({ code: "GIT", hint: expect.stringContaining("fetch-depth: 0") });
  });

  // Whatever isn't 0 must block, so 0 must say that it was judged: that of a branch of that name is "no".
  test.each(["-h", "--help", "--version", "-V", "--", "-", "--json", "--landed"])(
    "never exits 0 unjudged: head %s",
    async (name) => {
      git(bench.remote, "update-ref", `refs/heads/${name}`, hostile);
      const asked = [
        ["--base", "main", "--head", name],
        ["--base", "main", `--head=${name}`],
        ["--base", name, "--head", request],
        ["--base", "main", "--head", hostile, name],
        [name, "--base", "main", "--head", hostile],
      ];
      const told = await Promise.all(asked.map((words) => verify(words)));
      git(bench.remote, "update-ref", "-d", `refs/heads/${name}`);
      expect(told.map(({ exit }) => exit)).toEqual(told.map(() => expect.toSatisfy((exit) => exit !== 0)));
    },
  );

  test("asks code owners whom it is told of", async () => {
    const head = bench.commit("main", { "catalog/README.md": "What is live.\n" });
    const words = ["--base", "main", "--head", head, "--allow", "maintenance"];
    expect((await verify(words)).exit).toBe(0);
    expect((await verify([...words, "--author", "mallory"])).exit).toBe(1);
    expect((await verify([...words, "--author", "mallory", "--approved-by", "ann"])).exit).toBe(0);
    expect(
      (await verify([...words, "--author", "mallory", "--author", "ann", "--approved-by", "ann"])).exit,
    ).toBe(1);
  });

  test("takes branches by their names, whatever tags and refs are called", async () => {
    const { agent } = bench;
    git(agent, "fetch", "--quiet", "origin");
    const evil = git(agent, "commit-tree", "-m", "evil", "-p", "origin/main", "origin/main^{tree}");
    for (const name of ["origin/main", "main", "--help", "publish/zoom-api/get-meeting"]) {
      git(agent, "update-ref", `refs/tags/${name}`, evil);
    }
    git(agent, "update-ref", "refs/heads/--help", evil);
    git(agent, "update-ref", "refs/origin/main", evil);
    const judged = async (base: string, head: string) =>
      (await callJson<VerifyOutput>(["verify", "--base", base, `--head=${head}`], { cwd: agent })).output;
    expect(await judged("origin/main", "origin/publish/zoom-api/get-meeting")).toMatchObject({
      base: { commit: bench.idOf("main") },
      head: { commit: request },
      kind: "publish-request",
    });
    expect(await judged("origin/main~1", "--help")).toMatchObject({
      base: { commit: bench.idOf("main~1") },
      head: { commit: evil },
    });
  });
});
