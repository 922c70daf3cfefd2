import { GitFailure } from "../errors.ts";
import { REMOTE } from "../refs.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { readExisting } from "./existing-request.ts";
import { type Asked, type Planned, type Prepared, type Published, prepareRequest } from "./prepare.ts";
import {
  type Consent,
  type Executed,
  isUnchanged,
  openRequest,
  pushRequests,
  stageRequest,
} from "./push-request.ts";

/** What came of asking; nothing was done for what is live already. */
export type Answer = Published | (Planned & { executed: Executed });

type Dependencies = Pick<Context, "clock" | "journal" | "log" | "remote">;

/** How often a branch that others move at the same time is tried for. */
const TRIES = 4;

/**
 * Asks for the publication of one draft. Its way: load, judge, test, fold and plan (prepare.ts, plan.ts),
 * then commit, push and open (push-request.ts). Where somebody else was faster, it is prepared anew from
 * what is there then, so that of many who ask at once each finds one request. Where the user may not push
 * to the repository, it goes by way of their fork.
 */
export async function requestPublication(
  asked: Asked,
  consent: Consent,
  first: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  let remote = first;
  for (let tries = 1; ; tries++) {
    try {
      return await tryOnce(asked, consent, remote, dependencies);
    } catch (error) {
      // The branch isn't where it was when it was looked at.
      if (!isPushFailure(error, "CONFLICT") || tries === TRIES) {
        throw error;
      }
      dependencies.log("somebody else moved the branch in the meantime; looking again");
      remote = await dependencies.remote();
    }
  }
}

/**
 * The same up to the plan, for a dry run: it says what the real one would refuse before it asks anyone.
 * @throws HarborError CONFLICT for somebody else's branch
 */
export async function planPublication(
  asked: Asked,
  { takeOver }: Consent,
  remote: Remote,
  dependencies: Pick<Context, "clock">,
): Promise<Prepared> {
  const prepared = await prepareRequest(asked, dependencies, remote);
  if (prepared.kind === "planned") {
    await isUnchanged(prepared.plan, prepared.existing, takeOver, remote.git);
  }
  return prepared;
}

async function tryOnce(
  asked: Asked,
  consent: Consent,
  remote: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  const { git, forge, catalogue } = remote;
  const prepared = await prepareRequest(asked, dependencies, remote);
  if (prepared.kind === "published") {
    return prepared;
  }
  try {
    return await carryOut(prepared, { to: REMOTE, fork: null }, consent, remote, dependencies);
  } catch (error) {
    const mayBeOthers = isPushFailure(error, "PERMISSION") && forge.kind === "github";
    if (!mayBeOthers || (await forge.mayPush())) {
      throw error;
    }
  }
  const fork = await forge.fork();
  dependencies.log(`you may not push to the repository itself; asking from ${fork.owner}'s fork`);
  const { draft, branch } = prepared.plan;
  const id = await git.fetchRef(fork.url, `refs/heads/${branch}`);
  const port = await catalogue.get(draft.port);
  const existing = id === undefined ? null : await readExisting(id, port, draft.action.slug, remote);
  const again = (await prepareRequest({ ...asked, existing }, dependencies, remote)) as Planned;
  return carryOut(again, { to: fork.url, fork: fork.owner }, consent, remote, dependencies);
}

/** Commits, pushes and opens what was planned. @param to a remote's name, or a fork's URL */
async function carryOut(
  prepared: Planned,
  { to, fork }: { to: string; fork: string | null },
  consent: Consent,
  remote: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  const { plan, warnings } = prepared;
  for (const warning of warnings) {
    dependencies.log(`warning: ${warning}`);
  }
  const [newest] = await remote.forge.history(plan.branch, plan.baseBranch, fork);
  const staged = await stageRequest(prepared, newest, { ...consent, fork }, remote, dependencies);
  await pushRequests([staged], to, remote.git);
  return { ...prepared, executed: await openRequest(staged, remote, dependencies) };
}

function isPushFailure(error: unknown, code: "CONFLICT" | "PERMISSION"): boolean {
  return error instanceof GitFailure && error.command === "push" && error.code === code;
}
