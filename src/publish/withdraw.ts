import { draftFile } from "../catalog/layout.ts";
import { HarborError } from "../errors.ts";
import type { ForgeRequest } from "../forge/forge.ts";
import type { Files } from "../io/files.ts";
import type { RequestOutput } from "../output/requests.ts";
import { REMOTE, remoteRef } from "../refs.ts";
import type { Remote } from "../workspace/context.ts";
import { readExisting } from "./existing-request.ts";
import { refuseForeignBranch } from "./ownership.ts";
import { parseRequestBranch, requestBranch, requestBranches, unreadCommit } from "./requests.ts";

/** What was withdrawn. */
type Withdrawn = Pick<RequestOutput, "file" | "slug" | "outcome" | "commit" | "number" | "url"> & {
  branch: string;
};

export interface WithdrawOptions {
  /** Who asked for it, by their own word. */
  requestedBy: string | undefined;
  /** Whether somebody else's is meant. */
  takeOver: boolean;
  /** Where drafts are: with one, that nothing was asked for is no mistake. */
  files: Pick<Files, "entry">;
}

/**
 * Closes the request of a slug and deletes its branch; drafts stay. Running it again finishes what was
 * cut off, and says `unchanged` where nothing is left.
 *
 * @param name `<slug>`, or `<port>/<slug>`
 * @throws HarborError NOT_FOUND for a name that no port or request knows, CONFLICT for somebody else's
 */
export async function withdrawRequest(
  name: string,
  { requestedBy, takeOver, files }: WithdrawOptions,
  remote: Remote,
): Promise<Withdrawn> {
  const { git, forge, base, catalogue } = remote;
  const { port, slug, branch } = await findBranch(name, remote);
  const tip = await git.resolve(remoteRef(branch));
  const about = { file: draftFile(port, slug), slug, branch, commit: tip ?? null };
  if (tip !== undefined && !takeOver) {
    const live = await catalogue.find(port);
    const existing =
      live === undefined
        ? { commit: unreadCommit(tip), source: undefined, isSpent: false }
        : await readExisting(tip, live, slug, remote);
    refuseForeignBranch({ branch, requestedBy }, existing, "withdraw");
  }
  const [newest] = await forge.history(branch, base.branch, null);
  const open = newest?.state === "open" ? newest : undefined;
  if (open !== undefined) {
    await forge.close(open);
  }
  if (tip !== undefined) {
    await git.push(REMOTE, [{ ref: `refs/heads/${branch}`, commit: null, expected: tip }]);
  }
  if (open === undefined && tip === undefined) {
    const inFork = forge.kind === "github" ? await withdrawFromFork(branch, remote) : undefined;
    const isKnown = newest !== undefined || inFork !== undefined;
    if (!isKnown && (await files.entry(about.file)).kind === "none") {
      throw unknown(name);
    }
    return { ...about, outcome: inFork === undefined ? "unchanged" : "closed", ...shown(inFork ?? newest) };
  }
  return { ...about, outcome: "closed", ...shown(newest) };
}

/** The same for a request that the user made from their fork. */
async function withdrawFromFork(
  branch: string,
  { git, forge, base }: Remote,
): Promise<ForgeRequest | undefined> {
  const candidates = (await forge.list(base.branch)).filter(
    (request) => request.branch === branch && request.fork !== null && request.state === "open",
  );
  const fork = candidates.length === 0 ? undefined : await forge.fork();
  const own = candidates.find((request) => request.fork?.toLowerCase() === fork?.owner.toLowerCase());
  if (own === undefined || fork === undefined) {
    return undefined;
  }
  await forge.close(own);
  const ref = `refs/heads/${branch}`;
  const expected = await git.fetchRef(fork.url, ref);
  if (expected !== undefined) {
    await git.push(fork.url, [{ ref, commit: null, expected }]);
  }
  return own;
}

function shown(request: ForgeRequest | undefined): Pick<Withdrawn, "number" | "url"> {
  return { number: request?.number ?? null, url: request?.url ?? null };
}

/** The branch that a name means: of a request that is there, else of a port that could have one. */
async function findBranch(
  name: string,
  { git, catalogue }: Remote,
): Promise<{ port: string; slug: string; branch: string }> {
  const found = (await requestBranches(git)).filter(
    ({ port, slug }) => name === slug || name === `${port}/${slug}`,
  );
  const [only, another] = found;
  if (another !== undefined) {
    const names = found.map(({ port, slug }) => `${port}/${slug}`).join(", ");
    throw new HarborError("USAGE", `${name} is the name of several requests`, `name one of them: ${names}`);
  }
  if (only !== undefined) {
    return only;
  }
  const ports = await catalogue.ports();
  const [port = "", slug = ""] = name.includes("/")
    ? name.split("/")
    : [ports.length === 1 ? ports[0] : "", name];
  const branch = requestBranch(port, slug);
  if (!ports.includes(port) || parseRequestBranch(branch) === undefined) {
    throw unknown(name);
  }
  return { port, slug, branch };
}

function unknown(name: string): HarborError {
  return new HarborError(
    "NOT_FOUND",
    `there is no request ${JSON.stringify(name)}`,
    "`harbor-drafts status` lists them; name one as <slug> or <port>/<slug>",
  );
}
