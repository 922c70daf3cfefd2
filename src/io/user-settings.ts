import { execFile } from "node:child_process";
import { homedir } from "node:os";

/**
 * The values of a setting in the user's own (global) git configuration, and in no other: a clone may be
 * hostile, and says nothing here. Empty where it isn't set, or where there is no git.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt---global
 *
 * @param name such as `harbor-drafts.localRemote`
 */
export function userSettings(name: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  return new Promise((resolve) => {
    execFile(
      "git",
      ["config", "--global", "--includes", "-z", "--get-all", name],
      // A folder of the user's own, with no repository to be found: `includeIf` of a clone's place or remote matches nothing.
      {
        cwd: environment.HOME ?? homedir(),
        env: { ...environment, GIT_DIR: "/dev/null" },
        windowsHide: true,
      },
      (error, stdout) => resolve(error === null ? stdout.split("\0").slice(0, -1) : []),
    );
  });
}
