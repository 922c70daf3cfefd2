import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gitFailure, runner } from "./git-process.ts";

/** What `doctor` asks of git besides what the flow does. Nothing here changes anything anywhere. */
export interface GitExaminer {
  /** As git says it, such as `2.39.5`. @throws HarborError GIT without git */
  version(): Promise<string>;
  isShallow(): Promise<boolean>;
  /** Whether the user's configuration wants commits signed. */
  signs(): Promise<boolean>;
  /**
   * Asks a remote or URL for a push without pushing: git connects as for a push, so that the remote
   * decides whether this user may push at all, and hangs up before it sends an object or names a ref.
   * Hooks and rules for single branches aren't asked so.
   * @throws HarborError as a push
   */
  tryPush(remote: string, commit: string, ref: string): Promise<void>;
}

export function openExaminer(root: string, environment: NodeJS.ProcessEnv): GitExaminer {
  const open = runner(root, environment);
  const run = async (...args: string[]): Promise<string> => {
    try {
      return (await open().raw(args)).trim();
    } catch (error) {
      throw gitFailure(args[0] ?? "", error);
    }
  };
  return {
    version: async () => (await run("version")).replace(/^git version /, ""),
    isShallow: async () => (await run("rev-parse", "--is-shallow-repository")) === "true",
    // git exits 1 where nothing is set.
    signs: async () =>
      (await run("config", "--type=bool", "--default=false", "--get", "commit.gpgSign")) === "true",
    async tryPush(remote, commit, ref) {
      await run(
        "push",
        "--dry-run",
        "--quiet",
        "--no-verify",
        "--no-follow-tags",
        "--no-signed",
        "--recurse-submodules=no",
        "--end-of-options",
        remote,
        `${commit}:${ref}`,
      );
    },
  };
}

/** The folder of a remote on this machine; undefined for one elsewhere. */
export async function localRemote(url: string, root: string): Promise<string | undefined> {
  // `host:path` is a remote over SSH, and `C:\path` isn't.
  const isElsewhere =
    /^(?!file:)[a-z][a-z0-9+.-]+:\/\//i.test(url) || /^[^/\\]{2,}:/.test(url.replace(/^file:/, ""));
  if (isElsewhere) {
    return undefined;
  }
  const folder = url.startsWith("file:") ? fileURLToPath(url) : resolve(root, url);
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
  const asked = await runner(folder, environment)()
    .raw(["config", "--file", join(folder, "config"), "--get", "core.hooksPath"])
    .catch(() => "");
  const path = asked.trim();
  return path === "" ? join(folder, "hooks") : isAbsolute(path) ? path : resolve(folder, path);
}
