import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { Asked } from "./calls.ts";
import { hintFor, type Refusal } from "./refusal.ts";

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
  const { message = "", errors = [] } = response.data;
  const details = tell([message, ...errors.map(inWords)], token);
  const refusal: Refusal = { message: details, headers: response.headers, apiUrl, repository };
  const fail = (code: "PERMISSION" | "CONFLICT" | "FORGE", says: string, hint: string): GitHubFailure => {
    const why = status === 404 || status >= 500 ? "" : `: ${details || "it gives no reason"}`;
    return new GitHubFailure(status, code, `GitHub ${says} (${status} for ${line})${why}`, hint);
  };
  const isRateLimit =
    status === 429 ||
    (status === 403 && (response.headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(message)));
  if (isRateLimit) {
    const kind = /\bsecondary rate\b/i.test(message) ? "secondary rate limit" : "rate limit";
    return new GitHubFailure(status, "RATE_LIMIT", `GitHub's ${kind} is reached`, whenAgain(refusal.headers));
  }
  switch (status) {
    case 401:
      return new GitHubFailure(
        status,
        "AUTH",
        "GitHub doesn't accept the token (401)",
        "set GITHUB_TOKEN or GH_TOKEN to a valid token",
      );
    case 403:
      return fail(
        "PERMISSION",
        `refuses to ${purpose}`,
        hintFor(refusal) ??
          `the token needs "Contents" and "Pull requests", read and write, on ${repository}`,
      );
    case 404:
      return fail(
        "PERMISSION",
        `finds nothing when asked to ${purpose}`,
        hintFor(refusal) ??
          `check GITHUB_REPOSITORY and the remote's URL, and that the token is for ${repository}: what it may not see isn't there for GitHub`,
      );
    case 409:
      return fail("CONFLICT", `reports a conflict when asked to ${purpose}`, "run the command again");
    case 422:
      return fail("FORGE", `can't ${purpose}`, "mend what it names and run the command again");
    default:
      return fail(
        "FORGE",
        `fails to ${purpose}`,
        "run the command again later; https://www.githubstatus.com tells of outages",
      );
  }
}

function inWords(detail: string | z.infer<typeof detailSchema>): string {
  return typeof detail === "string"
    ? detail
    : (detail.message ?? [detail.field, detail.code].filter(Boolean).join(" "));
}

/** What GitHub, or a proxy before it, gives as the reason. A proxy may even repeat the token. */
function tell(reasons: readonly string[], token: string): string {
  const told = reasons.filter((reason) => reason !== "").join(": ");
  const line = told.replaceAll(token, "[token]").replace(/[\s\p{C}]+/gu, " ");
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
