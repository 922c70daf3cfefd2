import { HarborError } from "../errors.ts";
import type { RepositoryFacts } from "../forge/guard.ts";
import type { GitHubLocation } from "../forge/select.ts";
import { hasWorkflow } from "../publish/watch-checks.ts";
import type { Probe } from "../workspace/probe.ts";
import { answered, type Check, failed, type Outcome, ok, warning } from "./check.ts";
import { KIND_NAMES, kindOf, mayBeWorkflowsOwn } from "./token.ts";

/** A token that ends sooner is worth a word, in milliseconds. */
const SOON = 7 * 24 * 60 * 60 * 1000;

const PERMISSIONS = 'give it "Contents" and "Pull requests", read and write';

export const FORGE_CHECKS: readonly Check[] = [
  {
    id: "forge/kind",
    async look(probe) {
      const location = await probe.gitHub();
      if (location !== undefined) {
        return ok(`requests go to GitHub, ${location.repository}`);
      }
      const doubt = await probe.doubt();
      return doubt === undefined
        ? ok("requests go to the git remote alone")
        : warning(`requests go to the git remote alone: ${doubt.message}`, doubt.hint);
    },
  },
  {
    id: "forge/token",
    look: onGitHub(async (probe) => {
      const { token, source } = await probe.token();
      const what = `${source} is ${KIND_NAMES[kindOf(token)]}`;
      const repository = await probe.repository().catch((error: unknown) => {
        if (codeOf(error) === "AUTH") {
          throw error;
        }
        return undefined;
      });
      if (repository === undefined) {
        return warning(
          `${what}; whether it is valid can't be told`,
          "mend forge/reach or forge/permission first",
        );
      }
      return describeExpiry(what, repository, probe.now);
    }),
  },
  {
    id: "forge/reach",
    look: onGitHub(async (probe, { apiUrl }) => {
      await probe.token();
      await probe.repository().catch((error: unknown) => {
        // Whoever refuses has been reached.
        if (codeOf(error) !== "AUTH" && codeOf(error) !== "PERMISSION") {
          throw error;
        }
      });
      return ok(`GitHub answers at ${apiUrl}`);
    }),
  },
  {
    id: "forge/permission",
    look: onGitHub(async (probe, { repository: name }) => {
      const { token } = await probe.token();
      const repository = await probe.repository();
      if (repository.isArchived) {
        return failed(`${name} is archived: nobody can open requests`, "unarchive it, or ask its owner to");
      }
      const kind = kindOf(token);
      if (repository.scopes !== undefined && !hasScope(repository, repository.scopes)) {
        const wanted = repository.isPrivate ? "repo" : "public_repo or repo";
        return failed(
          `the token's scopes (${repository.scopes.join(", ") || "none"}) don't let it open requests on ${name}`,
          `give it the scope ${wanted}`,
        );
      }
      if (repository.permissions?.push === false && kind !== "installation") {
        const fork = await probe.fork();
        return repository.scopes === undefined
          ? warning(
              `you may not push to ${name}, but to ${fork.owner}'s fork; whether the token may open requests GitHub doesn't tell`,
              PERMISSIONS,
            )
          : ok(`you may open requests on ${name} from ${fork.owner}'s fork`);
      }
      if (repository.scopes === undefined) {
        await probe.tryPull();
      }
      return ok(`the token may open requests on ${name}`);
    }),
  },
  {
    id: "forge/checks",
    look: onGitHub(async (probe) => {
      const { tree, ref } = await probe.base();
      if (!(await hasWorkflow(tree))) {
        return warning(
          `no workflow on ${ref} runs on pull requests: unless another CI does, nothing checks requests`,
          "let a workflow run `harbor-drafts check --changed` and `test --all` on pull_request",
        );
      }
      const token = await answered(probe.token());
      return token !== undefined && mayBeWorkflowsOwn(kindOf(token.token), probe.environment)
        ? warning(
            "requests that a workflow opens with its own GITHUB_TOKEN start no workflows, and if this is that token nothing checks them",
            "open requests with a GitHub App's token or a personal one",
          )
        : ok("workflows run on requests");
    }),
  },
];

/** A check that is made only where requests go to GitHub. */
export function onGitHub(
  look: (probe: Probe, location: GitHubLocation) => Promise<Outcome | undefined>,
): Check["look"] {
  return async (probe) => {
    const location = await probe.gitHub();
    return location === undefined ? undefined : look(probe, location);
  };
}

function describeExpiry(what: string, { expires }: RepositoryFacts, now: Date): Outcome {
  if (expires === undefined) {
    return ok(`${what}, and GitHub accepts it`);
  }
  const day = expires.toISOString().slice(0, 10);
  return expires.getTime() - now.getTime() < SOON
    ? warning(`${what}, and ends on ${day}`, "make a new one before")
    : ok(`${what}, and GitHub accepts it until ${day}`);
}

function hasScope({ isPrivate }: RepositoryFacts, scopes: readonly string[]): boolean {
  return scopes.includes("repo") || (!isPrivate && scopes.includes("public_repo"));
}

function codeOf(error: unknown): string | undefined {
  return error instanceof HarborError ? error.code : undefined;
}
