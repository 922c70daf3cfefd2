import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder, write } from "../repository.ts";
import type { Planted } from "./settings.ts";

/** What is planted, and whether anything of it was touched. */
export interface Traps extends Planted {
  /** Of which settings, hooks and the like a program ran, since last asked. */
  ran(): string[];
  /** How often the listener was asked, since last asked. */
  asked(): number;
  /** Where programs are that git finds by name. */
  bin: string;
}

const HOOKS = [
  "applypatch-msg commit-msg fsmonitor-watchman post-applypatch post-checkout post-commit post-index-change",
  "post-merge post-receive post-rewrite post-update pre-applypatch pre-auto-gc pre-commit pre-merge-commit",
  "pre-push pre-rebase pre-receive prepare-commit-msg proc-receive push-to-checkout reference-transaction",
  "sendemail-validate update",
].flatMap((line) => line.split(" "));

/** @param remote the address of the clone's real remote */
export async function openTraps(remote: string): Promise<Traps> {
  const folder = temporaryFolder();
  const notes = join(folder, "ran");
  writeFileSync(notes, "");
  for (const name of ["bin", "hooks/hooks", "programs"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const plant = (path: string, what: string): string => {
    // It says so at once, whatever becomes of it, and then fails.
    writeFileSync(path, `#!/bin/sh\necho '${what}' >> '${notes}'\nexit 1\n`, { mode: 0o755 });
    return path;
  };
  const program = (key: string): string =>
    plant(join(folder, "programs", key.replace(/[^\w.-]+/g, "_")), key);
  let asked = 0;
  const server = createServer((socket) => {
    asked++;
    socket.on("error", () => {}).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  plant(join(folder, "bin/git-remote-planted"), "remote.origin.vcs");
  for (const hook of HOOKS) {
    plant(join(folder, "hooks", hook), `core.hooksPath ${hook}`);
    plant(join(folder, "hooks/hooks", hook), `init.templateDir ${hook}`);
  }
  write(folder, "attributes", ATTRIBUTES);
  write(folder, "precious", "mine\n");
  write(folder, "included", `[credential]\n\thelper = ${program("include.path")}\n`);
  return {
    program,
    listener: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    precious: join(folder, "precious"),
    folder,
    remote,
    bin: join(folder, "bin"),
    ran() {
      const lines = [...new Set(readFileSync(notes, "utf8").split("\n").filter(Boolean))].sort();
      writeFileSync(notes, "");
      return lines;
    },
    asked() {
      const before = asked;
      asked = 0;
      return before;
    },
  };
}

const ATTRIBUTES = "* filter=planted diff=planted merge=planted\n";

/** Hooks, attributes and a work tree's own settings: what a clone brings beside its settings. */
export function plantBeside(clone: string, traps: Traps): void {
  const own = join(clone, ".git");
  for (const hook of HOOKS) {
    mkdirSync(join(own, "hooks"), { recursive: true });
    writeFileSync(join(own, "hooks", hook), `#!/bin/sh\nexec '${traps.program(`hooks/${hook}`)}'\n`, {
      mode: 0o755,
    });
  }
  write(own, "info/attributes", ATTRIBUTES);
  write(clone, ".gitattributes", ATTRIBUTES);
  write(clone, ".gitmodules", '[submodule "planted"]\n\tpath = planted\n\turl = ../planted\n');
  write(own, "config.worktree", `[credential]\n\thelper = ${traps.program("config.worktree")}\n`);
}

/** All files of a clone but those that a fetch may write, and of other folders, each with its bytes' hash. */
export function filesOf(clone: string, ...others: string[]): Record<string, string> {
  const mayChange = /^\.git\/(?:(?:objects|refs|logs\/refs|harbor-drafts)(?:\/|$)|packed-refs$)/;
  return Object.fromEntries(
    [clone, ...others].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => folder !== clone || !mayChange.test(path.slice(clone.length + 1)))
        .map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
    ),
  );
}
