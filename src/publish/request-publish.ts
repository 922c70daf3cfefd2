import { GitFailure } from "../errors.ts";
import { REMOTE } from "../refs.ts";
import type { Remote } from "../workspace/context.ts";
import { readExisting } from "./existing-request.ts";
import {
  type Asked,
  type Flow,
  type Planned,
  type Prepared,
  type Published,
  prepareRequest,
} from "./prepare.ts";
import { type Executed, isUnchanged, openRequest, pushRequests, stageRequest } from "./push-request.ts";

/** What came of asking; nothing was done for what is live already. */
export type Answer = Published | (Planned & { executed: Executed });

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
  first: Flow,
  openRemote: () => Promise<Remote>,
): Promise<Answer> {
  let flow = first;
  for (let tries = 1; ; tries++) {
    try {
      return await tryOnce(asked, flow);
    } catch (error) {
      // The branch isn't where it was when it was looked at.
      if (!isPushFailure(error, "CONFLICT") || tries === TRIES) {
        throw error;
      }
      flow.log("somebody else moved the branch in the meantime; looking again");
      flow = { ...flow, ...(await openRemote()) };
    }
  }
}

/**
 * The same up to the plan, for a dry run: it says what the real one would refuse before it asks anyone.
 * @throws HarborError CONFLICT for somebody else's branch
 */
export async function planPublication(asked: Asked, flow: Flow): Promise<Prepared> {
  const prepared = await prepareRequest(asked, flow);
  if (prepared.kind === "planned") {
    await isUnchanged(prepared, asked.takeOver ?? false, flow.git);
  }
  return prepared;
}

async function tryOnce(asked: Asked, flow: Flow): Promise<Answer> {
  const { git, forge, catalogue, log } = flow;
  const prepared = await prepareRequest(asked, flow);
  if (prepared.kind === "published") {
    return prepared;
  }
  try {
    return await carryOut(prepared, { to: REMOTE, fork: null }, asked, flow);
  } catch (error) {
    const mayBeOthers = isPushFailure(error, "PERMISSION") && forge.kind === "github";
    if (!mayBeOthers || (await forge.mayPush())) {
      throw error;
    }
  }
  const fork = await forge.fork();
  log(`you may not push to the repository itself; asking from ${fork.owner}'s fork`);
  const { draft, branch } = prepared.plan;
  const id = await git.fetchRef(fork.url, `refs/heads/${branch}`);
  const port = await catalogue.get(draft.port);
  const existing = id === undefined ? null : await readExisting(id, port, draft.action.slug, flow);
  const again = (await prepareRequest({ ...asked, existing }, flow)) as Planned;
  return carryOut(again, { to: fork.url, fork: fork.owner }, asked, flow);
}

/** Commits, pushes and opens what was planned. @param to a remote's name, or a fork's URL */
async function carryOut(
  prepared: Planned,
  { to, fork }: { to: string; fork: string | null },
  asked: Asked,
  flow: Flow,
): Promise<Answer> {
  const { plan, warnings } = prepared;
  for (const warning of warnings) {
    flow.log(`warning: ${warning}`);
  }
  const [newest] = await flow.forge.history(plan.branch, plan.baseBranch, fork);
  const staged = await stageRequest(prepared, newest, { ...asked, fork }, flow);
  await pushRequests([staged], to, flow.git);
  return { ...prepared, executed: await openRequest(staged, flow) };
}

function isPushFailure(error: unknown, code: "CONFLICT" | "PERMISSION"): boolean {
  return error instanceof GitFailure && error.command === "push" && error.code === code;
}
