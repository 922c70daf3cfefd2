import { failure, forbidden, invalid, listed, notFound } from "./replies.ts";
import type { Answer, Answers, Body, Label, Pull, Reply, Side } from "./types.ts";
import { NAME, OWNER, person, REPOSITORY, type World } from "./world.ts";

const ROOT = "/repos/{owner}/{repo}";
const NOBODY = "0".repeat(40);

/** Somebody opens a pull request by hand. */
export interface Opening {
  head: string;
  base?: string;
  title?: string;
  /** The owner of the repository that the branch is in; null once that is deleted. */
  from?: string | null;
  /** Who opens it; by default the owner of the branch. */
  by?: string;
  draft?: boolean;
}

/** Pull requests, and all that is asked of them. */
export function openPulls(world: World) {
  const { pulls, settings } = world;
  const find = (number: number | string | undefined): Pull | undefined =>
    pulls.find((pull) => pull.number === Number(number));
  const side = (ref: string, owner: string | null): Side => ({
    label: `${owner ?? "unknown"}:${ref}`,
    ref,
    sha: world.tip(owner ?? "", ref) ?? NOBODY,
    user: owner === null ? null : person(owner),
    repo: owner === null ? null : { full_name: `${owner}/${NAME}`, fork: owner !== OWNER },
  });
  const open = ({ head, base = "main", title = "", from = OWNER, by, draft = false }: Opening): Pull => {
    const [number, time] = [pulls.length + 1, world.now()];
    const pull: Pull = {
      number,
      html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
      state: "open",
      title,
      body: null,
      user: person(by ?? from ?? "ghost"),
      draft,
      labels: [],
      requested_reviewers: [],
      requested_teams: [],
      created_at: time,
      updated_at: time,
      closed_at: null,
      merged_at: null,
      merged: false,
      maintainer_can_modify: false,
      head: side(head, from),
      base: side(base, OWNER),
    };
    pulls.push(pull);
    return pull;
  };
  const end = (number: number, merged: boolean): void => {
    const time = world.now();
    const change = { state: "closed", closed_at: time, updated_at: time } as const;
    Object.assign(find(number) ?? {}, change, merged ? { merged, merged_at: time } : {});
  };
  /** An open request follows its branches, and is closed with its own. */
  const follow = (): void => {
    world.look();
    for (const pull of pulls.filter(({ state }) => state === "open")) {
      const { head, base } = pull;
      base.sha = world.tip(OWNER, base.ref) ?? base.sha;
      const [owner = ""] = head.repo?.full_name.split("/") ?? [];
      const tip = world.tip(owner, head.ref);
      if (tip === undefined && head.sha !== NOBODY && world.repository(owner) !== undefined) {
        end(pull.number, false);
      }
      head.sha = tip ?? head.sha;
    }
  };
  const openOne = (label: string, base: string): Pull | undefined =>
    pulls.find((pull) => pull.state === "open" && isOf(pull, label) && pull.base.ref === base);

  const create: Answer = ({ body, kind }) => {
    const asked = body as Body<"pulls/create">;
    const label = asked.head.includes(":") ? asked.head : `${OWNER}:${asked.head}`;
    const [owner = "", ref = ""] = [label.replace(/:.*$/, ""), label.replace(/^.*:/, "")];
    const { title = "", base } = asked;
    if (title === "") {
      return invalid({ resource: "PullRequest", field: "title", code: "missing_field" });
    }
    const [missing] =
      Object.entries({ head: world.tip(owner, ref), base: world.tip(OWNER, base) }).find(
        ([, tip]) => tip === undefined,
      ) ?? [];
    if (missing !== undefined) {
      return invalid({ resource: "PullRequest", field: missing, code: "invalid" });
    }
    if (owner === OWNER && ref === base) {
      const message = `No commits between ${base} and ${ref}`;
      return invalid({ resource: "PullRequest", code: "custom", message });
    }
    if (openOne(label, base) !== undefined) {
      const message = `A pull request already exists for ${label}.`;
      return invalid({ resource: "PullRequest", code: "custom", message });
    }
    if (asked.draft === true && !settings.hasDrafts) {
      return failure(422, { message: "Draft pull requests are not supported in this repository." });
    }
    const from = world.repository(owner)?.owner.login ?? owner;
    const pull = Object.assign(open({ head: ref, base, title, from, draft: asked.draft ?? false }), {
      body: asked.body ?? null,
      user: world.asker(kind),
      maintainer_can_modify: from !== OWNER && (asked.maintainer_can_modify ?? true),
    });
    return { status: 201, body: pull };
  };

  const update: Answer = ({ path, body }) => {
    const pull = find(path["pull_number"]);
    if (pull === undefined) {
      return notFound();
    }
    const { base, state, ...texts } = (body ?? {}) as NonNullable<Body<"pulls/update">>;
    if (base !== undefined && world.tip(OWNER, base) === undefined) {
      return invalid({ resource: "PullRequest", field: "base", code: "invalid" });
    }
    const refusal = state === "open" && pull.state === "closed" ? cannotReopen(pull) : undefined;
    if (refusal !== undefined) {
      return refusal;
    }
    if (state === "closed" && pull.state === "open") {
      end(pull.number, false);
    }
    if (state === "open") {
      Object.assign(pull, { state, closed_at: null });
    }
    Object.assign(pull, texts, base === undefined ? {} : { base: side(base, OWNER) });
    return { status: 200, body: Object.assign(pull, { updated_at: world.now() }) };
  };
  const cannotReopen = (pull: Pull): Reply | undefined => {
    const [owner = ""] = pull.head.repo?.full_name.split("/") ?? [];
    const refuse = (why: string): Reply => {
      const message = `state cannot be changed. ${why}`;
      return invalid({ resource: "PullRequest", code: "custom", field: "state", message });
    };
    if (pull.merged || pull.head.repo === null) {
      return refuse("The pull request cannot be reopened.");
    }
    if (world.tip(owner, pull.head.ref) === undefined) {
      return refuse(`The ${pull.head.ref} branch has been deleted.`);
    }
    return openOne(pull.head.label, pull.base.ref) === undefined
      ? undefined
      : refuse(`There is already an open pull request from ${pull.head.label} to ${pull.base.label}.`);
  };

  const requestReviewers: Answer = ({ path, body, kind }) => {
    const pull = find(path["pull_number"]);
    if (pull === undefined) {
      return notFound();
    }
    if (settings.permissions.push !== true) {
      return forbidden(kind, notFound());
    }
    const { reviewers = [], team_reviewers = [] } = (body ?? {}) as NonNullable<
      Body<"pulls/request-reviewers">
    >;
    if (reviewers.includes(pull.user.login)) {
      return failure(422, { message: "Review cannot be requested from pull request author." });
    }
    const may = [OWNER, ...settings.collaborators];
    if (
      reviewers.some((login) => !may.includes(login)) ||
      team_reviewers.some((slug) => !settings.teams.includes(slug))
    ) {
      const message = `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${REPOSITORY} repository.`;
      return failure(422, { message });
    }
    const asked = new Set([...pull.requested_reviewers.map(({ login }) => login), ...reviewers]);
    const teams = new Set([...pull.requested_teams.map(({ slug }) => slug), ...team_reviewers]);
    pull.requested_reviewers = [...asked].map((login) => person(login));
    pull.requested_teams = [...teams].map((slug) => ({ slug }));
    return { status: 201, body: simple(pull) };
  };

  const addLabels: Answer = ({ path, body, kind }) => {
    const pull = find(path["issue_number"]);
    if (pull === undefined) {
      return notFound();
    }
    if (settings.permissions.triage !== true) {
      return forbidden(kind, failure(403, { message: "Must have admin rights to Repository." }));
    }
    const { labels = [] } = (body ?? {}) as { labels?: (string | { name: string })[] };
    const names = labels.map((label) => (typeof label === "string" ? label : label.name));
    const unknown = names.filter((name) => !settings.labels.includes(name));
    if (unknown.length > 0 && settings.permissions.push !== true) {
      const errors = [{ resource: "Repository", field: "label", code: "unauthorized" }];
      return failure(403, {
        message: "You do not have permission to create labels on this repository.",
        errors,
      });
    }
    settings.labels.push(...unknown);
    const all = new Set([...pull.labels.map(({ name }) => name), ...names]);
    const full = [...all].map(toLabel);
    pull.labels = full.map(({ description: _description, ...label }) => label);
    return { status: 200, body: full };
  };

  const answers = {
    [`GET ${ROOT}/pulls`]: (call) => listed(call, select(pulls, call.query).map(simple)),
    [`POST ${ROOT}/pulls`]: create,
    [`PATCH ${ROOT}/pulls/{pull_number}`]: update,
    [`POST ${ROOT}/pulls/{pull_number}/requested_reviewers`]: requestReviewers,
    [`POST ${ROOT}/issues/{issue_number}/labels`]: addLabels,
  } satisfies Partial<Answers>;
  return {
    answers,
    find,
    follow,
    open,
    close: (number: number) => end(number, false),
    merge: (number: number) => end(number, true),
  };
}

/** As lists show it. */
function simple({ merged: _merged, maintainer_can_modify: _may, ...pull }: Pull) {
  return pull;
}

function isOf(pull: Pull, label: string): boolean {
  return pull.head.label.toLowerCase() === label.toLowerCase() && pull.head.repo !== null;
}

function select(pulls: readonly Pull[], query: Record<string, string>): Pull[] {
  const { state = "open", head, base, sort = "created" } = query;
  const isDescending = (query["direction"] ?? (sort === "created" ? "desc" : "asc")) === "desc";
  const timeOf = (pull: Pull): string => (sort === "updated" ? pull.updated_at : pull.created_at);
  const sorted = pulls
    .filter((pull) => state === "all" || pull.state === state)
    // GitHub overlooks a head without an owner, and so gives all of them.
    .filter((pull) => head === undefined || !head.includes(":") || isOf(pull, head))
    .filter((pull) => base === undefined || pull.base.ref === base)
    .sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  return isDescending ? sorted.reverse() : sorted;
}

/** As GitHub makes one by the way. */
function toLabel(name: string): Label {
  return { id: person(name).id, name, color: "ededed", default: false, description: null };
}
