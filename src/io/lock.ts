import { lstat, readlink, rename, rm, symlink } from "node:fs/promises";
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
  const release = await makeOwnFolder(folder).then(
    () => acquire(join(folder, `${name}.lock`), clock),
    () => async () => {},
  );
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

/** Takes the lock. It is a link to no file, which says who holds it: made at once or not at all. */
async function acquire(lock: string, clock: Clock): Promise<() => Promise<void>> {
  const until = clock.now().getTime() + TIMES.otherProcess;
  for (;;) {
    const failure = await symlink(`${process.pid}@${hostname()}`, lock).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code ?? "unknown",
    );
    if (failure === undefined) {
      return () => rm(lock, { force: true });
    }
    if (failure !== "EEXIST" || clock.now().getTime() > until) {
      // A disk without links, or a holder that takes too long: then without the lock.
      return async () => {};
    }
    if (await isAbandoned(lock, clock)) {
      // Moved aside rather than removed: of several that saw it abandoned, one gets it.
      const aside = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      await rename(lock, aside).catch(() => {});
      await rm(aside, { recursive: true, force: true });
    } else {
      await clock.wait(TIMES.pause);
    }
  }
}

/** Whether its holder was killed, or it is no lock of this program. */
async function isAbandoned(lock: string, clock: Clock): Promise<boolean> {
  const holder = await readlink(lock).catch(({ code }) => (code === "EINVAL" ? "" : undefined));
  const stats = await lstat(lock).catch(() => undefined);
  if (holder === undefined || stats === undefined) {
    // Gone meanwhile: that is for the next look.
    return false;
  }
  const [, pid, host] = /^(\d+)@(.*)$/s.exec(holder) ?? [];
  if (pid === undefined || clock.now().getTime() - stats.mtimeMs > TIMES.lock) {
    return true;
  }
  if (host !== hostname()) {
    return false;
  }
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Another user's process can't be signalled, and lives.
    return (error as NodeJS.ErrnoException).code !== "EPERM";
  }
}
