import { answered, type Check, failed, listOf, ok, warning } from "./check.ts";
import { onGitHub } from "./forge-checks.ts";
import type { Probe } from "./probe.ts";
import { type Job, readWorkflows, type Workflow } from "./workflow.ts";

/** A job that runs the guard. */
export interface Guard {
  workflow: Workflow;
  job: Job;
}

const SHIPPED = "compare it with the workflow that harbor-drafts ships (docs/guard.md there)";

/**
 * The jobs of the base branch that run the guard on requests, those that run it on something else, and
 * the workflows with another job of the guard's name.
 */
export async function findGuards(probe: Probe): Promise<{
  onRequests: readonly Guard[];
  elsewhere: readonly Guard[];
  twins: readonly string[];
  unreadable: readonly string[];
}> {
  const { workflows, unreadable } = await readWorkflows((await probe.base()).tree);
  const all = workflows.flatMap((workflow) =>
    workflow.jobs.filter(({ scripts }) => scripts.some(isVerify)).map((job) => ({ workflow, job })),
  );
  const isOnRequests = ({ workflow }: Guard): boolean => workflow.events.has("pull_request_target");
  const onRequests = all.filter(isOnRequests);
  const names = new Set(onRequests.flatMap(({ job }) => job.check ?? []));
  const isTwin = (job: Job): boolean =>
    names.has(job.check ?? "") && !onRequests.some((guard) => guard.job === job);
  return {
    onRequests,
    elsewhere: all.filter((guard) => !isOnRequests(guard)),
    twins: workflows.filter(({ jobs }) => jobs.some(isTwin)).map(({ path }) => path),
    unreadable,
  };
}

/**
 * The workflow file that a ruleset requires as the guard, if one does: this repository's own, as the base
 * branch has it, or one that can't be read from here, by the guard's name or where there is no guard here.
 */
export async function findRequiredWorkflow(
  probe: Probe,
): Promise<{ source: string; path: string; isGuard: boolean; place: string } | undefined> {
  const { workflows } = await probe.guard();
  if (workflows.length === 0) {
    return undefined;
  }
  const [{ onRequests }, { branch }, { id, defaultBranch }] = await Promise.all([
    findGuards(probe),
    probe.base(),
    probe.repository(),
  ]);
  const paths = onRequests.map(({ workflow }) => workflow.path);
  const found = workflows.flatMap(({ source, path, repository, ref }) => {
    const at = ref ?? defaultBranch;
    const isGuard = repository === id && at === branch;
    // Of what is here, what runs verify is known; what is elsewhere may do so under any name.
    const mayBe = paths.includes(path) || (paths.length === 0 && !isGuard);
    const place = repository === id ? `of ${at}` : `of another repository (number ${repository})`;
    return mayBe ? [{ source, path, isGuard, place }] : [];
  });
  return found.find(({ isGuard }) => isGuard) ?? found[0];
}

/** The words may come from a variable of the script, so they need not stand side by side. */
function isVerify({ text }: { text: string }): boolean {
  return /\bharbor-drafts\b|\bcli\.js\b/.test(text) && /(?<![\w-])verify(?![\w-])/.test(text);
}

export const WORKFLOW_CHECK: Check = {
  id: "guard/workflow",
  look: onGitHub(async (probe) => {
    const { ref, branch } = await probe.base();
    const { onRequests, elsewhere, unreadable, twins } = await findGuards(probe);
    const [guard] = onRequests;
    if (guard === undefined) {
      const [other] = elsewhere;
      const required = await answered(findRequiredWorkflow(probe));
      if (other === undefined && required !== undefined) {
        return warning(
          `no workflow on ${ref} runs \`harbor-drafts verify\`; ${required.source} requires ${required.path} ${required.place}, which can't be read from here`,
          "see there that it does",
        );
      }
      const also = unreadable.length > 0 ? `, as far as can be read (not ${listOf(unreadable)})` : "";
      return other === undefined
        ? failed(
            `no workflow on ${ref} runs \`harbor-drafts verify\`${also}`,
            "add the workflow that harbor-drafts ships (docs/guard.md there)",
          )
        : failed(
            `${other.workflow.path} runs verify on ${listOf([...other.workflow.events.keys()])}, not on pull_request_target: a request would bring the workflow that judges it`,
            SHIPPED,
          );
    }
    const { path } = guard.workflow;
    const holes = holesOf(guard, branch);
    if (holes.length > 0) {
      return failed(`${path} doesn't hold: ${holes.join("; ")}`, SHIPPED);
    }
    const [hasQueue, defaultBranch] = await Promise.all([
      probe.guard().then(
        (found) => found.hasQueue,
        () => false,
      ),
      probe.repository().then(
        (found) => found.defaultBranch,
        () => branch,
      ),
    ]);
    const waitsForever = hasQueue && !guard.workflow.events.has("merge_group");
    if (waitsForever) {
      return failed(`${path} doesn't run on merge_group: the merge queue waits for it forever`, SHIPPED);
    }
    const doubts = [
      ...doubtsOf(guard),
      ...(twins.length > 0
        ? [`${listOf(twins)} has a job of the same name, whose check counts as well`]
        : []),
      // https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes/
      ...(defaultBranch === branch
        ? []
        : [`GitHub takes it from ${defaultBranch}, its default branch, and requests go into ${branch}`]),
    ];
    return doubts.length > 0
      ? warning(`${path} runs verify, but ${doubts.join("; ")}`, SHIPPED)
      : ok(`${path} runs verify on requests, with what ${ref} has`);
  }),
};

/** What lets a request through that verify would refuse, or keeps verify from running. */
function holesOf({ workflow, job }: Guard, branch: string): string[] {
  const writes = [...(job.permissions ?? [])].filter(([, may]) => may === "write").map(([name]) => name);
  const runsHead = job.checkouts.some((place) => /pull_request\.head|head_ref|refs\/pull/.test(place));
  return [
    ...(writes.length > 0 ? [`its token may write (${listOf(writes)})`] : []),
    ...(runsHead ? ["it checks out the request, and so runs what that brings"] : []),
    ...(job.ignoresFailure ? ["it passes though a step fails (continue-on-error)"] : []),
    ...(isForBranch(workflow.events.get("pull_request_target"), branch)
      ? []
      : [`it doesn't run for ${branch}`]),
  ];
}

function doubtsOf({ workflow, job }: Guard): string[] {
  const target = workflow.events.get("pull_request_target") ?? {};
  const isSkipped =
    job.isConditional || job.scripts.some((script) => isVerify(script) && script.isConditional);
  return [
    ...(job.permissions === undefined ? ["nothing narrows its token (permissions: contents: read)"] : []),
    ...(isSkipped ? ["it may be skipped (if, needs), which counts as passed"] : []),
    ...("paths" in target || "paths-ignore" in target
      ? ["it runs for some paths only, and others wait forever"]
      : []),
    ...(workflow.events.has("merge_group") ? [] : ["not on merge_group, which a merge queue would need"]),
  ];
}

/** A pattern may mean the branch, so only plain names are told from it. */
function isForBranch(narrowed: Record<string, unknown> = {}, branch: string): boolean {
  const { branches, "branches-ignore": ignored } = narrowed;
  const named = (list: unknown): unknown[] =>
    typeof list === "string" ? [list] : Array.isArray(list) ? list : [];
  const isMeant = (name: unknown): boolean => name === branch || /[*?+![\]]/.test(String(name));
  return (branches === undefined || named(branches).some(isMeant)) && !named(ignored).includes(branch);
}
