import type { openPulls } from "./pulls.ts";
import { listed, notFound } from "./replies.ts";
import type { Answers, Call, Comment, Pull, Reply, Review, ReviewComment } from "./types.ts";
import { OWNER, person, type World } from "./world.ts";

const ROOT = "/repos/{owner}/{repo}";

/** Who says it, by login; null is an account that was deleted. */
type Said<Whole extends { user: unknown }> = Partial<Omit<Whole, "user">> & { user?: string | null };

/** What people say of pull requests. */
export function openConversation(
  world: World,
  { find, follow }: Pick<ReturnType<typeof openPulls>, "find" | "follow">,
) {
  const reviews = new Map<number, Review[]>();
  const reviewComments = new Map<number, ReviewComment[]>();
  const comments = new Map<number, Comment[]>();
  const pullOf = (number: number): Pull => {
    follow();
    const pull = find(number);
    if (pull === undefined) {
      throw new Error(`There is no pull request ${number} to speak of`);
    }
    return pull;
  };
  const by = (login: string | null) => ({
    user: login === null ? null : person(login),
    author_association: world.settings.collaborators.includes(login ?? "")
      ? ("COLLABORATOR" as const)
      : login === OWNER
        ? ("OWNER" as const)
        : ("NONE" as const),
  });

  /** Somebody reviews a pull request; `state` is such as `APPROVED` or `CHANGES_REQUESTED`. */
  const review = (number: number, { user = "reviewer", ...said }: Said<Review>): Review => {
    const pull = pullOf(number);
    const id = world.nextId();
    return append(reviews, number, {
      id,
      state: "COMMENTED",
      body: "",
      commit_id: pull.head.sha,
      submitted_at: world.now(),
      html_url: `${pull.html_url}#pullrequestreview-${id}`,
      ...by(user),
      ...said,
    });
  };
  /** Somebody comments on a line of the diff. Outdated ones have `line: null` and their `original_line`. */
  const reviewComment = (
    number: number,
    { user = "reviewer", line = 1, ...said }: Said<ReviewComment> & { path: string },
  ): ReviewComment => {
    const pull = pullOf(number);
    const [id, time] = [world.nextId(), world.now()];
    return append(reviewComments, number, {
      id,
      pull_request_review_id: null,
      line,
      original_line: line,
      start_line: null,
      original_start_line: null,
      start_side: null,
      side: "RIGHT",
      commit_id: pull.head.sha,
      original_commit_id: pull.head.sha,
      body: "",
      subject_type: "line",
      created_at: time,
      updated_at: time,
      html_url: `${pull.html_url}#discussion_r${id}`,
      ...by(user),
      ...said,
    });
  };
  /** Somebody comments below a pull request. */
  const comment = (number: number, { user = "reviewer", ...said }: Said<Comment>): Comment => {
    const pull = pullOf(number);
    const [id, time] = [world.nextId(), world.now()];
    return append(comments, number, {
      id,
      body: "",
      created_at: time,
      updated_at: time,
      html_url: `${pull.html_url}#issuecomment-${id}`,
      ...by(user),
      ...said,
    });
  };

  const about = <Item>(
    call: Call,
    name: string,
    all: Map<number, Item[]>,
    isNew?: (item: Item) => boolean,
  ) => {
    const pull = find(call.path[name]);
    return pull === undefined
      ? notFound()
      : listed(call, (all.get(pull.number) ?? []).filter(isNew ?? (() => true)));
  };
  const isSince = ({ query }: Call) => {
    const { since = "" } = query;
    return (item: { updated_at: string }) => item.updated_at >= since;
  };
  const answers = {
    [`GET ${ROOT}/pulls/{pull_number}/reviews`]: (call: Call): Reply => about(call, "pull_number", reviews),
    [`GET ${ROOT}/pulls/{pull_number}/comments`]: (call: Call): Reply => {
      const { sort = "created", direction = "asc" } = call.query;
      const timeOf = (item: ReviewComment): string =>
        sort === "updated" ? item.updated_at : item.created_at;
      const sorted = new Map(
        [...reviewComments].map(([number, items]) => {
          const ordered = items.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
          return [number, direction === "desc" ? ordered.reverse() : ordered];
        }),
      );
      return about(call, "pull_number", sorted, isSince(call));
    },
    [`GET ${ROOT}/issues/{issue_number}/comments`]: (call: Call): Reply =>
      about(call, "issue_number", comments, isSince(call)),
  } satisfies Partial<Answers>;
  return { answers, review, reviewComment, comment };
}

function append<Item>(all: Map<number, Item[]>, number: number, item: Item): Item {
  all.set(number, [...(all.get(number) ?? []), item]);
  return item;
}
