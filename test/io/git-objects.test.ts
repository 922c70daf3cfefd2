import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HarborError } from "../../src/errors.ts";
import { openObjects } from "../../src/io/git-objects.ts";
import { git, temporaryFolder, write } from "../support/repository.ts";

const PATHS = ["catalog"];

/** A repository with two commits of catalog/a, the older tagged `first`. */
function repository(): string {
  const folder = temporaryFolder();
  git(folder, "init", "--quiet", "--initial-branch=main");
  for (const text of ["one\n", "two\n"]) {
    write(folder, "catalog/a", text);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", `--message=${text}`);
  }
  git(folder, "tag", "first", "main~1");
  return folder;
}

const open = (folder: string, environment: NodeJS.ProcessEnv = process.env) =>
  openObjects(folder, environment, PATHS);

async function textAt(folder: string, commit: string, environment?: NodeJS.ProcessEnv): Promise<string> {
  const bytes = await (await open(folder, environment)).treeAt(commit, "").read("catalog/a");
  return bytes === undefined ? "" : new TextDecoder().decode(bytes);
}

describe("a repository's objects", () => {
  test("are read from a work tree, from below it, and from a bare clone alike", async () => {
    const folder = repository();
    const bare = join(temporaryFolder(), "bare.git");
    git(folder, "clone", "--quiet", "--bare", folder, bare);
    const [main = ""] = await (await open(folder)).resolve(["main"]);
    for (const place of [folder, join(folder, "catalog"), join(folder, ".git"), bare]) {
      const objects = await open(place);
      expect(await objects.resolve(["main", "nothing", "main:catalog", "--help", "a\nmain", "main"])).toEqual(
        [main, undefined, undefined, undefined, undefined, main],
      );
      const [before = ""] = await objects.resolve(["main~1"]);
      expect(await objects.changes(before, main)).toMatchObject([{ path: "catalog/a" }]);
      expect(await objects.commitsBetween(before, main, "all")).toEqual([{ id: main, parents: [before] }]);
      expect(await objects.treeAt(main, "").list("catalog")).toEqual(["catalog/a"]);
    }
  });

  test("are only those of a whole clone", async () => {
    const folder = repository();
    const elsewhere = temporaryFolder();
    git(folder, "clone", "--quiet", "--depth=1", `file://${folder}`, join(elsewhere, "shallow"));
    git(folder, "config", "uploadpack.allowFilter", "true");
    git(
      folder,
      "clone",
      "--quiet",
      "--filter=blob:none",
      "--no-checkout",
      `file://${folder}`,
      join(elsewhere, "partial"),
    );
    await expect(open(join(elsewhere, "shallow"))).rejects.toMatchObject({
      code: "GIT",
      hint: expect.stringContaining("fetch-depth: 0"),
    });
    await expect(open(join(elsewhere, "partial"))).rejects.toMatchObject({ code: "GIT" });
    await expect(open(elsewhere)).rejects.toThrow(HarborError);
  });

  test("are found where a hook has those that were pushed", async () => {
    const folder = repository();
    const other = repository();
    const pushed = git(other, "commit-tree", "-m", "new", "-p", "main", "main^{tree}");
    const environment = {
      ...process.env,
      GIT_DIR: "/nowhere",
      GIT_QUARANTINE_PATH: join(other, ".git/objects"),
      GIT_OBJECT_DIRECTORY: join(other, ".git/objects"),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(folder, ".git/objects"),
    };
    expect(await (await open(folder)).resolve([pushed])).toEqual([undefined]);
    expect(await (await open(folder, environment)).resolve([pushed, "main"])).toEqual([
      pushed,
      git(folder, "rev-parse", "main"),
    ]);
  });
});

describe("a hostile clone", () => {
  test("changes no answer with replaced, grafted or cached objects", async () => {
    const folder = repository();
    const [first, main] = [git(folder, "rev-parse", "first"), git(folder, "rev-parse", "main")];
    git(folder, "commit-graph", "write", "--reachable");
    const alone = git(folder, "commit-tree", "-m", "alone", "first^{tree}");
    git(folder, "replace", main, alone);
    write(folder, ".git/info/grafts", `${main}\n`);
    expect(git(folder, "rev-parse", "main^{tree}")).toBe(git(folder, "rev-parse", "first^{tree}"));
    const objects = await open(folder);
    expect(await textAt(folder, main)).toBe("two\n");
    expect(await objects.changes(first, main)).toHaveLength(1);
    expect(await objects.commitsBetween(first, main, "all")).toEqual([{ id: main, parents: [first] }]);
  });

  test("runs nothing, whatever its settings, hooks and attributes name", async () => {
    const folder = repository();
    const [first, main] = [git(folder, "rev-parse", "first"), git(folder, "rev-parse", "main")];
    const trap = join(folder, "trap.sh");
    const sprung = join(folder, "sprung");
    write(folder, "trap.sh", `#!/bin/sh\necho "$0 $*" >> '${sprung}'\nexit 0\n`);
    chmodSync(trap, 0o755);
    for (const hook of ["post-checkout", "reference-transaction", "post-index-change"]) {
      write(folder, `.git/hooks/${hook}`, `#!/bin/sh\n'${trap}' hook\n`);
      chmodSync(join(folder, `.git/hooks/${hook}`), 0o755);
    }
    write(folder, "more.cfg", `[core]\n\tpager = ${trap}\n\teditor = ${trap}\n`);
    for (const [name, value] of [
      ["include.path", "../more.cfg"],
      ["core.fsmonitor", trap],
      ["core.hooksPath", join(folder, ".git/hooks")],
      ["core.alternateRefsCommand", trap],
      ["core.sshCommand", trap],
      ["diff.external", trap],
      ["diff.hidden.textconv", trap],
      ["diff.hidden.command", trap],
      ["diff.orderFile", join(folder, "more.cfg")],
      ["diff.ignoreSubmodules", "all"],
      ["diff.noprefix", "true"],
      ["filter.hidden.smudge", trap],
      ["credential.helper", trap],
      ["url.ext::sh -c evil.insteadOf", "https://"],
      ["alias.diff-tree", `!${trap}`],
      ["pager.diff-tree", trap],
    ] as const) {
      git(folder, "config", name, value);
    }
    write(folder, ".git/info/attributes", "* diff=hidden filter=hidden\n");
    const objects = await open(folder);
    expect(await objects.changes(first, main)).toMatchObject([{ path: "catalog/a" }]);
    expect(await textAt(folder, main)).toBe("two\n");
    expect(await objects.resolve(["main", "first"])).toEqual([main, first]);
    expect(existsSync(sprung)).toBe(false);
    git(folder, "diff", "first", "main");
    expect(existsSync(sprung), "the trap itself works").toBe(true);
  });
});
