import type { Config } from "../config.ts";
import { HarborError } from "../errors.ts";
import type { Clock } from "../io/clock.ts";
import type { Git } from "../io/git.ts";
import type { Forge } from "./forge.ts";
import type { GitHubOptions } from "./github/connect.ts";

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
  patience: Pick<GitHubOptions, "retryUnit" | "timeout">;
  /** GitHub's own command-line tool's token for a host; undefined where it has none. */
  askGh: (host: string) => Promise<string | undefined>;
  log: (line: string) => void;
}

/** Where GitHub's API is, and what speaks for the user there. */
export interface GitHubAccess {
  repository: string;
  apiUrl: string;
  token: string;
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
  const access = await findGitHub(surroundings);
  if (access === undefined) {
    const { openGitForge } = await import("./git-only.ts");
    return openGitForge(git, remote, clock);
  }
  const { openGitHubForge } = await import("./github/forge.ts");
  return openGitHubForge({ ...access, ...patience, log });
}

/**
 * Which repository on GitHub the remote is, and the token for it; undefined for git alone.
 *
 * @throws HarborError AUTH without a token, FORGE without a repository's name
 */
export async function findGitHub(
  surroundings: Pick<Surroundings, "url" | "config" | "environment" | "askGh">,
): Promise<GitHubAccess | undefined> {
  const place = locateGitHub(surroundings);
  return place && { ...place, token: (await findToken(place.apiUrl, surroundings)).token };
}

/**
 * Where on GitHub the requests of a repository go; undefined for git alone. Only the environment says
 * where API calls go, so a clone can't send the token elsewhere.
 *
 * @throws HarborError FORGE
 */
export function locateGitHub({
  url,
  config,
  environment,
}: Pick<Surroundings, "url" | "config" | "environment">): Omit<GitHubAccess, "token"> | undefined {
  const told = repositoryOf(url, environment);
  const repository = environment.GITHUB_REPOSITORY || config.repository || told;
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
  if (!environment.GITHUB_REPOSITORY && told?.toLowerCase() !== repository.toLowerCase()) {
    // A hostile repository could name another one, whose requests the user's token may change.
    throw new HarborError(
      "FORGE",
      `harbor.config.json says that this is ${repository} on GitHub, and the remote's URL doesn't`,
      `if it is, set GITHUB_REPOSITORY=${repository}`,
    );
  }
  const apiUrl = (environment.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "");
  if (!/^https?:/.test(apiUrl) || !URL.canParse(apiUrl)) {
    throw new HarborError("FORGE", "GITHUB_API_URL is no URL", "set it to https://HOST/api/v3, or unset it");
  }
  return { repository, apiUrl, isSsh: /^(?:ssh:|[\w.-]+@[\w.-]+:)/.test(url) };
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

/** The host that people know: the API of github.com has a name of its own. */
function hostOf(apiUrl: string): string {
  const { hostname } = new URL(apiUrl);
  return hostname === "api.github.com" ? "github.com" : hostname;
}

/** `owner/name` of a remote on GitHub, or on the Enterprise server that GITHUB_SERVER_URL names. */
function repositoryOf(url: string, environment: NodeJS.ProcessEnv): string | undefined {
  const server = environment.GITHUB_SERVER_URL || "https://github.com";
  const host = URL.canParse(server) ? new URL(server).hostname : "github.com";
  const match =
    /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[\w.-]+@)([\w.-]+)(?::\d+)?[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
      url,
    );
  return match?.[1]?.toLowerCase() === host.toLowerCase() ? match[2] : undefined;
}
