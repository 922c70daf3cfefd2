import type { LivePort } from "../catalog/load.ts";
import { type Draft, draftDigest, draftSchema, proposedAction } from "../drafts/draft.ts";
import { HarborError } from "../errors.ts";
import type { Files } from "../io/files.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import { BYTES } from "../limits.ts";
import { testDraft } from "../recordings/test-draft.ts";
import { REMOTE } from "../refs.ts";
import { checkFile } from "../safe-model/check-file.ts";
import type { CheckedDraft, Verdict } from "../safe-model/evaluate.ts";
import { RULES } from "../safe-model/rules/index.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { type ConflictRow, findConflict, isSameAction, RequestConflict } from "./conflict.ts";
import { liveAction, type Plan, planRequest } from "./plan.ts";
import { openProposals } from "./proposals.ts";
import { type RequestSource, readManifest, readRequestSource } from "./request-source.ts";
import { hasMoved, requestBranch, requestPaths } from "./requests.ts";

/** A draft on its way to a request: planned, or live already so that nothing is left to ask for. */
export type Prepared = Planned | Published;

export interface Planned {
  kind: "planned";
  plan: Plan;
  existing: Existing | undefined;
  /** What others ask for at the same time. */
  warnings: string[];
}

export interface Published {
  kind: "published";
  draft: Draft;
  port: LivePort;
}

/** A request's branch that is there. */
export interface Existing {
  commit: CommitInfo;
  /** What it was made from; undefined for a branch that isn't as this tool makes them. */
  source: RequestSource | undefined;
  /** Whether the base has what it asked for: then it is nobody's, and may be replaced. */
  isSpent: boolean;
}

/** Where the draft is, and what is told with it. */
export interface Asked {
  file: string;
  files: Pick<Files, "entry" | "tree">;
  /** Who asks, by their own word. */
  requestedBy: string | undefined;
  /** Who certifies its origin, each as `Name <mail>`. */
  signedOffBy: readonly string[];
  /** Whom the change is by, as `Name <mail>`; undefined for whoever runs this. */
  author?: string | undefined;
  /** The request's branch, where it was read before, or is in a fork. */
  existing?: Existing | undefined;
  /** Whether the branch that is there is to be replaced, whatever it is. */
  takeOver?: boolean;
  /** Whether it was asked for before: then what others propose was told then. */
  isKnown?: boolean;
}

/**
 * Checks and tests a draft against the remote's base, and plans its request.
 *
 * @throws HarborError REFUSED or UNTESTED for a draft that may not go on
 * @throws RequestConflict where the action changed on the base, and the draft is as it was before
 */
export async function prepareRequest(
  asked: Asked,
  { clock }: Pick<Context, "clock">,
  remote: Remote,
): Promise<Prepared> {
  const { git, base, catalogue, config } = remote;
  const { file, files, requestedBy, signedOffBy } = asked;
  const sources = { tree: files.tree, catalogue, git, remote: REMOTE };
  const judging = asked.isKnown ? {} : { findProposals: openProposals(sources) };
  const checked = await checkFile(files, catalogue, file, judging);
  const existing = await findExisting(asked, checked, remote);
  if (!asked.takeOver) {
    await refuseConflict(file, checked, existing, remote);
  }
  const { draft, port, verdict } = await admit(file, checked, catalogue);
  const { slug } = draft.action;
  const test = await testDraft(file, draft, port, { work: files.tree, base: base.tree, now: clock.now() });
  if (!test.passed) {
    throw new HarborError("UNTESTED", `the test of ${file} fails`, `run \`harbor-drafts test ${file}\``);
  }
  const baseCommit = await chooseBase(existing?.commit, port, slug, remote);
  const paths = [...requestPaths(port, slug), port.files.manifest];
  const there = await git.blobIds(paths.map((path) => `${baseCommit}:${path}`));
  const plan = planRequest({
    draft,
    verdict,
    warnings: checked.findings.filter(({ severity }) => severity === "warning"),
    test,
    age: test.age,
    recording: test.broughtRecording,
    port,
    basePaths: new Set(paths.filter((path) => there.has(`${baseCommit}:${path}`))),
    baseCommit,
    baseBranch: base.branch,
    requestedBy,
    signedOffBy,
    author: asked.author,
    config,
    rules: RULES.map((rule) => rule.id),
  });
  return plan.comparison.level === "none"
    ? { kind: "published", draft, port }
    : { kind: "planned", plan, existing, warnings: overlaps(checked) };
}

/** The request's branch as just fetched, or in the fork. */
async function findExisting(
  asked: Asked,
  { port: slugOfPort, slug }: CheckedDraft,
  { git, catalogue, base }: Remote,
): Promise<Existing | undefined> {
  const port = slugOfPort === null ? undefined : await catalogue.find(slugOfPort);
  if (asked.existing !== undefined || port === undefined || slug === null) {
    return asked.existing;
  }
  const tip = await git.resolve(`refs/remotes/${REMOTE}/${requestBranch(port.slug, slug)}`);
  return tip === undefined ? undefined : readExisting(git, tip, { port, slug, base: base.commit });
}

/**
 * A request's branch by its commit.
 * @param base the commit that says what is live
 */
export async function readExisting(
  git: Git,
  id: string,
  { port, slug, base }: { port: LivePort; slug: string; base: string },
): Promise<Existing> {
  const [commit] = await git.readCommits([id]);
  if (commit === undefined) {
    // Larger than any request: whatever it is, this tool didn't make it.
    const unread = { id, parents: [], author: "", message: "" };
    return { commit: unread, source: undefined, isSpent: false };
  }
  const source = await readRequestSource(git, commit, port, slug);
  const isSpent =
    source !== undefined &&
    (isSameAction(proposedAction(source.draft), liveAction(port, slug)) || (await git.isAncestor(id, base)));
  return { commit, source, isSpent };
}

/** A draft that is as it was asked for says nothing of what happened to the live action since. */
async function refuseConflict(
  file: string,
  { draft }: CheckedDraft,
  existing: Existing | undefined,
  { git, catalogue, base }: Remote,
): Promise<void> {
  const port = draft === undefined ? undefined : await catalogue.find(draft.port);
  const source = existing?.source;
  if (
    draft === undefined ||
    port === undefined ||
    existing === undefined ||
    existing.isSpent ||
    source === undefined ||
    draftDigest(draft) !== source.digest
  ) {
    return;
  }
  const rows = await conflictOf(existing.commit, source, port, { git, base });
  if (rows !== undefined) {
    throw new RequestConflict(`${port.slug}/${source.draft.action.slug}`, file, rows);
  }
}

/** Where a request's action changed on the base since, and the request changes it, too. */
export async function conflictOf(
  { parents: [parent] }: CommitInfo,
  { draft }: RequestSource,
  port: LivePort,
  { git, base }: Pick<Remote, "git" | "base">,
): Promise<ConflictRow[] | undefined> {
  const { slug } = draft.action;
  if (parent === undefined || !(await git.isAncestor(parent, base.commit))) {
    // It was made from something that never was the base: that says nothing of what was live.
    return undefined;
  }
  const name = `${parent}:${port.files.manifest}`;
  const before = readManifest((await git.readMany([name], MANIFEST_LIMITS)).get(name));
  const was = before?.actions.find((action) => action.slug === slug);
  return findConflict(was, liveAction(port, slug), proposedAction(draft));
}

const MANIFEST_LIMITS = { each: BYTES.catalogFile, all: BYTES.catalogFile };

/**
 * While nothing moved that it is about, a request stays on the commit that it was made from: other
 * work on the base is no reason to push again.
 */
async function chooseBase(
  existing: CommitInfo | undefined,
  port: LivePort,
  slug: string,
  { git, base }: Remote,
): Promise<string> {
  const parent = existing?.parents[0];
  const isFresh =
    existing !== undefined &&
    parent !== undefined &&
    !(await hasMoved(git, { commit: existing, port, slug }, base.tree)) &&
    (await git.isAncestor(parent, base.commit));
  return isFresh ? parent : base.commit;
}

/** What check says of others who propose the same at the same time. */
function overlaps({ findings }: CheckedDraft): string[] {
  return findings.flatMap(({ rule, message }) => (/^identity\//.test(rule) ? [message] : []));
}

async function admit(
  file: string,
  checked: CheckedDraft,
  catalogue: Remote["catalogue"],
): Promise<{ draft: Draft; port: LivePort; verdict: Verdict }> {
  const parsed = draftSchema.safeParse(checked.draft);
  const port = parsed.success ? await catalogue.find(parsed.data.port) : undefined;
  if (
    checked.verdict === "refused" ||
    checked.verdict === "invalid" ||
    !parsed.success ||
    port === undefined
  ) {
    const errors = checked.findings.filter(({ severity }) => severity === "error");
    const word = checked.verdict === "invalid" ? "invalid" : "refused";
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    throw new HarborError(
      "REFUSED",
      `${file} is ${word}: ${errors[0]?.message ?? "it can't be read"}${more}`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  return { draft: parsed.data, port, verdict: checked.verdict };
}
