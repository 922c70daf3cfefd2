import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { always, openApi } from "../../support/hostile-api.ts";
import { callJson } from "../../support/program.ts";
import {
  DRAFT,
  EXAMPLE,
  MANIFEST,
  MEETING,
  openThief,
  ownSettings,
  RECORDING,
  setting,
  TOKEN,
  VARIABLE,
} from "../../support/record.ts";
import { clones, git, read, temporaryFolder, write } from "../../support/repository.ts";
import { SAMPLE_DRAFT } from "../../support/sample.ts";

interface Trick {
  clone: string;
  /** The thief's. */
  baseUrl: string;
  /** The manifest with it. */
  manifest: string;
  /** The setting that would name it, as git's configuration has it. */
  named: string;
}

/** A commit on top of HEAD in which a path holds other bytes; what the clone has checked out stays. */
function commitWith(clone: string, content: string, path = MANIFEST, mode = "100644"): string {
  const index = { ...process.env, GIT_INDEX_FILE: join(temporaryFolder(), "index") };
  const run = (input: string, ...words: string[]): string =>
    execFileSync("git", words, { cwd: clone, env: index, input, encoding: "utf8" }).trim();
  run("", "read-tree", "HEAD");
  const blob =
    mode === "160000" ? git(clone, "rev-parse", "HEAD") : run(content, "hash-object", "-w", "--stdin");
  run("", "update-index", "--add", "--cacheinfo", `${mode},${blob},${path}`);
  return run("", "commit-tree", "-p", "HEAD", "-m", "x", run("", "write-tree"));
}

function moveBase({ clone, manifest }: Trick): undefined {
  git(clone, "update-ref", "refs/remotes/origin/main", commitWith(clone, manifest));
}

/**
 * What whoever writes into the operator's clone can say. By the exit status: 0, it says nothing and the
 * named API is asked; else, it is refused.
 */
const TRICKS: readonly [
  string,
  exit: number,
  trick: (given: Trick) => { words?: string[]; env?: Record<string, string> } | undefined,
][] = [
  ["a moved remote branch", 3, moveBase],
  [
    "a moved local branch, taken for the base",
    3,
    ({ clone, manifest }) => {
      git(clone, "update-ref", "refs/heads/main", commitWith(clone, manifest));
      return { words: ["--base", "main"] };
    },
  ],
  [
    "another branch, which a variable of CI names",
    3,
    ({ clone, manifest }) => {
      git(clone, "update-ref", "refs/remotes/origin/other", commitWith(clone, manifest));
      return { env: { GITHUB_BASE_REF: "other" } };
    },
  ],
  [
    "another branch as the remote's default",
    3,
    ({ clone, manifest }) => {
      git(clone, "update-ref", "refs/remotes/origin/other", commitWith(clone, manifest));
      git(clone, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/other");
    },
  ],
  [
    "packed refs",
    3,
    ({ clone, manifest }) => {
      const commit = commitWith(clone, manifest);
      rmSync(join(clone, ".git/refs/remotes/origin"), { recursive: true, force: true });
      write(clone, ".git/packed-refs", `${commit} refs/remotes/origin/main\n`);
    },
  ],
  [
    "no remote branch, and a moved HEAD",
    3,
    ({ clone, manifest }) => {
      git(clone, "update-ref", "refs/heads/main", commitWith(clone, manifest));
      git(clone, "remote", "remove", "origin");
    },
  ],
  [
    "no repository",
    3,
    ({ clone, manifest }) => {
      rmSync(join(clone, ".git"), { recursive: true });
      write(clone, MANIFEST, manifest);
    },
  ],
  [
    "the clone's own setting",
    3,
    (given) => {
      moveBase(given);
      write(given.clone, ".git/config", `${read(given.clone, ".git/config")}${given.named}`);
    },
  ],
  [
    "a file that the clone's configuration includes",
    3,
    (given) => {
      moveBase(given);
      write(given.clone, ".git/named", given.named);
      git(given.clone, "config", "include.path", "named");
    },
  ],
  [
    "a file that it includes by the place",
    3,
    (given) => {
      moveBase(given);
      write(given.clone, "named", given.named);
      git(given.clone, "config", "includeIf.gitdir:/.path", join(given.clone, "named"));
    },
  ],
  [
    "the configuration of a work tree",
    3,
    (given) => {
      moveBase(given);
      git(given.clone, "config", "extensions.worktreeConfig", "true");
      write(given.clone, ".git/config.worktree", given.named);
    },
  ],
  [
    "files that look like a home's",
    3,
    (given) => {
      moveBase(given);
      write(given.clone, ".gitconfig", given.named);
      write(given.clone, ".config/git/config", given.named);
      write(given.clone, ".env", `GIT_CONFIG_GLOBAL=${join(given.clone, ".gitconfig")}\n`);
    },
  ],
  [
    "the catalogue's configuration",
    3,
    (given) => {
      const config = JSON.stringify({ forge: "git-only", recordTo: given.baseUrl });
      moveBase(given);
      write(given.clone, "harbor.config.json", config);
    },
  ],
  [
    "a second manifest of the port",
    3,
    ({ clone, manifest }) => {
      const path = "catalog/integrations/evil/zoom-api.json";
      git(clone, "update-ref", "refs/remotes/origin/main", commitWith(clone, manifest, path));
    },
  ],
  [
    "a link in the manifest's place",
    2,
    ({ clone, manifest }) => {
      write(clone, "elsewhere.json", manifest);
      const commit = commitWith(clone, "../../../elsewhere.json", MANIFEST, "120000");
      git(clone, "update-ref", "refs/remotes/origin/main", commit);
    },
  ],
  [
    "a submodule in the manifest's place",
    2,
    ({ clone }) => {
      git(clone, "update-ref", "refs/remotes/origin/main", commitWith(clone, "", MANIFEST, "160000"));
    },
  ],
  [
    "a replaced commit",
    0,
    ({ clone, manifest }) => {
      git(clone, "replace", "refs/remotes/origin/main", commitWith(clone, manifest));
    },
  ],
  [
    "a replaced file",
    0,
    ({ clone, manifest }) => {
      git(clone, "replace", `HEAD:${MANIFEST}`, `${commitWith(clone, manifest)}:${MANIFEST}`);
    },
  ],
  [
    "grafts",
    0,
    ({ clone, manifest }) => {
      const base = git(clone, "rev-parse", "refs/remotes/origin/main");
      write(clone, ".git/info/grafts", `${base} ${commitWith(clone, manifest)}\n`);
    },
  ],
  [
    "a tag with the base's name",
    0,
    ({ clone, manifest }) => {
      git(clone, "tag", "origin/main", commitWith(clone, manifest));
    },
  ],
  ["the manifest of the work tree", 0, ({ clone, manifest }) => void write(clone, MANIFEST, manifest)],
  [
    "the manifest of the index",
    0,
    ({ clone, manifest }) => {
      write(clone, MANIFEST, manifest);
      git(clone, "add", MANIFEST);
    },
  ],
  [
    "a link in the work tree",
    0,
    ({ clone, manifest }) => {
      cpSync(join(clone, "catalog"), join(clone, "other"), { recursive: true });
      write(clone, MANIFEST.replace("catalog", "other"), manifest);
      rmSync(join(clone, "catalog"), { recursive: true });
      symlinkSync("other", join(clone, "catalog"));
    },
  ],
  [
    "a submodule's URL",
    0,
    ({ clone, baseUrl }) => {
      write(clone, ".gitmodules", `[submodule "catalog"]\n\tpath = catalog\n\turl = ${baseUrl}\n`);
    },
  ],
  [
    "rewritten URLs, and a proxy",
    0,
    ({ clone, baseUrl }) => {
      git(clone, "config", `url.${baseUrl}.insteadOf`, "http://127.0.0.1");
      git(clone, "config", "http.proxy", baseUrl);
    },
  ],
];

describe("whatever a clone says, the token goes where its operator said or nowhere", () => {
  test.each(TRICKS)("%s: exit status %d", async (_what, wanted, trick) => {
    const api = await openApi(always({ body: MEETING }));
    const thief = await openThief();
    const { agent: clone } = clones();
    const honest = read(clone, MANIFEST).replace("https://api.zoom.us", api.origin);
    write(clone, MANIFEST, honest);
    const base = commitWith(clone, honest);
    for (const ref of ["refs/heads/main", "refs/remotes/origin/main"]) {
      git(clone, "update-ref", ref, base);
    }
    rmSync(join(clone, RECORDING));
    write(clone, DRAFT, { ...SAMPLE_DRAFT, action: { ...SAMPLE_DRAFT.action, examples: [EXAMPLE] } });

    const baseUrl = `${thief.origin}/v2`;
    const manifest = honest.replace(api.origin, thief.origin);
    const named = `[harbor-drafts "zoom-api"]\n\trecordTo = ${baseUrl}\n`;
    const { words = [], env = {} } = trick({ clone, baseUrl, manifest, named }) ?? {};
    const drafts = readdirSync(join(clone, "drafts/zoom-api"));

    const { exit, output } = await callJson(["record", "zoom-api", "get-meeting", "--yes", ...words], {
      cwd: clone,
      env: { [VARIABLE]: TOKEN, ...ownSettings(setting(`${api.origin}/v2`)), ...env },
    });
    expect(thief.connections()).toBe(0);
    expect({ exit, output }).toMatchObject({ exit: wanted });
    expect(api.arrived).toHaveLength(wanted === 0 ? 1 : 0);
    const written = wanted === 0 ? ["get-meeting.har"] : [];
    expect(readdirSync(join(clone, "drafts/zoom-api"))).toEqual([...drafts, ...written].sort());
  });
});
