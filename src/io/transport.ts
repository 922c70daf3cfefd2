import { GitFailure, HarborError } from "../errors.ts";
import { memoize } from "../lazily.ts";
import { findCheckoutHeader } from "./checkout-header.ts";
import type { Clone, CloneSettings } from "./clone.ts";
import { inOwnRepository, type Settings } from "./own-repository.ts";
import { placeOfRemote, type RemotePlace, refuseUnnamed } from "./remote-place.ts";

/** A ref of a remote to be moved. The push fails unless the ref is where it is expected. */
export interface RefUpdate {
  ref: string;
  /** Null to delete it. */
  commit: string | null;
  /** Null where the ref must not be there yet. */
  expected: string | null;
}

/** What may be pushed: a request's branch, and the ref that says what it asks for. No other, ever. */
const PUSHABLE = /^refs\/(?:heads\/publish|harbor-drafts\/requests)\/[a-z0-9-]+\/[a-z0-9-]+$/;

const FETCH = [
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
  "--no-recurse-submodules",
];
const PUSH = ["--quiet", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no"];

/** What a folder's hooks get of the environment: no token, which no folder needs. */
const TOKENS = /^(?:GITHUB_TOKEN|GH_TOKEN|GH_ENTERPRISE_TOKEN|GITHUB_ENTERPRISE_TOKEN)$/;

/** A run knows the remote and the user's fork. */
const MOST_REMOTES = 10;

/**
 * The way to remotes, each named by its URL, from a repository of this program's own. Every failure is a
 * HarborError.
 */
export function openTransport(clone: () => Promise<Clone>, environment: NodeJS.ProcessEnv) {
  const resolve = memoize(async (url) => {
    const way: Settings = [["remote.origin.url", url]];
    return inOwnRepository(await clone(), way, environment, async (open) =>
      (await open().raw(["ls-remote", "--get-url", "origin"])).replace(/\n$/, ""),
    );
  }, MOST_REMOTES);
  const placeOf = memoize(async (url) => {
    const place = placeOfRemote(await resolve(url), (await clone()).root);
    await refuseUnnamed(place, environment);
    return place;
  }, MOST_REMOTES);
  /** Runs git with the remote as its own `origin`, so that the user's settings for its URL count. */
  const towards = async <Value>(
    url: string,
    work: (run: (...args: string[]) => Promise<string>) => Promise<Value>,
  ): Promise<Value> => {
    const opened = await clone();
    const place = await placeOf(url);
    const way: Settings =
      place.kind === "folder"
        ? [["remote.origin.url", place.url]]
        : [
            ["remote.origin.url", url],
            // Where a remote leads elsewhere, a fetch and a push could end in two places, with credentials of both.
            ["http.followRedirects", "false"],
            ...(await findCheckoutHeader(opened, place.url, environment)),
          ];
    return inOwnRepository(opened, way, environmentFor(place, environment), (open) =>
      work((...args) =>
        open()
          .raw(args)
          .catch(async (error: GitFailure) => {
            throw withOwnSettings(error, await opened.settings());
          }),
      ),
    );
  };
  return {
    /** A URL as the user's own configuration rewrites it (`url.….insteadOf`). */
    resolve,
    /** Fetches into the clone's refs; those that the remote no longer has are removed. */
    fetch: (url: string, refspecs: readonly string[]) =>
      towards(url, async (run) => {
        await run("fetch", ...FETCH, "--refmap=", "--prune", "origin", ...refspecs);
      }),
    /** The commit of a ref, asked for now, with its objects fetched; undefined where there is none. */
    fetchRef: (url: string, ref: string) =>
      towards(url, async (run) => {
        const listed = await run("ls-remote", "--refs", "--end-of-options", "origin", ref);
        // The last part of a name is what is asked for, so that others may be listed, too.
        const line = listed.split("\n").find((candidate) => candidate.endsWith(`\t${ref}`));
        const [, id] = /^([0-9a-f]{40,64})\t/.exec(line ?? "") ?? [];
        if (id !== undefined) {
          await run("fetch", ...FETCH, "--refmap=", "--end-of-options", "origin", ref);
        }
        return id;
      }),
    /**
     * Moves a request's branch and ref, the only ones that this program ever pushes: all of them, or none.
     * @param tracked the clone's ref of each of the remote's branches, by a refspec; those pushed are kept there
     * @throws HarborError CONFLICT where one isn't where it is expected
     */
    push: async (url: string, updates: readonly RefUpdate[], tracked?: string) => {
      const foreign = updates.find(({ ref }) => !PUSHABLE.test(ref));
      if (foreign !== undefined) {
        throw new HarborError("INTERNAL", `${foreign.ref} is no ref that this program pushes`);
      }
      await towards(url, (run) =>
        run(
          ...(tracked === undefined ? [] : ["-c", `remote.origin.fetch=${tracked}`]),
          "push",
          ...PUSH,
          ...(updates.length > 1 ? ["--atomic"] : []),
          ...updates.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ""}`),
          "--end-of-options",
          "origin",
          ...updates.map(({ ref, commit }) => `${commit ?? ""}:${ref}`),
        ),
      );
    },
    /**
     * Asks for a push without pushing: git connects as for a push, so that the remote decides whether this
     * user may push at all, and hangs up before it sends an object or names a ref. Hooks and rules for single
     * branches aren't asked so.
     */
    tryPush: async (url: string, commit: string, ref: string) => {
      await towards(url, (run) =>
        run("push", "--dry-run", ...PUSH, "--end-of-options", "origin", `${commit}:${ref}`),
      );
    },
  };
}

/**
 * What git gets on the way to a remote: the protocols that lead there and no other, unless the user allows
 * less; and for a folder, whose hooks get it too, no token.
 */
function environmentFor({ kind }: RemotePlace, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isFolder = kind === "folder";
  const allowed = environment.GIT_ALLOW_PROTOCOL?.split(":");
  const protocols = isFolder ? ["file"] : ["https", "http", "ssh", "git"];
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !(isFolder && TOKENS.test(name)))),
    GIT_ALLOW_PROTOCOL: protocols.filter((name) => allowed?.includes(name) !== false).join(":") || "none",
  };
}

/** What every clone's configuration says; none of it is about the way to a remote. */
const USUAL =
  /^(?:core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol|worktree|sharedrepository)|extensions\..*|remote\.[^.]*\.(?:url|fetch|promisor|partialclonefilter|tagopt)|branch\..*|user\..*|author\..*|committer\..*|commit\..*|gpg\.format|pull\..*|push\.default|submodule\..*|harbor-drafts\..*|http\..*\.extraheader|includeif\.gitdir:.*\.path)$/s;

/** The clone's own settings that aren't used on the way to a remote, without those that every clone has. */
export function unusedSettings({ names, values }: CloneSettings): string[] {
  const hasSecond = values("remote.origin.url").length > 1;
  return [...names.filter((name) => !USUAL.test(name)), ...(hasSecond ? ["second remote.origin.url"] : [])];
}

/** Whether a setting would have requests go elsewhere than to the one URL that is used. */
export function isPlace(name: string): boolean {
  return /^url\..*\.(?:insteadof|pushinsteadof)$|^(?:second )?remote\.origin\.(?:push)?url$/s.test(name);
}

/** More than anybody reads of. */
const MOST_NAMED = 3;

/**
 * Where the way to a remote fails, the clone's own settings may be why, since they aren't used: they are
 * named, each with the command that makes it the user's own. Their values aren't copied: a stranger may have
 * chosen them.
 */
function withOwnSettings(failure: GitFailure, settings: CloneSettings): GitFailure {
  const own = unusedSettings(settings).filter((name) => /^[\w.:/*@+-]+$/.test(name));
  if (own.length === 0 || !/^(?:NETWORK|AUTH|PERMISSION|GIT)$/.test(failure.code)) {
    return failure;
  }
  const commands = own.slice(0, MOST_NAMED).map((name) => `\`git config --global ${name} VALUE\``);
  const more = own.length > MOST_NAMED ? `, and ${own.length - MOST_NAMED} more` : "";
  const hint = `${failure.hint}; this clone's own settings aren't used on the way to a remote: one that you know and need you make yours with ${commands.join(" or ")}${more}`;
  return new GitFailure(failure.command, failure.code, failure.message, hint, failure.cause);
}
