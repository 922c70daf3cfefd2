import { CATALOG_FOLDER, CONFIG_FILE, parseManifestPath } from "../../catalog/layout.ts";
import type { Tree } from "../../catalog/tree.ts";
import { loadConfig } from "../../config.ts";
import { HarborError } from "../../errors.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import type { Change } from "../../io/git-objects.ts";
import { checkCatalogFile, isCatalogFile } from "../../safe-model/check-catalog.ts";
import { folderOf } from "../folder.ts";
import {
  type ChangeSet,
  type Conditions,
  isAdded,
  isRemoved,
  type Judgement,
  NOTHING_ASKED,
} from "./change-set.ts";
import { evidenceFindings } from "./evidence.ts";
import { zoneOf } from "./guarded-paths.ts";
import { isReadable, type ReadManifest, readManifest } from "./manifests.ts";
import { ownerFindings } from "./owners.ts";
import { hasErrors, refuse, staleFindings, warn } from "./reasons.ts";

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
  const findings = [
    ...(await permission(changeSet, paths, allowance)),
    ...staleFindings(changeSet, touchedPorts(changeSet)),
    ...(isCatalog ? await catalogFindings(changeSet) : []),
    ...(isCatalog ? await movedPortFindings(changeSet) : []),
    ...(isCatalog ? await evidenceFindings(changeSet, now) : []),
    ...(await configFindings(changeSet, paths)),
  ];
  return {
    ...NOTHING_ASKED,
    kind: "maintenance",
    allowed: !hasErrors(findings),
    findings: arrangeFindings(findings),
  };
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
function touchedPorts({ changes }: ChangeSet): string[] {
  const ports = changes.flatMap(({ path }) => {
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
  for (const change of changes.filter(isRemoved)) {
    const stem = parseManifestPath(change.path) === undefined ? undefined : change.path.replace(/json$/, "");
    const left = stem === undefined ? undefined : paths.find((path) => path.startsWith(stem));
    if (left !== undefined) {
      const message = `the port of ${change.path} is removed, and ${left} stays`;
      found.push(refuse("verify/manifest", left, message, "remove all of the port, or nothing"));
    }
  }
  return found;
}

async function configFindings({ after }: ChangeSet, paths: readonly string[]): Promise<Finding[]> {
  try {
    if (paths.includes(CONFIG_FILE)) {
      await loadConfig(after);
    }
    return [];
  } catch (error) {
    if (error instanceof HarborError) {
      const hint = "`harbor-drafts schema config` tells its members";
      return [refuse("verify/config", CONFIG_FILE, error.message, hint)];
    }
    throw error;
  }
}

interface Port {
  path: string;
  slug: string;
  read: ReadManifest;
}

/**
 * What happens to live actions where a manifest goes, and another comes: a port may move or be called
 * otherwise, and takes its actions along as they are. One that goes for good is reported.
 */
async function movedPortFindings({ before, after, changes }: ChangeSet): Promise<Finding[]> {
  const gone = await portsOf(before, changes.filter(isRemoved));
  const come = await portsOf(after, changes.filter(isAdded));
  return gone.flatMap((port) => {
    const same = come.filter(({ slug }) => slug === port.slug);
    // Without one of its name it may be any that has none of its own.
    const others = come.filter(({ slug }) => !gone.some((candidate) => candidate.slug === slug));
    const [heir] = same.length > 0 ? same : others;
    if (heir === undefined) {
      const count = port.read.written.size;
      const message = `the port ${port.slug} is removed, and its ${count} live actions with it`;
      return [warn("verify/manifest", port.path, message, "make sure that nobody uses it")];
    }
    const slugs = new Set([...port.read.written.keys(), ...heir.read.written.keys()]);
    return [...slugs]
      .filter((slug) => port.read.written.get(slug) !== heir.read.written.get(slug))
      .sort()
      .map((slug) =>
        refuse(
          "verify/action",
          heir.path,
          `the action ${slug} isn't what it was in ${port.path}`,
          "move the port with its actions as they are, and ask for their change by itself",
        ),
      );
  });
}

async function portsOf(tree: Tree, changes: readonly Change[]): Promise<Port[]> {
  const ports: Port[] = [];
  for (const { path } of changes) {
    const slug = parseManifestPath(path)?.port;
    const read = slug === undefined ? undefined : await readManifest(tree, path);
    // One that can't be read is reported where the catalogue is checked.
    if (slug !== undefined && read !== undefined && isReadable(read)) {
      ports.push({ path, slug, read });
    }
  }
  return ports;
}
