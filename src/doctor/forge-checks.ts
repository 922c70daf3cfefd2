import { HarborError } from "../errors.ts";
import type { RepositoryFacts } from "../forge/guard.ts";
import { answered, type Check, failed, ok, type Told, warning } from "./check.ts";
import type { Facts } from "./facts.ts";
import { KIND_NAMES, kindOf, mayBeWorkflowsOwn } from "./token.ts";
import { readWorkflows } from "./workflow.ts";

/** A token that ends sooner is worth a word, in milliseconds. */
const SOON = 7 * 24 * 60 * 60 * 1000;

const PERMISSIONS = 'give it "Contents" and "Pull requests", read and write';

export const FORGE_CHECKS: readonly Check[] = [
  {
    id: "forge/kind",
    async look(facts) {
      const place = await facts.place();
      if (place !== undefined) {
        return ok(`requests go to GitHub, ${place.repository}`);
      }
      const doubt = await facts.doubt();
      return doubt === undefined
        ? ok("requests go to the git remote alone")
        : warning(`requests go to the git remote alone: ${doubt.message}`, doubt.hint);
    },
  },
  {
    id: "forge/token",
    look: onGitHub(async (facts) => {
      const { token, source } = await facts.token();
      const what = `${source} is ${KIND_NAMES[kindOf(token)]}`;
      const repository = await facts.repository().catch((error: unknown) => {
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
      return tellExpiry(what, repository, facts.now);
    }),
  },
  {
    id: "forge/reach",
    look: onGitHub(async (facts, { apiUrl }) => {
      await facts.token();
      await facts.repository().catch((error: unknown) => {
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
    look: onGitHub(async (facts, { repository: name }) => {
      const { token } = await facts.token();
      const repository = await facts.repository();
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
        const fork = await facts.fork();
        return repository.scopes === undefined
          ? warning(
              `you may not push to ${name}, but to ${fork.owner}'s fork; whether the token may open requests GitHub doesn't tell`,
              PERMISSIONS,
            )
          : ok(`you may open requests on ${name} from ${fork.owner}'s fork`);
      }
      if (repository.scopes === undefined) {
        await facts.tryPull();
      }
      return ok(`the token may open requests on ${name}`);
    }),
  },
  {
    id: "forge/checks",
    look: onGitHub(async (facts) => {
      const { tree, ref } = await facts.base();
      const { workflows } = await readWorkflows(tree);
      const isChecked = workflows.some(
        ({ events }) => events.has("pull_request") || events.has("pull_request_target"),
      );
      if (!isChecked) {
        return warning(
          `no workflow on ${ref} runs on pull requests: unless another CI does, nothing checks requests`,
          "let a workflow run `harbor-drafts check --changed` and `test --all` on pull_request",
        );
      }
      const token = await answered(facts.token());
      return token !== undefined && mayBeWorkflowsOwn(kindOf(token.token), facts.environment)
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
  look: (facts: Facts, place: { repository: string; apiUrl: string }) => Promise<Told | undefined>,
): Check["look"] {
  return async (facts) => {
    const place = await facts.place();
    return place === undefined ? undefined : look(facts, place);
  };
}

function tellExpiry(what: string, { expires }: RepositoryFacts, now: Date): Told {
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
