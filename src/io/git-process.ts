import { GitError, type SimpleGit, simpleGit } from "simple-git";
import { type ErrorCode, GitFailure } from "../errors.ts";

/** The user's own environment for git that is let through; all other GIT_* variables are not. */
const PASSED_ENVIRONMENT =
  /^(?:GIT_(?:SSH|SSH_COMMAND|ASKPASS|SSL_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL))|SSH_ASKPASS)$/;

/** A clone may be hostile: nothing that its configuration names is run. */
const HARDENING = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "protocol.ext.allow=never",
  // A remote that answers nothing is given up after a minute.
  "http.lowSpeedLimit=1",
  "http.lowSpeedTime=60",
];

/**
 * What a clone may say of objects besides what they are: refs that put another in one's place, and
 * parents that a commit hasn't. The file of those isn't there, whatever the system.
 */
const PLAIN_OBJECTS = { GIT_NO_REPLACE_OBJECTS: "1", GIT_GRAFT_FILE: "/dev/null/none" };

/** Where a hook finds what was pushed, before the repository takes it in; and the user's own settings. */
const READING_ENVIRONMENT =
  /^GIT_(?:OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM)$/;

/** For who judges by objects alone: what is here counts, nothing is fetched, and no cache is believed. */
const OBJECTS_ALONE = {
  config: ["core.commitGraph=false"],
  environment: { GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" },
};

/** A git that says nothing for so long is taken for hung, in milliseconds. */
const SILENCE = 120_000;

export type Opener = (input?: string) => SimpleGit;

/**
 * Opens simple-git once for each command, since what a command reads on stdin belongs to its options.
 * @param own variables of this program's making
 */
export function runner(
  baseDir: string,
  environment: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>> = {},
): Opener {
  const { config, environment: env } = gitSettings(environment);
  return opener(baseDir, config, { ...env, ...own });
}

/** The same for a repository, bare or not, of which only objects are read; in a hook, those pushed, too. */
export function objectRunner(baseDir: string, environment: NodeJS.ProcessEnv): Opener {
  const { config, environment: env } = objectSettings(environment);
  return opener(baseDir, config, env);
}

/** With what every git is run. */
export interface GitSettings {
  /** Each as `name=value`, for `-c`. */
  config: readonly string[];
  environment: Record<string, string>;
}

export function gitSettings(environment: NodeJS.ProcessEnv): GitSettings {
  return { config: HARDENING, environment: gitEnvironment(environment, PASSED_ENVIRONMENT) };
}

export function objectSettings(environment: NodeJS.ProcessEnv): GitSettings {
  return {
    config: [...HARDENING, ...OBJECTS_ALONE.config],
    environment: { ...gitEnvironment(environment, READING_ENVIRONMENT), ...OBJECTS_ALONE.environment },
  };
}

function opener(baseDir: string, config: readonly string[], env: Record<string, string>): Opener {
  return (input) =>
    simpleGit({
      baseDir,
      config: [...config],
      allowEnvironment: Object.keys(env),
      // These are this program's own settings and the user's own environment; a clone sets neither.
      unsafe: {
        allowUnsafeHooksPath: true,
        allowUnsafeFsMonitor: true,
        allowUnsafeProtocolOverride: true,
        allowUnsafeSshCommand: true,
        allowUnsafeAskPass: true,
        allowUnsafeConfigPaths: true,
      },
      timeout: { block: SILENCE },
      errors: (error, { exitCode, stdErr }) =>
        error ??
        (exitCode === 0
          ? undefined
          : new Error(Buffer.concat(stdErr).toString("utf8") || `git exited ${exitCode}`)),
      ...(input === undefined ? {} : { input: () => input }),
    }).env(env);
}

function gitEnvironment(environment: NodeJS.ProcessEnv, passed: RegExp): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && (passed.test(name) || !isGuarded(name)),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    ...PLAIN_OBJECTS,
  };
}

/** Variables that steer git or name programs that it runs. */
function isGuarded(name: string): boolean {
  return /^GIT_/i.test(name) || /^(?:EDITOR|VISUAL|PAGER|PREFIX)$/i.test(name);
}

/** What git says when a remote can't be reached, lets nobody in, or doesn't take a push. */
const FAILURES: readonly (readonly [RegExp, ErrorCode, string, string])[] = [
  [
    /Authentication failed|could not read (?:Username|Password)|Permission denied \(|Invalid username/i,
    "AUTH",
    "the remote doesn't know this user",
    "set up git's credentials for the remote: `git fetch` must work",
  ],
  [
    /'refs\/(?:heads\/publish|harbor-drafts)[^']*' exists|directory\/file conflict|refs\/(?:heads\/publish|harbor-drafts)[^\s']*: .*(?:Not a directory|exists)/i,
    "PERMISSION",
    "a branch or ref stands where the request's would go, or below it",
    "`git ls-remote origin 'refs/heads/publish*' 'refs/harbor-drafts/*'` shows it; ask its owner to remove it",
  ],
  [
    /stale info|\[rejected\]|fetch first|non-fast-forward|cannot lock ref/i,
    "CONFLICT",
    "the branch moved on the remote in the meantime",
    "run the command again",
  ],
  [
    /protected branch|remote rejected|declined|insufficient permission|returned error: 403|not allowed|Permission to \S+ denied|Write access to repository not granted/i,
    "PERMISSION",
    "the remote refused the push",
    "ask for the right to push branches named publish/*",
  ],
  [
    /could not resolve host|Connection (?:refused|timed out|reset)|unable to access|Could not read from remote|does not appear to be a git repository|early EOF|hung up|Operation too slow/i,
    "NETWORK",
    "the remote can't be reached",
    "check the network and `git remote -v`",
  ],
  [
    /No space left on device|Disk quota exceeded|write error/i,
    "IO",
    "the disk is full",
    "make room and run the command again: it goes on where it stopped",
  ],
  [
    /not a tree object|bad object|not a valid object name/i,
    "GIT",
    "an older commit isn't in this clone",
    "this clone is shallow: run `git fetch --unshallow`, or check out with fetch-depth: 0",
  ],
  [/ENOENT|spawn git/i, "GIT", "git isn't installed", "install git 2.31 or newer"],
];

export function gitFailure(command: string, error: unknown): GitFailure {
  const text = error instanceof GitError || error instanceof Error ? error.message : String(error);
  const known = FAILURES.find(([shape]) => shape.test(text));
  if (known !== undefined) {
    const [, code, message, hint] = known;
    return new GitFailure(command, code, `git ${command}: ${message}`, hint, error);
  }
  const line = text.split("\n").find((part) => /^(?:fatal|error):/.test(part)) ?? text.split("\n")[0] ?? "";
  const message = `git ${command} failed: ${withoutCredentials(line)}`;
  return new GitFailure(command, "GIT", message, "run `git status` there", error);
}

/** URLs in git's messages may hold a token. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, "//");
}

/** The parts of an output in which each ends with a null, as `-z` asks for. */
export function splitNull(text: string): string[] {
  return text.split("\0").filter((part) => part !== "");
}
