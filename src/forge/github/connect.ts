import type { Endpoints } from "@octokit/types";
import Bottleneck from "bottleneck/light.js";
import { Octokit } from "octokit";
import * as z from "zod";
import { HarborError, TooMany } from "../../errors.ts";
import { TIMES } from "../../limits.ts";
import { type Call, describeCall, isCall } from "./calls.ts";
import { gitHubFailure } from "./failure.ts";

export interface GitHubOptions {
  /** `owner/name`. */
  repository: string;
  token: string;
  apiUrl: string;
  /** Says on stderr that something is waited for. */
  log: (line: string) => void;
  /** One unit of the waits between tries, in milliseconds; tests hand in less. */
  retryUnit?: number;
  /** Called for each request: aborts when its answer isn't waited for any longer. */
  giveUp?: () => AbortSignal;
}

type Parameters<Name extends Call> = Omit<Endpoints[Name]["parameters"], "owner" | "repo"> & {
  owner?: string;
  repo?: string;
};

/** GitHub's REST API, as far as this program may use it. */
export interface GitHubApi {
  /** `owner/name`. */
  readonly repository: string;
  readonly owner: string;
  readonly repo: string;
  /**
   * Makes one of the known calls, about the repository unless another is named, and reads its answer.
   * Repeats what is worth it, and waits where GitHub says for how long.
   * @throws HarborError for every failure
   */
  call<Name extends Call, Value>(
    name: Name,
    parameters: Parameters<Name>,
    schema: z.ZodType<Value>,
  ): Promise<Value>;
  /** The same, with the answer's headers. */
  callWithHeaders<Name extends Call, Value>(
    name: Name,
    parameters: Parameters<Name>,
    schema: z.ZodType<Value>,
  ): Promise<{ value: Value; headers: Record<string, string> }>;
  /**
   * All pages of a list, or those until it is enough.
   * @throws TooMany where there are more than anyone needs
   */
  callAll<Name extends Call, Item>(
    name: Name,
    parameters: Parameters<Name>,
    schema: z.ZodType<Item[]>,
    isEnough?: (items: readonly Item[]) => boolean,
  ): Promise<Item[]>;
}

/** The version whose shapes this program reads: https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";
/** What GitHub shows at once at most, and how often it is asked for more. */
const PAGE = 100;
const MOST_PAGES = 30;
const RETRIES = 2;
/** A longer rate limit is reported, not waited for, in seconds. */
const LONGEST_WAIT = 60;

export function connectGitHub(options: GitHubOptions): GitHubApi {
  const { repository, apiUrl } = options;
  const [owner = "", repo = ""] = repository.split("/");
  const octokit = openOctokit(options);
  const callWithHeaders: GitHubApi["callWithHeaders"] = async (name, parameters, schema) => {
    const all = { ...(name.includes("{owner}") ? { owner, repo } : {}), ...parameters };
    const { data, headers, status } = await patiently(options, () =>
      octokit.request(name as string, all),
    ).catch((error: unknown) => {
      throw error instanceof HarborError ? error : gitHubFailure(error, describeCall(name, all), options);
    });
    if (status >= 300) {
      throw new HarborError(
        "FORGE",
        `${repository} has moved on GitHub (${status})`,
        "set GITHUB_REPOSITORY, or the remote's URL, to where it is now",
      );
    }
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      throw new HarborError(
        "FORGE",
        "GitHub's answer isn't what its API describes",
        `is ${apiUrl} GitHub's API?`,
        parsed.error,
      );
    }
    return { value: parsed.data, headers: headers as Record<string, string> };
  };
  const callAll: GitHubApi["callAll"] = async (name, parameters, schema, isEnough = () => false) => {
    const all: z.infer<typeof schema> = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const asked = { ...parameters, per_page: PAGE, page };
      const { value, headers } = await callWithHeaders(name, asked, schema);
      all.push(...value);
      // Where the next page is, is never taken from an answer: only that there is one. A proxy may drop even that.
      const { link } = headers;
      const hasNext = link === undefined ? value.length >= PAGE : /\brel="next"/.test(link);
      if (!hasNext || isEnough(all)) {
        return all;
      }
    }
    const { purpose, line } = describeCall(name, { owner, repo, ...parameters });
    throw new TooMany(
      "FORGE",
      `GitHub has more than ${MOST_PAGES * PAGE} entries when asked to ${purpose} (${line}), which are not all read`,
      "look at them on GitHub",
    );
  };
  return {
    repository,
    owner,
    repo,
    callWithHeaders,
    callAll,
    call: async (name, parameters, schema) => (await callWithHeaders(name, parameters, schema)).value,
  };
}

/** What the plugins below don't wait for: a `Retry-After` without the words of a rate limit. */
const hastySchema = z.object({
  status: z.union([z.literal(403), z.literal(429)]),
  response: z.object({
    headers: z.object({ "retry-after": z.coerce.number().int().min(0).max(LONGEST_WAIT) }),
    data: z.object({ message: z.string() }).catch({ message: "" }),
  }),
});

async function patiently<Value>(
  { log, retryUnit = 1000 }: GitHubOptions,
  work: () => Promise<Value>,
): Promise<Value> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const { response } = hastySchema.safeParse(error).data ?? {};
      if (response === undefined || tries >= RETRIES || /\bsecondary rate\b/i.test(response.data.message)) {
        throw error;
      }
      const seconds = response.headers["retry-after"];
      log(`GitHub asks to wait; waiting ${seconds} s`);
      await new Promise((resolve) => setTimeout(resolve, seconds * retryUnit));
    }
  }
}

function openOctokit({
  token,
  apiUrl,
  log,
  retryUnit = 1000,
  giveUp = () => AbortSignal.timeout(TIMES.forge),
}: GitHubOptions): Octokit {
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
    request: { fetch: guardedFetch(apiUrl, giveUp) },
    retry: {
      retries: RETRIES,
      retryAfterBaseValue: retryUnit,
      doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451],
    },
    throttle: {
      id: apiUrl,
      // GitHub asks for a pause between writes, and a longer one between those that notify people.
      // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
      write: new Bottleneck.Group({ maxConcurrent: 1, minTime: retryUnit }),
      notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: retryUnit }),
      retryAfterBaseValue: retryUnit,
      onRateLimit: (seconds: number, _options: unknown, _octokit: unknown, count: number) =>
        waitFor(seconds, count, "rate limit"),
      onSecondaryRateLimit: (seconds: number, _options: unknown, _octokit: unknown, count: number) =>
        waitFor(seconds, count, "secondary rate limit"),
    },
  });
}

/** The last door before the network: what isn't one of the known calls doesn't get through. */
function guardedFetch(apiUrl: string, giveUp: () => AbortSignal) {
  const base = new URL(apiUrl).pathname.replace(/\/$/, "");
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (!isCall(init.method ?? "GET", url, base)) {
      throw new HarborError(
        "INTERNAL",
        `${init.method} ${new URL(url).pathname} is no call that this program makes`,
      );
    }
    const headers = { ...(init.headers as Record<string, string>), "x-github-api-version": API_VERSION };
    // A redirect could lead the token elsewhere.
    return fetch(url, { ...init, headers, redirect: "manual", signal: giveUp() });
  };
}
