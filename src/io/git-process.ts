import { GitError, type SimpleGit, simpleGit } from "simple-git";
import { HarborError } from "../errors.ts";

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

/** A git that says nothing for so long is taken for hung, in milliseconds. */
const SILENCE = 120_000;

export type Opener = (input?: string) => SimpleGit;

/** Opens simple-git once for each command, since what a command reads on stdin belongs to its options. */
export function runner(baseDir: string, environment: NodeJS.ProcessEnv): Opener {
  const env = gitEnvironment(environment);
  return (input) =>
    simpleGit({
      baseDir,
      config: HARDENING,
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

function gitEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && (PASSED_ENVIRONMENT.test(name) || !isGuarded(name)),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
  };
}

/** Variables that steer git or name programs that it runs. */
function isGuarded(name: string): boolean {
  return /^GIT_/i.test(name) || /^(?:EDITOR|VISUAL|PAGER|PREFIX)$/i.test(name);
}

/** What git says when a remote can't be reached, lets nobody in, or doesn't take a push. */
const FAILURES: readonly (readonly [RegExp, ConstructorParameters<typeof HarborError>[0], string, string])[] =
  [
    [
      /Authentication failed|could not read (?:Username|Password)|Permission denied \(|Invalid username/i,
      "AUTH",
      "the remote doesn't know this user",
      "set up git's credentials for the remote: `git fetch` must work",
    ],
    [
      /stale info|\[rejected\]|fetch first|non-fast-forward|cannot lock ref/i,
      "CONFLICT",
      "the branch moved on the remote in the meantime",
      "run the command again",
    ],
    [
      /protected branch|remote rejected|declined|insufficient permission|returned error: 403|not allowed/i,
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
      /not a tree object|bad object|not a valid object name/i,
      "GIT",
      "an older commit isn't in this clone",
      "this clone is shallow: run `git fetch --unshallow`, or check out with fetch-depth: 0",
    ],
    [/ENOENT|spawn git/i, "GIT", "git isn't installed", "install git 2.31 or newer"],
  ];

export function gitFailure(command: string, error: unknown): HarborError {
  const text = error instanceof GitError || error instanceof Error ? error.message : String(error);
  const known = FAILURES.find(([shape]) => shape.test(text));
  if (known !== undefined) {
    const [, code, message, hint] = known;
    return new HarborError(code, `git ${command}: ${message}`, hint, error);
  }
  const line = text.split("\n").find((part) => /^(?:fatal|error):/.test(part)) ?? text.split("\n")[0] ?? "";
  return new HarborError(
    "GIT",
    `git ${command} failed: ${withoutCredentials(line)}`,
    "run `git status` there",
    error,
  );
}

/** URLs in git's messages may hold a token. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, "//");
}

/** The parts of an output in which each ends with a null, as `-z` asks for. */
export function splitNull(text: string): string[] {
  return text.split("\0").filter((part) => part !== "");
}
