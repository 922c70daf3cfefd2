import type { Tree } from "../../catalog/tree.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import type { TreeEntry } from "../../io/commit-trees.ts";
import type { Change, GitObjects } from "../../io/git-objects.ts";
import type { VerifyOutput } from "../../output/verify.ts";
import { isRead, zoneOf } from "./guarded-paths.ts";

export type Kind = VerifyOutput["kind"];

/** A change to be judged: what lands, on what, by whose rules. */
export interface ChangeSet {
  /** What it is compared with: the merge base of a proposal, the first parent of what landed. */
  before: Tree;
  after: Tree;
  /** Whose manifests, policies and code owners count: the base's tip. */
  rules: Tree;
  changes: readonly Change[];
  /** All that a proposal's commits change, what a later one takes back too; the same for one commit. */
  touched: readonly Change[];
  /** What changed on the base since a proposal left it, by path. */
  moved: ReadonlyMap<string, Change>;
  /** Every path at the base's tip. */
  tipPaths(): Promise<readonly string[]>;
  /** Entries of the guarded paths as `after` has them, repeated where its trees repeat them. */
  entries: readonly TreeEntry[];
}

/** What maintenance needs to be allowed; undefined where it is not. */
export interface Allowance {
  /** Who made and who approved the change; null where whoever calls answers for it. */
  people: { authors: readonly string[]; approvers: readonly string[] } | null;
}

export interface Conditions {
  allowance: Allowance | undefined;
  now: Date;
}

export type Judgement = Omit<VerifyOutput["steps"][number], "commit">;

/** What is judged of a change: it may land where no finding is an error. */
export function judgement(
  kind: Kind,
  findings: readonly Finding[],
  { port = null, slug = null, verdict = null }: Partial<Pick<Judgement, "port" | "slug" | "verdict">> = {},
): Judgement {
  const allowed = findings.every(({ severity }) => severity !== "error");
  return { kind, allowed, findings: arrangeFindings(findings), port, slug, verdict, selfPublish: false };
}

const NOTHING = "000000";

export function isAdded({ before }: Change): boolean {
  return before.mode === NOTHING;
}

export function isRemoved({ after }: Change): boolean {
  return after.mode === NOTHING;
}

interface Ends {
  before: string;
  after: string;
  /** Whose rules count: the base's tip. */
  rules: string;
  /** From before to after, each with one parent. */
  commits: readonly string[];
}

/** What lies between two commits, with what judging it will read. */
export async function openChangeSet(
  objects: GitObjects,
  { before, after, rules, commits }: Ends,
): Promise<ChangeSet> {
  const [changes, history, moved] = await Promise.all([
    objects.changes(before, after),
    commits.length > 1 ? objects.changesOf(commits) : undefined,
    before === rules || commits.length === 0 ? [] : objects.changes(before, rules),
  ]);
  const paths = changes.map(({ path }) => path);
  const isGuarded = paths.some((path) => zoneOf(path) !== "other");
  if (isGuarded) {
    await objects.prefetch(after, paths.filter(isRead));
  }
  const treeAt = (commit: string) => objects.treeAt(commit, commit.slice(0, 12));
  return {
    before: treeAt(before),
    after: treeAt(after),
    rules: treeAt(rules),
    changes,
    touched: history ?? changes,
    moved: new Map(moved.map((change) => [change.path, change])),
    tipPaths: () => objects.paths(rules),
    entries: isGuarded ? await objects.entries(after) : [],
  };
}
