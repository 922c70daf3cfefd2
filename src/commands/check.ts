import { REMOTE } from "../base.ts";
import { CATALOG_FOLDER } from "../catalog/layout.ts";
import type { Catalogue } from "../catalog/load.ts";
import type { Context } from "../context.ts";
import { describeError, exitStatusOf, HarborError } from "../errors.ts";
import type { CheckOutput, ProposeOutput } from "../output/check.ts";
import { openProposals } from "../publish/proposals.ts";
import { githubCheck } from "../reporters/check/github.ts";
import { junitCheck } from "../reporters/check/junit.ts";
import { markdownCheck } from "../reporters/check/markdown.ts";
import { sarifCheck } from "../reporters/check/sarif.ts";
import { checkCatalogFile, isCatalogFile, isPolicyFile, policyBeside } from "../safe-model/check-catalog.ts";
import { checkFile, type FixResult, fixFile } from "../safe-model/check-file.ts";
import type { CheckedDraft, Judging } from "../safe-model/evaluate.ts";
import { tolerateUnreadable } from "../safe-model/unreadable-ports.ts";
import { recordingsFolder, withRecording, withRecordings } from "./check-recordings.ts";
import { type Candidate, type Choice, chooseFiles, draftCandidates } from "./choose-files.ts";
import type { Report } from "./report.ts";

export { prettyCheck as pretty } from "../reporters/pretty/check.ts";

/** What `--format` takes besides pretty and json. */
export const formats = { github: githubCheck, junit: junitCheck, markdown: markdownCheck, sarif: sarifCheck };

export interface CheckArguments extends Choice {
  changed: boolean;
  fix: boolean;
  format?: string;
  json?: boolean;
}

type CheckedOutput = CheckOutput["drafts"][number];

/**
 * Judges drafts, manifests and policies: those named, those changed since the base, or all. Drafts
 * are judged by the base, manifests and policies as they stand in the work tree.
 */
export async function run(context: Context, args: CheckArguments): Promise<Report<CheckOutput>> {
  const { tree } = context.files;
  const paths = await tree.list(CATALOG_FOLDER);
  const chosen = await chooseFiles(context, args, async () => [
    ...(await draftCandidates(tree)),
    ...catalogCandidates(paths),
  ]);
  const catalog: CheckOutput["catalog"] = [];
  const there = new Set(paths);
  for (const file of chosen.filter(isCatalogFile)) {
    catalog.push(await withRecordings(context, await checkCatalogFile(context.files, file, there), paths));
  }
  const { checked, exit } = await checkDrafts(
    context,
    args,
    chosen.filter((file) => !isCatalogFile(file)),
    catalog.length > 0,
  );
  const { summary } = reportDrafts(checked).output;
  const isGood = summary.refused + summary.invalid === 0 && catalog.every(({ passed }) => passed);
  return {
    output: { drafts: checked, catalog, summary },
    exit: Math.max(exit, isGood ? 0 : 1) as Report<unknown>["exit"],
  };
}

/** A manifest is judged by the policy beside it, and with its live actions' recordings. */
function catalogCandidates(paths: readonly string[]): Candidate[] {
  return paths
    .filter(isCatalogFile)
    .map((file) =>
      isPolicyFile(file)
        ? { file, judgedWith: file }
        : { file, judgedWith: policyBeside(file), around: recordingsFolder(file) },
    );
}

async function checkDrafts(
  context: Context,
  args: CheckArguments,
  files: readonly string[],
  isCatalogJudged: boolean,
): Promise<{ checked: CheckedOutput[]; exit: number }> {
  const base = await context.catalogue();
  const { catalogue, explain } = isCatalogJudged
    ? tolerateUnreadable(base)
    : { catalogue: base, explain: (draft: CheckedDraft) => draft };
  const judging = judgingIn(context, catalogue);
  const checked: CheckedOutput[] = [];
  let exit = 0;
  for (const file of files) {
    if (args.fix) {
      const result = await fixFile(context.files, catalogue, file, judging);
      const fixed = await fixedOutput(file, result, context, args);
      exit = Math.max(exit, result.fixed instanceof HarborError ? exitStatusOf(result.fixed) : 0);
      checked.push(await withRecording(context, { ...shown(explain(result.checked)), fixed }));
    } else {
      const judged = await checkFile(context.files, catalogue, file, judging);
      checked.push(await withRecording(context, shown(explain(judged))));
    }
  }
  return { checked, exit };
}

/** How drafts of a context's work tree are judged: with an eye on what others propose. */
export function judgingIn({ files, git }: Context, catalogue: Catalogue): Judging {
  return { findProposals: openProposals({ tree: files.tree, catalogue, git, remote: REMOTE }) };
}

/** What `--fix` did to a file. Forms for machines have no place for it: there stderr tells. */
async function fixedOutput(
  file: string,
  { fixed }: FixResult,
  { log }: Context,
  { format = "", json = false }: CheckArguments,
): Promise<CheckedOutput["fixed"]> {
  if (fixed === null) {
    return null;
  }
  const isSilent = !json && Object.hasOwn(formats, format);
  if (fixed instanceof HarborError) {
    if (isSilent) {
      log(`not fixed: ${fixed.message}`);
    }
    return { applied: [], patch: "", error: describeError(fixed) };
  }
  const { applied, before, after } = fixed;
  if (isSilent) {
    log(`fixed ${file}${applied.map(({ rule }) => ` ${rule}`).join("")}`);
  }
  const { filePatch } = await import("../publish/patch.ts");
  return { applied, patch: filePatch(file, before, after), error: null };
}

/** The report of judged drafts; 1 if any of them may not go on. */
export function reportDrafts(
  checked: readonly Pick<CheckedDraft, keyof ProposeOutput["drafts"][number]>[],
): Report<Pick<ProposeOutput, "drafts" | "summary">> {
  const count = (verdict: CheckedDraft["verdict"]): number =>
    checked.filter((draft) => draft.verdict === verdict).length;
  const summary = {
    drafts: checked.length,
    automatic: count("automatic"),
    approval: count("approval"),
    refused: count("refused"),
    invalid: count("invalid"),
  };
  const exit = summary.refused + summary.invalid === 0 ? 0 : 1;
  return { output: { drafts: checked.map(shown), summary }, exit };
}

function shown(checked: Pick<CheckedDraft, keyof ProposeOutput["drafts"][number]>) {
  const { file, port, slug, verdict, findings } = checked;
  return { file, port, slug, verdict, findings };
}
