import { failure, forbidden, listed, notFound } from "./replies.ts";
import type { Answer, Answers, Protection, Repository, Ruleset } from "./types.ts";
import { OWNER, type World } from "./world.ts";

const ROOT = "/repos/{owner}/{repo}";
const BRANCH = `${ROOT}/branches/{branch}`;

/** The repository, its forks, what guards its branches, and who asks. */
export function openSettings(world: World) {
  const { settings, protections, rulesets, forks } = world;

  const user: Answer = ({ kind }) =>
    kind === "installation"
      ? failure(403, { message: "Resource not accessible by integration" })
      : { status: 200, body: world.asker(kind) };
  const repository: Answer = ({ path }) => {
    const found = world.repository(path["owner"] ?? "");
    return found === undefined ? notFound() : { status: 200, body: found };
  };
  const listForks: Answer = (call) => {
    const all = forks.map(({ login }) => minimal(world.repository(login)));
    return listed(call, call.query["sort"] === "oldest" ? all : all.reverse());
  };
  const branch: Answer = ({ path: { owner = "", branch: name = "" }, url }) => {
    const sha = world.tip(owner, name);
    if (sha === undefined) {
      return notFound("Branch not found");
    }
    const protection = owner === OWNER ? protections[name] : undefined;
    const protection_url = `${url.origin}${url.pathname}/protection`;
    const shown = { enabled: protection !== undefined, required_status_checks: required(protection) };
    const isProtected = protection !== undefined;
    return {
      status: 200,
      body: { name, commit: { sha }, protected: isProtected, protection: shown, protection_url },
    };
  };
  const protection: Answer = ({ path: { branch: name = "" }, kind }) => {
    if (settings.permissions.admin !== true) {
      return forbidden(kind, notFound());
    }
    if (world.tip(OWNER, name) === undefined) {
      return notFound("Branch not found");
    }
    const found = protections[name];
    return found === undefined ? notFound("Branch not protected") : { status: 200, body: found };
  };
  const rules: Answer = (call) => {
    const { branch: name = "" } = call.path;
    const active = rulesets.filter(
      (ruleset) =>
        ruleset.enforcement === "active" &&
        (ruleset.target ?? "branch") === "branch" &&
        holds(ruleset, name, settings.default_branch),
    );
    const all = active.flatMap(({ id, source_type = "Repository", source, rules: own }) =>
      own.map((rule) => ({
        ...rule,
        ruleset_source_type: source_type,
        ruleset_source: source,
        ruleset_id: id,
      })),
    );
    return listed(call, all);
  };
  const ruleset: Answer = ({ path }) => {
    const found = rulesets.find(({ id }) => id === Number(path["ruleset_id"]));
    if (found === undefined) {
      return notFound();
    }
    // Who may bypass it is for those alone who may change it.
    const { bypass_actors = [], ...shown } = found;
    return { status: 200, body: settings.permissions.admin === true ? { ...shown, bypass_actors } : shown };
  };
  return {
    answers: {
      "GET /user": user,
      [`GET ${ROOT}`]: repository,
      [`GET ${ROOT}/forks`]: listForks,
      [`GET ${BRANCH}`]: branch,
      [`GET ${BRANCH}/protection`]: protection,
      [`GET ${ROOT}/rules/branches/{branch}`]: rules,
      [`GET ${ROOT}/rulesets/{ruleset_id}`]: ruleset,
    } satisfies Partial<Answers>,
  };
}

/** As lists show it. */
function minimal(repository: Repository | undefined): Partial<Repository> {
  const { allow_auto_merge: _merge, parent: _parent, ...shown } = repository ?? {};
  return shown;
}

/** What everybody may know of it. */
function required(protection: Protection | undefined) {
  const { contexts = [], checks = [] } = protection?.required_status_checks ?? {};
  return { enforcement_level: protection === undefined ? "off" : "non_admins", contexts, checks };
}

function holds({ conditions }: Ruleset, branch: string, defaultBranch: string): boolean {
  const { include = ["~ALL"], exclude = [] } = conditions?.ref_name ?? {};
  const isMeant = (pattern: string): boolean =>
    pattern === "~ALL" ||
    (pattern === "~DEFAULT_BRANCH" && branch === defaultBranch) ||
    glob(pattern).test(`refs/heads/${branch}`);
  return include.some(isMeant) && !exclude.some(isMeant);
}

/** `*` stays in its folder, `**` doesn't. */
function glob(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/?|\*)/).map((part) => {
    if (part.startsWith("**")) {
      return ".*";
    }
    return part === "*" ? "[^/]*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
