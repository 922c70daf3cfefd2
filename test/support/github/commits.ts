import { failure, notFound, page } from "./replies.ts";
import type { Answer, Answers, CheckRun, CommitStatus, ListedCheck } from "./types.ts";
import { REPOSITORY, type World } from "./world.ts";

const ROOT = "/repos/{owner}/{repo}";
const COMMIT = `${ROOT}/commits/{ref}`;

/** What machines say of commits. */
export function openCommits(world: World) {
  const checks = new Map<string, ListedCheck[]>();
  const statuses = new Map<string, CommitStatus[]>();

  /** A check starts, ends, or is run again (by the same name). */
  const check = (commit: string, run: CheckRun): ListedCheck => {
    const [id, time] = [world.nextId(), world.now()];
    const listed: ListedCheck = {
      id,
      name: `check ${id}`,
      head_sha: commit,
      html_url: `https://github.com/${REPOSITORY}/runs/${id}`,
      details_url: `https://github.com/${REPOSITORY}/actions/runs/${id}`,
      started_at: time,
      completed_at: run.status === "completed" ? time : null,
      app: { slug: "github-actions" },
      ...run,
    };
    checks.set(commit, [...(checks.get(commit) ?? []), listed]);
    return listed;
  };
  /** A status as other machines set it; `state` is `error`, `failure`, `pending` or `success`. */
  const status = (commit: string, said: Partial<CommitStatus>): CommitStatus => {
    const time = world.now();
    const whole = {
      context: "ci",
      state: "success",
      description: null,
      target_url: null,
      created_at: time,
      updated_at: time,
      ...said,
    };
    statuses.set(commit, [...(statuses.get(commit) ?? []), whole]);
    return whole;
  };

  const listChecks: Answer = (call) => {
    const { ref = "" } = call.path;
    const commit = world.commit(ref);
    if (commit === undefined) {
      return failure(422, { message: `No commit found for SHA: ${ref}` });
    }
    const { check_name, status: asked, filter = "latest" } = call.query;
    const all = checks.get(commit) ?? [];
    const shown = (filter === "latest" ? latest(all, ({ name }) => name) : all)
      .filter(({ name }) => check_name === undefined || name === check_name)
      .filter((run) => asked === undefined || run.status === asked);
    const { items, headers } = page(call, shown);
    return { status: 200, body: { total_count: shown.length, check_runs: items }, headers };
  };
  const combine: Answer = (call) => {
    const commit = world.commit(call.path["ref"] ?? "");
    if (commit === undefined) {
      return notFound();
    }
    const shown = latest(statuses.get(commit) ?? [], ({ context }) => context);
    const { items, headers } = page(call, shown);
    const body = { state: combined(shown), sha: commit, total_count: shown.length, statuses: items };
    return { status: 200, body, headers };
  };
  const answers = {
    [`GET ${COMMIT}/check-runs`]: listChecks,
    [`GET ${COMMIT}/status`]: combine,
  } satisfies Partial<Answers>;
  return { answers, check, status };
}

/** Of what has the same name the last one. */
function latest<Item>(all: readonly Item[], nameOf: (item: Item) => string): Item[] {
  return [...new Map(all.map((item) => [nameOf(item), item])).values()];
}

function combined(statuses: readonly CommitStatus[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === "error" || state === "failure")) {
    return "failure";
  }
  return states.length > 0 && states.every((state) => state === "success") ? "success" : "pending";
}
