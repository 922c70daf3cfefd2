import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { type Files, openFiles } from "./files.ts";

/**
 * The folder of a catalogue repository as it is now, found without running git: for what doesn't ask
 * what is live.
 *
 * @param root `--root`; without it the nearest folder upwards that is a git work tree's top, else `cwd`
 * @throws HarborError NOT_FOUND where there is no such folder
 */
export async function openFolder(root: string | undefined, cwd: string): Promise<Files> {
  const named = root === undefined ? (topOf(cwd) ?? cwd) : resolve(cwd, root);
  const folder = await realpath(named).catch((error: unknown) => {
    throw new HarborError("NOT_FOUND", `there is no folder ${root ?? cwd}`, "check --root", error);
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new HarborError("NOT_FOUND", `${root} is no folder`, "check --root");
  }
  return openFiles(folder, cwd);
}

/** The nearest folder upwards that holds `.git`, a folder or a file; undefined where there is none. */
export function topOf(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}
