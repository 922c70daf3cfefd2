import { spawn } from "node:child_process";
import { delimiter, isAbsolute } from "node:path";
import { type ErrorCode, GitFailure } from "../errors.ts";
import { TIMES } from "../limits.ts";
import { withoutCredentials } from "../text/without-credentials.ts";

/**
 * What tells git which repository to use: in a hook, or under an alias, these name another one than the
 * folder does. It is git's own list, `git rev-parse --local-env-vars`, without the settings that the user
 * gives by GIT_CONFIG_COUNT and GIT_CONFIG_PARAMETERS. All other variables are the user's own, and pass.
 */
export const OF_A_REPOSITORY: readonly string[] = [
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_CONFIG",
  "GIT_OBJECT_DIRECTORY",
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_GRAFT_FILE",
  "GIT_INDEX_FILE",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_REPLACE_REF_BASE",
  "GIT_PREFIX",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_COMMON_DIR",
];

/** Where a hook finds what was pushed, before the repository takes it in. */
const PUSHED_OBJECTS = ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];

/** What every git is told by variables: objects count as they are, without replacements and grafts. */
const ALWAYS = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  // A file that isn't there, whatever the system.
  GIT_GRAFT_FILE: "/dev/null/none",
};

/** For git that only reads: no protocol is allowed, and nothing is fetched on the way. */
const READING = { GIT_ALLOW_PROTOCOL: "none", GIT_NO_LAZY_FETCH: "1" };

/** With what a git process is started. */
export interface GitSettings {
  /** Each as `name=value`, for `-c`. */
  config: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** How long it may say nothing, in milliseconds. */
  silence?: number;
}

/**
 * For git that reads a repository as it stands, whose configuration may be hostile: no hook and monitor is
 * run, and no cache is believed.
 */
export function readingSettings(environment: NodeJS.ProcessEnv): GitSettings {
  return {
    config: [
      "core.hooksPath=/dev/null",
      "core.fsmonitor=false",
      "core.commitGraph=false",
      "core.multiPackIndex=false",
    ],
    environment: readingEnvironment(environment),
  };
}

/** The same in a hook, where what was pushed counts as there. */
export function hookSettings(environment: NodeJS.ProcessEnv): GitSettings {
  const settings = readingSettings(environment);
  const pushed = PUSHED_OBJECTS.flatMap((name) =>
    environment[name] ? [[name, environment[name]] as const] : [],
  );
  return { ...settings, environment: { ...settings.environment, ...Object.fromEntries(pushed) } };
}

export function readingEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  return { ...gitEnvironment(environment), ...READING };
}

/** An empty PATH would mean the current folder. */
const NO_FOLDER = "/nonexistent";

/** The user's environment, as any git gets it. Programs are looked for in absolute folders alone. */
export function gitEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && !OF_A_REPOSITORY.includes(name.toUpperCase()),
  );
  const { PATH = "", ...passed } = Object.fromEntries(kept) as Record<string, string>;
  const folders = PATH.split(delimiter).filter(isAbsolute);
  return { ...passed, PATH: folders.join(delimiter) || NO_FOLDER, ...ALWAYS };
}

/**
 * Starts git for one command.
 * @param input for its stdin
 * @param variables besides those of the settings
 * @throws GitFailure
 */
export type Opener = (
  input?: string,
  variables?: Readonly<Record<string, string>>,
) => { raw(args: string[]): Promise<string> };

/** For git that only reads: a process of its own, without a library that is to be loaded first. */
export function reader(cwd: string, { config, environment, silence = TIMES.git }: GitSettings): Opener {
  return (input, variables = {}) => ({
    raw: (args) =>
      new Promise((resolve, fail) => {
        const reject = (error: Error) => fail(gitFailure(commandOf(args), error));
        const words = [...config.flatMap((setting) => ["-c", setting]), ...args];
        const child = spawn("git", words, { cwd, env: { ...environment, ...variables }, windowsHide: true });
        const watch = setTimeout(() => child.kill(), silence);
        const [said, complained]: [Buffer[], Buffer[]] = [[], []];
        const take = (into: Buffer[]) => (chunk: Buffer) => {
          into.push(chunk);
          watch.refresh();
        };
        child.stdout.on("data", take(said));
        child.stderr.on("data", take(complained));
        child.stdin.on("error", () => {});
        child.stdin.end(input);
        child.on("error", reject);
        child.on("close", (code) => {
          clearTimeout(watch);
          const complaint = Buffer.concat(complained).toString("utf8") || `git exited ${code}`;
          code === 0 ? resolve(Buffer.concat(said).toString("utf8")) : reject(new Error(complaint));
        });
      }),
  });
}

/** As git says it, such as `2.39.5`. @throws HarborError GIT without git */
export async function gitVersion(folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const said = await reader(folder, readingSettings(environment))().raw(["version"]);
  return said.trim().replace(/^git version /, "");
}

/** What git says when a remote can't be reached, lets nobody in, or doesn't take a push. */
const FAILURES: readonly (readonly [RegExp, ErrorCode, string, string])[] = [
  [
    /returned error: 30\d|redirect/i,
    "NETWORK",
    "the remote answers with a redirect, which isn't followed",
    "if the repository moved, say where to: `git remote set-url origin URL`",
  ],
  [
    /block timeout reached/i,
    "NETWORK",
    "nothing came for a quarter of an hour",
    "check the network, then run the command again",
  ],
  [
    /transport '[^']*' not allowed/i,
    "GIT",
    "your own configuration leads the remote's URL to a place that isn't gone to",
    "take https or ssh there, or a folder that harbor-drafts.localRemote names; see `git config --global --get-regexp url`",
  ],
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
    "this clone is shallow or partial: run `git fetch --unshallow`, or check out with fetch-depth: 0 and no filter",
  ],
  [/ENOENT|spawn git/i, "GIT", "git isn't installed", "install git 2.31 or newer"],
];

/** git's own word for what it is to do: the first that is no setting. */
export function commandOf(args: readonly string[]): string {
  return args[0] === "-c" ? commandOf(args.slice(2)) : (args[0] ?? "");
}

export function gitFailure(command: string, error: unknown): GitFailure {
  const text = error instanceof Error ? error.message : String(error);
  const known = FAILURES.find(([shape]) => shape.test(text));
  if (known !== undefined) {
    const [, code, message, hint] = known;
    return new GitFailure(command, code, `git ${command}: ${message}`, hint, error);
  }
  const line = text.split("\n").find((part) => /^(?:fatal|error):/.test(part)) ?? text.split("\n")[0] ?? "";
  const message = `git ${command} failed: ${withoutCredentials(line)}`;
  return new GitFailure(command, "GIT", message, "run `git status` there", error);
}

/** The parts of an output in which each ends with a null, as `-z` asks for. */
export function splitNull(text: string): string[] {
  return text.split("\0").filter((part) => part !== "");
}
