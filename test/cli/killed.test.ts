import { spawn } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestsOutput } from "../../src/output/requests.ts";
import { CLI, runJson } from "../support/cli.ts";
import { isFull, some } from "../support/extent.ts";
import { openGitHub } from "../support/github.ts";
import { callJson } from "../support/program.ts";
import { clones, git, PROJECT, read, readJson, temporaryFolder, write } from "../support/repository.ts";

const DRAFT = "drafts/zoom-api/get-meeting.json";
const BRANCH = "publish/zoom-api/get-meeting";
const WORDS = ["request-publish", DRAFT, "--as", "planner"] as const;
const PRELOAD = { NODE_OPTIONS: `--import=${join(PROJECT, "test/support/kill-at.mjs")}` };

interface World {
  remote: string;
  agent: string;
  env: Record<string, string>;
  /** The process groups of all runs so far: what a killed run started goes on in its group. */
  groups: number[];
}

/** A world with git alone. */
function gitAlone(): World {
  return { ...clones(), env: {}, groups: [] };
}

/** Runs a request until it is done or killed: at a step, or after a time in milliseconds. */
function runUntil(
  { agent, env, groups }: World,
  end: { step?: number | string; after?: number; log?: string },
): Promise<boolean> {
  const steps = end.step === undefined ? {} : { ...PRELOAD, KILL_AT: `${end.step}` };
  const log = end.log === undefined ? {} : { ...PRELOAD, STEPS_LOG: end.log };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...WORDS], {
      cwd: agent,
      env: { ...process.env, ...env, ...steps, ...log },
      stdio: "ignore",
      detached: true,
    });
    groups.push(child.pid ?? 0);
    const timer = end.after === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), end.after);
    child.on("error", reject);
    child.on("close", (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

/** What must be the same after every interruption. */
function stateOf({ remote, agent }: World) {
  const refs = git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/publish", "refs/harbor-drafts");
  const journal = join(agent, ".git/harbor-drafts/journal");
  return {
    refs,
    tree: git(remote, "rev-parse", `${BRANCH}^{tree}`),
    commits: git(remote, "rev-list", "--count", `main..${BRANCH}`),
    draft: read(agent, DRAFT),
    left: existsSync(journal) ? readdirSync(journal).filter((name) => !name.startsWith(".")) : [],
  };
}

async function finish({ agent, env, groups }: World) {
  await Promise.all(groups.map(untilGone));
  const { exit, output } = await callJson<RequestsOutput>([...WORDS], { cwd: agent, env });
  expect(output.requests).toMatchObject([{ error: null }]);
  expect(exit).toBe(0);
}

/**
 * Resolves when no process of a group runs any more. Whoever asks again while a killed run's git still pushes is told
 * so, sooner or later by how busy the machine is.
 */
async function untilGone(group: number): Promise<void> {
  while (isRunning(group)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isRunning(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  // In a container it may be that nobody takes the ended ones away.
  return !existsSync("/proc/self/stat") || readdirSync("/proc").some((name) => isRunningIn(name, group));
}

function isRunningIn(pid: string, group: number): boolean {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name may hold anything, also `)`.
    const stat = readFileSync(`/proc/${Number(pid)}/stat`, "utf8");
    const [state, , of] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(of) === group && state !== "Z";
  } catch {
    return false;
  }
}

/** Some at a time: processes wait for each other, and tests for them. */
async function each<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

describe("a request that is killed and asked for again", () => {
  test("is one branch and one pull request, whichever step it was killed at", async () => {
    const start = async () => {
      const { remote, agent } = clones({ labels: ["publish-request"] });
      const github = await openGitHub(remote);
      return { remote, agent, env: github.env, groups: [], github };
    };
    const undisturbed = await start();
    const log = join(temporaryFolder(), "steps");
    expect(await runUntil(undisturbed, { log })).toBe(false);
    const steps = read(log, "").trimEnd().split("\n");
    expect(steps).toEqual(
      expect.arrayContaining([
        "git fast-import",
        "git push",
        "rename of the journal",
        "answer to POST /pulls",
      ]),
    );
    const expected = stateOf(undisturbed);
    expect(expected).toMatchObject({ commits: "1", left: [] });

    // To be killed before a step is to be killed after the one before: it is enough where something changes.
    const moments = some(
      [...steps.keys()],
      (index) => !/^(?:answer to )?GET |^git fetch|^the end/.test(steps[index] ?? ""),
    );
    await each(moments, 3, async (index) => {
      const world = await start();
      const name = `${index + 1}: ${steps[index]}`;
      expect(await runUntil(world, { step: index + 1 }), name).toBe(true);
      await finish(world);
      expect(stateOf(world), name).toEqual(expected);
      expect(world.github.pulls, name).toMatchObject([
        { state: "open", head: { ref: BRANCH }, labels: [{ name: "publish-request" }] },
      ]);
    });
  });

  const rounds = isFull ? 10 : 3;
  test(`is one branch and one request, at ${rounds * 5} moments of any kind, with git alone`, async () => {
    const undisturbed = gitAlone();
    const began = performance.now();
    expect(await runUntil(undisturbed, {})).toBe(false);
    const whole = performance.now() - began;
    const expected = stateOf(undisturbed);

    await each([...Array(rounds).keys()], 2, async (round) => {
      const world = gitAlone();
      // Five times in a row, spread over the time that a whole run takes; what git does then goes on alone.
      for (let kill = 0; kill < 5; kill++) {
        await runUntil(world, { after: (whole * (kill * rounds + round + 1)) / (5 * rounds) });
      }
      await finish(world);
      expect(stateOf(world), `round ${round}`).toEqual(expected);
    });
  });

  test("moves to what the draft says by then", async () => {
    const world = gitAlone();
    expect(await runUntil(world, { step: "git push" })).toBe(true);
    const draft = readJson<{ action: { label: string } }>(world.agent, DRAFT);
    draft.action.label = "Look at a meeting";
    write(world.agent, DRAFT, draft);
    await finish(world);
    expect(git(world.remote, "show", `${BRANCH}:catalog/integrations/zoom/zoom-api.json`)).toContain(
      "Look at a meeting",
    );
    expect(stateOf(world)).toMatchObject({ commits: "1", left: [] });
  });
});

describe("a disk that takes no more", () => {
  test.each([
    ["where git is cut off in the middle", 'case "$*" in *fast-import*) ulimit -f 0;; esac', "GIT"],
    [
      "as git tells it",
      'case "$*" in *fast-import*) echo "fatal: write error: No space left on device" >&2; exit 128;; esac',
      "IO",
    ],
  ])("stops the run, pushes nothing, and the next one goes on (%s)", async (_what, line, code) => {
    const world = gitAlone();
    const before = git(world.remote, "for-each-ref");
    const env = { PATH: `${gitThat(line)}:${process.env.PATH}` };
    const { exit, output } = await runJson<RequestsOutput>([...WORDS], { cwd: world.agent, env });
    expect({ exit, requests: output.requests }).toMatchObject({
      exit: 3,
      requests: [{ outcome: "failed", error: { code } }],
    });
    expect(git(world.remote, "for-each-ref")).toBe(before);
    await finish(world);
    expect(stateOf(world)).toMatchObject({ commits: "1", left: [] });
  });
});

/** A folder with a git that runs a line of shell first. */
function gitThat(line: string): string {
  const bin = temporaryFolder();
  const real = process.env.PATH?.split(":").find((folder) => existsSync(join(folder, "git")));
  write(bin, "git", `#!/bin/sh\n${line}\nexec ${real}/git "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  return bin;
}
