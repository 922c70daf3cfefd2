import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { HarborError } from "../errors.ts";
import { shellWord } from "../text/shell-word.ts";
import { withoutCredentials } from "../text/without-credentials.ts";
import { userSettings } from "./user-settings.ts";

/** Where a remote is. */
export type RemotePlace =
  | { kind: "network"; url: string }
  /** A folder of this machine, by its real path. */
  | { kind: "folder"; url: string };

/** `https://host/path` and the like; schemes as git knows them, in small letters. */
const NETWORK = /^(?:https?|ssh|git|git\+ssh|ssh\+git):\/\/[^\s\p{Cc}]+$/u;

/** `user@host:path`, as SSH is written for short: no slash before the first colon, and no second colon behind it. */
const SHORT =
  /^(?:[^\s\p{Cc}/:@[\]-][^\s\p{Cc}/:@[\]]*@)?(?:[^\s\p{Cc}/:@[\]-][^\s\p{Cc}/:@[\]]*|\[[0-9a-f:.]+\]):(?!:|\/\/)[^\p{Cc}]+$/iu;

/**
 * Tells where a remote's URL leads, as git reads it: https://git-scm.com/docs/git-fetch#_git_urls
 *
 * @param root the clone, in which a relative path starts
 * @throws HarborError GIT for a way that isn't gone, such as a remote helper's; NETWORK for a folder that is
 *   no repository
 */
export function placeOfRemote(url: string, root: string): RemotePlace {
  if (NETWORK.test(url) || (SHORT.test(url) && !/^[a-z]:[\\/]/i.test(url))) {
    return { kind: "network", url };
  }
  const path = pathOf(url);
  if (path === undefined) {
    throw new HarborError(
      "GIT",
      `the remote's URL ${JSON.stringify(withoutCredentials(url))} is none that is gone to`,
      "take https, ssh, or a folder: `git remote set-url origin URL`",
    );
  }
  const folder = realFolder(resolve(root, path));
  if (folder === undefined) {
    throw new HarborError(
      "NETWORK",
      `the remote can't be reached: ${withoutCredentials(url)} is no repository`,
      "check `git remote -v`",
    );
  }
  return { kind: "folder", url: folder };
}

/** The real path of a repository's folder, bare or with a work tree; else git might take one beside it. */
function realFolder(path: string): string | undefined {
  try {
    const folder = realpathSync(path);
    return ["HEAD", ".git"].some((name) => existsSync(join(folder, name))) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The path of a folder's URL; undefined for what is none. */
function pathOf(url: string): string | undefined {
  const path = /^file:\/\//.test(url) ? decode(url.slice("file://".length)) : url;
  const isPlain = path !== undefined && path !== "" && !/\p{Cc}/u.test(path);
  // What has a colon before its first slash is no path to git, but on Windows a drive's.
  const isPath = isPlain && (/^[a-z]:[\\/]/i.test(path) || !/^[^/]*:/.test(path));
  const isAbsolute = path === url || (path?.startsWith("/") ?? false);
  return isPath && isAbsolute ? path : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** By which setting of their own the user says which folders may be remotes. */
const SETTING = "harbor-drafts.localRemote";

/**
 * A folder as a remote is somebody's configuration and hooks: it counts only where the user named its
 * real path, outside of any clone.
 * @throws HarborError GIT with the line that names it
 */
export async function refuseUnnamed(
  { kind, url }: RemotePlace,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (kind === "folder" && !(await userSettings(SETTING, environment)).includes(url)) {
    throw new HarborError(
      "GIT",
      `the remote is the folder ${url}: git would run its hooks and use its settings here`,
      `if you trust it: git config --global --add ${SETTING} ${shellWord(url)}`,
    );
  }
}
