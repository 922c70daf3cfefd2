import type { RequiredCheck } from "../forge/guard.ts";
import { type Check, failed, listOf, type Outcome, ok, warning } from "./check.ts";
import { onGitHub } from "./forge-checks.ts";
import { PEOPLE_CHECKS } from "./guard-people.ts";
import { findGuards, findRequiredWorkflow, WORKFLOW_CHECK } from "./guard-workflow.ts";
import { ASK, SETTINGS } from "./hints.ts";
import type { Probe } from "./probe.ts";

/** GitHub Actions on github.com; an Enterprise server has a number of its own. */
const ACTIONS = 15368;
const GITHUB = "https://api.github.com";

export const GUARD_CHECKS: readonly Check[] = [
  WORKFLOW_CHECK,
  {
    id: "guard/required",
    look: onGitHub(async (probe) => {
      const { ref } = await probe.base();
      const { required } = await probe.guard();
      const { names } = await verifyChecks(probe);
      const told = required.some(({ name }) => names.includes(name))
        ? undefined
        : await describeWorkflow(probe);
      if (told !== undefined) {
        return told;
      }
      if (names.length === 0) {
        return required.length === 0
          ? failed(`${ref} requires no check`, `require the check of verify ${SETTINGS}`)
          : warning("can't be told: which check is verify's isn't known", "mend guard/workflow first");
      }
      return required.some(({ name }) => names.includes(name))
        ? ok(`${ref} requires the check ${listOf(names)}`)
        : failed(`${ref} doesn't require the check ${listOf(names)}`, `require it ${SETTINGS}`);
    }),
  },
  {
    id: "guard/pinned",
    look: onGitHub(async (probe, { apiUrl }) => {
      const { names } = await verifyChecks(probe);
      const { required } = await probe.guard();
      if ((await findRequiredWorkflow(probe))?.isGuard) {
        return ok("GitHub itself runs the required workflow, so that nothing else can report it");
      }
      return describeSource(
        required.filter(({ name }) => names.includes(name)),
        apiUrl,
      );
    }),
  },
  {
    id: "guard/up-to-date",
    look: onGitHub(async (probe) => {
      const { isStrict, hasQueue, isPartlyHidden } = await probe.guard();
      if (isStrict || hasQueue) {
        return ok(
          hasQueue ? "a merge queue tests what is merged" : "requests must be up to date with their base",
        );
      }
      return isPartlyHidden
        ? warning("whether requests must be up to date is for admins alone to see", ASK)
        : failed(
            "requests may be merged that were judged on an older base",
            `require branches to be up to date, or a merge queue, ${SETTINGS}`,
          );
    }),
  },
  ...PEOPLE_CHECKS,
  {
    id: "guard/hook",
    async look(probe) {
      if ((await probe.gitHub()) !== undefined) {
        return undefined;
      }
      const hook = await probe.hook();
      if (hook.where === "elsewhere") {
        return warning(
          "whether the remote runs `harbor-drafts verify` before it takes a push can't be seen from here",
          "ask whoever runs it for its pre-receive hook, or push a change under catalog/ to the base: it must be refused",
        );
      }
      if (hook.text === undefined) {
        return failed(
          `the remote has no hook ${hook.path} that git would run`,
          "put docs/hooks/pre-receive of the harbor-drafts package in its place, executable; docs/guard.md tells how",
        );
      }
      return /(?<![\w-])verify(?![\w-])/.test(hook.text) && /harbor-drafts|cli\.js/.test(hook.text)
        ? ok("the remote runs `harbor-drafts verify` before it takes a push")
        : failed(
            `${hook.path} doesn't run \`harbor-drafts verify\``,
            "let it, as the hook that harbor-drafts ships does",
          );
    },
  },
];

/** What the checks of the guard are called. */
async function verifyChecks(probe: Probe): Promise<{ names: string[] }> {
  const { onRequests } = await findGuards(probe);
  return { names: [...new Set(onRequests.flatMap(({ job }) => job.check ?? []))] };
}

async function describeWorkflow(probe: Probe): Promise<Outcome | undefined> {
  const found = await findRequiredWorkflow(probe);
  if (found === undefined) {
    return undefined;
  }
  return found.isGuard
    ? ok(`${found.source} requires the workflow ${found.path}`)
    : warning(
        `${found.source} requires ${found.path} ${found.place}, which can't be read from here`,
        "see there that it runs `harbor-drafts verify`",
      );
}

/** Of a check that is required twice both must pass, so one that is pinned will do. */
function describeSource(required: readonly RequiredCheck[], apiUrl: string): Outcome {
  const apps = required.flatMap(({ app }) => app ?? []);
  if (required.length === 0) {
    return warning("can't be told: verify isn't known to be required", "mend guard/required first");
  }
  if (apps.includes(ACTIONS)) {
    return ok("GitHub Actions alone can report it");
  }
  const fix = `choose GitHub Actions as its source ${SETTINGS}`;
  const [app] = apps;
  if (app === undefined) {
    return failed("anybody who may set a commit's status can report it as passed", fix);
  }
  return apiUrl === GITHUB
    ? failed(`app ${app} reports it, which isn't GitHub Actions (${ACTIONS})`, fix)
    : warning(`app ${app} alone can report it; whether that is GitHub Actions here can't be told`, fix);
}
