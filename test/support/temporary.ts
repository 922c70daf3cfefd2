import { execFileSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In bytes; the tests never need a tenth of it at once. */
const ENOUGH = 512 * 1024 * 1024;

/** What folders of this machine's runs are called, before the number of the run's process: short, since lines of output hold it. */
const PREFIX = `hd-${processSpace()}-`;

/**
 * Gives all tests, and the programs that they start, one folder for what is temporary: in memory where there is
 * such a place, else where the system says. What a killed program leaves goes with it at the end of the run; what a
 * killed run leaves goes at the start of the next one.
 */
export function setup(): () => void {
  const before = process.env.TMPDIR;
  const folder = (before === undefined ? makeIn("/dev/shm") : undefined) ?? make(tmpdir());
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
}

function make(place: string): string {
  removeDeadRuns(place);
  return realpathSync(mkdtempSync(join(place, `${PREFIX}${process.pid}-`)));
}

function removeDeadRuns(place: string): void {
  for (const name of readdirSync(place).filter((other) => other.startsWith(PREFIX))) {
    if (!isRunning(Number.parseInt(name.slice(PREFIX.length), 10))) {
      rmSync(join(place, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Containers that share a folder don't see each other's processes, which have the same numbers. */
function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  } catch {
    return "0";
  }
}

/** A folder there, where there is room for it and programs can run from it: containers often forbid that. */
function makeIn(place: string): string | undefined {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < ENOUGH) {
      return undefined;
    }
    folder = make(place);
    const program = join(folder, "program");
    writeFileSync(program, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    execFileSync(program);
    return folder;
  } catch {
    if (folder !== undefined) {
      rmSync(folder, { recursive: true, force: true });
    }
    return undefined;
  }
}
