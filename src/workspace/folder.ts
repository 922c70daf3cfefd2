import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { type Files, openFiles } from "../io/files.ts";
import type { Host } from "./host.ts";

/** The real path of the folder that `--root` names, else of the current one. @throws HarborError NOT_FOUND */
export async function findFolder({ root, cwd }: Pick<Host, "root" | "cwd">): Promise<string> {
  const folder = await realpath(resolve(cwd, root ?? ".")).catch((error: unknown) => {
    throw new HarborError("NOT_FOUND", `there is no folder ${root ?? cwd}`, "check --root", error);
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new HarborError("NOT_FOUND", `${root} is no folder`, "check --root");
  }
  return folder;
}

/**
 * The catalogue's folder as it is now, found without running git: for what doesn't ask what is live. Without
 * `--root` it is the nearest folder upwards that is a git work tree's top, else the current one.
 * @throws HarborError NOT_FOUND
 */
export async function openFolder(host: Pick<Host, "root" | "cwd">): Promise<Files> {
  const folder = await findFolder(host);
  return openFiles(host.root === undefined ? (topOf(folder) ?? folder) : folder, host.cwd);
}

/** The nearest folder upwards that holds `.git`, a folder or a file; undefined where there is none. */
export function topOf(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}
