import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { Forge, ForgeRequest, RequestText } from "../forge.ts";
import { readChecks } from "./checks.ts";
import { connectGitHub, type GitHubOptions } from "./connect.ts";
import { findFork, readMayPush } from "./forks.ts";
import { labelAndAssign } from "./label-and-assign.ts";
import { readLastWord, readReview } from "./reviews.ts";

/** https://docs.github.com/en/rest/pulls/pulls */
const pullSchema = z.object({
  number: z.int(),
  html_url: z.url({ protocol: /^https?$/ }),
  state: z.enum(["open", "closed"]),
  merged_at: z.string().nullish(),
  draft: z.boolean().optional(),
  title: z.string(),
  body: z.string().nullable(),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

type Pull = z.infer<typeof pullSchema>;

/** How the body of a closed request begins that wasn't closed by a reviewer. */
const WITHDRAWN = "<!-- harbor-drafts withdrawn -->";

export interface GitHubForgeOptions extends GitHubOptions {
  /** Whether git reaches the repository by SSH. */
  isSsh?: boolean;
}

/**
 * Requests as pull requests of a GitHub repository.
 * https://docs.github.com/en/rest/pulls/pulls
 */
export function openGitHubForge(options: GitHubForgeOptions): Forge {
  const { repository, isSsh = false } = options;
  const api = connectGitHub(options);
  const { owner, call, callAll } = api;
  const newest = { sort: "updated", direction: "desc", per_page: 100 } as const;
  const listNewest = (asked: { state: "closed" | "all"; base: string; head?: string }): Promise<Pull[]> =>
    call("GET /repos/{owner}/{repo}/pulls", { ...newest, ...asked }, z.array(pullSchema));
  const history: Forge["history"] = async (branch, base, fork) => {
    const pulls = await listNewest({ state: "all", base, head: `${fork ?? owner}:${branch}` });
    const own = pulls.filter((pull) => pull.head.ref === branch && isOf(pull, fork, repository));
    return openFirst(own.map((pull) => toRequest(pull, repository)));
  };
  const update: Forge["update"] = async (existing, { title, body, commit }) => {
    if (existing.title === title && existing.body.replaceAll("\r\n", "\n").trim() === body.trim()) {
      // The branch is what GitHub shows; only its words would be sent, and they are there.
      return { ...existing, commit };
    }
    const pull = await call(
      "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
      { pull_number: existing.number ?? 0, title, body },
      pullSchema,
    );
    return { ...toRequest(pull, repository), commit };
  };
  const create = async ({ branch, fork, base, title, body, isDraft }: RequestText): Promise<ForgeRequest> => {
    const head = fork === null ? branch : `${fork}:${branch}`;
    const draft = isDraft ? { draft: true } : {};
    const parameters = { head, base, title, body, ...draft };
    return toRequest(await call("POST /repos/{owner}/{repo}/pulls", parameters, pullSchema), repository);
  };
  return {
    kind: "github",
    warnings: [],
    history,
    update,
    refsBeside: async () => [],
    async list(base) {
      const asked = { ...newest, state: "open", base } as const;
      const open = await callAll("GET /repos/{owner}/{repo}/pulls", asked, z.array(pullSchema));
      // Of the closed ones the last hundred: older ones say nothing about a draft of today.
      const closed = await listNewest({ state: "closed", base });
      const known = [...open, ...closed].filter((pull) => forkOf(pull, repository) !== undefined);
      return newestOfEachBranch(known.map((pull) => toRequest(pull, repository)));
    },
    async open(text) {
      try {
        return await create(text);
      } catch (error) {
        // Somebody, perhaps this very run's lost first try, was faster: their request is the request.
        const [existing] = isAlreadyThere(error) ? await history(text.branch, text.base, text.fork) : [];
        if (existing?.state !== "open") {
          throw error;
        }
        return update(existing, text);
      }
    },
    async close({ number, body }) {
      const marked = `${WITHDRAWN}\nWithdrawn by whoever asked for it.\n\n${body}`;
      await call(
        "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
        { pull_number: number ?? 0, state: "closed", body: marked },
        pullSchema,
      );
    },
    labelAndAssign: ({ number }, attachments) => labelAndAssign(api, number ?? 0, attachments),
    checks: (commit) => readChecks(api, commit),
    review: ({ number }) => readReview(api, number ?? 0),
    lastWord: ({ number }) => readLastWord(api, number ?? 0),
    mayPush: () => readMayPush(api),
    fork: () => findFork(api, isSsh),
  };
}

/** Where a pull request's branch is: null for the repository itself; undefined where its fork is gone. */
function forkOf({ head }: Pull, repository: string): string | null | undefined {
  const name = head.repo?.full_name;
  return name?.toLowerCase() === repository.toLowerCase() ? null : name?.split("/")[0];
}

function toRequest(pull: Pull, repository: string): ForgeRequest {
  const { number, html_url, state, merged_at, draft = false, title, head } = pull;
  const body = pull.body ?? "";
  const ended =
    typeof merged_at === "string" ? "merged" : body.startsWith(WITHDRAWN) ? "withdrawn" : "closed";
  return {
    branch: head.ref,
    fork: forkOf(pull, repository) ?? null,
    state: state === "open" ? "open" : ended,
    isDraft: draft,
    number,
    url: html_url,
    commit: head.sha,
    title,
    body,
  };
}

function isOf(pull: Pull, fork: string | null, repository: string): boolean {
  const owner = forkOf(pull, repository);
  return owner !== undefined && owner?.toLowerCase() === fork?.toLowerCase();
}

/** An open one first; among the others the order stays. */
function openFirst(requests: readonly ForgeRequest[]): ForgeRequest[] {
  const isOpen = ({ state }: ForgeRequest): boolean => state === "open";
  return [...requests.filter(isOpen), ...requests.filter((request) => !isOpen(request))];
}

/** Open ones come first, then the last updated. A fork's branch is another one. */
function newestOfEachBranch(requests: readonly ForgeRequest[]): ForgeRequest[] {
  const byBranch = new Map<string, ForgeRequest>();
  for (const request of requests) {
    const key = `${request.fork ?? ""}:${request.branch}`;
    if (request.branch.startsWith("publish/") && !byBranch.has(key)) {
      byBranch.set(key, request);
    }
  }
  return [...byBranch.values()];
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof HarborError && error.code === "FORGE" && /already exists/i.test(error.message);
}
