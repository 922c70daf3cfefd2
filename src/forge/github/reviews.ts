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

/** No one is left to name. */
const GHOST = "ghost";

/** What was said, and when. */
interface Said {
  at: string;
  comment: Comment;
}

/**
 * How the reviewers of a pull request stand, and what they said, oldest first. Who said what last
 * counts; a comment without a verdict takes none back.
 */
export async function readReview(api: GitHubApi, number: number): Promise<Review> {
  const { reviews, said } = await readReviews(api, number);
  const verdicts = new Map<string, string>();
  for (const { user, state } of reviews) {
    if (/^(?:APPROVED|CHANGES_REQUESTED|DISMISSED)$/.test(state)) {
      verdicts.set(user?.login ?? GHOST, state);
    }
  }
  const standing = [...verdicts.values()];
  const decision = standing.includes("CHANGES_REQUESTED")
    ? "changes-requested"
    : standing.includes("APPROVED")
      ? "approved"
      : "none";
  return { decision, comments: said.map(({ comment }) => comment) };
}

/** The last that anyone said of a pull request: in a review, on a line, or below it. */
export async function readLastWord(api: GitHubApi, number: number): Promise<Comment | undefined> {
  const { said } = await readReviews(api, number);
  const below = await api.callAll(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { issue_number: number },
    commentsSchema,
  );
  return [...said, ...below.map((comment) => saidIn(comment, comment.created_at))]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1)?.comment;
}

/** The reviews, and what was said in them: of the whole first, then on lines. */
async function readReviews(
  { callAll }: GitHubApi,
  pull_number: number,
): Promise<{ reviews: z.infer<typeof reviewsSchema>; said: Said[] }> {
  const asked = { pull_number };
  const reviews = await callAll(
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
    asked,
    reviewsSchema,
  );
  const onLines =
    reviews.length === 0
      ? // Each comment on a line belongs to a review: without one, nothing is there to ask for.
        []
      : await callAll("GET /repos/{owner}/{repo}/pulls/{pull_number}/comments", asked, reviewCommentsSchema);
  const said = [
    ...reviews.filter(({ body }) => body !== "").map((review) => saidIn(review, review.submitted_at)),
    ...onLines.map((comment) => saidIn(comment, comment.created_at, positionOf(comment))),
  ];
  return { reviews, said };
}

function saidIn(
  {
    user,
    body = "",
    html_url,
  }: z.infer<typeof commentsSchema>[number] | z.infer<typeof reviewsSchema>[number],
  at: string | null | undefined,
  position: Comment["position"] = null,
): Said {
  return { at: at ?? "", comment: { author: user?.login ?? GHOST, text: body, url: html_url, position } };
}

/** A comment on a line that is gone keeps the line that it was made on, of the commit of then. */
function positionOf({
  path,
  line,
  side,
  ...of
}: z.infer<typeof reviewCommentsSchema>[number]): Comment["position"] {
  const [at, commit] =
    typeof line === "number" ? [line, of.commit_id] : [of.original_line ?? null, of.original_commit_id];
  return at === null || side === "LEFT" ? null : { path, line: at, commit };
}
