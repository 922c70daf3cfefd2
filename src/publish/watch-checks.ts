import type { Tree } from "../catalog/tree.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import type { Flow } from "./prepare.ts";
import type { Executed } from "./push-request.ts";

/** Waits between looks, in milliseconds: a check that starts at all has mostly started by then. */
const WAITS = [2_000, 3_000, 5_000, 10_000];

const WORKFLOWS = ".github/workflows";

/**
 * Looks whether any check starts on requests that were just opened or moved: one that nothing checks
 * waits forever, and no one learns why. All are waited for together, within bounds.
 *
 * @returns by commit why no check may have started, in a sentence; nothing where one did
 */
export async function watchChecks(
  done: readonly Executed[],
  { forge, base, clock, log }: Flow,
): Promise<Map<string, string>> {
  const asked = done.filter(({ request }) => request.number !== null);
  // All is done by now: what can't be looked at may not cost the report of it.
  if (asked.length > 0 && !(await hasWorkflow(base.tree).catch(() => true))) {
    const why = `no workflow on ${base.branch} runs on pull requests: unless another CI does, nothing checks this request`;
    return new Map(asked.map(({ commit }) => [commit, why]));
  }
  let waiting = asked.filter(({ outcome }) => outcome !== "unchanged");
  if (waiting.length > 0) {
    log(
      waiting.length === 1
        ? "waiting for the first check to start"
        : `waiting for the first checks of ${waiting.length} requests to start`,
    );
  }
  for (const wait of WAITS) {
    if (waiting.length === 0) {
      break;
    }
    await clock.wait(wait);
    const isSeen = await Promise.all(
      waiting.map(({ commit }) =>
        forge.checks(commit).then(
          (checks) => checks !== "none",
          // The request is there; what its checks do, `status` reports.
          () => true,
        ),
      ),
    );
    waiting = waiting.filter((_, index) => !isSeen[index]);
  }
  return new Map(waiting.map(({ commit, request }) => [commit, describeUnchecked(request)]));
}

function describeUnchecked({ number, fork }: ForgeRequest): string {
  const why =
    fork === null
      ? "requests that a workflow opens with its own GITHUB_TOKEN start no workflows, so use a GitHub App's token or a personal one there; or Actions are off, or late"
      : "a maintainer may have to approve workflows of a fork's request";
  return `no check has started on #${number}: ${why}; \`harbor-drafts status\` tells later`;
}

/** Whether a workflow of GitHub Actions runs on pull requests, by what its text says. */
export async function hasWorkflow(tree: Tree): Promise<boolean> {
  for (const path of await tree.list(WORKFLOWS)) {
    const bytes = /\.ya?ml$/.test(path) ? await tree.read(path) : undefined;
    if (bytes !== undefined && /\bpull_request(?:_target)?\b/.test(new TextDecoder().decode(bytes))) {
      return true;
    }
  }
  return false;
}
