import * as z from "zod";
import { type ErrorCode, HarborError } from "../../errors.ts";
import type { Asked } from "./calls.ts";
import { hintFor } from "./refusal.ts";

/** GitHub explains a 422 in words, or by the field and a code: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
const detailSchema = z.object({
  message: z.string().optional(),
  field: z.string().optional(),
  code: z.string().optional(),
});

/** The parts of octokit's error that are safe to look at; the rest holds headers, and never gets out. */
const failureSchema = z.object({
  status: z.int(),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).default({}),
      data: z
        .object({
          message: z.string().optional(),
          errors: z
            .array(z.union([z.string(), detailSchema]))
            .catch([])
            .optional(),
        })
        .catch({}),
    })
    .optional(),
});

/** An answer of GitHub's that is none of what was asked for. */
export class GitHubFailure extends HarborError {
  readonly status: number;

  constructor(status: number, ...[code, message, hint]: ConstructorParameters<typeof HarborError>) {
    super(code, message, hint);
    this.name = "GitHubFailure";
    this.status = status;
  }
}

/** What GitHub says by a status, and what to do where its own words don't tell. */
const STATUSES: Record<
  number,
  { code: ErrorCode; says: (purpose: string) => string; hint: (repository: string) => string }
> = {
  403: {
    code: "PERMISSION",
    says: (purpose) => `refuses to ${purpose}`,
    hint: (repository) => `the token needs "Contents" and "Pull requests", read and write, on ${repository}`,
  },
  404: {
    code: "PERMISSION",
    says: (purpose) => `finds nothing when asked to ${purpose}`,
    hint: (repository) =>
      `check GITHUB_REPOSITORY and the remote's URL, and that the token is for ${repository}: what it may not see isn't there for GitHub`,
  },
  409: {
    code: "CONFLICT",
    says: (purpose) => `reports a conflict when asked to ${purpose}`,
    hint: () => "run the command again",
  },
  422: {
    code: "FORGE",
    says: (purpose) => `can't ${purpose}`,
    hint: () => "mend what it names and run the command again",
  },
};
const OTHERS = {
  code: "FORGE" as const,
  says: (purpose: string) => `fails to ${purpose}`,
  hint: () => "run the command again later; https://www.githubstatus.com tells of outages",
};

/** Octokit's error as one clear sentence; its headers, which hold the token, stay behind. */
export function gitHubFailure(
  error: unknown,
  { purpose, line }: Asked,
  { apiUrl, repository, token }: { apiUrl: string; repository: string; token: string },
): HarborError {
  const failure = failureSchema.safeParse(error).data;
  if (failure?.response === undefined) {
    return new HarborError(
      "NETWORK",
      `GitHub doesn't answer at ${apiUrl}`,
      "check the network and GITHUB_API_URL, then run the command again",
    );
  }
  const { status, response } = failure;
  const { headers, data } = response;
  const { message = "", errors = [] } = data;
  const isRateLimit =
    status === 429 ||
    (status === 403 && (headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(message)));
  if (isRateLimit) {
    const kind = /\bsecondary rate\b/i.test(message) ? "secondary rate limit" : "rate limit";
    return new GitHubFailure(status, "RATE_LIMIT", `GitHub's ${kind} is reached`, whenAgain(headers));
  }
  if (status === 401) {
    const hint = "set GITHUB_TOKEN or GH_TOKEN to a valid token";
    return new GitHubFailure(status, "AUTH", "GitHub doesn't accept the token (401)", hint);
  }
  const reason = tame([message, ...errors.map(inWords)], token);
  const known =
    status === 403 || status === 404 ? hintFor({ reason, headers, apiUrl, repository }) : undefined;
  const { code, says, hint } = STATUSES[status] ?? OTHERS;
  const why = status === 404 || status >= 500 ? "" : `: ${reason || "it gives no reason"}`;
  const sentence = `GitHub ${says(purpose)} (${status} for ${line})${why}`;
  return new GitHubFailure(status, code, sentence, known ?? hint(repository));
}

function inWords(detail: string | z.infer<typeof detailSchema>): string {
  return typeof detail === "string"
    ? detail
    : (detail.message ?? [detail.field, detail.code].filter(Boolean).join(" "));
}

/** What GitHub, or a proxy before it, gives as the reason. A proxy may even repeat the token. */
function tame(reasons: readonly string[], token: string): string {
  const all = reasons.filter((reason) => reason !== "").join(": ");
  const line = all.replaceAll(token, "[token]").replace(/[\s\p{C}]+/gu, " ");
  return line
    .trim()
    .slice(0, 200)
    .replace(/[\s:]+$/, "");
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function whenAgain(headers: Record<string, unknown>): string {
  const [seconds, reset] = [headers["retry-after"], headers["x-ratelimit-reset"]].map((value) =>
    /^\d{1,10}$/.test(String(value)) ? Number(value) : undefined,
  );
  if (seconds !== undefined) {
    return `run the command again in ${seconds} s`;
  }
  return headers["x-ratelimit-remaining"] === "0" && reset !== undefined
    ? `run the command again after ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`
    : "run the command again later";
}
