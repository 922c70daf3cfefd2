import * as z from "zod";
import { HarborError } from "../../errors.ts";
import type { BranchGuard, GuardSource, RequiredCheck, RequiredWorkflow } from "../guard.ts";
import type { GitHubApi } from "./connect.ts";

const checkSchema = z.object({ context: z.string(), app_id: z.int().nullish() });

/** What everyone sees of classic protection: https://docs.github.com/en/rest/branches/branches#get-a-branch */
const branchSchema = z.object({
  protection: z
    .object({
      enabled: z.boolean().optional(),
      required_status_checks: z
        .object({
          enforcement_level: z.string().optional(),
          contexts: z.array(z.string()).optional(),
          checks: z.array(checkSchema).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** What admins see of it: https://docs.github.com/en/rest/branches/branch-protection#get-branch-protection */
const protectionSchema = z.object({
  required_status_checks: z.object({ strict: z.boolean().optional() }).optional(),
  enforce_admins: z.object({ enabled: z.boolean() }).optional(),
  required_pull_request_reviews: z
    .object({
      dismiss_stale_reviews: z.boolean(),
      require_code_owner_reviews: z.boolean(),
      require_last_push_approval: z.boolean().optional(),
      required_approving_review_count: z.int().optional(),
      bypass_pull_request_allowances: z.record(z.string(), z.array(z.unknown())).optional(),
    })
    .optional(),
});

/** https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch */
const rulesSchema = z.array(
  z.object({
    type: z.string(),
    ruleset_id: z.int().optional(),
    parameters: z
      .object({
        required_status_checks: z
          .array(z.object({ context: z.string(), integration_id: z.int().nullish() }))
          .optional(),
        strict_required_status_checks_policy: z.boolean().optional(),
        dismiss_stale_reviews_on_push: z.boolean().optional(),
        require_code_owner_review: z.boolean().optional(),
        require_last_push_approval: z.boolean().optional(),
        required_approving_review_count: z.int().optional(),
        workflows: z
          .array(
            z.object({
              path: z.string(),
              repository_id: z.int(),
              ref: z.string().optional(),
              sha: z.string().optional(),
            }),
          )
          .optional(),
      })
      .optional(),
  }),
);
type Rule = z.infer<typeof rulesSchema>[number];

/** https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset */
const rulesetSchema = z.object({
  name: z.string(),
  bypass_actors: z.array(z.unknown()).nullish(),
  current_user_can_bypass: z.string().optional(),
});

/** The rules that make the guard; rulesets without them aren't looked at. */
const GUARDING = ["required_status_checks", "pull_request", "merge_queue", "workflows"];
/** More rulesets than guard any branch; each costs a call. */
const MOST_RULESETS = 5;

/**
 * What guards a branch: classic protection and rulesets together.
 * @param seesProtection whether to ask for the part of classic protection that admins alone see
 */
export async function readGuard(
  api: GitHubApi,
  branch: string,
  seesProtection: boolean,
): Promise<BranchGuard> {
  const [{ protection = {} }, rules] = await Promise.all([
    api.call("GET /repos/{owner}/{repo}/branches/{branch}", { branch }, branchSchema),
    // An Enterprise server of before 2023 has no rulesets, and answers 404.
    whereAllowed(api.callAll("GET /repos/{owner}/{repo}/rules/branches/{branch}", { branch }, rulesSchema)),
  ]);
  const isClassic = protection.enabled === true;
  const guarding = (rules ?? []).filter(({ type }) => GUARDING.includes(type));
  const [details, rulesets] = await Promise.all([
    isClassic && seesProtection
      ? whereAllowed(
          api.call("GET /repos/{owner}/{repo}/branches/{branch}/protection", { branch }, protectionSchema),
        )
      : undefined,
    readRulesets(api, guarding),
  ]);
  const { required_status_checks: shown } = protection;
  const demands = [...(details === undefined ? [] : [classicDemands(details)]), ...guarding.map(ruleDemands)];
  const isDemanded = (name: "isStrict" | "dismissesStale" | "codeOwners" | "lastPush"): boolean =>
    demands.some((part) => part[name] === true);
  return {
    isPartlyHidden: (isClassic && details === undefined) || rules === undefined,
    required: [...(isClassic ? classicChecks(shown) : []), ...guarding.flatMap(ruleChecks)],
    workflows: guarding.flatMap((rule) => ruleWorkflows(rule, rulesets)),
    isStrict: isDemanded("isStrict"),
    hasQueue: guarding.some(({ type }) => type === "merge_queue"),
    reviews: {
      approvals: Math.max(0, ...demands.map(({ approvals = 0 }) => approvals)),
      dismissesStale: isDemanded("dismissesStale"),
      codeOwners: isDemanded("codeOwners"),
      lastPush: isDemanded("lastPush"),
    },
    sources: [...(isClassic ? [classicSource(shown?.enforcement_level, details)] : []), ...rulesets.values()],
  };
}

/** What a part of the guard demands of a merge; of all parts together the strictest counts. */
function classicDemands({ required_status_checks, ...of }: z.infer<typeof protectionSchema>) {
  const reviews = of.required_pull_request_reviews;
  return {
    isStrict: required_status_checks?.strict,
    dismissesStale: reviews?.dismiss_stale_reviews,
    codeOwners: reviews?.require_code_owner_reviews,
    lastPush: reviews?.require_last_push_approval,
    approvals: reviews?.required_approving_review_count,
  };
}

function ruleDemands({ parameters }: Rule) {
  return {
    isStrict: parameters?.strict_required_status_checks_policy,
    dismissesStale: parameters?.dismiss_stale_reviews_on_push,
    codeOwners: parameters?.require_code_owner_review,
    lastPush: parameters?.require_last_push_approval,
    approvals: parameters?.required_approving_review_count,
  };
}

type Shown = NonNullable<NonNullable<z.infer<typeof branchSchema>["protection"]>["required_status_checks"]>;

/** Contexts that have no check beside them are of before apps could be named. */
function classicChecks({ contexts = [], checks = [] }: Shown = {}): RequiredCheck[] {
  const named = new Set(checks.map(({ context }) => context));
  return [
    ...checks.map(({ context, app_id }) => ({ name: context, app: appOf(app_id) })),
    ...contexts.filter((context) => !named.has(context)).map((name) => ({ name, app: null })),
  ];
}

function ruleChecks({ parameters }: Rule): RequiredCheck[] {
  return (parameters?.required_status_checks ?? []).map(({ context, integration_id }) => ({
    name: context,
    app: appOf(integration_id),
  }));
}

/** An organisation's ruleset may require workflow files, of its repositories: their checks go by no name. */
function ruleWorkflows(
  { parameters, ruleset_id = 0 }: Rule,
  rulesets: ReadonlyMap<number, GuardSource>,
): RequiredWorkflow[] {
  return (parameters?.workflows ?? []).map(({ path, repository_id, ref, sha }) => ({
    path,
    repository: repository_id,
    ref: sha ?? ref?.replace(/^refs\/heads\//, "") ?? null,
    source: rulesets.get(ruleset_id)?.name ?? `ruleset ${ruleset_id}`,
  }));
}

/** -1 says in so many words that any app will do. */
function appOf(id: number | null | undefined): number | null {
  return id === undefined || id === null || id < 0 ? null : id;
}

function classicSource(
  level: string | undefined,
  details: z.infer<typeof protectionSchema> | undefined,
): GuardSource {
  const isForAll =
    details?.enforce_admins?.enabled ?? (level === undefined ? undefined : level === "everyone");
  const allowances = details?.required_pull_request_reviews?.bypass_pull_request_allowances;
  return {
    name: "branch protection",
    bypass: isForAll === undefined ? "unknown" : isForAll ? "nobody" : "admins",
    others: details && Object.values(allowances ?? {}).flat().length,
  };
}

async function readRulesets(api: GitHubApi, rules: readonly Rule[]): Promise<Map<number, GuardSource>> {
  const ids = [...new Set(rules.flatMap(({ ruleset_id }) => ruleset_id ?? []))].sort((a, b) => a - b);
  const sources = await Promise.all(
    ids.slice(0, MOST_RULESETS).map(async (id): Promise<[number, GuardSource]> => {
      const found = await whereAllowed(
        api.call("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ruleset_id: id }, rulesetSchema),
      );
      const may = found?.current_user_can_bypass;
      const source: GuardSource = {
        name: `ruleset ${found?.name ?? id}`,
        bypass: may === undefined ? "unknown" : may === "never" ? "nobody" : "self",
        others: found?.bypass_actors?.length,
      };
      return [id, source];
    }),
  );
  return new Map(sources);
}

/** Undefined for what the token may not see, or what isn't there. */
async function whereAllowed<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HarborError && error.code === "PERMISSION") {
      return undefined;
    }
    throw error;
  }
}
