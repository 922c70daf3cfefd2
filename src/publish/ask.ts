import { GitFailure } from "../errors.ts";
import { REMOTE } from "../refs.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { type Consent, type Executed, executePlan, type Target } from "./execute.ts";
import { type Asked, type Planned, type Prepared, prepareRequest, readExisting } from "./prepare.ts";

/** What came of asking; nothing was done for what is live already. */
export type Answer = { prepared: Exclude<Prepared, Planned> } | { prepared: Planned; executed: Executed };

type Dependencies = Pick<Context, "clock" | "journal" | "log" | "remote">;

/** How often a branch that others move at the same time is tried for. */
const TRIES = 4;

/**
 * Asks for the publication of one draft: prepares and carries out its plan. Where somebody else was
 * faster, it is prepared anew from what is there then, so that of many who ask at once each finds one
 * request. Where the user may not push to the repository, it goes by way of their fork.
 */
export async function askForPublication(
  asked: Asked,
  consent: Consent,
  first: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  let remote = first;
  for (let tries = 1; ; tries++) {
    try {
      return await askOnce(asked, consent, remote, dependencies);
    } catch (error) {
      if (!hasMoved(error) || tries === TRIES) {
        throw error;
      }
      dependencies.log("somebody else moved the branch in the meantime; looking again");
      remote = await dependencies.remote();
    }
  }
}

async function askOnce(
  asked: Asked,
  consent: Consent,
  remote: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  const prepared = await prepareRequest(asked, dependencies, remote);
  if (prepared.kind === "published") {
    return { prepared };
  }
  const here: Target = { remote: REMOTE, fork: null };
  try {
    return await carryOut(prepared, here, consent, remote, dependencies);
  } catch (error) {
    const isRefused = error instanceof GitFailure && error.command === "push" && error.code === "PERMISSION";
    if (!isRefused || remote.forge.kind !== "github" || (await remote.forge.mayPush())) {
      throw error;
    }
  }
  return askByFork(asked, consent, remote, dependencies);
}

async function askByFork(
  asked: Asked,
  consent: Consent,
  remote: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  const { git, forge } = remote;
  const fork = await forge.fork();
  dependencies.log(`you may not push to the repository itself; asking from ${fork.owner}'s fork`);
  const { plan } = await planned(asked, remote, dependencies);
  const id = await git.fetchRef(fork.url, `refs/heads/${plan.branch}`);
  const port = await remote.catalogue.get(plan.draft.port);
  const place = { port, slug: plan.draft.action.slug, base: remote.base.commit };
  const existing = id === undefined ? undefined : await readExisting(git, id, place);
  const prepared = await planned({ ...asked, existing }, remote, dependencies);
  return carryOut(prepared, { remote: fork.url, fork: fork.owner }, consent, remote, dependencies);
}

async function planned(asked: Asked, remote: Remote, dependencies: Dependencies): Promise<Planned> {
  return (await prepareRequest(asked, dependencies, remote)) as Planned;
}

async function carryOut(
  prepared: Planned,
  target: Target,
  consent: Consent,
  remote: Remote,
  dependencies: Dependencies,
): Promise<Answer> {
  const { plan, existing, warnings } = prepared;
  for (const warning of warnings) {
    dependencies.log(`warning: ${warning}`);
  }
  const known = await remote.forge.history(plan.branch, plan.baseBranch, target.fork);
  const done = await executePlan(plan, existing, known, { target, consent }, remote, dependencies);
  return { prepared, executed: { ...done, warnings: [...warnings, ...done.warnings] } };
}

/** Whether a push failed because the branch isn't where it was when it was looked at. */
function hasMoved(error: unknown): boolean {
  return error instanceof GitFailure && error.command === "push" && error.code === "CONFLICT";
}
