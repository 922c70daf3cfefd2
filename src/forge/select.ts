import type { Config } from "../config.ts";
import { HarborError } from "../errors.ts";
import type { Clock } from "../io/clock.ts";
import type { Git } from "../io/git.ts";
import type { Forge } from "./forge.ts";

export interface Surroundings {
  git: Git;
  remote: string;
  /** The remote's URL. */
  url: string;
  /** As the base branch has it. */
  config: Config;
  environment: NodeJS.ProcessEnv;
  clock: Clock;
  log: (line: string) => void;
}

/**
 * The forge of a repository: what its configuration names; else GitHub where the remote is there or
 * GITHUB_REPOSITORY is set; else git alone. Only the environment says where API calls go, so a
 * clone can't send the token elsewhere.
 *
 * @throws HarborError AUTH without a token, FORGE without a repository's name
 */
export async function selectForge(surroundings: Surroundings): Promise<Forge> {
  const { git, remote, url, config, environment, clock, log } = surroundings;
  const repository = environment.GITHUB_REPOSITORY || config.repository || repositoryOf(url, environment);
  const kind = config.forge ?? (repository === undefined ? "git-only" : "github");
  if (kind === "git-only") {
    const { openGitForge } = await import("./git-only.ts");
    return openGitForge(git, remote, clock);
  }
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new HarborError(
      "FORGE",
      "which GitHub repository this is can't be told",
      "set GITHUB_REPOSITORY to owner/name",
    );
  }
  const token = (environment.GITHUB_TOKEN || environment.GH_TOKEN || "").trim();
  if (token === "") {
    throw new HarborError(
      "AUTH",
      "there is no token for GitHub",
      'set GITHUB_TOKEN or GH_TOKEN, or "forge": "git-only" in harbor.config.json',
    );
  }
  const { openGitHubForge } = await import("./github.ts");
  const apiUrl = (environment.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, "");
  return openGitHubForge({ repository, token, apiUrl, log });
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
