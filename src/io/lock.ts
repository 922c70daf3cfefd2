import { link, lstat, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { TIMES } from "../limits.ts";
import type { Clock } from "./clock.ts";
import { makeOwnFolder, readOwn, writeOwn } from "./own-folder.ts";

/**
 * Runs work that processes in one clone get in each other's way with, one after another. Whoever
 * waited while another process did the same work from beginning to end doesn't do it again: with
 * twenty waiting, two do it. The lock only spares collisions, and nothing depends on it: a holder that
 * was killed is noticed at once, and after a minute of waiting the work is done without.
 *
 * @param folder where the lock and the note of the last run stand; it is made
 */
export async function singleFlight(
  folder: string,
  name: string,
  clock: Clock,
  work: () => Promise<void>,
): Promise<void> {
  const asked = clock.now().getTime();
  const note = join(folder, `${name}.done`);
  const release = await acquire(folder, name, clock);
  try {
    const started = clock.now().getTime();
    const done = Number((await readOwn(note)) ?? "0");
    // One from the future is believed by nobody.
    if (done > asked && done <= started) {
      return;
    }
    await work();
    // A note that can't be written spares nobody anything, and that is all.
    await writeOwn(note, `${started}`).catch(() => {});
  } finally {
    await release();
  }
}

async function acquire(folder: string, name: string, clock: Clock): Promise<() => Promise<void>> {
  const lock = join(folder, `${name}.lock`);
  const own = join(folder, `${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const until = clock.now().getTime() + TIMES.otherProcess;
  try {
    await makeOwnFolder(folder);
    await writeOwn(own, JSON.stringify({ pid: process.pid, host: hostname() }));
  } catch {
    return async () => {};
  }
  try {
    for (;;) {
      // Making a link is atomic, and fails where the lock is there.
      const failure = await link(own, lock).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code ?? "unknown",
      );
      if (failure === undefined) {
        return () => rm(lock, { force: true });
      }
      if (failure !== "EEXIST") {
        // A disk without links: then without a lock.
        return async () => {};
      }
      if (await isAbandoned(lock, own, clock)) {
        // Moved aside rather than removed: of several that saw it abandoned, one gets it.
        await rename(lock, `${own}.old`).catch(() => {});
        await rm(`${own}.old`, { force: true });
      } else if (clock.now().getTime() > until) {
        return async () => {};
      } else {
        await clock.wait(TIMES.pause);
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Whether its holder was killed. */
async function isAbandoned(lock: string, own: string, clock: Clock): Promise<boolean> {
  const [stats, mine] = await Promise.all([lock, own].map((path) => lstat(path).catch(() => undefined)));
  const text = await readOwn(lock);
  if (stats?.isFile() && text === undefined) {
    // Gone meanwhile: that is for the next look.
    return false;
  }
  if (stats === undefined || clock.now().getTime() - stats.mtimeMs > TIMES.lock || !stats.isFile()) {
    return stats !== undefined;
  }
  if (stats.mtimeMs > (mine?.mtimeMs ?? 0) + TIMES.lock) {
    // From the future: a stranger may have put it there.
    return true;
  }
  const { pid, host } = holderOf(text ?? "");
  if (host !== hostname()) {
    return host === undefined;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Another user's process can't be signalled, and lives.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Who holds a lock; nobody where it can't be read. */
function holderOf(text: string): { pid: number; host: string | undefined } {
  try {
    const { pid, host } = JSON.parse(text) as { pid?: unknown; host?: unknown };
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : { pid: 0, host: undefined };
  } catch {
    return { pid: 0, host: undefined };
  }
}
