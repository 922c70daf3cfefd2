import { CATALOG_FOLDER } from "../../catalog/layout.ts";
import { type LivePort, openCatalogue } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import { recordingFaults } from "../../recordings/form.ts";
import { testLive } from "../../recordings/test-draft.ts";
import { type ChangeSet, isRemoved } from "./change-set.ts";
import { zoneOf } from "./guarded-paths.ts";
import { isReadable, readManifest } from "./manifests.ts";
import { refuse } from "./reasons.ts";

/**
 * What maintenance does to the evidence of live actions. Recordings that it changes, and all of a port
 * whose manifest or policy it changes, must show what the action gives, and nothing that nobody may see.
 */
export async function evidenceFindings(step: ChangeSet, now: Date): Promise<Finding[]> {
  const { after, changes } = step;
  const kept = changes.filter((change) => !isRemoved(change));
  const catalogue = openCatalogue(after);
  const found: Finding[] = [];
  const owned = new Set<string>();
  try {
    for (const slug of await catalogue.ports()) {
      const port = await catalogue.get(slug);
      found.push(...(await ofPort(step, port, now)));
      for (const action of port.manifest.actions) {
        owned.add(port.files.recording(action.slug));
      }
    }
  } catch (error) {
    if (!(error instanceof HarborError)) {
      throw error;
    }
    const file = changes.find(({ path }) => path.startsWith(`${CATALOG_FOLDER}/`))?.path ?? CATALOG_FOLDER;
    return [...found, refuse("verify/manifest", file, error.message, error.hint)];
  }
  const stray = kept.filter(
    ({ path }) => zoneOf(path) === "catalog" && /\.har$/i.test(path) && !owned.has(path),
  );
  return [
    ...found,
    ...stray.map(({ path }) =>
      refuse("verify/evidence", path, `${path} is the recording of no live action`, "bring it with a draft"),
    ),
  ];
}

async function ofPort({ before, after, changes }: ChangeSet, port: LivePort, now: Date): Promise<Finding[]> {
  const { manifest, policy, recording } = port.files;
  const changed = new Set(changes.map(({ path }) => path));
  const isWhole = changed.has(manifest) || changed.has(policy);
  const isNew = changed.has(manifest) && !isReadable(await readManifest(before, manifest));
  const found: Finding[] = [];
  for (const action of port.manifest.actions) {
    const path = recording(action.slug);
    if (!isWhole && !changed.has(path)) {
      continue;
    }
    const bytes = await after.read(path);
    const faults = bytes === undefined ? [] : recordingFaults(path, bytes, port, action);
    const test = await testLive(port, action, { base: after, now });
    found.push(...(faults.length > 0 ? faults : test.findings));
    // What has no evidence, and had none, is no worse than before.
    if (!test.passed && (isNew || changed.has(path) || bytes !== undefined)) {
      const message = `the live action ${action.slug} doesn't pass its test`;
      found.push(refuse("verify/evidence", path, message, "`harbor-drafts test --all` tells why"));
    }
  }
  return found;
}
