import { cpSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "vitest";
import { expectRow, type Place, type Row } from "../support/hostile/rows.ts";
import { git, write } from "../support/repository.ts";

const setUrl = (url: (place: Place) => string, refusal: RegExp, more: Partial<Row> = {}): Row => ({
  prepare: (place) => git(place.agent, "config", "remote.origin.url", url(place)),
  refusal,
  ...more,
});
const UNNAMED = /the remote is the folder .*evil\.git: git would run its hooks and use its settings here/;
const NO_REPOSITORY = /the remote can't be reached: .* is no repository/;
const NO_WAY = /is none that is gone to/;

describe("a remote's URL leads to no program, and to no folder that the user hasn't named", () => {
  test.each<[string, Row]>([
    ["a folder beside", setUrl(({ evil, agent }) => relative(agent, evil), UNNAMED)],
    ["a folder's path", setUrl(({ evil }) => evil, UNNAMED)],
    [
      "a folder's path with a detour",
      setUrl(({ evil, remote }) => `${remote}/..//../${evil.split("/").slice(-2).join("/")}/.`, UNNAMED),
    ],
    ["a folder's URL", setUrl(({ evil }) => `file://${evil}`, UNNAMED)],
    ["a folder's URL, encoded", setUrl(({ evil }) => `file://${evil.replace("evil", "%65vil")}`, UNNAMED)],
    ["a folder's URL with a host", setUrl(({ evil }) => `file://localhost${evil}`, NO_WAY)],
    ["a folder's URL in capitals", setUrl(({ evil }) => `FILE://${evil}`, NO_WAY)],
    ["a folder's name without its end", setUrl(({ evil }) => evil.slice(0, -4), NO_REPOSITORY)],
    [
      "a folder of the clone, by where the process is",
      {
        prepare: ({ agent, evil }) => {
          cpSync(evil, join(agent, ".evil.git"), { recursive: true });
          git(agent, "config", "remote.origin.url", "/proc/self/cwd/.evil.git");
        },
        isProcess: true,
        refusal: NO_REPOSITORY,
        at: "drafts",
      },
    ],
    [
      "a folder of the clone, by where the process is, as a URL",
      {
        prepare: ({ agent, evil }) => {
          cpSync(evil, join(agent, ".evil.git"), { recursive: true });
          git(agent, "config", "remote.origin.url", "file:///proc/self/cwd/.evil.git");
        },
        isProcess: true,
        refusal: NO_REPOSITORY,
        at: "drafts",
      },
    ],
    [
      "a folder of the clone, by where the process is, from its top",
      {
        prepare: ({ agent, evil }) => {
          cpSync(evil, join(agent, ".evil.git"), { recursive: true });
          git(agent, "config", "remote.origin.url", "/proc/self/cwd/.evil.git");
        },
        isProcess: true,
        refusal: UNNAMED,
        at: ".",
      },
    ],
    [
      "a file that names a folder",
      {
        prepare: ({ agent, evil }) => {
          write(agent, "gitfile", `gitdir: ${evil}\n`);
          git(agent, "config", "remote.origin.url", "gitfile");
        },
        refusal: NO_REPOSITORY,
      },
    ],
    [
      "a link to the folder that the user named",
      {
        prepare: ({ agent, outside, remote }) => {
          symlinkSync(remote, join(outside, "link"));
          git(agent, "config", "remote.origin.url", join(outside, "link"));
        },
      },
    ],
    [
      "a bundle",
      {
        prepare: ({ agent }) => {
          git(agent, "bundle", "create", "--quiet", ".git/x.bundle", "HEAD");
          git(agent, "config", "remote.origin.url", ".git/x.bundle");
        },
        refusal: NO_REPOSITORY,
      },
    ],
    ["a program", setUrl(({ traps }) => `ext::${traps.program("ext")}`, NO_WAY)],
    [
      "a program, allowed by the clone",
      {
        prepare: ({ agent, traps }) => {
          git(agent, "config", "protocol.ext.allow", "always");
          git(agent, "config", "remote.origin.url", `ext::${traps.program("ext")}`);
        },
        refusal: NO_WAY,
      },
    ],
    ["a descriptor", setUrl(() => "fd::17", NO_WAY)],
    ["a helper's name", setUrl(() => "planted::x", NO_WAY, { env: withBin })],
    ["a helper's scheme", setUrl(() => "planted://x/y", NO_WAY, { env: withBin })],
    ["a helper of git's own", setUrl(() => "http::http://127.0.0.1:9/x", NO_WAY)],
    [
      "an option for ssh, as a host",
      setUrl(({ traps }) => `ssh://-oProxyCommand=${traps.program("ssh")}/x`, /./),
    ],
    ["an option for ssh, for short", setUrl(() => "-oProxyCommand=x:y", NO_WAY)],
    ["an option for git", setUrl(({ traps }) => `--upload-pack=${traps.program("option")}`, NO_REPOSITORY)],
    [
      "a line break",
      setUrl(({ traps }) => `https://localhost/x\n[core]\n\tsshCommand = ${traps.program("break")}`, NO_WAY),
    ],
    ["rsync", setUrl(() => "rsync://localhost/x", NO_WAY)],
    ["nothing", setUrl(() => "", /./)],
    [
      "an included file alone",
      {
        prepare: ({ agent, own, evil }) => {
          git(agent, "config", "--unset", "remote.origin.url");
          write(own, "more", `[remote "origin"]\n\turl = ${evil}\n`);
          git(agent, "config", "include.path", "more");
        },
        refusal: /has no remote origin/,
      },
    ],
    [
      "a work tree's own settings alone",
      {
        prepare: ({ agent, own, evil }) => {
          git(agent, "config", "--unset", "remote.origin.url");
          git(agent, "config", "extensions.worktreeConfig", "true");
          write(own, "config.worktree", `[remote "origin"]\n\turl = ${evil}\n`);
        },
        refusal: /has no remote origin/,
      },
    ],
    [
      "a second one",
      { prepare: ({ agent, evil }) => git(agent, "config", "--add", "remote.origin.url", evil) },
    ],
  ])("%s", (_what, row) => expectRow(row));
});

function withBin({ traps }: Place): Record<string, string> {
  return { PATH: `${traps.bin}:${process.env.PATH}` };
}
