import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckOutput } from "../../src/output/check.ts";
import { DRAFT, expectRow, type Place, type Row } from "../support/hostile/rows.ts";
import { callJson } from "../support/program.ts";
import { clones, git, write } from "../support/repository.ts";

/** Puts a link in the place of a file or folder, whose contents go where it leads. */
function linkOut(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) {
    cpSync(path, target, { recursive: true });
  }
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

const link = (name: string, refusal?: RegExp, inner = "moved"): Row => ({
  prepare: ({ own, outside }) => {
    mkdirSync(join(outside, inner), { recursive: true });
    linkOut(join(own, name), join(outside, inner));
  },
  ...(refusal === undefined ? {} : { refusal }),
});

describe("a link in a clone leads nothing that is written elsewhere", () => {
  test.each<[string, Row]>([
    ["the tool's own folder", link("harbor-drafts", /harbor-drafts is a link/)],
    ["the tool's folder of notes", link("harbor-drafts/journal")],
    ["refs", link("refs", /refs is a link/)],
    ["the remotes' refs", link("refs/remotes", /refs\/remotes.* is a link/)],
    ["the remote's refs", link("refs/remotes/origin", /origin is a link/)],
    ["the requests' refs", link("refs/harbor-drafts", /refs\/harbor-drafts.* is a link/)],
    ["the objects", link("objects", /objects is a link/)],
    ["the packs", link("objects/pack", /pack is a link/)],
    ["a folder of objects", link("objects/ff", /ff is a link/)],
    [
      "the packed refs",
      {
        prepare: ({ own, outside }) => linkOut(join(own, "packed-refs"), join(outside, "packed")),
        refusal: /packed-refs is a link/,
      },
    ],
    [
      "the log of a ref",
      {
        prepare: ({ own, outside }) =>
          linkOut(join(own, "logs/refs/remotes/origin/main"), join(outside, "text")),
      },
    ],
    [
      "the list of a shallow clone's ends",
      {
        prepare: ({ own, outside }) => symlinkSync(join(outside, "text"), join(own, "shallow")),
        refusal: /./,
      },
    ],
    [
      "a ref, by a link",
      {
        prepare: ({ own }) => {
          rmSync(join(own, "refs/remotes/origin/main"), { force: true });
          symlinkSync("../../heads/main", join(own, "refs/remotes/origin/main"));
        },
        refusal: /refs\/remotes\/origin\/main is a link/,
      },
    ],
    [
      "a ref, by name",
      {
        prepare: ({ agent }) => git(agent, "symbolic-ref", "refs/remotes/origin/main", "refs/heads/main"),
        refusal: /refs\/remotes\/origin\/main is a symbolic ref/,
      },
    ],
  ])("%s", (_what, row) => expectRow(row));
});

describe("a folder that leads to another repository of the user's is no clone of it", () => {
  const other = ({ outside, remote }: Place): string => {
    git(outside, "clone", "--quiet", "--template=", remote, "other");
    return join(outside, "other/.git");
  };
  test.each<[string, Row]>([
    [
      "by a file called .git",
      {
        prepare: (place) => {
          rmSync(place.own, { recursive: true });
          write(place.agent, ".git", `gitdir: ${other(place)}\n`);
        },
        refusal: /\.git leads to .*other\/\.git, which is the repository of another folder/,
      },
    ],
    [
      "by a common folder",
      {
        prepare: (place) => write(place.own, "commondir", `${other(place)}\n`),
        refusal: /\.git leads to .*other\/\.git, which is the repository of another folder/,
      },
    ],
    [
      "by a work tree that isn't its own",
      {
        prepare: (place) => {
          const folder = other(place);
          git(join(folder, ".."), "worktree", "add", "--quiet", "--detach", "../tree");
          rmSync(place.own, { recursive: true });
          write(place.agent, ".git", `gitdir: ${join(folder, "worktrees/tree")}\n`);
        },
        refusal: /\.git leads to .*other\/\.git, which is the repository of another folder/,
      },
    ],
  ])("%s", (_what, row) => expectRow(row));
});

describe("clones of each make work, and what they bring isn't used", () => {
  const again = (place: Place, ...options: string[]): void => {
    const drafts = join(place.outside, "../kept");
    renameSync(join(place.agent, "drafts"), drafts);
    rmSync(place.agent, { recursive: true });
    git(
      dirname(place.agent),
      "clone",
      "--quiet",
      "--template=",
      ...options,
      `file://${place.remote}`,
      place.agent,
    );
    git(place.agent, "remote", "set-url", "origin", place.remote);
    cpSync(drafts, join(place.agent, "drafts"), { recursive: true });
  };
  test.each<[string, Row]>([
    ["a shallow one", { prepare: (place) => again(place, "--depth=1") }],
    [
      "one that borrows another repository's objects: all of them could be sent",
      {
        prepare: ({ own, evil }) => write(own, "objects/info/alternates", `${evil}/objects\n`),
        refusal: /alternates has this clone borrow another repository's objects/,
      },
    ],
    [
      "one whose local branches are another repository's",
      {
        prepare: ({ own, outside }) => {
          rmSync(join(own, "refs/heads"), { recursive: true });
          mkdirSync(join(outside, "heads"), { recursive: true });
          symlinkSync(join(outside, "heads"), join(own, "refs/heads"));
        },
        refusal: /refs\/heads is a link/,
      },
    ],
    [
      "one with an object of another repository",
      {
        prepare: ({ own, outside }) => {
          mkdirSync(join(own, "objects/ee"), { recursive: true });
          symlinkSync(join(outside, "text"), join(own, "objects/ee/0123"));
        },
        refusal: /objects\/ee\/0123 is a link/,
      },
    ],
    [
      "a partial one that promises objects of another host",
      {
        prepare: (place) => {
          git(place.remote, "config", "uploadpack.allowFilter", "true");
          again(place, "--filter=blob:none");
          git(place.agent, "config", "remote.other.url", `${place.traps.listener}/x`);
          git(place.agent, "config", "remote.other.promisor", "true");
          git(place.agent, "config", "extensions.partialClone", "other");
          git(place.agent, "config", "fetch.bundleURI", `${place.traps.listener}/y`);
        },
      },
    ],
    [
      "one whose git folder is elsewhere, and leads back",
      {
        prepare: ({ agent, own }) => {
          renameSync(own, join(dirname(agent), "elsewhere.git"));
          write(agent, ".git", `gitdir: ${join(dirname(agent), "elsewhere.git")}\n`);
          git(agent, "config", "core.worktree", agent);
        },
      },
    ],
    [
      "one that is bare by its own settings",
      { prepare: ({ agent }) => git(agent, "config", "core.bare", "true") },
    ],
    [
      "one with a program called git, where PATH has an empty place",
      {
        prepare: ({ agent, traps }) => cpSync(traps.program("./git"), join(agent, "git")),
        env: () => ({ PATH: `:${process.env.PATH}` }),
      },
    ],
  ])("%s", (_what, row) => expectRow(row));

  test("a linked work tree", async () => {
    const { remote, agent } = clones();
    const tree = join(dirname(agent), "tree");
    git(agent, "worktree", "add", "--quiet", "--detach", tree);
    cpSync(join(agent, "drafts"), join(tree, "drafts"), { recursive: true });
    expect(await callJson(["request-publish", DRAFT], { cwd: tree })).toMatchObject({ exit: 0 });
    expect(git(remote, "for-each-ref", "refs/heads/publish")).not.toBe("");
  });

  test("one whose objects have names by SHA-256", async () => {
    const { remote, agent } = clones();
    rmSync(remote, { recursive: true });
    git(
      dirname(remote),
      "init",
      "--quiet",
      "--bare",
      "--object-format=sha256",
      "--initial-branch=main",
      remote,
    );
    rmSync(join(agent, ".git"), { recursive: true });
    git(agent, "init", "--quiet", "--object-format=sha256", "--initial-branch=main");
    git(agent, "remote", "add", "origin", remote);
    git(agent, "add", "catalog", "harbor.config.json");
    git(agent, "commit", "--quiet", "--message=x");
    git(agent, "push", "--quiet", "origin", "main");
    expect(await callJson(["request-publish", DRAFT], { cwd: agent })).toMatchObject({ exit: 0 });
    expect(git(remote, "rev-parse", "publish/zoom-api/get-meeting")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("core.worktree makes no other folder the root", async () => {
    const { agent } = clones();
    const outside = join(dirname(agent), "private");
    write(outside, "drafts/zoom-api/x.json", '{"draft":1,"salary":1}');
    git(agent, "config", "core.worktree", outside);
    const { exit, output } = await callJson<CheckOutput>(["check", "--all"], { cwd: agent });
    expect(exit).toBe(0);
    expect(JSON.stringify(output)).not.toContain("salary");
    expect(output.drafts.map(({ slug }) => slug).sort()).toEqual(["get-meeting", "list-past-participants"]);
  });
});
