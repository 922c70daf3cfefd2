// How anything is measured: whole processes, by turns, after one round that warms the disk's cache.
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const project = fileURLToPath(new URL("..", import.meta.url));
export const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Where everything happens; whoever runs the bench removes it. */
export const folder = realpathSync(mkdtempSync(join(tmpdir(), "harbor-drafts-bench-")));

// Node reads a bundle of extra certificates at its start, which takes longer than all the rest of it.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;

/** What every process is started with. The git configuration of whoever runs the bench counts for nothing. */
export const environment = {
  ...inherited,
  GIT_CONFIG_GLOBAL: join(folder, "gitconfig"),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.com",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.com",
};

/**
 * Runs a program to its end.
 *
 * @param exits the exit statuses that count as done
 * @throws Error for any other: what fails isn't measured
 */
export function run(program, args, { cwd = project, env = {}, exits = [0], output = "ignore" } = {}) {
  const done = spawnSync(program, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: ["ignore", output, "pipe", "pipe"],
    maxBuffer: 2 ** 30,
  });
  if (!exits.includes(done.status)) {
    const why = done.error?.message ?? String(done.stderr).slice(-2000);
    throw new Error(`${program} ${args.slice(0, 6).join(" ")} ended with ${done.status}: ${why}`);
  }
  return done;
}

export const node = (args, options) => run(process.execPath, args, options);
export const tool = (args, options) => node([cli, ...args], options);
export const git = (cwd, ...args) => run("git", args, { cwd });

/** The smallest process of all, against which the start of others is measured. */
export const empty = () => node(["-e", "0"]);

/** The most memory that a Node program held at once, in MiB. */
export function peakMemory(args, options) {
  const report = fileURLToPath(new URL("report-peak.mjs", import.meta.url));
  return Number(node(["--import", report, ...args], options).output[3]);
}

/**
 * Runs each work once a round, all by turns, so that a slow minute of the machine slows all of them. The
 * first round is left out.
 *
 * @param works by name; one that measures itself gives its own number
 * @returns the samples by name, in milliseconds unless a work gives something else
 */
export async function byTurns(rounds, works) {
  const samples = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      const given = await work(round);
      const sample = typeof given === "number" ? given : performance.now() - start;
      if (round > 0) {
        samples[name].push(sample);
      }
    }
  }
  return samples;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The median of the rounds' ratios: steadier than the ratio of two medians. */
export function ratio(ours, floor) {
  return median(ours.map((sample, round) => sample / floor[round]));
}

/** A row: so many times as long as something else. */
export function times(what, than, ours, floor, most, memory) {
  const [a, b] = [median(ours), median(floor)].map(duration);
  return row(what, `${ratio(ours, floor).toFixed(1)} × ${than}`, `${a} / ${b}`, {
    memory,
    goal: most === undefined ? undefined : `≤ ${most} ×`,
    isMet: most === undefined || ratio(ours, floor) <= most,
  });
}

/** A row of the table: what was measured, the figure that the goal is about, and what it comes from. */
export function row(what, figure, from, { goal = "", isMet = true, memory } = {}) {
  const peak = memory === undefined ? "" : `${memory.toFixed(0)} MiB`;
  return { what, figure, from, memory: peak, goal, isMet: goal === "" ? "" : isMet ? "yes" : "**no**" };
}

export function duration(milliseconds) {
  return milliseconds < 10_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
