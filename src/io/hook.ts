import { access, constants, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hooksFolder, localRemote } from "./git-examine.ts";

/** The hook that judges what is pushed to a remote. */
export type Hook = { where: "elsewhere" } | { where: "here"; path: string; text: string | undefined };

/**
 * The pre-receive hook of a remote, as far as it can be seen: only where it is a folder on this machine.
 * One that git wouldn't run counts as none.
 */
export async function readPreReceive(
  url: string,
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<Hook> {
  const folder = await localRemote(url, root);
  if (folder === undefined) {
    return { where: "elsewhere" };
  }
  const path = join(await hooksFolder(folder, environment), "pre-receive");
  const text = await access(path, constants.X_OK).then(
    () => readFile(path, "utf8"),
    () => undefined,
  );
  return { where: "here", path, text };
}
