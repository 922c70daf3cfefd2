import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogueFolder, git, PROJECT, read, temporaryFolder, write } from "../support/repository.ts";

/** What is installed, without any registry: the package brings all it needs. */
test("the packed tarball works in any other catalogue repository", () => {
  const folder = temporaryFolder();
  const npm = (cwd: string, ...words: string[]): string =>
    execFileSync("npm", words, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, HOME: folder, npm_config_offline: "true" },
    });

  const [packed] = JSON.parse(
    npm(PROJECT, "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
  );
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(paths.filter((path) => !path.startsWith("dist/")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  expect(paths).toContain("dist/licenses.txt");

  const other = catalogueFolder();
  git(other, "init", "--quiet", "--initial-branch=main");
  git(other, "add", "--all");
  git(other, "commit", "--quiet", "--message=Start");
  write(other, "package.json", { private: true });
  npm(other, "install", "--no-audit", "--no-fund", join(folder, packed.filename));
  expect(readdirSync(join(other, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "harbor-drafts",
  ]);

  const bin = join(other, "node_modules/.bin/harbor-drafts");
  const ran = execFileSync(bin, ["check", "--all"], {
    cwd: other,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(ran).toContain("2 drafts: 1 automatic, 1 approval");
  const toured = execFileSync(bin, ["tour", "--json"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(JSON.parse(toured)).toMatchObject({ ok: true });
});

test("the licences of all bundled packages ship along", () => {
  const licences = read(PROJECT, "dist/licenses.txt");
  for (const name of [
    "yargs",
    "zod",
    "simple-git",
    "octokit",
    "diff",
    "jsonc-parser",
    "@eslint-community/regexpp",
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
  // A licence names its terms, not only its package.
  for (const entry of licences.split(`\n${"-".repeat(80)}\n\n`)) {
    expect(entry).toMatch(/copyright|permission/i);
  }
});
