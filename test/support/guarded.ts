import { type GitHub, REPOSITORY } from "./github.ts";
import { type Clones, clones, git, PROJECT, read, write } from "./repository.ts";

/** The guard as it is shipped. */
export const GUARD_WORKFLOW = read(PROJECT, "docs/github/guard.yml");

export const OWNERS = "* @reviewer\n/drafts/\n";

/** The ruleset that README.md tells to make, as one sees it who may not change it. */
export function ruleset(): GitHub["rulesets"][number] {
  return {
    id: 7,
    name: "guard",
    target: "branch",
    source_type: "Repository",
    source: REPOSITORY,
    enforcement: "active",
    current_user_can_bypass: "never",
    rules: [
      {
        type: "required_status_checks",
        parameters: {
          strict_required_status_checks_policy: true,
          required_status_checks: [{ context: "verify", integration_id: 15368 }],
        },
      },
      {
        type: "pull_request",
        parameters: {
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: true,
          required_review_thread_resolution: false,
        },
      },
    ],
  };
}

/** Clones whose base branch has the guard's files, for as far as files go. */
export function guardedClones(files: Record<string, string> = {}, config: object = {}): Clones {
  const all = clones(config);
  const { agent, reviewer } = all;
  const wanted = { ".github/workflows/guard.yml": GUARD_WORKFLOW, ".github/CODEOWNERS": OWNERS, ...files };
  for (const [path, content] of Object.entries(wanted)) {
    write(reviewer, path, content);
  }
  git(reviewer, "add", "--all");
  git(reviewer, "commit", "--quiet", "--message=Guard");
  git(reviewer, "push", "--quiet");
  git(agent, "fetch", "--quiet");
  return all;
}
