import { Octokit } from "octokit";
import * as z from "zod";
import { HarborError } from "../errors.ts";
import type { Checks, Forge, ForgeRequest, RequestText } from "./forge.ts";
import { gitHubFailure } from "./github-failure.ts";

export interface GitHubOptions {
  /** `owner/name`. */
  repository: string;
  token: string;
  apiUrl: string;
  /** Says on stderr that something is waited for. */
  log: (line: string) => void;
  /** One unit of the waits between tries, in milliseconds; tests hand in less. */
  retryUnit?: number;
  /** How long one answer may take, in milliseconds. */
  timeout?: number;
}

const RETRIES = 2;
/** A longer rate limit is told, not waited for, in seconds. */
const LONGEST_WAIT = 60;

const pullSchema = z.object({
  number: z.int(),
  html_url: z.url({ protocol: /^https?$/ }),
  state: z.enum(["open", "closed"]),
  merged_at: z.string().nullish(),
  body: z.string().nullable(),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

const checkRunsSchema = z.object({
  check_runs: z.array(z.object({ status: z.string(), conclusion: z.string().nullable() })),
});

type Pull = z.infer<typeof pullSchema>;

/**
 * Requests as pull requests of a GitHub repository.
 * https://docs.github.com/en/rest/pulls/pulls and https://docs.github.com/en/rest/checks/runs
 */
export function openGitHubForge(options: GitHubOptions): Forge {
  const [owner = "", repo = ""] = options.repository.split("/");
  const octokit = connect(options);
  const call = async <Value>(
    schema: z.ZodType<Value>,
    work: () => Promise<{ data: unknown }>,
  ): Promise<Value> => {
    const { data } = await work().catch((error: unknown) => {
      throw gitHubFailure(error, options);
    });
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      throw new HarborError(
        "FORGE",
        "GitHub's answer isn't what its API describes",
        `is ${options.apiUrl} GitHub's API?`,
        parsed.error,
      );
    }
    return parsed.data;
  };
  const isOurs = (pull: Pull): boolean =>
    pull.head.repo?.full_name.toLowerCase() === options.repository.toLowerCase();
  const find = async (branch: string, base: string): Promise<ForgeRequest | undefined> => {
    const pulls = await call(z.array(pullSchema), () =>
      octokit.rest.pulls.list({
        owner,
        repo,
        state: "open",
        base,
        head: `${owner}:${branch}`,
        per_page: 100,
      }),
    );
    const pull = pulls.find((candidate) => candidate.head.ref === branch && isOurs(candidate));
    return pull === undefined ? undefined : toRequest(pull);
  };
  const update = async (
    existing: ForgeRequest,
    { title, body, commit }: RequestText,
  ): Promise<ForgeRequest> => {
    const pull_number = existing.number ?? 0;
    const pull = await call(pullSchema, () =>
      octokit.rest.pulls.update({ owner, repo, pull_number, title, body }),
    );
    return { ...toRequest(pull), commit };
  };
  return {
    kind: "github",
    find,
    update,
    async list(base) {
      const listPage = (state: "open" | "closed", page: number) =>
        call(z.array(pullSchema), () =>
          octokit.rest.pulls.list({
            owner,
            repo,
            state,
            base,
            sort: "updated",
            direction: "desc",
            per_page: 100,
            page,
          }),
        );
      const open = await allPages((page) => listPage("open", page));
      // Of the closed ones the last hundred: older ones say nothing about a draft of today.
      const closed = await listPage("closed", 1);
      return newestOfEachBranch([...open, ...closed].filter(isOurs));
    },
    async open(text) {
      const { branch, base, title, body } = text;
      try {
        const pull = await call(pullSchema, () =>
          octokit.rest.pulls.create({ owner, repo, head: branch, base, title, body }),
        );
        return toRequest(pull);
      } catch (error) {
        // Somebody, perhaps this very run's lost first try, was faster: their request is the request.
        const existing = isAlreadyThere(error) ? await find(branch, base) : undefined;
        if (existing === undefined) {
          throw error;
        }
        return update(existing, text);
      }
    },
    async checks(commit) {
      const { check_runs } = await call(checkRunsSchema, () =>
        octokit.rest.checks.listForRef({ owner, repo, ref: commit, per_page: 100 }),
      );
      return summarize(check_runs);
    },
  };
}

function connect({ token, apiUrl, log, retryUnit = 1000, timeout = 15_000 }: GitHubOptions): Octokit {
  const waitFor = (seconds: number, retryCount: number, what: string): boolean => {
    const isWorthIt = seconds <= LONGEST_WAIT && retryCount < RETRIES;
    if (isWorthIt) {
      log(`GitHub's ${what} is reached; waiting ${seconds} s`);
    }
    return isWorthIt;
  };
  return new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "harbor-drafts",
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(timeout) }),
    },
    retry: {
      retries: RETRIES,
      retryAfterBaseValue: retryUnit,
      doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451],
    },
    throttle: {
      id: apiUrl,
      retryAfterBaseValue: retryUnit,
      onRateLimit: (seconds: number, _options: unknown, _octokit: unknown, count: number) =>
        waitFor(seconds, count, "rate limit"),
      onSecondaryRateLimit: (seconds: number, _options: unknown, _octokit: unknown, count: number) =>
        waitFor(seconds, count, "secondary rate limit"),
    },
  });
}

async function allPages(fetchPage: (page: number) => Promise<Pull[]>): Promise<Pull[]> {
  const all: Pull[] = [];
  for (let page = 1; ; page++) {
    const pulls = await fetchPage(page);
    all.push(...pulls);
    if (pulls.length < 100) {
      return all;
    }
  }
}

/** Open ones come first, then the last updated. */
function newestOfEachBranch(pulls: readonly Pull[]): ForgeRequest[] {
  const byBranch = new Map<string, ForgeRequest>();
  for (const request of pulls.map(toRequest)) {
    if (request.branch.startsWith("publish/") && !byBranch.has(request.branch)) {
      byBranch.set(request.branch, request);
    }
  }
  return [...byBranch.values()];
}

function toRequest({ number, html_url, state, merged_at, body, head }: Pull): ForgeRequest {
  return {
    branch: head.ref,
    state: typeof merged_at === "string" ? "merged" : state,
    number,
    url: html_url,
    commit: head.sha,
    body: body ?? "",
  };
}

const BAD_CONCLUSIONS = ["failure", "timed_out", "cancelled", "startup_failure", "stale"];

function summarize(runs: readonly { status: string; conclusion: string | null }[]): Checks {
  if (runs.length === 0) {
    return "none";
  }
  if (runs.some(({ conclusion }) => BAD_CONCLUSIONS.includes(conclusion ?? ""))) {
    return "failed";
  }
  if (runs.some(({ conclusion }) => conclusion === "action_required")) {
    return "blocked";
  }
  return runs.every(({ status }) => status === "completed") ? "passed" : "pending";
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof HarborError && error.code === "FORGE" && /already exists/i.test(error.message);
}
