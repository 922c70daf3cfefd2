import * as z from "zod";
import { HarborError } from "../../errors.ts";

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

/** Octokit's error as one clear sentence; its headers, which hold the token, stay behind. */
export function gitHubFailure(
  error: unknown,
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
  const isRateLimit =
    status === 429 ||
    (status === 403 && (response.headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(message)));
  if (isRateLimit) {
    return new HarborError("RATE_LIMIT", "GitHub's rate limit is reached", "run the command again later");
  }
  switch (status) {
    case 401:
      return new HarborError(
        "AUTH",
        "GitHub doesn't accept the token (401)",
        "set GITHUB_TOKEN or GH_TOKEN to a valid token",
      );
    case 403:
      return new HarborError(
        "PERMISSION",
        `GitHub forbids this to the token (403): ${details}`,
        `the token needs "Contents" and "Pull requests" read and write on ${repository}`,
      );
    case 404:
      return new HarborError(
        "PERMISSION",
        `GitHub shows this token no repository ${repository} (404)`,
        "check GITHUB_REPOSITORY, and that the token may see the repository",
      );
    case 409:
      return new HarborError(
        "CONFLICT",
        `GitHub reports a conflict (409): ${details}`,
        "run the command again",
      );
    case 422:
      return new HarborError(
        "FORGE",
        `GitHub can't do this (422): ${details}`,
        "mend what it names and run the command again",
      );
    default:
      return new HarborError(
        "FORGE",
        `GitHub answered ${status}`,
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
  const line = told.replaceAll(token, "[token]").replace(/\s+/g, " ").trim();
  return line.slice(0, 300) || "it gives no reason";
}
