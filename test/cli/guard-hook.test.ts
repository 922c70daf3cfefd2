import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Edits, importCommits, openBench, POLICY } from "../publish/verify/bench.ts";
import { CLI } from "../support/cli.ts";
import { git, PROJECT, read, write } from "../support/repository.ts";

let bench: Bench;
let request: string;
/** Where pushes come from: a clone of its own, with the base as the remote has it. */
let clone: string;

beforeAll(async () => {
  bench = await openBench();
  request = await bench.request("get-meeting");
  clone = bench.reviewer;
  copyFileSync(join(PROJECT, "docs/hooks/pre-receive"), join(bench.remote, "hooks/pre-receive"));
  chmodSync(join(bench.remote, "hooks/pre-receive"), 0o755);
  git(bench.remote, "config", "harbor-drafts.tool", `${process.execPath} ${CLI}`);
});
afterAll(() => bench.close());

function push(...words: string[]): { exit: number | null; said: string } {
  const { status, stderr } = spawnSync("git", ["push", ...words], { cwd: clone, encoding: "utf8" });
  // As git shows it, in lines of a terminal.
  return { exit: status, said: stderr.replace(/^remote: */gm, "").replace(/\s+/g, " ") };
}

/** A commit in the clone's own objects alone, so that a push brings it in quarantine. */
function commit(edits: Edits, ...parents: string[]): string {
  const [id = ""] = importCommits(clone, [
    { parents: parents.length === 0 ? ["origin/main"] : parents, edits },
  ]);
  return id;
}

describe("the pre-receive hook", () => {
  test.each<[string, () => string[], RegExp]>([
    [
      "a changed policy",
      () => [`${commit({ [POLICY]: "{}\n" })}:main`],
      /policy\.json is changed by maintenance alone/,
    ],
    [
      "a merge with more in it",
      () => [`${commit({ ...bench.editsOf(request), "README.md": "x\n" }, "origin/main", request)}:main`],
      /README\.md doesn't belong/,
    ],
    [
      "what isn't faithful among what is",
      () => [`${commit({ [POLICY]: "{}\n" }, commit({ "notes.txt": "x\n" }))}:main`],
      /policy\.json/,
    ],
    [
      "a forced push",
      () => ["--force", `${commit({ "notes.txt": "x\n" }, "origin/main~1")}:main`],
      /commits of the branch would be lost/,
    ],
    ["a deletion", () => [":main"], /may not be deleted/],
    [
      "a name that passes for the branch",
      () => [`${commit({ [POLICY]: "{}\n" })}:refs/heads/MAIN`],
      /passes for refs\/heads\/main/,
    ],
    ...["refs/replace/", "refs/Replace/"].map((folder): [string, () => string[], RegExp] => [
      `what would stand for another object: ${folder}`,
      () => [`${commit({ "notes.txt": "x\n" })}:${folder}${bench.idOf("main")}`],
      /nothing may be replaced/,
    ]),
    ...["HEAD", "head", "Head", "HEAD/x"].map((name): [string, () => string[], RegExp] => [
      `a branch called ${name}`,
      () => [`${commit({ "notes.txt": "x\n" })}:refs/heads/${name}`],
      /is no name for a branch/,
    ]),
    [
      "a tag of the base's name",
      () => [`${commit({ "notes.txt": "x\n" })}:refs/tags/main`],
      /refs\/tags\/main passes for the branch/,
    ],
    [
      "such a branch along with a good change",
      () => [`${request}:main`, `${commit({ "notes.txt": "x\n" })}:refs/heads/HEAD`],
      /is no name for a branch/,
    ],
  ])("refuses %s", (_, words, says) => {
    git(clone, "fetch", "--quiet", "origin");
    const before = git(bench.remote, "for-each-ref");
    const { exit, said } = push("--quiet", "origin", ...words());
    expect(exit).not.toBe(0);
    expect(said).toMatch(says);
    expect(git(bench.remote, "for-each-ref")).toBe(before);
  });

  test("refuses another name of the branch, and everything without the tool", () => {
    git(bench.remote, "symbolic-ref", "refs/heads/alias", "refs/heads/main");
    const hostile = commit({ [POLICY]: "{}\n" });
    expect(push("--quiet", "origin", `${hostile}:alias`).said).toMatch(/maintenance alone/);
    git(bench.remote, "symbolic-ref", "--delete", "refs/heads/alias");
    const tool = git(bench.remote, "config", "harbor-drafts.tool");
    for (const broken of ["harbor-drafts-nowhere", "no where/harbor-drafts", "", "-x", "*", "false"]) {
      git(bench.remote, "config", "harbor-drafts.tool", broken);
      const { exit, said } = push("--quiet", "origin", `${commit({ "notes.txt": "x\n" })}:main`);
      expect(exit).not.toBe(0);
      expect(said).toMatch(/the guard isn't installed|is refused/);
    }
    git(bench.remote, "config", "harbor-drafts.tool", tool);
  });

  test("runs a tool whose path holds spaces, as it does one of several words", () => {
    const tool = git(bench.remote, "config", "harbor-drafts.tool");
    expect(tool).toMatch(/^\S+ \S+$/);
    const path = join(bench.remote, "my tools", "harbor drafts");
    write(bench.remote, "my tools/harbor drafts", `#!/bin/sh\nexec ${tool} "$@"\n`);
    chmodSync(path, 0o755);
    git(bench.remote, "config", "harbor-drafts.tool", path);
    const start = bench.idOf("main");
    expect(push("--quiet", "origin", `${commit({ [POLICY]: "{}\n" })}:main`).said).toMatch(
      /maintenance alone/,
    );
    expect(push("--quiet", "origin", `${commit({ "notes.txt": "x\n" })}:main`)).toMatchObject({ exit: 0 });
    git(bench.remote, "update-ref", "refs/heads/main", start);
    git(clone, "fetch", "--quiet", "origin");
    git(bench.remote, "config", "harbor-drafts.tool", tool);
  });

  test("leaves other refs alone, and lets a reviewer merge as they like", () => {
    expect(push("--quiet", "origin", `${commit({ [POLICY]: "{}\n" })}:refs/heads/topic`).exit).toBe(0);
    git(bench.remote, "update-ref", "-d", "refs/heads/topic");
    const start = bench.idOf("main");
    const merge = (): string => commit(bench.editsOf(request), "origin/main", request);
    for (const head of [() => request, merge]) {
      git(clone, "fetch", "--quiet", "origin");
      expect(push("--quiet", "origin", `${head()}:main`)).toEqual({ exit: 0, said: expect.anything() });
      git(bench.remote, "update-ref", "refs/heads/main", start);
      git(clone, "fetch", "--quiet", "origin");
    }
  });

  test("lets maintenance in where the server's own settings allow it", () => {
    const lax = bench.show("main", POLICY).replace('"never"', '"reads"');
    const head = commit({ [POLICY]: lax });
    expect(push("--quiet", "origin", `${head}:main`).exit).not.toBe(0);
    git(bench.remote, "config", "harbor-drafts.allow", "maintenance");
    expect(push("--quiet", "origin", `${head}:main`).exit).toBe(0);
    git(bench.remote, "config", "--unset", "harbor-drafts.allow");
  });

  test("is shipped ready to run, for any POSIX shell", () => {
    expect(read(PROJECT, "docs/hooks/pre-receive")).toMatch(/^#!\/bin\/sh\n/);
    execFileSync("sh", ["-n", join(PROJECT, "docs/hooks/pre-receive")]);
    expect(statSync(join(PROJECT, "docs/hooks/pre-receive")).mode & 0o111).not.toBe(0);
  });
});
