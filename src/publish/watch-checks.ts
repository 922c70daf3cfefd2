import type { Tree } from "../catalog/tree.ts";
import type { Remote } from "../context.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import type { Clock } from "../io/clock.ts";

/** Waits between looks, in milliseconds: a check that starts at all has mostly started by then. */
const WAITS = [2_000, 3_000, 5_000, 10_000];

const WORKFLOWS = ".github/workflows";

/**
 * Looks whether any check starts on a request: one that nothing checks waits forever, and nobody is
 * told why.
 *
 * @param isNew whether it was just opened or moved; then the first check is waited for, within bounds
 * @returns why none may have started, in a sentence; nothing where one did, or where there are none
 */
export async function watchChecks(
  { number, fork, commit }: ForgeRequest,
  isNew: boolean,
  { forge, base, clock, log }: Pick<Remote, "forge" | "base"> & { clock: Clock; log: (line: string) => void },
): Promise<string[]> {
  if (number === null) {
    return [];
  }
  if (!(await hasWorkflow(base.tree))) {
    return [
      `no workflow on ${base.branch} runs on pull requests: unless another CI does, nothing checks this request`,
    ];
  }
  if (!isNew) {
    return [];
  }
  log("waiting for the first check to start");
  for (const wait of WAITS) {
    await clock.wait(wait);
    try {
      if ((await forge.checks(commit)) !== "none") {
        return [];
      }
    } catch {
      // The request stands; what its checks do is status' to tell.
      return [];
    }
  }
  const why =
    fork === null
      ? "requests that a workflow opens with its own GITHUB_TOKEN start no workflows, so use a GitHub App's token or a personal one there; or Actions are off, or late"
      : "a maintainer may have to approve workflows of a fork's request";
  return [`no check has started on #${number}: ${why}; \`harbor-drafts status\` tells later`];
}

async function hasWorkflow(tree: Tree): Promise<boolean> {
  for (const path of await tree.list(WORKFLOWS)) {
    const bytes = /\.ya?ml$/.test(path) ? await tree.read(path) : undefined;
    if (bytes !== undefined && /\bpull_request(?:_target)?\b/.test(new TextDecoder().decode(bytes))) {
      return true;
    }
  }
  return false;
}
