import { access, constants, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { reader, readingSettings } from "./git-process.ts";
import { placeOfRemote } from "./remote-place.ts";

/** The hook that judges what is pushed to a remote. */
type Hook = { where: "elsewhere" } | { where: "here"; path: string; text: string | undefined };

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

/** The repository of a remote on this machine; undefined for one elsewhere. */
async function localRemote(url: string, root: string): Promise<string | undefined> {
  const { kind, url: folder } = placeOfRemote(url, root);
  if (kind === "network") {
    return undefined;
  }
  const found = await Promise.all([folder, join(folder, ".git")].map(isRepository));
  return found[1] ? join(folder, ".git") : found[0] ? folder : undefined;
}

async function isRepository(folder: string): Promise<boolean> {
  return stat(join(folder, "HEAD")).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Where a repository's hooks are, by its own configuration. */
async function hooksFolder(folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const asked = await reader(folder, readingSettings(environment))()
    .raw(["config", "--file", join(folder, "config"), "--get", "core.hooksPath"])
    .catch(() => "");
  const path = asked.trim();
  return path === "" ? join(folder, "hooks") : isAbsolute(path) ? path : resolve(folder, path);
}
