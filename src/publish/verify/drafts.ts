import { draftFile, draftRecordingFile, parseDraftPath } from "../../catalog/layout.ts";
import { type Catalogue, openCatalogue } from "../../catalog/load.ts";
import type { ReadableDraft } from "../../drafts/draft.ts";
import type { Finding } from "../../finding.ts";
import { recordingFaults } from "../../recordings/form.ts";
import { checkFile } from "../../safe-model/check-file.ts";
import { folderOf } from "../folder.ts";
import { type ChangeSet, isRemoved, type Judgement, judgement } from "./change-set.ts";
import { refuse } from "./reasons.ts";

/** Judges a change under drafts/ alone: each draft that it brings or changes must pass check. */
export async function judgeDrafts(changeSet: ChangeSet): Promise<Judgement> {
  const kept = changeSet.changes.filter((change) => !isRemoved(change));
  const findings: Finding[] = [];
  const drafts = new Map<string, { port: string; slug: string }>();
  for (const { path } of kept) {
    const place = parseDraftPath(path.replace(/\.har$/, ".json"));
    if (place === undefined) {
      const hint = "a draft is drafts/<port>/<slug>.json, its recording <slug>.har beside it";
      findings.push(refuse("verify/drafts", path, `${path} is no place of a draft or recording`, hint));
    } else {
      drafts.set(draftFile(place.port, place.slug), place);
    }
  }
  const catalogue = openCatalogue(changeSet.rules);
  for (const [file, { port, slug }] of drafts) {
    const judged = await ofDraft(changeSet, catalogue, file);
    findings.push(...judged.findings);
    findings.push(...(await ofRecording(changeSet, catalogue, draftRecordingFile(port, slug), judged.draft)));
  }
  return judgement("drafts", findings);
}

async function ofDraft(
  { after }: ChangeSet,
  catalogue: Catalogue,
  file: string,
): Promise<{ draft: ReadableDraft | undefined; findings: Finding[] }> {
  const files = folderOf(after);
  if ((await files.entry(file)).kind === "none") {
    const hint = `add ${file}, or remove the recording`;
    const findings = [refuse("verify/drafts", file, `the recording has no draft ${file}`, hint)];
    return { draft: undefined, findings };
  }
  const { loaded, verdict, findings } = await checkFile(files, catalogue, file);
  const isRefused = verdict === "refused" || verdict === "invalid";
  const hint = `run \`harbor-drafts check ${file}\``;
  const refusal = refuse("verify/check", file, `${file} is ${verdict} by the base's policy`, hint);
  return { draft: loaded?.draft, findings: isRefused ? [refusal, ...findings] : findings };
}

async function ofRecording(
  { after }: ChangeSet,
  catalogue: Catalogue,
  path: string,
  draft: ReadableDraft | undefined,
): Promise<Finding[]> {
  const bytes = await after.read(path);
  const port = draft === undefined ? undefined : await catalogue.find(draft.port);
  return bytes === undefined ? [] : recordingFaults(path, bytes, port, draft?.action);
}
