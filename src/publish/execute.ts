import { createHash } from "node:crypto";
import type { ForgeRequest, RequestText } from "../forge/forge.ts";
import type { CommitInfo, Git, RefUpdate } from "../io/git.ts";
import type { JournalEntry } from "../io/journal.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { isRejected, refuseForeignBranch, rejection } from "./ownership.ts";
import type { Plan } from "./plan.ts";
import type { Existing } from "./prepare.ts";

export interface Executed {
  outcome: "created" | "updated" | "unchanged";
  commit: string;
  /** As the forge has it. */
  request: ForgeRequest;
  /** What didn't keep the request from being there. */
  warnings: string[];
}

/** What has to be said on purpose. */
export interface Consent {
  /** Overwrite a branch that another requester holds, or that was changed by hand. */
  takeOver: boolean;
  /** Ask once more for what a reviewer closed. */
  again: boolean;
}

/** Where the request's branch goes: the remote, or the user's fork. */
export interface Target {
  /** A remote's name, or a URL. */
  remote: string;
  /** Owner of the fork. */
  fork: string | null;
}

type Dependencies = Pick<Context, "clock" | "journal" | "log">;

/**
 * Carries out a plan: commit beside the work tree, push, open or update the request, attach labels
 * and reviewers. Each step looks first whether it is done, and is noted in the journal once it is: a
 * run that was cut off is finished by running it again. The forge is asked before anything is
 * pushed, so that a token that isn't accepted, and a request that was rejected, end it early.
 *
 * @param existing the branch at the target, as just fetched
 * @param known the branch's requests on the forge, the open or newest first
 */
export async function executePlan(
  plan: Plan,
  existing: Existing | undefined,
  known: readonly ForgeRequest[],
  { target, consent }: { target: Target; consent: Consent },
  remote: Remote,
  dependencies: Dependencies,
): Promise<Executed> {
  const staged = await stagePlan(plan, existing, known, { fork: target.fork, consent }, remote, dependencies);
  await pushStaged([staged], target, remote);
  return settle(staged, remote, dependencies);
}

/** A plan whose commits are made, and of which nothing has left the clone yet. */
export interface Staged {
  plan: Plan;
  commit: string;
  text: RequestText;
  /** Of the branch's requests the open or newest one. */
  newest: ForgeRequest | undefined;
  /** Whether the request is there, just so. */
  isDone: boolean;
  /** What is to be pushed; nothing where the branch is there and says it all. */
  updates: RefUpdate[];
  /** What a run that was cut off left. */
  left: JournalEntry | undefined;
  note: Note;
}

/** Makes a plan's commits, unless they are there. */
export async function stagePlan(
  plan: Plan,
  existing: Existing | undefined,
  [newest]: readonly ForgeRequest[],
  { fork, consent }: { fork: string | null; consent: Consent },
  remote: Remote,
  { clock, journal }: Dependencies,
): Promise<Staged> {
  const { git, forge } = remote;
  if (newest !== undefined && !consent.again && isRejected(newest, plan)) {
    throw await rejection(newest, plan, forge);
  }
  const isSame = existing !== undefined && (await isSameRequest(plan, existing.commit, git));
  if (existing !== undefined && !isSame && !consent.takeOver) {
    refuseForeignBranch(plan, existing, "overwrite");
  }
  const left = await journal.read(plan.branch);
  const note = noteTaker(plan, journal, clock);
  const commit = isSame ? existing.commit.id : await commitOnce(plan, left, note, remote, clock);
  const { branch, baseBranch: base, title, body, isDraft } = plan;
  const text = { branch, fork, base, commit, title, body, isDraft };
  const isDone = isSame && newest?.state === "open" && newest.commit === commit && saysTheSame(newest, plan);
  const update = { ref: `refs/heads/${branch}`, commit, expected: existing?.commit.id ?? null };
  const updates = isDone ? [] : [...(isSame ? [] : [update]), ...(await forge.refsBeside(text))];
  return { plan, commit, text, newest, isDone, updates, left, note };
}

/** Pushes what was staged, all at once: all of it arrives, or nothing. */
export async function pushStaged(
  staged: readonly Staged[],
  { remote: to }: Pick<Target, "remote">,
  { git }: Remote,
): Promise<void> {
  const updates = staged.flatMap((one) => one.updates);
  if (updates.length > 0) {
    await git.push(to, updates);
    for (const { commit, note } of staged.filter((one) => one.updates.length > 0)) {
      await note("pushed", commit);
    }
  }
}

/** Makes the forge's request say what was pushed, and attaches to a new one what belongs to it. */
export async function settle(
  { plan, commit, text, newest, isDone, left, note }: Staged,
  { forge }: Remote,
  { journal }: Dependencies,
): Promise<Executed> {
  const open = newest?.state === "open" ? newest : undefined;
  const isBare = open === undefined || left?.step === "opening";
  if (isBare) {
    await note("opening", commit);
  }
  const request =
    open === undefined ? await forge.open(text) : isDone ? open : await forge.update(open, text);
  const warnings: string[] = [...forge.warnings];
  if (isBare) {
    warnings.push(...(await forge.labelAndAssign(request, plan)));
  }
  if (!isDone || left !== undefined) {
    await journal.remove(plan.branch);
  }
  const outcome = open === undefined ? "created" : isDone ? "unchanged" : "updated";
  return { outcome, commit, request, warnings };
}

type Note = (step: JournalEntry["step"], commit: string | null) => Promise<void>;

function noteTaker(plan: Plan, journal: Context["journal"], clock: Context["clock"]): Note {
  const startedAt = clock.now().toISOString();
  return (step, commit) =>
    journal.write({ journal: 1, branch: plan.branch, step, plan: keyOf(plan), commit, startedAt });
}

/** The commit that a run which was cut off made for the same plan, or a new one. */
async function commitOnce(
  plan: Plan,
  left: JournalEntry | undefined,
  note: Note,
  { git }: Remote,
  clock: Context["clock"],
): Promise<string> {
  const made = left?.plan === keyOf(plan) ? left.commit : null;
  if (
    made !== null &&
    (await git.has(made)) &&
    (await isSameRequest(plan, await git.readCommit(made), git))
  ) {
    return made;
  }
  await note("planned", null);
  const { baseCommit: parent, message, files, author } = plan;
  const commit = await git.commit({ parent, message, files, date: clock.now(), author });
  await note("committed", commit);
  return commit;
}

/**
 * What the real run would refuse before it asks anybody, for a dry run to say it, too.
 * @throws HarborError CONFLICT
 */
export async function foresee(
  plan: Plan,
  existing: Existing | undefined,
  { takeOver }: Consent,
  { git }: Pick<Remote, "git">,
): Promise<void> {
  if (existing !== undefined && !takeOver && !(await isSameRequest(plan, existing.commit, git))) {
    refuseForeignBranch(plan, existing, "overwrite");
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
  const changed = await git.changedModes(plan.baseCommit, existing.id);
  const names = plan.files.flatMap(({ path }) => [`${existing.id}:${path}`, `${plan.baseCommit}:${path}`]);
  const contents = await git.readMany(names, { each: 8 << 20, all: 32 << 20 });
  const textAt = (commit: string, path: string): string | null => {
    const bytes = contents.get(`${commit}:${path}`);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  };
  for (const { path, text } of plan.files) {
    const differs = textAt(plan.baseCommit, path) !== text;
    const mode = changed.get(path) ?? (text === null ? GONE : REGULAR);
    if (textAt(existing.id, path) !== text || differs !== changed.delete(path)) {
      return false;
    }
    if (mode !== (text === null ? GONE : REGULAR)) {
      return false;
    }
  }
  return changed.size === 0;
}

/** Modes of git's trees: of a file that is no program and no link, and of nothing. */
const REGULAR = "100644";
const GONE = "000000";

/** Whether title and body are as planned. Forges change line ends and trim. */
function saysTheSame(open: ForgeRequest, plan: Plan): boolean {
  const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  return plain(open.body) === plain(plan.body) && plain(open.title) === plain(plan.title);
}

function keyOf({ baseCommit, message, files }: Plan): string {
  return createHash("sha256")
    .update(JSON.stringify([baseCommit, message, files]))
    .digest("hex");
}
