import { homedir } from "node:os";
import { reader } from "./git-process.ts";

/**
 * The values of a setting in the user's own (global) git configuration, and in no other: a clone may be
 * hostile, and says nothing here. Empty where it isn't set, or where there is no git.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt---global
 *
 * @param name such as `harbor-drafts.localRemote`
 */
export async function userSettings(name: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  // A folder of the user's own, with no repository to be found: `includeIf` of a clone's place or remote matches nothing.
  const open = reader(environment.HOME ?? homedir(), {
    config: [],
    environment: { ...environment, GIT_DIR: "/dev/null" },
  });
  const listed = await open()
    .raw(["config", "--global", "--includes", "-z", "--get-all", name])
    .catch(() => "");
  return listed.split("\0").slice(0, -1);
}
