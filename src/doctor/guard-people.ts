import { CATALOG_FOLDER, CONFIG_FILE, portFiles } from "../catalog/layout.ts";
import type { RepositoryFacts } from "../forge/guard.ts";
import { OWNER_FILES } from "../publish/verify/guarded-paths.ts";
import { parseOwners } from "../publish/verify/owners.ts";
import type { Probe } from "../workspace/probe.ts";
import { ASK, type Check, failed, listOf, type Outcome, ok, SETTINGS, warning } from "./check.ts";
import { onGitHub } from "./forge-checks.ts";
import { findGuards } from "./guard-workflow.ts";
import { kindOf, mayBeWorkflowsOwn, type TokenKind } from "./token.ts";

/** Who must agree to a change, and who needn't ask. */
export const PEOPLE_CHECKS: readonly Check[] = [
  {
    id: "guard/approvals",
    look: onGitHub(async (probe) => {
      const { reviews, isPartlyHidden } = await probe.guard();
      const missing = [
        ...(reviews.approvals > 0 ? [] : ["an approval"]),
        ...(reviews.dismissesStale ? [] : ["that a push dismisses approvals"]),
        ...(reviews.codeOwners ? [] : ["code owners' reviews"]),
      ];
      if (missing.length === 0 && !reviews.lastPush && !isPartlyHidden) {
        return warning(
          "who pushed last under another name may approve it themselves",
          `require approval of the most recent push ${SETTINGS}`,
        );
      }
      if (missing.length === 0) {
        return ok("an approval and code owners' reviews are required, and a push dismisses them");
      }
      return isPartlyHidden
        ? warning(`whether a merge requires ${listOf(missing)} is for admins alone to see`, ASK)
        : failed(`a merge doesn't require ${listOf(missing)}`, `require it ${SETTINGS}`);
    }),
  },
  { id: "guard/code-owners", look: onGitHub(describeOwners) },
  {
    id: "guard/bypass",
    look: onGitHub(async (probe) => {
      const [{ sources, isPartlyHidden }, { permissions }] = await Promise.all([
        probe.guard(),
        probe.repository(),
      ]);
      const isAdmin = permissions?.admin === true;
      const named = (which: (typeof sources)[number]["bypass"]): string[] =>
        sources.filter(({ bypass }) => bypass === which).map(({ name }) => name);
      const open = [...named("self"), ...(isAdmin ? named("admins") : [])];
      const fix = `let nobody bypass it ${SETTINGS}`;
      if (sources.length === 0) {
        return isPartlyHidden
          ? warning("what guards the branch is for admins alone to see", ASK)
          : failed("nothing guards the branch: whoever may push may change what is live", "protect it");
      }
      if (open.length > 0) {
        return failed(`this token's user may go round ${listOf(open)}`, fix);
      }
      if (named("admins").length > 0) {
        return warning(`admins may go round ${listOf(named("admins"))}`, fix);
      }
      const others = sources.filter((source) => (source.others ?? 0) > 0).map(({ name }) => name);
      if (others.length > 0) {
        return warning(`some people, teams or apps may go round ${listOf(others)}`, fix);
      }
      if (named("unknown").length > 0) {
        return warning(`who may go round ${listOf(named("unknown"))} GitHub doesn't tell`, ASK);
      }
      return sources.every((source) => source.others !== undefined)
        ? ok("nobody may go round the guard")
        : ok("this token's user may not go round the guard; who else may is for admins to see");
    }),
  },
  {
    id: "guard/token",
    look: onGitHub(async (probe) => {
      const { token } = await probe.token();
      return describePowers(kindOf(token), await probe.repository(), probe.environment);
    }),
  },
];

async function describeOwners(probe: Probe): Promise<Outcome> {
  const { tree, ref } = await probe.base();
  const contents = await Promise.all(OWNER_FILES.map((path) => tree.read(path)));
  const index = contents.findIndex((bytes) => bytes !== undefined);
  const file = OWNER_FILES[index];
  if (file === undefined) {
    return failed(`${ref} has no CODEOWNERS`, "add one that owns policies, the configuration and .github/");
  }
  const owners = parseOwners(new TextDecoder().decode(contents[index]));
  const paths = (await tree.list(CATALOG_FOLDER)).filter((path) => path.endsWith(".policy.json"));
  const guards = await findGuards(probe);
  const guarded = [
    ...paths,
    // Of a port that is yet to come.
    portFiles("publisher", "port").policy,
    CONFIG_FILE,
    ...guards.map(({ path }) => path),
    ".github/workflows/another.yml",
    file,
  ];
  const unowned = [...new Set(guarded.filter((path) => owners(path).length === 0))];
  return unowned.length > 0
    ? failed(
        `${file} (${ref}) names no owner of ${listOf(unowned)}`,
        "give it owners, each by their @login: the last line that matches counts",
      )
    : ok(`${file} names owners of policies, the configuration and .github/`);
}

/** What GitHub tells of the token's power over the guard itself. */
function describePowers(
  kind: TokenKind,
  { permissions, scopes = [] }: RepositoryFacts,
  environment: NodeJS.ProcessEnv,
): Outcome {
  const less = "use a token of a user who may write and no more";
  if (permissions?.admin) {
    return kind === "fine-grained" || kind === "app-user"
      ? warning(
          "this token's user is an admin; whether the token may change settings, too, GitHub doesn't tell",
          less,
        )
      : failed("this token's user is an admin, so it can change the guard", less);
  }
  const strong = scopes.filter((scope) => /^(?:admin:org|admin:enterprise|workflow)$/.test(scope));
  if (strong.length > 0) {
    return warning(
      `the token has the scope ${listOf(strong)}: it can bring workflows of its own or change rules of the organisation`,
      "make one without it: repo is enough",
    );
  }
  if (permissions?.maintain) {
    return warning("this token's user maintains the repository, and may be let past its rules", less);
  }
  if (mayBeWorkflowsOwn(kind, environment)) {
    return warning(
      "if this is a workflow's own token it speaks as GitHub Actions: with checks: write or statuses: write it could report verify as passed",
      "give the job that agents run in contents: write and pull-requests: write, and no more",
    );
  }
  if (permissions === undefined) {
    return warning("what this token may do GitHub doesn't tell", less);
  }
  return ok("this token's user can't change the guard");
}
