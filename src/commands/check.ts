import { CATALOG_FOLDER, draftFile, isSlug, recordingsFolder } from "../catalog/layout.ts";
import type { Catalogue } from "../catalog/load.ts";
import type { Arguments } from "../command-line.ts";
import { describeError, exitStatusOf, HarborError } from "../errors.ts";
import type { CheckOutput, JudgedOutput } from "../output/check.ts";
import { openProposals } from "../publish/proposals.ts";
import { githubCheck } from "../reporters/github.ts";
import { junitCheck } from "../reporters/junit.ts";
import { markdownCheck } from "../reporters/markdown.ts";
import { sarifCheck } from "../reporters/sarif.ts";
import {
  checkCatalogFile,
  isCatalogFile,
  kindOfCatalogFile,
  policyBeside,
} from "../safe-model/check-catalog.ts";
import { checkFile, type FixResult, fixFile } from "../safe-model/check-file.ts";
import { type CheckedDraft, type Judging, judgeDraft } from "../safe-model/evaluate.ts";
import { readFull } from "../safe-model/port-facts.ts";
import { tolerateUnreadable } from "../safe-model/unreadable-ports.ts";
import { type Context, openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import { withRecording, withRecordings } from "./check-recordings.ts";
import { type Candidate, chooseFiles, draftCandidates, type Judge, STDIN } from "./choose-files.ts";
import type { Report } from "./report.ts";

export { prettyCheck as pretty } from "../reporters/pretty/check.ts";

/** What `--format` takes besides pretty and json. */
export const formats = { github: githubCheck, junit: junitCheck, markdown: markdownCheck, sarif: sarifCheck };

type CheckedOutput = CheckOutput["drafts"][number];

const CHECK: Judge = {
  name: "check",
  judges: "drafts, manifests, policies and API descriptions, and recordings with what they belong to",
  isJudged: isCatalogFile,
};

/**
 * Judges drafts, manifests, policies and API descriptions: those named, those changed since the base,
 * or all. Drafts are judged by the base, the others as they stand in the work tree.
 */
export async function run(host: Host, args: Arguments<"check">): Promise<Report<CheckOutput>> {
  const context = await openContext(host);
  const { tree } = context.files;
  const paths = await tree.list(CATALOG_FOLDER);
  const chosen = await chooseFiles(context, args, CHECK, async () => [
    ...(await draftCandidates(tree)),
    ...catalogCandidates(paths),
  ]);
  if (args.fix && chosen.includes(STDIN)) {
    throw new HarborError("USAGE", "--fix can't mend what comes from stdin", "name the draft's file");
  }
  const catalog: CheckOutput["catalog"] = [];
  const there = new Set(paths);
  for (const file of chosen.filter(isCatalogFile)) {
    catalog.push(
      await withRecordings(context, await checkCatalogFile(context.files, file, there), paths, args.fix),
    );
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
      kindOfCatalogFile(file) === "manifest"
        ? { file, judgedWith: policyBeside(file), around: recordingsFolder(file) }
        : { file, judgedWith: file },
    );
}

async function checkDrafts(
  context: Context,
  args: Arguments<"check">,
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
    if (!args.fix) {
      const judged =
        file === STDIN
          ? await checkInput(context, catalogue, judging)
          : await checkFile(context.files, catalogue, file, judging);
      checked.push(await withRecording(context, shown(explain(judged)), judged.loaded?.draft, false));
      continue;
    }
    const { checked: judged, fixed } = await fixFile(context.files, catalogue, file, judging);
    exit = Math.max(exit, fixed instanceof HarborError ? exitStatusOf(fixed) : 0);
    const output = { ...shown(explain(judged)), fixed: await fixedOutput(file, fixed, context, args) };
    checked.push(await withRecording(context, output, judged.loaded?.draft, true));
  }
  return { checked, exit };
}

/** Judges a draft from stdin as if it stood in its place, which isn't told: nothing stands there yet. */
async function checkInput(context: Context, catalogue: Catalogue, judging: Judging): Promise<CheckedDraft> {
  const read = await readFull(STDIN, await context.readInput(), catalogue.find);
  const { port = "", slug = "" } = read.ok ? { port: read.draft.port, slug: read.draft.action.slug } : {};
  const place = isSlug(port) && isSlug(slug) ? draftFile(port, slug) : STDIN;
  const checked = await judgeDraft({ ...read, file: place }, catalogue.find, judging);
  const findings = checked.findings.map((finding) =>
    finding.file === place ? { ...finding, file: STDIN } : finding,
  );
  return { ...checked, file: STDIN, findings };
}

/** How drafts of a context's work tree are judged: with an eye on what others propose. */
export function judgingIn({ files, git }: Context, catalogue: Catalogue): Judging {
  return { findProposals: openProposals({ tree: files.tree, catalogue, git }) };
}

/** What `--fix` did to a file. Forms for machines have no place for it: there stderr tells. */
async function fixedOutput(
  file: string,
  fixed: FixResult["fixed"],
  { log }: Context,
  { format, json }: Arguments<"check">,
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
  checked: readonly Pick<CheckedDraft, keyof JudgedOutput>[],
): Report<{ drafts: JudgedOutput[]; summary: CheckOutput["summary"] }> {
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

function shown(checked: Pick<CheckedDraft, keyof JudgedOutput>) {
  const { file, port, slug, verdict, findings, filled } = checked;
  return { file, port, slug, verdict, findings, filled };
}
