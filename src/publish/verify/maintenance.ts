import { CATALOG_FOLDER, CONFIG_FILE, parseManifestPath } from "../../catalog/layout.ts";
import { loadConfig } from "../../config.ts";
import { HarborError } from "../../errors.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import { checkCatalogFile, isCatalogFile } from "../../safe-model/check-catalog.ts";
import { type ChangeSet, type Conditions, isRemoved, type Judgement, NOTHING_ASKED } from "./change-set.ts";
import { entriesOf } from "./entries.ts";
import { evidenceFindings } from "./evidence.ts";
import { zoneOf } from "./guarded-paths.ts";
import { movedPortFindings } from "./moved-ports.ts";
import { ownerFindings } from "./owners.ts";
import { hasErrors, refuse } from "./reasons.ts";
import { staleFindings } from "./stale.ts";

/**
 * Judges a change of what decides over requests, by no live action: who may is told by the caller, and
 * what it leads to must be a catalogue that passes by itself.
 */
export async function judgeMaintenance(step: ChangeSet, { allowance, now }: Conditions): Promise<Judgement> {
  const paths = step.changes.map(({ path }) => path);
  const isCatalog = paths.some((path) => zoneOf(path) === "catalog");
  const findings = [
    ...(await permission(step, paths, allowance)),
    ...staleFindings(step, touchedPorts(step)),
    ...(isCatalog ? await catalogFindings(step) : []),
    ...(isCatalog ? await movedPortFindings(step) : []),
    ...(isCatalog ? await evidenceFindings(step, now) : []),
    ...(await configFindings(step, paths)),
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
  const files = entriesOf(after);
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
      return [
        refuse(
          "verify/config",
          CONFIG_FILE,
          error.message,
          "`harbor-drafts schema config` tells its members",
        ),
      ];
    }
    throw error;
  }
}
