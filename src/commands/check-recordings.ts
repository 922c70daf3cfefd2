import {
  draftRecordingFile,
  parseDraftPath,
  parseManifestPath,
  recordingsFolder,
} from "../catalog/layout.ts";
import { type Catalogue, type LivePort, openCatalogue } from "../catalog/load.ts";
import type { ReadableDraft } from "../drafts/draft.ts";
import { HarborError } from "../errors.ts";
import { arrangeFindings, type Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import type { CheckedCatalogFile } from "../safe-model/check-catalog.ts";
import type { Context } from "../workspace/context.ts";

type CheckedOutput = CheckOutput["drafts"][number];

/**
 * A draft goes with its recording: what stands in that is committed and pushed as well. One that isn't its
 * own projection is only mentioned: a request brings the projection.
 *
 * @param draft as it is judged; undefined where it can't be read
 * @param fix whether to write the projection in its place
 */
export async function withRecording(
  context: Context,
  checked: CheckedOutput,
  draft: ReadableDraft | undefined,
  fix: boolean,
): Promise<CheckedOutput> {
  const place = parseDraftPath(checked.file);
  if (place === undefined) {
    return checked;
  }
  const port = draft && (await findPort(await context.catalogue(), draft.port));
  const path = draftRecordingFile(place.port, place.slug);
  const { findings, form } = await judgeOrFix(context, path, port, draft?.action, fix);
  if (findings.length === 0 && form === undefined) {
    return checked;
  }
  const told = [...findings, ...(form === undefined ? [] : [{ ...form, severity: "info" as const }])];
  const isRefused = findings.length > 0 && checked.verdict !== "invalid";
  return {
    ...checked,
    verdict: isRefused ? "refused" : checked.verdict,
    findings: arrangeFindings([...checked.findings, ...told]),
  };
}

/** And a manifest with those of its live actions, which are in form. */
export async function withRecordings(
  context: Context,
  checked: CheckedCatalogFile,
  paths: readonly string[],
  fix: boolean,
): Promise<CheckedCatalogFile> {
  const folder = `${recordingsFolder(checked.file)}/`;
  const recordings = checked.kind === "manifest" ? paths.filter((path) => path.startsWith(folder)) : [];
  const slug = recordings.length > 0 ? parseManifestPath(checked.file)?.port : undefined;
  const port = slug === undefined ? undefined : await findPort(openCatalogue(context.files.tree), slug);
  const findings: Finding[] = [];
  for (const path of recordings) {
    const action = port?.manifest.actions.find((live) => port.files.recording(live.slug) === path);
    const judged = await judgeOrFix(context, path, port, action, fix);
    findings.push(...judged.findings, ...(judged.form === undefined ? [] : [judged.form]));
  }
  return findings.length === 0
    ? checked
    : { ...checked, passed: false, findings: arrangeFindings([...checked.findings, ...findings]) };
}

/** A port that can't be read is told of elsewhere. */
async function findPort(catalogue: Catalogue, port: string): Promise<LivePort | undefined> {
  try {
    return await catalogue.find(port);
  } catch (error) {
    if (error instanceof HarborError) {
      return undefined;
    }
    throw error;
  }
}

async function judgeOrFix(
  { files, log }: Context,
  path: string,
  port: LivePort | undefined,
  action: unknown,
  fix: boolean,
): Promise<{ findings: Finding[]; form: Finding | undefined }> {
  const bytes = await files.tree.read(path);
  if (bytes === undefined) {
    return { findings: [], form: undefined };
  }
  const { judgeRecording } = await import("../recordings/form.ts");
  const { findings, form, projection } = judgeRecording(path, bytes, port, action);
  if (!fix || projection === undefined) {
    return { findings, form };
  }
  await files.rewrite(path, projection, bytes);
  log(`fixed ${path} recording/form`);
  return { findings, form: undefined };
}
