import type { Tree } from "../catalog/tree.ts";
import type { Context } from "../context.ts";
import { listDrafts } from "../drafts/store.ts";
import { HarborError } from "../errors.ts";
import type { CheckOutput } from "../output/check.ts";
import { githubCheck } from "../reporters/check/github.ts";
import { junitCheck } from "../reporters/check/junit.ts";
import { markdownCheck } from "../reporters/check/markdown.ts";
import { sarifCheck } from "../reporters/check/sarif.ts";
import { checkFile } from "../safe-model/check-file.ts";
import type { CheckedDraft } from "../safe-model/evaluate.ts";
import type { Report } from "./report.ts";

export { prettyCheck as pretty } from "../reporters/pretty/check.ts";

/** What `--format` takes besides pretty and json. */
export const formats = { github: githubCheck, junit: junitCheck, markdown: markdownCheck, sarif: sarifCheck };

export interface CheckArguments {
  files?: readonly string[] | undefined;
  all: boolean;
  changed: boolean;
}

/** Judges drafts by schema and rules: those named, those changed since the base, or all. */
export async function run(context: Context, args: CheckArguments): Promise<Report<CheckOutput>> {
  const catalogue = await context.catalogue();
  const checked: CheckedDraft[] = [];
  for (const file of await chooseDrafts(context, args)) {
    checked.push(await checkFile(context.files, catalogue, file));
  }
  return checkReport(checked);
}

/** The report of judged drafts; 1 if any of them may not go on. */
export function checkReport(checked: readonly CheckedDraft[]): Report<CheckOutput> {
  const count = (verdict: CheckedDraft["verdict"]): number =>
    checked.filter((draft) => draft.verdict === verdict).length;
  const summary = {
    drafts: checked.length,
    automatic: count("automatic"),
    approval: count("approval"),
    refused: count("refused"),
    invalid: count("invalid"),
  };
  const drafts = checked.map(({ file, port, slug, verdict, findings }) => ({
    file,
    port,
    slug,
    verdict,
    findings,
  }));
  return { output: { drafts, summary }, exit: summary.refused + summary.invalid === 0 ? 0 : 1 };
}

/**
 * The draft files that a command is about, each once: those named, with --changed those that differ
 * from the base, and otherwise all.
 */
export async function chooseDrafts(
  { files, git, base }: Context,
  {
    files: named = [],
    all,
    changed = false,
  }: { files?: readonly string[] | undefined; all: boolean; changed?: boolean },
): Promise<string[]> {
  if (named.length > 0) {
    if (all || changed) {
      throw new HarborError("USAGE", "files are named, and so is --all or --changed", "give one of them");
    }
    return [...new Set(named.map(files.fromUser))];
  }
  if (all && changed) {
    throw new HarborError("USAGE", "--all and --changed are both given", "give one of them");
  }
  const drafts = await listDrafts(files.tree);
  if (!changed) {
    return drafts;
  }
  const { commit } = await base();
  if (git === undefined || commit === null) {
    throw new HarborError(
      "GIT",
      "--changed needs a git repository with a base",
      "use --all, or name the files",
    );
  }
  // Bytes are compared, not asked of git: its own comparison may run programs that a clone names.
  const before = git.treeAt((await git.mergeBase(commit)) ?? commit, "the merge base");
  const differs = await Promise.all(
    drafts.map(async (path) => {
      const recording = path.replace(/\.json$/, ".har");
      return (await isChanged(files.tree, before, path)) || (await isChanged(files.tree, before, recording));
    }),
  );
  return drafts.filter((_, index) => differs[index]);
}

async function isChanged(now: Tree, before: Tree, path: string): Promise<boolean> {
  const [a, b] = await Promise.all([now.read(path), before.read(path)]);
  return a === undefined || b === undefined ? a !== b : Buffer.compare(a, b) !== 0;
}
