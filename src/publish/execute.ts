import { HarborError } from "../errors.ts";
import type { Forge, ForgeRequest } from "../forge/forge.ts";
import type { Clock } from "../io/clock.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import type { Plan } from "./plan.ts";

export interface Executed {
  outcome: "created" | "updated" | "unchanged";
  commit: string;
  number: number | null;
  url: string | null;
}

export interface Tools {
  git: Git;
  forge: Forge;
  clock: Clock;
  remote: string;
}

/**
 * Carries out a plan: commit beside the work tree, push, open or update the request. Each step
 * looks first whether it is done, so a run that was cut off is finished by running it again; until
 * the forge has the request, a pushed branch alone counts as none. The forge is asked before
 * anything is pushed: a token that isn't accepted fails early.
 *
 * @param existing the branch's commit on the remote, as just fetched
 */
export async function executePlan(
  plan: Plan,
  existing: CommitInfo | undefined,
  tools: Tools,
): Promise<Executed> {
  const open = await tools.forge.find(plan.branch, plan.baseBranch);
  const isSame = existing !== undefined && (await isSameRequest(plan, existing, tools.git));
  const commit = isSame ? existing.id : await push(plan, existing, tools);
  const text = { branch: plan.branch, base: plan.baseBranch, commit, title: plan.title, body: plan.body };
  if (open === undefined) {
    return report("created", commit, await tools.forge.open(text));
  }
  if (!isSame || open.commit !== commit || !isSameBody(open.body, plan.body)) {
    return report("updated", commit, await tools.forge.update(open, text));
  }
  return report("unchanged", commit, open);
}

async function push(
  plan: Plan,
  existing: CommitInfo | undefined,
  { git, clock, remote }: Tools,
): Promise<string> {
  if (existing !== undefined) {
    refuseForeignBranch(plan, existing);
  }
  const commit = await git.commit({
    parent: plan.baseCommit,
    message: plan.message,
    files: plan.files,
    date: clock.now(),
  });
  await git.push(remote, { ref: `refs/heads/${plan.branch}`, commit, expected: existing?.id ?? null });
  return commit;
}

/** A branch that this tool didn't make, or that somebody else asked for, is never overwritten. */
function refuseForeignBranch(plan: Plan, existing: CommitInfo): void {
  if (trailer(existing.message, "Draft-Digest") === undefined) {
    throw new HarborError(
      "CONFLICT",
      `the branch ${plan.branch} is on the remote and wasn't made by harbor-drafts`,
      "ask its owner to remove it, or choose another slug",
    );
  }
  const holder = trailer(existing.message, "Requested-By");
  if (holder !== trailer(plan.message, "Requested-By")) {
    throw new HarborError(
      "CONFLICT",
      `the request ${plan.branch} was asked for by ${holder ?? "somebody who gave no name"}`,
      "if that is you, ask with the same --as, or without; else ask them to change it, or propose under another slug",
    );
  }
}

/** Same parent, message and files: then the date says nothing. */
async function isSameRequest(plan: Plan, existing: CommitInfo, git: Git): Promise<boolean> {
  if (
    existing.parents.length !== 1 ||
    existing.parents[0] !== plan.baseCommit ||
    existing.message !== plan.message
  ) {
    return false;
  }
  const tree = git.treeAt(existing.id, plan.branch);
  const base = git.treeAt(plan.baseCommit, plan.baseBranch);
  const changed = new Set(await git.changedPaths(plan.baseCommit, existing.id));
  for (const { path, text } of plan.files) {
    const differs = textOf(await base.read(path)) !== text;
    if (textOf(await tree.read(path)) !== text || differs !== changed.delete(path)) {
      return false;
    }
  }
  return changed.size === 0;
}

function trailer(message: string, name: string): string | undefined {
  const last = message.trimEnd().split("\n\n").at(-1) ?? "";
  return last
    .split("\n")
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2);
}

function textOf(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

/** Forges change line ends and trim. */
function isSameBody(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();
}

function report(outcome: Executed["outcome"], commit: string, { number, url }: ForgeRequest): Executed {
  return { outcome, commit, number, url };
}
