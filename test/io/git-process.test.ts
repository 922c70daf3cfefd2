import { expect, test } from "vitest";
import { gitEnvironment, OF_A_REPOSITORY, readingEnvironment } from "../../src/io/git-process.ts";
import { git, PROJECT } from "../support/repository.ts";

test("what steers git to a repository is git's own list, without the user's settings", () => {
  const listed = git(PROJECT, "rev-parse", "--local-env-vars").split("\n");
  const settings = ["GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"];
  expect(OF_A_REPOSITORY).toEqual(expect.arrayContaining(listed.filter((name) => !settings.includes(name))));
  expect(OF_A_REPOSITORY.filter((name) => settings.includes(name))).toEqual([]);
});

test("the user's own variables pass, and those of a hook's repository don't", () => {
  const own = { GIT_SSH_COMMAND: "ssh -i key", GIT_ASKPASS: "ask", GIT_CONFIG_COUNT: "1", MY_OWN: "x" };
  const passed = gitEnvironment({
    ...own,
    GIT_DIR: "/elsewhere",
    GIT_INDEX_FILE: "i",
    GIT_OBJECT_DIRECTORY: "o",
  });
  expect(passed).toMatchObject(own);
  expect(Object.keys(passed)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^GIT_(?:DIR|INDEX_FILE|OBJECT_DIRECTORY)$/)]),
  );
});

test("programs are looked for in absolute folders alone: git runs in folders that others fill", () => {
  expect(gitEnvironment({ PATH: ":.:bin:/usr/bin:../x:/bin" })["PATH"]).toBe("/usr/bin:/bin");
});

test("git that reads reaches nothing, whatever the user allows", () => {
  expect(readingEnvironment({ GIT_ALLOW_PROTOCOL: "https:file" })).toMatchObject({
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
  });
});
