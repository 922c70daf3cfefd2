import type { ForgeRequest, RequestText } from "../forge/forge.ts";
import type { CommitInfo, Git, RefUpdate } from "../io/git.ts";
import { BYTES } from "../limits.ts";
import { refuseForeignBranch, refuseRejected } from "./ownership.ts";
import type { Plan } from "./plan.ts";
import type { Asked, Flow, Planned } from "./prepare.ts";

/** What became of a request that was asked for. */
export interface Executed {
  outcome: "created" | "updated" | "unchanged";
  commit: string;
  /** As the forge has it. */
  request: ForgeRequest;
  /** What didn't keep the request from being there. */
  warnings: string[];
}

/** A plan whose commits are made, and of which nothing has left the clone yet. */
export interface StagedRequest {
  plan: Plan;
  commit: string;
  text: RequestText;
  /** The request to update; undefined where one is to be opened. */
  open: ForgeRequest | undefined;
  /** Whether the request is there, just so. */
  isDone: boolean;
  /** What is to be pushed; nothing where the branch is there and says it all. */
  updates: RefUpdate[];
  /** What a person should know of it. */
  warnings: readonly string[];
}

/**
 * Makes a plan's commits beside the work tree, unless they are there. The forge's newest request is asked
 * for before, so that a token that isn't accepted, and a request that was rejected, end it early.
 *
 * @param newest of the branch's requests the open or newest one
 * @param fork owner of the fork that the branch goes to; null for the repository itself
 * @throws HarborError REJECTED, or CONFLICT for somebody else's branch
 */
export async function stageRequest(
  { plan, existing, warnings }: Planned,
  newest: ForgeRequest | undefined,
  { fork, takeOver = false, again }: Pick<Asked, "takeOver" | "again"> & { fork: string | null },
  { git, forge, clock }: Flow,
): Promise<StagedRequest> {
  if (newest !== undefined && !again) {
    await refuseRejected(newest, plan, forge);
  }
  const isSame = await isUnchanged({ plan, existing }, takeOver, git);
  const { baseCommit: parent, message, files, author, branch, baseBranch: base, title, body } = plan;
  const commit =
    isSame && existing !== undefined
      ? existing.commit.id
      : await git.commit({ parent, message, files, date: clock.now(), author });
  const isDraft = plan.config.draftRequests ?? false;
  const text = { branch, fork, base, commit, title, body, isDraft };
  const open = newest?.state === "open" ? newest : undefined;
  const isDone = isSame && open?.commit === commit && saysTheSame(open, plan);
  const move = { ref: `refs/heads/${branch}`, commit, expected: existing?.commit.id ?? null };
  const updates = isDone ? [] : [...(isSame ? [] : [move]), ...(await forge.refsBeside(text))];
  return { plan, commit, text, open, isDone, updates, warnings };
}

/**
 * Whether a branch is there just as planned.
 * @throws HarborError CONFLICT where it isn't, and is somebody else's
 */
export async function isUnchanged(
  { plan, existing }: Pick<Planned, "plan" | "existing">,
  takeOver: boolean,
  git: Git,
): Promise<boolean> {
  if (existing === undefined) {
    return false;
  }
  const isSame = await isSameRequest(plan, existing.commit, git);
  if (!isSame && !takeOver) {
    refuseForeignBranch(plan, existing, "overwrite");
  }
  return isSame;
}

/**
 * Pushes what was staged, all at once: all of it arrives, or nothing.
 * @param to a remote's name, or a URL
 */
export async function pushRequests(staged: readonly StagedRequest[], to: string, git: Git): Promise<void> {
  const updates = staged.flatMap((one) => one.updates);
  if (updates.length > 0) {
    await git.push(to, updates);
  }
}

/**
 * Makes the forge's request say what was pushed, and attaches to a new one what belongs to it. That one is
 * new nothing shows once it is open, so the journal keeps it until all is attached.
 */
export async function openRequest(
  { plan, commit, text, open, isDone, warnings }: StagedRequest,
  { forge, journal }: Flow,
): Promise<Executed> {
  const { branch, config } = plan;
  const { labels = [], reviewers = [] } = config;
  const wasCutOff = await journal.has(branch);
  const isBare = open === undefined || wasCutOff;
  const isNoted = open === undefined && labels.length + reviewers.length > 0;
  if (isNoted) {
    await journal.add(branch);
  }
  const request =
    open === undefined ? await forge.open(text) : isDone ? open : await forge.update(open, text);
  const missing = isBare ? await forge.labelAndAssign(request, { labels, reviewers }) : [];
  if (isNoted || wasCutOff) {
    await journal.remove(branch);
  }
  const outcome = open === undefined ? "created" : isDone ? "unchanged" : "updated";
  return { outcome, commit, request, warnings: [...warnings, ...forge.warnings, ...missing] };
}

/** Same parent, message and files: then the date says nothing. */
async function isSameRequest(plan: Plan, { id, parents, message }: CommitInfo, git: Git): Promise<boolean> {
  const { baseCommit, files } = plan;
  if (parents.length !== 1 || parents[0] !== baseCommit || message !== plan.message) {
    return false;
  }
  const names = files.flatMap(({ path }) => [`${baseCommit}:${path}`, `${id}:${path}`]);
  const [modes, contents] = await Promise.all([
    git.changedModes(baseCommit, id),
    git.readMany(names, { each: BYTES.catalogFile, all: BYTES.request }),
  ]);
  const textAt = (commit: string, path: string): string | null => {
    const bytes = contents.get(`${commit}:${path}`);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  };
  const changed = files.filter(({ path, text }) => textAt(baseCommit, path) !== text);
  return (
    changed.length === modes.size &&
    files.every(({ path, text }) => textAt(id, path) === text) &&
    changed.every(({ path, text }) => modes.get(path) === (text === null ? GONE : REGULAR))
  );
}

/** Modes of git's trees: of a file that is no program and no link, and of nothing. */
const REGULAR = "100644";
const GONE = "000000";

/** Whether title and body are as planned. Forges change line ends and trim. */
function saysTheSame(open: ForgeRequest, plan: Plan): boolean {
  const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  return plain(open.body) === plain(plan.body) && plain(open.title) === plain(plan.title);
}
