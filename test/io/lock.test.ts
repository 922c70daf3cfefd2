import { readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Clock } from "../../src/io/clock.ts";
import { openGit } from "../../src/io/git.ts";
import { singleFlight } from "../../src/io/lock.ts";
import { fetchAll } from "../../src/workspace/remote.ts";
import { clones, git, temporaryFolder, write } from "../support/repository.ts";

/** A clock that moves when it is waited for, and lets others go on meanwhile. */
function clockAt(start: number, onWait = (): void => {}): Clock & { time: number } {
  const clock = {
    time: start,
    now: () => new Date(clock.time),
    async wait(milliseconds: number) {
      clock.time += milliseconds;
      onWait();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return clock;
}

describe("work that processes would do at once", () => {
  test("is done by one after the other, and by no more than two of many that wait", async () => {
    const [folder, clock] = [temporaryFolder(), clockAt(1000)];
    let [running, most, runs] = [0, 0, 0];
    const work = async (): Promise<void> => {
      running++;
      runs++;
      most = Math.max(most, running);
      await clock.wait(100);
      running--;
    };
    await Promise.all(Array.from({ length: 20 }, () => singleFlight(folder, "fetch", clock, work)));
    expect({ most, runs }).toEqual({ most: 1, runs: 2 });
    // Whoever asks later wants to see what is there later.
    await singleFlight(folder, "fetch", clock, work);
    expect(runs).toBe(3);
    expect(readdirSync(folder)).toEqual(["fetch.done"]);
  });

  test.each([
    ["of a process that is gone", `${2 ** 22 + 1}@${hostname()}`],
    ["that leads somewhere", "/etc/passwd"],
    ["that is a file", undefined],
  ])("doesn't wait for a lock %s", async (_what, holder) => {
    const [folder, clock] = [temporaryFolder(), clockAt(1000)];
    const lock = join(folder, "fetch.lock");
    holder === undefined ? writeFileSync(lock, "") : symlinkSync(holder, lock);
    let runs = 0;
    await singleFlight(folder, "fetch", clock, async () => void runs++);
    expect({ runs, time: clock.time, left: readdirSync(folder).includes("fetch.lock") }).toEqual({
      runs: 1,
      time: 1000,
      left: false,
    });
  });

  test("goes on without the lock after a minute, and leaves it to its holder", async () => {
    const [folder, clock] = [temporaryFolder(), clockAt(1000)];
    symlinkSync(`${process.pid}@${hostname()}`, join(folder, "fetch.lock"));
    let runs = 0;
    await singleFlight(folder, "fetch", clock, async () => void runs++);
    expect(runs).toBe(1);
    expect(clock.time).toBeGreaterThan(60_000);
    expect(readdirSync(folder)).toContain("fetch.lock");
  });

  test("is done in spite of a note from the future, or a folder that can't be made", async () => {
    const [folder, clock] = [temporaryFolder(), clockAt(1000)];
    write(folder, "fetch.done", "99999999999999");
    write(folder, "file", "");
    let runs = 0;
    await singleFlight(folder, "fetch", clock, async () => void runs++);
    await singleFlight(join(folder, "file"), "fetch", clock, async () => void runs++);
    expect(runs).toBe(2);
  });
});

test("a ref that somebody else's git holds for a moment is waited for", async () => {
  const { agent, reviewer } = clones();
  write(reviewer, "NOTES", "More.\n");
  git(reviewer, "add", "--all");
  git(reviewer, "commit", "--quiet", "--message=More");
  git(reviewer, "push", "--quiet", "origin", "main");
  const lock = join(agent, ".git/refs/remotes/origin/main.lock");
  write(agent, ".git/refs/remotes/origin/main.lock", "");
  await fetchAll(
    openGit(agent, process.env),
    clockAt(1000, () => rmSync(lock, { force: true })),
  );
  expect(git(agent, "rev-parse", "origin/main")).toBe(git(reviewer, "rev-parse", "main"));
});
