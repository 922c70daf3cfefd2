import { describe, expect, test } from "vitest";
import type { Config } from "../../src/config.ts";
import { doubtGitOnly, locateGitHub } from "../../src/forge/select.ts";

type Environment = Record<string, string>;

/** Where on GitHub a remote's requests go: `owner/name`, by SSH or not, and where the API is. */
function place(url: string, environment: Environment = {}, config: Config = {}): string | undefined {
  const found = locateGitHub({ url, config, environment });
  return found && `${found.repository}${found.isSsh ? " by ssh" : ""} at ${found.apiUrl}`;
}

const API = "https://api.github.com";
const ENTERPRISE = {
  GITHUB_SERVER_URL: "https://git.example.com",
  GITHUB_API_URL: "https://git.example.com/api/v3",
};

describe("a remote is GitHub", () => {
  test.each([
    "https://github.com/o/r.git",
    "https://github.com/o/r",
    "https://github.com/o/r/",
    "https://github.com/o/r.git//",
    "https://github.com//o/r",
    "http://github.com/o/r",
    "HTTPS://GitHub.com/o/r",
    "https://www.github.com/o/r",
    "https://github.com.:443/o/r",
    "https://someone@github.com/o/r",
    "https://x-access-token:secret@github.com/o/r.git",
    "https://name:p@ss@github.com/o/r.git",
  ])("%s", (url) => {
    expect(place(url)).toBe(`o/r at ${API}`);
  });

  test.each([
    "git@github.com:o/r.git",
    "git@github.com:o/r",
    "git@github.com:/o/r",
    "git@github.com:/o/r.git/",
    "git@GITHUB.com:o/r",
    "git@www.github.com:o/r",
    "git@ssh.github.com:o/r.git",
    "github.com:o/r.git",
    "org-123@github.com:o/r.git",
    "ssh://git@github.com/o/r.git",
    "ssh://github.com/o/r",
    "ssh://git@github.com:22/o/r.git/",
    "ssh://git@ssh.github.com:443/o/r.git",
    "git+ssh://git@github.com/o/r.git",
    "ssh+git://git@github.com/o/r.git",
  ])("by SSH: %s", (url) => {
    expect(place(url)).toBe(`o/r by ssh at ${API}`);
  });

  test.each<[string, string]>([
    ["https://git.example.com/o/r.git", "o/r"],
    ["https://me:secret@GIT.example.com:8443/o/r", "o/r"],
    ["ssh://git@ssh.git.example.com:443/o/r.git", "o/r by ssh"],
    ["git@git.example.com:/o/r/", "o/r by ssh"],
  ])("on an Enterprise server: %s", (url, expected) => {
    expect(place(url, ENTERPRISE)).toBe(`${expected} at https://git.example.com/api/v3`);
  });

  test.each<[Environment, string]>([
    [{ GITHUB_SERVER_URL: "https://git.example.com" }, "https://git.example.com/api/v3"],
    [{ GITHUB_SERVER_URL: "https://git.example.com/" }, "https://git.example.com/api/v3"],
    [{ GITHUB_API_URL: "https://git.example.com/api/v3/" }, "https://git.example.com/api/v3"],
  ])("whose address one variable tells: %j", (environment, apiUrl) => {
    expect(place("git@git.example.com:o/r", environment)).toBe(`o/r by ssh at ${apiUrl}`);
  });

  test.each<[Environment]>([
    [{ GITHUB_SERVER_URL: "https://city.ghe.com" }],
    [{ GITHUB_API_URL: "https://api.city.ghe.com" }],
  ])("with data of its own residence: %j", (environment) => {
    expect(place("city@city.ghe.com:o/r.git", environment)).toBe("o/r by ssh at https://api.city.ghe.com");
  });
});

describe("a remote is git alone, and nothing is doubtful", () => {
  test.each([
    "/srv/git/catalogue.git",
    "../github/o/r",
    "file:///srv/github/o/r.git",
    "C:\\github\\o\\r",
    "ext::sh -c github",
    "https://git.example.com/o/r.git",
    "git@git.example.com:o/r.git",
    "ssh://git@[2001:db8::1]/o/r",
    "git@localhost:o/r",
    "me@nas:o/r",
    "git@nas:srv/git/o/r",
    "https://git.example.com/github.com/o/r",
    "https://github.com@git.example.com/o/r",
  ])("%s", (url) => {
    expect(place(url)).toBeUndefined();
    expect(doubtGitOnly({ url, config: {}, environment: {} })).toBeUndefined();
  });
});

describe("where no pull request is opened though the remote may be GitHub, that is said", () => {
  test.each<[string, Environment?]>([
    ["git@github-work:o/r.git"],
    ["github:o/r"],
    ["git@work:o/r.git"],
    ["https://github.example.com/o/r"],
    ["git@city.ghe.com:o/r"],
    ["https://gist.github.com/0123456789abcdef.git"],
    ["https://github.com/o"],
    ["https://github.com/o/r/tree/main"],
    ["https://github.com/o/.."],
    ["ssh://git@github.com:o/r"],
    ["git://github.com/o/r.git"],
    ["https://mirror.git.example.com/o/r", ENTERPRISE],
    ["https://github.com/o/r", ENTERPRISE],
  ])("%s", (url, environment = {}) => {
    expect(place(url, environment)).toBeUndefined();
    const doubt = doubtGitOnly({ url, config: {}, environment });
    expect(doubt?.message).toMatch(/^no pull request is opened, though .* may be GitHub$/);
    expect(doubt?.hint).toMatch(/GITHUB_REPOSITORY.*GITHUB_SERVER_URL.*"forge": "git-only"/);
    expect(doubtGitOnly({ url, config: { forge: "git-only" }, environment })).toBeUndefined();
  });

  test.each(["GITHUB_TOKEN", "GH_TOKEN"])("and so is a token that stays unused: %s", (name) => {
    const world = { url: "https://git.example.com/o/r", environment: { [name]: "secret" } };
    expect(doubtGitOnly({ ...world, config: {} })?.message).toBe(
      `no pull request is opened, though ${name} is set`,
    );
    expect(doubtGitOnly({ ...world, config: { forge: "git-only" } })).toBeUndefined();
  });
});
