import { draftRecordingFile, parseDraftPath } from "../catalog/layout.ts";
import { arrangeFindings, type Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import type { CheckedCatalogFile } from "../safe-model/check-catalog.ts";
import type { Context } from "../workspace/context.ts";

type CheckedOutput = CheckOutput["drafts"][number];

/** A draft goes with its recording: what stands in that is committed and pushed as well. */
export async function withRecording(context: Context, checked: CheckedOutput): Promise<CheckedOutput> {
  const place = parseDraftPath(checked.file);
  if (place === undefined) {
    return checked;
  }
  const findings = await recordingFindings(context, [draftRecordingFile(place.port, place.slug)]);
  if (findings.length === 0) {
    return checked;
  }
  const verdict = checked.verdict === "invalid" ? "invalid" : "refused";
  return { ...checked, verdict, findings: arrangeFindings([...checked.findings, ...findings]) };
}

/** And a manifest with those of its live actions. */
export async function withRecordings(
  context: Context,
  checked: CheckedCatalogFile,
  paths: readonly string[],
): Promise<CheckedCatalogFile> {
  const folder = `${recordingsFolder(checked.file)}/`;
  const recordings = checked.kind === "manifest" ? paths.filter((path) => path.startsWith(folder)) : [];
  const findings = await recordingFindings(context, recordings);
  return findings.length === 0
    ? checked
    : { ...checked, passed: false, findings: arrangeFindings([...checked.findings, ...findings]) };
}

/** Where the recordings of a manifest's live actions stand. */
export function recordingsFolder(manifest: string): string {
  return manifest.replace(/\.json$/, ".recordings");
}

async function recordingFindings({ files }: Context, paths: readonly string[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const path of paths) {
    const bytes = await files.tree.read(path);
    if (bytes !== undefined) {
      const { findingsOfRecording } = await import("../recordings/har/examine.ts");
      found.push(...findingsOfRecording(path, bytes));
    }
  }
  return found;
}
