import type { LivePort } from "../catalog/load.ts";
import { type Draft, draftDigest } from "../drafts/draft.ts";
import { HarborError } from "../errors.ts";
import { testDraft } from "../recordings/test-draft.ts";
import { remoteRef } from "../refs.ts";
import { checkFile } from "../safe-model/check-file.ts";
import { RULES } from "../safe-model/draft-rules.ts";
import type { CheckedDraft } from "../safe-model/evaluate.ts";
import type { Context, Remote } from "../workspace/context.ts";
import { RequestConflict } from "./conflict.ts";
import { compareWithBase, type ExistingRequest, readExisting } from "./existing-request.ts";
import type { Folder } from "./folder.ts";
import { type Plan, planRequest } from "./plan.ts";
import { openProposals } from "./proposals.ts";
import { requestBranch, requestPaths } from "./requests.ts";

/** What a request's way takes: the remote as just fetched, and the clone's clock, notes and log. */
export type Flow = Remote & Pick<Context, "clock" | "journal" | "log">;

/** Where the draft is, and what is said with it. */
export interface Asked {
  file: string;
  files: Folder;
  /** Who asks, by their own word. */
  requestedBy: string | undefined;
  /** Who certifies its origin, each as `Name <mail>`. */
  signedOffBy: readonly string[];
  /** Whom the change is by, as `Name <mail>`; undefined for whoever runs this. */
  author?: string | undefined;
  /** The request's branch, where it was read before, or is in a fork; null where none is there. */
  existing?: ExistingRequest | null;
  /** Whether the branch that is there is to be replaced, whatever it is. */
  takeOver?: boolean;
  /** Whether it is asked for once more, though a reviewer closed it. */
  again?: boolean;
  /** Whether it was asked for before: then what others propose was said then. */
  isKnown?: boolean;
}

/** A draft on its way to a request: planned, or live already so that nothing is left to ask for. */
export type Prepared = Planned | Published;

export interface Planned {
  kind: "planned";
  plan: Plan;
  existing: ExistingRequest | undefined;
  /** What others ask for at the same time. */
  warnings: string[];
}

export interface Published {
  kind: "published";
  draft: Draft;
  port: LivePort;
}

/**
 * Takes a draft from its file to its plan: load and judge, test, fold and plan.
 *
 * @throws HarborError REFUSED or UNTESTED for a draft that may not go on
 * @throws RequestConflict where the action changed on the base, and the draft is as it was before
 */
export async function prepareRequest(asked: Asked, flow: Flow): Promise<Prepared> {
  const { git, base, catalogue, config, clock } = flow;
  const { file, files, requestedBy, signedOffBy, author } = asked;
  const judging = asked.isKnown ? {} : { findProposals: openProposals({ tree: files.tree, catalogue, git }) };
  const checked = await checkFile(files, catalogue, file, judging);
  const { existing, baseCommit } = await findExisting(asked, checked, flow);
  const { verdict, findings, loaded } = checked;
  const draft = loaded?.strict().data;
  const port = draft && (await catalogue.find(draft.port));
  const isAdmitted = verdict === "automatic" || verdict === "approval";
  if (!isAdmitted || loaded === undefined || draft === undefined || port === undefined) {
    throw refusal(file, checked);
  }
  const test = await testDraft(loaded, port, { work: files.tree, base: base.tree, now: clock.now() });
  if (!test.passed) {
    throw new HarborError("UNTESTED", `the test of ${file} fails`, `run \`harbor-drafts test ${file}\``);
  }
  const paths = [...requestPaths(port, draft.action.slug), port.files.manifest];
  const there = await git.blobIds(paths.map((path) => `${baseCommit}:${path}`));
  const plan = planRequest({
    ...{ draft, verdict, test, port, baseCommit, baseBranch: base.branch, config },
    ...{ requestedBy, signedOffBy, author },
    warnings: findings.filter(({ severity }) => severity === "warning"),
    age: test.age,
    recording: test.broughtRecording,
    basePaths: new Set(paths.filter((path) => there.has(`${baseCommit}:${path}`))),
    rules: RULES.map((rule) => rule.id),
  });
  // What check says of others who propose the same at the same time.
  const warnings = findings.flatMap(({ rule, message }) => (/^identity\//.test(rule) ? message : []));
  return plan.comparison.level === "none"
    ? { kind: "published", draft, port }
    : { kind: "planned", plan, existing, warnings };
}

/**
 * The request's branch as just fetched, or in the fork, and the commit to plan on.
 * @throws RequestConflict for a draft that is as it was asked for: it says nothing of what happened to the
 *   live action since
 */
async function findExisting(
  { file, existing: known, takeOver = false }: Asked,
  { loaded, port: portSlug, slug }: CheckedDraft,
  { git, catalogue, base }: Remote,
): Promise<{ existing: ExistingRequest | undefined; baseCommit: string }> {
  const nothing = { existing: undefined, baseCommit: base.commit };
  const port = portSlug === null ? undefined : await catalogue.find(portSlug);
  if (port === undefined || slug === null) {
    return nothing;
  }
  const tip = known === undefined ? await git.resolve(remoteRef(requestBranch(port.slug, slug))) : undefined;
  const existing = tip === undefined ? known : await readExisting(tip, port, slug, { git, base });
  if (!existing) {
    return nothing;
  }
  const { baseCommit, conflict } = await compareWithBase(existing, port, slug, { git, base });
  const isAsBefore = loaded !== undefined && draftDigest(loaded.draft) === existing.source?.digest;
  if (conflict !== undefined && isAsBefore && !takeOver && !existing.isSpent) {
    throw new RequestConflict(`${port.slug}/${slug}`, file, conflict);
  }
  return { existing, baseCommit };
}

function refusal(file: string, { verdict, findings }: CheckedDraft): HarborError {
  const [first, ...others] = findings.filter(({ severity }) => severity === "error");
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  const why = `${first?.message ?? "it can't be read"}${more}`;
  const word = verdict === "invalid" ? "invalid" : "refused";
  return new HarborError("REFUSED", `${file} is ${word}: ${why}`, `run \`harbor-drafts check ${file}\``);
}
