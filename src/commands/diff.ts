import { draftSchema } from "../drafts/draft.ts";
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
export async function run(host: Host, args: { file: string }): Promise<Report<DiffOutput>> {
  const context = await openContext(host);
  const catalogue = await context.catalogue();
  const file = await draftFileOf(context.files, args.file, "diff");
  const { draft } = await checkFile(context.files, catalogue, file);
  const port = draft === undefined ? undefined : await catalogue.find(draft.port);
  const parsed = draftSchema.safeParse(draft);
  if (port === undefined || !parsed.success) {
    throw new HarborError(
      "REFUSED",
      `${file} can't be folded into a manifest as it is`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  const { slug } = parsed.data.action;
  const isLive = port.manifest.actions.some((action) => action.slug === slug);
  if (parsed.data.change === "retire" && !isLive) {
    throw new HarborError(
      "REFUSED",
      `${port.slug}/${slug} isn't live, so it can't be retired`,
      `run \`harbor-drafts check ${file}\``,
    );
  }
  const { comparison, capability, version, patch } = foldDraft(parsed.data, port);
  return {
    output: {
      slug,
      change: parsed.data.change,
      capability,
      widening: comparison.widening,
      bump: { ...version, level: comparison.level },
      changes: comparison.changes,
      patch,
    },
    exit: 0,
  };
}
