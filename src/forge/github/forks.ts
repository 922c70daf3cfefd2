import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { Fork } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const repositorySchema = z.object({
  full_name: z.string(),
  permissions: z
    .object({ push: z.boolean(), maintain: z.boolean().optional(), admin: z.boolean() })
    .optional(),
});

const forkSchema = z.object({
  full_name: z.string(),
  owner: z.object({ login: z.string() }),
  fork: z.boolean(),
  clone_url: z.string(),
  ssh_url: z.string(),
});

const userSchema = z.object({ login: z.string() });

/** Whether the token's user may push to the repository; true where GitHub doesn't say. */
export async function readMayPush({ call }: GitHubApi): Promise<boolean> {
  const { permissions } = await call("GET /repos/{owner}/{repo}", {}, repositorySchema);
  return permissions?.push ?? true;
}

/**
 * The fork of the repository that belongs to the token's user.
 *
 * @param isSsh whether git reaches the repository by SSH: then it reaches the fork so, too
 * @throws HarborError PERMISSION where there is none, with how to make one
 */
export async function findFork(api: GitHubApi, isSsh: boolean): Promise<Fork> {
  const { login } = await api.call("GET /user", {}, userSchema);
  const isOwn = ({ owner }: z.infer<typeof forkSchema>): boolean =>
    owner.login.toLowerCase() === login.toLowerCase();
  const forks = await api.callAll(
    "GET /repos/{owner}/{repo}/forks",
    { sort: "newest" },
    z.array(forkSchema),
    (found) => found.some(isOwn),
  );
  const own = forks.find(isOwn);
  if (own === undefined) {
    throw new HarborError(
      "PERMISSION",
      `${login} may not push to ${api.repository}, and has no fork of it`,
      `make one with \`gh repo fork ${api.repository} --clone=false\` or on its page, then run the command again`,
    );
  }
  return { owner: own.owner.login, url: isSsh ? own.ssh_url : own.clone_url };
}
