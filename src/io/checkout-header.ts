import { realpathSync } from "node:fs";
import { type Clone, type CloneSettings, parseSettings } from "./clone.ts";
import { reader, readingSettings } from "./git-process.ts";
import { readOwn } from "./own-folder.ts";
import type { Settings } from "./own-repository.ts";

/**
 * The authorization header that actions/checkout leaves in a clone for the jobs behind it, as a setting for
 * exactly the remote's own scheme and host; nothing where there is none. Up to version 5 it stands in the
 * clone's configuration, from version 6 on in a file that this includes:
 * https://github.com/actions/checkout/blob/main/src/git-auth-helper.ts
 *
 * It is the one thing besides the remote's URL that a clone may say of the way to the remote: a header that
 * the clone holds anyway, for the very host that it came from.
 */
export async function findCheckoutHeader(
  clone: Clone,
  url: string,
  environment: NodeJS.ProcessEnv,
): Promise<Settings> {
  const origin = originOf(url);
  if (origin === undefined) {
    return [];
  }
  const settings = await clone.settings();
  const name = `http.${origin}/.extraheader`;
  const found = settings.values(name);
  for (const path of found.length > 0 ? [] : includedFiles(clone, settings)) {
    const text = await readOwn(path);
    const open = text === undefined ? undefined : reader(clone.root, readingSettings(environment));
    const listed = await open?.(text)
      .raw(["config", "--file", "-", "-z", "--list"])
      .catch(() => undefined);
    found.push(...(listed === undefined ? [] : parseSettings(listed).values(name)));
  }
  const [header, ...others] = new Set(found);
  return header !== undefined && others.length === 0 && HEADER.test(header) ? [[name, header]] : [];
}

const HEADER = /^authorization: (?:basic|bearer) [\w+/=.~-]+$/i;

/** Included on the condition that git's folder is the clone's own, or one of its work trees'. */
function includedFiles({ folder }: Clone, { names, values }: CloneSettings): string[] {
  const isOwn = (name: string): boolean => {
    const [, path = ""] = /^includeif\.gitdir:(.+?)(?:\/worktrees\/\*)?\.path$/s.exec(name) ?? [];
    try {
      return realpathSync(path) === folder;
    } catch {
      return false;
    }
  };
  return names.filter(isOwn).flatMap(values);
}

/** Scheme and host of a remote that is asked over an encrypted connection, or on this machine. */
function originOf(url: string): string | undefined {
  const { protocol, hostname, origin } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  const isLoopback = protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname ?? "");
  return protocol === "https:" || isLoopback ? origin : undefined;
}
