import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { DiffOutput } from "../output/diff.ts";
import { foldDraft } from "../publish/plan.ts";
import { checkFile } from "../safe-model/check-file.ts";
import { openContext } from "../workspace/context.ts";
import type { Host } from "../workspace/host.ts";
import { draftFileOf } from "./choose-files.ts";
import type { Report } from "./report.ts";

export { prettyDiff as pretty } from "../reporters/pretty/diff.ts";

/** Shows what a draft would change: in one sentence, by its meaning, and in the manifest's text. */
export async function run(host: Host, args: Arguments<"diff">): Promise<Report<DiffOutput>> {
  const context = await openContext(host);
  const catalogue = await context.catalogue();
  const file = await draftFileOf(context.files, args.file, "diff");
  const { loaded } = await checkFile(context.files, catalogue, file);
  const draft = loaded?.strict().data;
  const port = draft === undefined ? undefined : await catalogue.find(draft.port);
  if (port === undefined || draft === undefined) {
    throw new HarborError(
      "REFUSED",
      `${file} can't be folded into a manifest as it is`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  const { slug } = draft.action;
  const isLive = port.manifest.actions.some((action) => action.slug === slug);
  if (draft.change === "retire" && !isLive) {
    throw new HarborError(
      "REFUSED",
      `${port.slug}/${slug} isn't live, so it can't be retired`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  const { comparison, capability, version, patch } = foldDraft(draft, port);
  return {
    output: {
      slug,
      change: draft.change,
      capability,
      widening: comparison.widening,
      bump: { ...version, level: comparison.level },
      changes: comparison.changes,
      patch,
    },
    exit: 0,
  };
}
