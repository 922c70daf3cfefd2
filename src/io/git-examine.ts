import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { gitFailure, reader, readingSettings } from "./git-process.ts";
import { placeOfRemote } from "./remote-place.ts";

/** As git says it, such as `2.39.5`. @throws HarborError GIT without git */
export async function gitVersion(folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const said = await reader(folder, readingSettings(environment))().raw(["version"]);
    return said.trim().replace(/^git version /, "");
  } catch (error) {
    throw gitFailure("version", error);
  }
}

/** The repository of a remote on this machine; undefined for one elsewhere. */
export async function localRemote(url: string, root: string): Promise<string | undefined> {
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
export async function hooksFolder(folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const asked = await reader(folder, readingSettings(environment))()
    .raw(["config", "--file", join(folder, "config"), "--get", "core.hooksPath"])
    .catch(() => "");
  const path = asked.trim();
  return path === "" ? join(folder, "hooks") : isAbsolute(path) ? path : resolve(folder, path);
}
