import { execFile } from "node:child_process";
import { TIMES } from "../limits.ts";

/**
 * The token that GitHub's own command-line tool, `gh`, holds for a host; undefined where it isn't
 * installed or nobody is logged in. https://cli.github.com/manual/gh_auth_token
 */
export function askGh(environment: NodeJS.ProcessEnv, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      "gh",
      ["auth", "token", "--hostname", host],
      // A folder of the user's own: gh reads the git configuration of where it runs.
      { env: environment, cwd: environment.HOME ?? "/", timeout: TIMES.gh, windowsHide: true },
      (error, stdout) => resolve(error === null && stdout.trim() !== "" ? stdout.trim() : undefined),
    );
  });
}
