import * as z from "zod";
import { HarborError } from "../errors.ts";

/** The parts of octokit's error that are safe to look at; the rest holds headers, and never gets out. */
const failureSchema = z.object({
  status: z.int(),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).default({}),
      data: z
        .object({
          message: z.string().optional(),
          errors: z.array(z.object({ message: z.string().optional() })).optional(),
        })
        .catch({}),
    })
    .optional(),
});

/** Octokit's error as one clear sentence; its headers, which hold the token, stay behind. */
export function gitHubFailure(
  error: unknown,
  { apiUrl, repository }: { apiUrl: string; repository: string },
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
  const details = [message, ...errors.flatMap((item) => item.message ?? [])].join(": ").slice(0, 300);
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
