import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { placeOfRemote, refuseUnnamed } from "../../src/io/remote-place.ts";
import { git, temporaryFolder, trustRemote } from "../support/repository.ts";

/** A folder with a bare repository `repo.git` and a clone `clone` beside it. */
function start(): { root: string; repository: string } {
  const folder = temporaryFolder();
  const repository = join(folder, "repo.git");
  git(folder, "init", "--quiet", "--bare", repository);
  mkdirSync(join(folder, "clone"));
  return { root: join(folder, "clone"), repository };
}

describe("where a remote's URL leads", () => {
  test.each([
    "https://github.com/civic-tech/catalogue.git",
    "http://127.0.0.1:8080/x",
    "https://user:secret@host/x",
    "ssh://git@ssh.github.com:443/o/r.git",
    "git+ssh://host/x",
    "git://host/x",
    "git@github.com:o/r.git",
    "git@github.com:/o/r",
    "host:path",
    "gh:o/r",
    "user@[::1]:path",
    // A host of that name, as git reads it.
    "file:x",
  ])("%s is the network", (url) => {
    expect(placeOfRemote(url, "/")).toEqual({ kind: "network", url });
  });

  test.each([
    ["a path", (path: string) => path],
    ["a path below the clone's own folder", () => "../repo.git"],
    ["a file URL", (path: string) => `file://${path}`],
    ["a file URL with escapes", (path: string) => `file://${path.replace("repo", "%72epo")}`],
    ["a way round", (path: string) => `${path}/../repo.git/.`],
  ])("%s is the folder's real path", (_what, spell) => {
    const { root, repository } = start();
    expect(placeOfRemote(spell(repository), root)).toEqual({ kind: "folder", url: repository });
  });

  test("a link is the folder that it leads to", () => {
    const { root, repository } = start();
    symlinkSync(repository, join(root, "link"));
    expect(placeOfRemote("link", root)).toEqual({ kind: "folder", url: repository });
  });

  test.each([
    "ext::sh -c 'touch owned'",
    "fd::17",
    "foo::bar",
    "file://host/x",
    "FILE:///x",
    "HTTPS://host/x",
    "ftp://host/x",
    "rsync://host/x",
    "-oProxyCommand=x:y",
    "user@-oProxyCommand=x:y",
    "https://host/x\nfile:///x",
    "host:a\nb",
    "a\u0000b",
    "user@foo::bar",
    "transport::https://host/x",
    "",
  ])("%j is refused by name", (url) => {
    expect(() => placeOfRemote(url, "/")).toThrow(
      expect.objectContaining({ code: "GIT", message: expect.stringContaining("is none that is gone to") }),
    );
  });

  test("a folder that is no repository isn't taken for one beside it", () => {
    const { root, repository } = start();
    expect(() => placeOfRemote(repository.replace(/\.git$/, ""), root)).toThrow(
      expect.objectContaining({ code: "NETWORK" }),
    );
    expect(() => placeOfRemote("/proc/self/cwd/.none.git", root)).toThrow(
      expect.objectContaining({ code: "NETWORK" }),
    );
  });
});

test("a folder counts only where the user's own configuration names its real path", async () => {
  const { root, repository } = start();
  const place = placeOfRemote(repository, root);
  await expect(refuseUnnamed(place, process.env)).rejects.toMatchObject({
    code: "GIT",
    hint: `if you trust it: git config --global --add harbor-drafts.localRemote ${repository}`,
  });
  trustRemote(`${repository}/`);
  await expect(refuseUnnamed(place, process.env)).rejects.toMatchObject({ code: "GIT" });
  trustRemote(repository);
  await expect(refuseUnnamed(place, process.env)).resolves.toBeUndefined();
});
