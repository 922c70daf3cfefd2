import { spawn } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withoutToken } from "../io/environment.ts";
import type { Host } from "./host.ts";

interface Ran {
  exit: number;
  /** stdout and stderr as they came. */
  output: string;
}

/** Makes a throw-away folder in which real programs are run, apart from the user's settings. */
export async function openSandbox({ environment, program, hasColor }: Host) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "harbor-drafts-tour-")));
  const env = {
    ...sandboxEnvironment(environment, folder),
    ...(hasColor ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
  };
  const run = (command: string, words: readonly string[], at: string) =>
    runProcess(command, words, join(folder, at), env);
  return {
    folder,
    /** Writes a file below the folder, making its folders. */
    async write(path: string, text: string) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    },
    /** Runs this very program, below the folder. */
    runSelf: (at: string, ...words: string[]) => run(process.execPath, [program, ...words], at),
    runGit: (at: string, ...words: string[]) => run("git", words, at),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Neither the user's git settings nor a CI's variables reach in, and no token. */
function sandboxEnvironment(environment: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutToken(environment)).filter(
    ([name]) => !/^(?:GIT_|GITHUB_|GH_|NO_COLOR$|FORCE_COLOR$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: join(folder, ".gitconfig"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_AUTHOR_NAME: "Tour",
    GIT_AUTHOR_EMAIL: "tour@example.com",
    GIT_COMMITTER_NAME: "Tour",
    GIT_COMMITTER_EMAIL: "tour@example.com",
  };
}

function runProcess(
  command: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => resolve({ exit: code ?? 70, output }));
  });
}
