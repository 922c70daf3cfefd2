import { CATALOG_FOLDER, CONFIG_FILE, parseManifestPath } from "../../catalog/layout.ts";
import { type LivePort, openCatalogue } from "../../catalog/load.ts";
import type { Tree } from "../../catalog/tree.ts";
import { loadConfig } from "../../config.ts";
import { HarborError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import type { Change } from "../../io/git-objects.ts";
import { recordingFaults } from "../../recordings/form.ts";
import { testLive } from "../../recordings/test-draft.ts";
import { checkCatalogFile, isCatalogFile } from "../../safe-model/check-catalog.ts";
import type { LandingId } from "../../safe-model/finding-docs.ts";
import { folderOf } from "../folder.ts";
import {
  type ChangeSet,
  type Conditions,
  isAdded,
  isRemoved,
  type Judgement,
  judgement,
} from "./change-set.ts";
import { zoneOf } from "./guarded-paths.ts";
import { isReadable, readManifest } from "./manifests.ts";
import { ownerFindings } from "./owners.ts";
import { refuse, staleFindings, warn } from "./reasons.ts";

/**
 * Judges a change of what decides over requests, by no live action: the caller says who may, and
 * what it leads to must be a catalogue that passes by itself.
 */
export async function judgeMaintenance(
  changeSet: ChangeSet,
  { allowance, now }: Conditions,
): Promise<Judgement> {
  const paths = changeSet.changes.map(({ path }) => path);
  const isCatalog = paths.some((path) => zoneOf(path) === "catalog");
  return judgement("maintenance", [
    ...(await permission(changeSet, paths, allowance)),
    ...staleFindings(changeSet, touchedPorts(paths)),
    ...(isCatalog ? await catalogFindings(changeSet) : []),
    ...(isCatalog ? await movedActionFindings(changeSet) : []),
    ...(isCatalog ? await evidenceFindings(changeSet, now) : []),
    ...(paths.includes(CONFIG_FILE) ? await configFindings(changeSet) : []),
  ]);
}

async function permission(
  { rules }: ChangeSet,
  paths: readonly string[],
  allowance: Conditions["allowance"],
): Promise<Finding[]> {
  if (allowance === undefined) {
    const hint =
      "on GitHub a code owner approves it; with git alone, whoever runs the server allows maintenance";
    return paths.map((path) =>
      refuse("verify/maintenance", path, `${path} is changed by maintenance alone`, hint),
    );
  }
  return allowance.people === null ? [] : ownerFindings(rules, paths, allowance.people);
}

/** Ports that are there before and after: of a new one nothing can have moved. */
function touchedPorts(paths: readonly string[]): string[] {
  const ports = paths.flatMap((path) => {
    const manifest = path.replace(/\.policy\.json$/, ".json").replace(/\.recordings\/[^/]*$/, ".json");
    return parseManifestPath(manifest)?.port ?? [];
  });
  return [...new Set(ports)];
}

/** Every manifest and policy as the change leaves them, those that it doesn't touch too: one may need the other. */
async function catalogFindings({ after, changes }: ChangeSet): Promise<Finding[]> {
  const files = folderOf(after);
  const paths = await after.list(CATALOG_FOLDER);
  const there = new Set(paths);
  const found: Finding[] = [];
  for (const file of paths.filter(isCatalogFile)) {
    found.push(...(await checkCatalogFile(files, file, there)).findings);
  }
  for (const { path } of changes.filter(isRemoved)) {
    const stem = parseManifestPath(path) && path.replace(/json$/, "");
    const left = stem && paths.find((other) => other.startsWith(stem));
    if (left !== undefined) {
      const message = `the port of ${path} is removed, and ${left} stays`;
      found.push(refuse("verify/manifest", left, message, "remove all of the port, or nothing"));
    }
  }
  return found;
}

/** A part of the catalogue that can't be read is a finding. */
async function orRefused(rule: LandingId, path: string, work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarborError) {
      return [refuse(rule, path, error.message, error.hint)];
    }
    throw error;
  }
}

function configFindings({ after }: ChangeSet): Promise<Finding[]> {
  return orRefused("verify/config", CONFIG_FILE, async () => {
    await loadConfig(after);
    return [];
  });
}

/**
 * What happens to live actions where a manifest goes, and another comes: a port may move or be called
 * otherwise, and takes its actions along as they are. One that goes for good is reported.
 */
async function movedActionFindings({ before, after, changes }: ChangeSet): Promise<Finding[]> {
  const gone = await actionsOf(before, changes.filter(isRemoved));
  const come = await actionsOf(after, changes.filter(isAdded));
  if (come.size === 0) {
    return [...gone].map(([path, { size }]) => {
      const message = `the port of ${path} is removed, and its ${size} live actions with it`;
      return warn("verify/manifest", path, message, "make sure that nobody uses it");
    });
  }
  const isThere = (ports: typeof gone, action: string): boolean =>
    [...ports.values()].some((actions) => actions.has(action));
  const strange = (ports: typeof gone, others: typeof gone): Finding[] =>
    [...ports].flatMap(([path, actions]) =>
      [...actions]
        .filter(([action]) => !isThere(others, action))
        .map(([, slug]) => {
          const message = `the action ${slug} isn't the same in the manifests that go and those that come`;
          const hint = "move the port with its actions as they are, and ask for their change by itself";
          return refuse("verify/action", path, message, hint);
        }),
    );
  return gone.size === 0 ? [] : [...strange(gone, come), ...strange(come, gone)];
}

/** The actions of manifests by path: each as it is written, with its slug. */
async function actionsOf(tree: Tree, changes: readonly Change[]): Promise<Map<string, Map<string, string>>> {
  const ports = new Map<string, Map<string, string>>();
  for (const { path } of changes) {
    const read = parseManifestPath(path) && (await readManifest(tree, path));
    // One that can't be read is reported where the catalogue is checked.
    if (read !== undefined && isReadable(read)) {
      ports.set(path, new Map([...read.written].map(([slug, action]) => [action, slug])));
    }
  }
  return ports;
}

/**
 * What maintenance does to the evidence of live actions. Recordings that it changes, and all of a port
 * whose manifest or policy it changes, must show what the action gives, and nothing that nobody may see.
 */
async function evidenceFindings(changeSet: ChangeSet, now: Date): Promise<Finding[]> {
  const { after, changes } = changeSet;
  const first = changes.find(({ path }) => path.startsWith(`${CATALOG_FOLDER}/`))?.path ?? CATALOG_FOLDER;
  return orRefused("verify/manifest", first, async () => {
    const catalogue = openCatalogue(after);
    const found: Finding[] = [];
    const owned = new Set<string>();
    for (const slug of await catalogue.ports()) {
      const port = await catalogue.get(slug);
      found.push(...(await evidenceOfPort(changeSet, port, now)));
      for (const action of port.manifest.actions) {
        owned.add(port.files.recording(action.slug));
      }
    }
    for (const { path } of changes.filter((change) => !isRemoved(change))) {
      if (zoneOf(path) === "catalog" && /\.har$/i.test(path) && !owned.has(path)) {
        const message = `${path} is the recording of no live action`;
        found.push(refuse("verify/evidence", path, message, "bring it with a draft"));
      }
    }
    return found;
  });
}

async function evidenceOfPort(
  { before, after, changes }: ChangeSet,
  port: LivePort,
  now: Date,
): Promise<Finding[]> {
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
