import * as z from "zod";
import type { Fork } from "../forge.ts";
import type { BranchGuard, RepositoryFacts } from "../guard.ts";
import { connectGitHub } from "./connect.ts";
import { GitHubFailure } from "./failure.ts";
import type { GitHubForgeOptions } from "./forge.ts";
import { findFork, repositorySchema } from "./forks.ts";
import { readGuard } from "./guard.ts";

/** What `doctor` asks of GitHub. Nothing here changes anything there. */
export interface GitHubExaminer {
  /** @throws HarborError */
  repository(): Promise<RepositoryFacts>;
  /** @param seesProtection whether it is worth asking for what admins alone see */
  guard(branch: string, seesProtection: boolean): Promise<BranchGuard>;
  /** @throws HarborError PERMISSION where there is none */
  fork(): Promise<Fork>;
  /** Whether the token may open pull requests. @throws HarborError PERMISSION with GitHub's reason */
  tryPull(branch: string): Promise<void>;
}

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
const factsSchema = repositorySchema.extend({
  id: z.int(),
  default_branch: z.string(),
  archived: z.boolean(),
  private: z.boolean(),
});

export function openGitHubExaminer(options: GitHubForgeOptions): GitHubExaminer {
  const api = connectGitHub(options);
  return {
    async repository() {
      const { value, headers } = await api.callWithHeaders("GET /repos/{owner}/{repo}", {}, factsSchema);
      const { permissions } = value;
      return {
        id: value.id,
        defaultBranch: value.default_branch,
        isArchived: value.archived,
        isPrivate: value.private,
        permissions: permissions && { ...permissions, maintain: permissions.maintain ?? false },
        scopes: headers["x-oauth-scopes"]
          ?.split(",")
          .map((scope) => scope.trim())
          .filter(Boolean),
        expires: readTime(headers["github-authentication-token-expiration"]),
      };
    },
    guard: (branch, seesProtection) => readGuard(api, branch, seesProtection),
    fork: () => findFork(api, options.isSsh ?? false),
    async tryPull(branch) {
      // Of a branch into itself no request can be: who may open one hears that there are no commits
      // between the two, and who may not hears so. GitHub tells it of a fine-grained token or an app's in
      // no other way.
      const parameters = { head: branch, base: branch, title: "harbor-drafts doctor" };
      await api.call("POST /repos/{owner}/{repo}/pulls", parameters, z.unknown()).catch((error: unknown) => {
        if (!(error instanceof GitHubFailure && error.status === 422)) {
          throw error;
        }
      });
    },
  };
}

/** `2026-04-01 12:00:00 UTC`, or with an offset: `2026-04-01 12:00:00 +0200`. */
function readTime(text: string | undefined): Date | undefined {
  const [, day, time, zone = ""] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(text ?? "") ?? [];
  const offset = zone === "UTC" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const date = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
