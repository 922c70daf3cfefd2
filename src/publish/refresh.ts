import { draftFile } from "../catalog/layout.ts";
import { HarborError } from "../errors.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import { REMOTE } from "../refs.ts";
import type { Remote } from "../workspace/context.ts";
import { readRequestSource } from "./existing-request.ts";
import { draftFolder } from "./folder.ts";
import { type Flow, type Planned, type Prepared, prepareRequest } from "./prepare.ts";
import {
  type Executed,
  openRequest,
  pushRequests,
  type StagedRequest,
  stageRequest,
} from "./push-request.ts";
import { type KnownRequest, listKnownRequests } from "./requests.ts";

/** An open request that may be folded anew. */
export interface OpenRequest {
  known: KnownRequest;
  /** As the forge has it. */
  asked: ForgeRequest;
}

/**
 * The open requests of the remote that are named, each `<slug>` or `<port>/<slug>`; all where none is.
 * @returns also the names for which there is none
 */
export async function chooseRequests(
  names: readonly string[],
  { git, forge, base, catalogue }: Remote,
): Promise<{ open: OpenRequest[]; missing: string[] }> {
  const asked = new Map(
    (await forge.list(base.branch))
      .filter(({ state, fork }) => state === "open" && fork === null)
      .map((request) => [request.branch, request]),
  );
  const open = (await listKnownRequests(git, catalogue)).flatMap((known): OpenRequest[] => {
    const found = asked.get(known.branch);
    return found === undefined || known.published ? [] : [{ known, asked: found }];
  });
  const isNamed = (name: string, { known: { port, slug } }: OpenRequest): boolean =>
    name === slug || name === `${port}/${slug}`;
  return {
    open: names.length === 0 ? open : open.filter((request) => names.some((name) => isNamed(name, request))),
    missing: names.filter((name) => !open.some((request) => isNamed(name, request))),
  };
}

/**
 * Plans an open request anew on the base as it is now, from what its own commit says: no one's work tree is
 * needed, and whose request it is stays as it was.
 *
 * @throws HarborError CONFLICT for a branch that was changed by hand
 */
export async function replan(
  { known: { port, slug, branch, commit } }: OpenRequest,
  flow: Flow,
): Promise<Prepared> {
  const source = await readRequestSource(flow.git, commit, await flow.catalogue.get(port), slug);
  if (source === undefined) {
    throw new HarborError(
      "CONFLICT",
      `the request ${branch} isn't as harbor-drafts makes them: it was changed by hand`,
      `whoever has the draft asks again: harbor-drafts request-publish ${draftFile(port, slug)} --take-over`,
    );
  }
  const { requestedBy, signedOffBy, author, draft, recording } = source;
  const existing = { commit, source, isSpent: false };
  const claims = { requestedBy, signedOffBy, author };
  const asked = { ...draftFolder(draft, recording), ...claims, existing, isKnown: true };
  const prepared = await prepareRequest(asked, flow);
  if (prepared.kind === "planned" && author !== undefined && author !== (await flow.git.identity())) {
    const certified = signedOffBy.length === 0 ? "" : ` and ${signedOffBy.join(", ")} as signing it off`;
    const warning = `the commit keeps ${author} as its author${certified}, by the old commit's own word`;
    return { ...prepared, warnings: [...prepared.warnings, warning] };
  }
  return prepared;
}

/** Commits what was planned anew. It is folded, not changed, so it stays whose it is. */
export function stageRefresh({ asked }: OpenRequest, planned: Planned, flow: Flow): Promise<StagedRequest> {
  return stageRequest(planned, asked, { fork: null, takeOver: false, again: true }, flow);
}

/**
 * Pushes what was folded in one go, which over a network costs as much as one alone. Where somebody
 * moved one of the branches in the meantime, none of that arrives, and each goes on its own.
 *
 * @returns in the order given, what became of each
 */
export async function pushRefolded(
  refolded: readonly StagedRequest[],
  flow: Flow,
): Promise<PromiseSettledResult<Executed>[]> {
  const isPushed = await pushRequests(refolded, REMOTE, flow.git).then(
    () => true,
    () => false,
  );
  return Promise.allSettled(
    refolded.map(async (staged) => {
      if (!isPushed) {
        await pushRequests([staged], REMOTE, flow.git);
      }
      return openRequest(staged, flow);
    }),
  );
}
