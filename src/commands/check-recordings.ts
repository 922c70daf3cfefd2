import { draftRecordingFile, parseDraftPath, parseManifestPath } from "../catalog/layout.ts";
import { type Catalogue, openCatalogue } from "../catalog/load.ts";
import { HarborError } from "../errors.ts";
import { arrangeFindings, type Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import type { KnownCredentials } from "../recordings/har/har-credentials.ts";
import type { CheckedCatalogFile } from "../safe-model/check-catalog.ts";
import type { Context } from "../workspace/context.ts";

type CheckedOutput = CheckOutput["drafts"][number];

/** A draft goes with its recording: what stands in that is committed and pushed as well. */
export async function withRecording(context: Context, checked: CheckedOutput): Promise<CheckedOutput> {
  const place = parseDraftPath(checked.file);
  if (place === undefined) {
    return checked;
  }
  const known = await knownCredentials(await context.catalogue(), place.port);
  const findings = await recordingFindings(context, [draftRecordingFile(place.port, place.slug)], known);
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
  const port = recordings.length > 0 ? parseManifestPath(checked.file)?.port : undefined;
  const known =
    port === undefined ? undefined : await knownCredentials(openCatalogue(context.files.tree), port);
  const findings = await recordingFindings(context, recordings, known);
  return findings.length === 0
    ? checked
    : { ...checked, passed: false, findings: arrangeFindings([...checked.findings, ...findings]) };
}

/** Where the recordings of a manifest's live actions stand. */
export function recordingsFolder(manifest: string): string {
  return manifest.replace(/\.json$/, ".recordings");
}

/** What the policy knows of credentials; where it can't be read, others tell, and names alone must do. */
async function knownCredentials(catalogue: Catalogue, port: string): Promise<KnownCredentials | undefined> {
  try {
    return (await catalogue.find(port))?.policy.credentials;
  } catch (error) {
    if (error instanceof HarborError) {
      return undefined;
    }
    throw error;
  }
}

async function recordingFindings(
  { files }: Context,
  paths: readonly string[],
  known: KnownCredentials | undefined,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const path of paths) {
    const bytes = await files.tree.read(path);
    if (bytes !== undefined) {
      const { findingsOfRecording } = await import("../recordings/har/examine.ts");
      found.push(...findingsOfRecording(path, bytes, known));
    }
  }
  return found;
}
