import { openCatalogue } from "../catalog/load.ts";
import { loadConfig } from "../config.ts";
import { openGitHubExaminer } from "../forge/github/examine.ts";
import { doubtGitOnly, findToken, locateGitHub } from "../forge/select.ts";
import { withoutToken } from "../io/environment.ts";
import { openFiles } from "../io/files.ts";
import { askGh } from "../io/gh.ts";
import { gitVersion as askVersion } from "../io/git-process.ts";
import { readPreReceive } from "../io/hook.ts";
import { lazily } from "../lazily.ts";
import { REMOTE } from "../refs.ts";
import { journalOf, openRepository } from "./context.ts";
import { findFolder } from "./folder.ts";
import type { Host } from "./host.ts";
import { fetchAll, findRemoteBase, needGit, needUrl } from "./remote.ts";

/** A branch that no port's request has: nothing is ever pushed there. */
const NO_BRANCH = "refs/heads/publish/harbor-drafts/doctor";

/** Always the same, so that one unreferenced commit is left behind, however often it is tried. */
const SOME_DAY = new Date("2026-01-01T00:00:00Z");

/**
 * What doctor asks, each by the very steps that other commands take. Each question is asked once, whoever
 * asks first, and where it has no answer everyone gets the same error.
 * @throws HarborError NOT_FOUND where --root names no folder, and for nothing else
 */
export async function openProbe(host: Host) {
  const { environment, log, clock, patience = {} } = host;
  const passed = withoutToken(environment);
  const folder = await findFolder(host);
  const gitVersion = lazily(() => askVersion(folder, passed));
  const repository = lazily(async () => {
    await gitVersion();
    return openRepository(folder, host);
  });
  const git = lazily(async () => needGit((await repository()).git));
  const url = lazily(async () => needUrl(await git()));
  const fetch = lazily(async () => {
    await url();
    await fetchAll(await git(), clock);
  });
  const base = lazily(async () => {
    const opened = await git();
    await url();
    await fetch().catch(() => {});
    return findRemoteBase(opened, openFiles((await repository()).root, host.cwd), host);
  });
  const config = lazily(async () => loadConfig((await base()).tree));
  const surroundings = lazily(async () => {
    // What can't be read is base/config's to tell; the environment and the remote say where requests go.
    const known = await config().catch(() => ({}));
    const at = environment.GITHUB_REPOSITORY ? await url().catch(() => "") : await url();
    return { url: at, config: known, environment };
  });
  const location = lazily(async () => locateGitHub(await surroundings()));
  const github = lazily(async () => {
    const found = await location();
    if (found === undefined) {
      throw new Error("requests don't go to GitHub");
    }
    return found;
  });
  const token = lazily(async () =>
    findToken((await github()).apiUrl, { environment, askGh: (host) => askGh(environment, host) }),
  );
  const hub = lazily(async () =>
    openGitHubExaminer({ ...(await github()), token: (await token()).token, log, ...patience }),
  );
  const onHub = lazily(async () => (await hub()).repository());
  const branch = async (): Promise<string> =>
    base().then(
      (found) => found.branch,
      async () => (await onHub()).defaultBranch,
    );
  return {
    now: clock.now(),
    environment,
    gitVersion,
    root: async () => (await repository()).root,
    /** The repository, for what needs neither the remote nor a commit's content. */
    git,
    isShallow: async () => (await git()).isShallow(),
    signs: async () => (await git()).signs(),
    unusedSettings: async () => (await git()).unusedSettings(),
    url,
    fetch,
    /** The remote's base branch; where it can't be fetched, as it was fetched last. */
    base,
    catalogue: lazily(async () => openCatalogue((await base()).tree)),
    config,
    /** Branches of requests whose run was cut off, or is under way. */
    journal: async () => journalOf(await git(), log).list(),
    /** Makes a commit that nothing refers to, as a request's is made. */
    async tryCommit() {
      const message = "Try whether a commit can be made\n";
      await (await git()).commit({ parent: null, message, files: [], date: SOME_DAY });
    },
    /** Asks the remote, or a fork's URL, for a push without pushing. */
    async tryPush(fork?: string) {
      await fetch();
      await (await git()).tryPush(fork ?? REMOTE, (await base()).commit, NO_BRANCH);
    },
    /** Undefined for git alone. */
    gitHub: location,
    doubt: async () => doubtGitOnly(await surroundings()),
    token,
    repository: onHub,
    fork: lazily(async () => (await hub()).fork()),
    tryPull: async () => (await hub()).tryPull(await branch()),
    guard: lazily(async () => {
      const { permissions } = await onHub();
      return (await hub()).guard(await branch(), permissions?.admin !== false);
    }),
    hook: async () => readPreReceive(await url(), (await repository()).root, passed),
  };
}

export type Probe = Awaited<ReturnType<typeof openProbe>>;
