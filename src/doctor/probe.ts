import type { Catalogue } from "../catalog/load.ts";
import type { Config } from "../config.ts";
import type { Fork } from "../forge/forge.ts";
import type { BranchGuard, RepositoryFacts } from "../forge/guard.ts";
import type { GitHubLocation } from "../forge/select.ts";
import type { Git } from "../io/git.ts";
import type { Hook } from "../io/hook.ts";
import type { Base } from "../workspace/base.ts";

/**
 * What checks ask. Each question is asked once, whoever asks first, and where it has no answer everyone
 * gets the same error.
 */
export interface Probe {
  now: Date;
  environment: NodeJS.ProcessEnv;
  /** As git says it, such as `2.39.5`. */
  gitVersion(): Promise<string>;
  /** The repository's top folder. */
  root(): Promise<string>;
  /** The repository, for what needs neither the remote nor a commit's content. */
  git(): Promise<Git>;
  isShallow(): Promise<boolean>;
  /** Whether the user's git signs commits. */
  signs(): Promise<boolean>;
  /** Names of the clone's own settings that aren't used on the way to the remote. */
  unusedSettings(): Promise<string[]>;
  /** The remote's URL. */
  url(): Promise<string>;
  fetch(): Promise<void>;
  /** The remote's base branch; where it can't be fetched, as it was fetched last. */
  base(): Promise<Base & { commit: string; branch: string }>;
  catalogue(): Promise<Catalogue>;
  config(): Promise<Config>;
  /** Branches of requests whose run was cut off, or is under way. */
  journal(): Promise<string[]>;
  /** Makes a commit that nothing refers to, as a request's is made. */
  tryCommit(): Promise<void>;
  /** Asks the remote, or a fork's URL, for a push without pushing. */
  tryPush(fork?: string): Promise<void>;
  /** Undefined for git alone. */
  gitHub(): Promise<GitHubLocation | undefined>;
  /** Why git alone may not be what is meant, and what to set; undefined where nothing says so. */
  doubt(): Promise<{ message: string; hint: string } | undefined>;
  /** The token for GitHub, and where it comes from. */
  token(): Promise<{ token: string; source: string }>;
  repository(): Promise<RepositoryFacts>;
  fork(): Promise<Fork>;
  /** Asks GitHub whether the token may open pull requests, without opening one. */
  tryPull(): Promise<void>;
  guard(): Promise<BranchGuard>;
  /** The hook that a git-only remote runs before it takes a push. */
  hook(): Promise<Hook>;
}
