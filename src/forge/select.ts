import type { Config } from "../config.ts";
import { HarborError } from "../errors.ts";
import type { Clock } from "../io/clock.ts";
import type { Git } from "../io/git.ts";
import type { Forge } from "./forge.ts";
import type { GitHubOptions } from "./github/connect.ts";
import { mayBeGitHub, parseRemoteUrl, repositoryAt, webOrigin } from "./remote-url.ts";

export interface Surroundings {
  git: Git;
  remote: string;
  /** The remote's URL. */
  url: string;
  /** As the base branch has it. */
  config: Config;
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  /** How long GitHub is waited for. */
  patience: Pick<GitHubOptions, "retryUnit" | "giveUp">;
  /** GitHub's own command-line tool's token for a host; undefined where it has none. */
  askGh: (host: string) => Promise<string | undefined>;
  log: (line: string) => void;
}

/** What says where requests go. */
type Where = Pick<Surroundings, "url" | "config" | "environment">;

/** Where on GitHub a repository is. */
export interface GitHubLocation {
  /** `owner/name`. */
  repository: string;
  apiUrl: string;
  /** Whether git reaches the repository by SSH. */
  isSsh: boolean;
}

/**
 * The forge of a repository: what its configuration names; else GitHub where the remote is there or
 * GITHUB_REPOSITORY is set; else git alone.
 *
 * @throws HarborError AUTH without a token, FORGE without a repository's name
 */
export async function selectForge(surroundings: Surroundings): Promise<Forge> {
  const { git, remote, clock, patience, log } = surroundings;
  const location = locateGitHub(surroundings);
  if (location === undefined) {
    const { openGitForge } = await import("./git-only.ts");
    const doubt = doubtGitOnly(surroundings);
    const warnings = doubt === undefined ? [] : [`${doubt.message}: ${doubt.hint}`];
    for (const warning of warnings) {
      log(`warning: ${warning}`);
    }
    return openGitForge(git, remote, clock, warnings);
  }
  const { token } = await findToken(location.apiUrl, surroundings);
  const { openGitHubForge } = await import("./github/forge.ts");
  return openGitHubForge({ ...location, token, ...patience, log });
}

/**
 * Where on GitHub the requests of a repository go; undefined for git alone. Only the environment says
 * where API calls go, so a clone can't send the token elsewhere.
 *
 * @throws HarborError FORGE
 */
export function locateGitHub({ url, config, environment }: Where): GitHubLocation | undefined {
  const remote = parseRemoteUrl(url);
  const named = repositoryAt(remote, serversOf(environment));
  const repository = environment.GITHUB_REPOSITORY || config.repository || named;
  const kind = config.forge ?? (repository === undefined ? "git-only" : "github");
  if (kind === "git-only") {
    return undefined;
  }
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new HarborError(
      "FORGE",
      "which GitHub repository this is can't be told",
      "set GITHUB_REPOSITORY to owner/name",
    );
  }
  if (!environment.GITHUB_REPOSITORY && named?.toLowerCase() !== repository.toLowerCase()) {
    // A hostile repository could name another one, whose requests the user's token may change.
    throw new HarborError(
      "FORGE",
      `harbor.config.json says that this is ${repository} on GitHub, and the remote's URL doesn't`,
      `if it is, set GITHUB_REPOSITORY=${repository}`,
    );
  }
  const apiUrl = apiUrlOf(environment);
  if (!/^https?:/.test(apiUrl) || !URL.canParse(apiUrl)) {
    throw new HarborError("FORGE", "GITHUB_API_URL is no URL", "set it to https://HOST/api/v3, or unset it");
  }
  return { repository, apiUrl, isSsh: remote?.transport === "ssh" };
}

/**
 * Why requests that go to git alone may have been meant for GitHub, and what to set; undefined where
 * nothing says so, or where the configuration says that git alone is meant.
 */
export function doubtGitOnly({
  url,
  config,
  environment,
}: Where): { message: string; hint: string } | undefined {
  const remote = parseRemoteUrl(url);
  const token = ["GITHUB_TOKEN", "GH_TOKEN"].find((name) => environment[name]);
  const why =
    remote !== undefined && mayBeGitHub(remote, serversOf(environment))
      ? `the remote's host ${remote.host} may be GitHub`
      : token && `${token} is set`;
  return why === undefined || config.forge === "git-only"
    ? undefined
    : {
        message: `no pull request is opened, though ${why}`,
        hint: 'if the repository is on GitHub, set GITHUB_REPOSITORY to owner/name (and GITHUB_SERVER_URL where it isn\'t on github.com); if git alone is meant, say "forge": "git-only" in harbor.config.json',
      };
}

/**
 * The token, and where it comes from.
 * @throws HarborError AUTH where there is none
 */
export async function findToken(
  apiUrl: string,
  { environment, askGh }: Pick<Surroundings, "environment" | "askGh">,
): Promise<{ token: string; source: string }> {
  const { GITHUB_TOKEN, GH_TOKEN } = environment;
  const [source, found] = GITHUB_TOKEN
    ? ["GITHUB_TOKEN", GITHUB_TOKEN]
    : GH_TOKEN
      ? ["GH_TOKEN", GH_TOKEN]
      : ["gh", await askGh(hostOf(apiUrl))];
  const token = (found ?? "").trim();
  if (token === "") {
    throw new HarborError(
      "AUTH",
      "there is no token for GitHub",
      'set GITHUB_TOKEN or GH_TOKEN, run `gh auth login`, or set "forge": "git-only" in harbor.config.json',
    );
  }
  return { token, source };
}

function hostOf(apiUrl: string): string {
  return new URL(webOrigin(apiUrl)).hostname;
}

/** The web hosts of the GitHub that the environment names; of github.com where it names none. */
function serversOf({ GITHUB_SERVER_URL = "", GITHUB_API_URL = "" }: NodeJS.ProcessEnv): string[] {
  if (URL.canParse(GITHUB_SERVER_URL)) {
    return [new URL(GITHUB_SERVER_URL).hostname];
  }
  return ["github.com", ...(URL.canParse(GITHUB_API_URL) ? [hostOf(GITHUB_API_URL)] : [])];
}

/** What GITHUB_API_URL says, or else where the API of GITHUB_SERVER_URL is. */
function apiUrlOf({ GITHUB_SERVER_URL = "", GITHUB_API_URL = "" }: NodeJS.ProcessEnv): string {
  if (GITHUB_API_URL !== "" || !URL.canParse(GITHUB_SERVER_URL)) {
    return (GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "");
  }
  const { protocol, host } = new URL(GITHUB_SERVER_URL);
  return /^(?:github|[\w-]+\.ghe)\.com$/.test(host)
    ? `${protocol}//api.${host}`
    : `${protocol}//${host}/api/v3`;
}
