import * as z from "zod";
import type { Comment, Review } from "../forge.ts";
import type { GitHubApi } from "./connect.ts";

const userSchema = z.object({ login: z.string() }).nullable();

/** https://docs.github.com/en/rest/pulls/reviews */
const reviewsSchema = z.array(
  z.object({
    user: userSchema,
    body: z.string(),
    state: z.string(),
    html_url: z.string(),
    submitted_at: z.string().nullish(),
  }),
);

/** https://docs.github.com/en/rest/pulls/comments */
const reviewCommentsSchema = z.array(
  z.object({
    user: userSchema,
    body: z.string(),
    html_url: z.string(),
    path: z.string(),
    line: z.int().nullish(),
    original_line: z.int().nullish(),
    side: z.string().nullish(),
    commit_id: z.string(),
    original_commit_id: z.string(),
    created_at: z.string(),
  }),
);

/** https://docs.github.com/en/rest/issues/comments */
const commentsSchema = z.array(
  z.object({
    user: userSchema.optional(),
    body: z.string().optional(),
    html_url: z.string(),
    created_at: z.string(),
  }),
);

/** Nobody is left to name. */
const GHOST = "ghost";

/**
 * How the reviewers of a pull request stand, and what they said, oldest first. Who said what last
 * counts; a comment without a verdict takes none back.
 */
export async function readReview(api: GitHubApi, number: number): Promise<Review> {
  const reviews = await readReviews(api, number);
  // Each comment on a line belongs to a review: without one, nothing is there to ask for.
  const comments = reviews.length === 0 ? [] : await readLineComments(api, number);
  const verdicts = new Map<string, string>();
  for (const { user, state } of reviews) {
    if (/^(?:APPROVED|CHANGES_REQUESTED|DISMISSED)$/.test(state)) {
      verdicts.set(user?.login ?? GHOST, state);
    }
  }
  const stands = [...verdicts.values()];
  return {
    decision: stands.includes("CHANGES_REQUESTED")
      ? "changes-requested"
      : stands.includes("APPROVED")
        ? "approved"
        : "none",
    comments: [
      ...reviews.filter(({ body }) => body !== "").map(commentOf),
      ...comments.map(({ comment }) => comment),
    ],
  };
}

/** The last that anybody said of a pull request: in a review, on a line, or below it. */
export async function readLastWord(api: GitHubApi, number: number): Promise<Comment | undefined> {
  const reviews = await readReviews(api, number);
  const onLines = reviews.length === 0 ? [] : await readLineComments(api, number);
  const below = await api.callAll(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { issue_number: number },
    commentsSchema,
  );
  const said = [
    ...reviews
      .filter(({ body }) => body !== "")
      .map((review) => ({ at: review.submitted_at ?? "", comment: commentOf(review) })),
    ...onLines,
    ...below.map(({ user, body = "", html_url, created_at }) => ({
      at: created_at,
      comment: { author: user?.login ?? GHOST, text: body, url: html_url, position: null },
    })),
  ];
  return said.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1)?.comment;
}

function readReviews({ callAll }: GitHubApi, pull_number: number) {
  return callAll("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { pull_number }, reviewsSchema);
}

async function readLineComments({ callAll }: GitHubApi, pull_number: number) {
  const comments = await callAll(
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
    { pull_number },
    reviewCommentsSchema,
  );
  return comments.map(
    ({
      user,
      body,
      html_url,
      path,
      line,
      original_line,
      commit_id,
      original_commit_id,
      side,
      created_at,
    }) => {
      // A comment on a line that is gone keeps the line that it was made on, of the commit of then.
      const [at, commit] =
        typeof line === "number" ? [line, commit_id] : [original_line ?? null, original_commit_id];
      const position = at === null || side === "LEFT" ? null : { path, line: at, commit };
      return {
        at: created_at,
        comment: { author: user?.login ?? GHOST, text: body, url: html_url, position },
      };
    },
  );
}

function commentOf({ user, body, html_url }: z.infer<typeof reviewsSchema>[number]): Comment {
  return { author: user?.login ?? GHOST, text: body, url: html_url, position: null };
}
