import type { RequiredCheck } from "../forge/guard.ts";
import { ASK, type Check, failed, type Outcome, ok, SETTINGS, warning } from "./check.ts";
import { onGitHub } from "./forge-checks.ts";
import { PEOPLE_CHECKS } from "./guard-people.ts";
import { CHECK_NAME, findRequiredWorkflow, WORKFLOW_CHECK } from "./guard-workflow.ts";

/** GitHub Actions on github.com; an Enterprise server has a number of its own. */
const ACTIONS = 15368;
const GITHUB = "https://api.github.com";

export const GUARD_CHECKS: readonly Check[] = [
  WORKFLOW_CHECK,
  {
    id: "guard/required",
    look: onGitHub(async (probe) => {
      const [{ ref }, { required }] = await Promise.all([probe.base(), probe.guard()]);
      if (required.some(({ name }) => name === CHECK_NAME)) {
        return ok(`${ref} requires the check ${CHECK_NAME}`);
      }
      const found = await findRequiredWorkflow(probe);
      if (found === undefined) {
        return failed(`${ref} doesn't require the check ${CHECK_NAME}`, `require it ${SETTINGS}`);
      }
      return found.isGuard
        ? ok(`${found.source} requires the workflow ${found.path}`)
        : warning(
            `${found.source} requires ${found.path} ${found.place}, which can't be read from here`,
            "see there that it is the workflow that harbor-drafts ships",
          );
    }),
  },
  {
    id: "guard/pinned",
    look: onGitHub(async (probe, { apiUrl }) => {
      const { required } = await probe.guard();
      return (await findRequiredWorkflow(probe))?.isGuard
        ? ok("GitHub itself runs the required workflow, so that nothing else can report it")
        : describeSource(
            required.filter(({ name }) => name === CHECK_NAME),
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
