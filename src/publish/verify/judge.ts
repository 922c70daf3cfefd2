import { draftFile, draftRecordingFile, recordingsFolder } from "../../catalog/layout.ts";
import type { Finding } from "../../finding.ts";
import { carriedFindings } from "./carried.ts";
import { type ChangeSet, type Conditions, type Judgement, judgement } from "./change-set.ts";
import { judgeDrafts } from "./drafts.ts";
import { type Zone, zoneOf } from "./guarded-paths.ts";
import { judgeMaintenance } from "./maintenance.ts";
import { type ChangedManifest, changedManifests, changedMetadata, isReadable } from "./manifests.ts";
import { refuse } from "./reasons.ts";
import { judgeRequest } from "./request.ts";
import { sizeFindings, structuralFindings } from "./structure.ts";

/** Tells of what kind a change is, by its trees alone, and whether it may land. */
export async function judgeChange(changeSet: ChangeSet, conditions: Conditions): Promise<Judgement> {
  const structural = structuralFindings(changeSet);
  const judged =
    structural.length > 0 ? judgement("mixed", structural) : await judgeKind(changeSet, conditions);
  const further = [
    ...(structural.length > 0 || judged.kind === "unrelated" ? [] : sizeFindings(changeSet)),
    ...(judged.kind === "mixed" ? [] : await carriedFindings(changeSet, judged.kind)),
  ];
  const { kind, findings, ...asked } = judged;
  return further.length === 0 ? judged : judgement(kind, [...findings, ...further], asked);
}

async function judgeKind(changeSet: ChangeSet, conditions: Conditions): Promise<Judgement> {
  const zones = new Set(changeSet.changes.map(({ path }) => zoneOf(path)));
  const isWithin = (zone: Zone): boolean => zones.size === 1 && zones.has(zone);
  if (zones.size === 0 || isWithin("other")) {
    return judgement("unrelated", []);
  }
  if (isWithin("drafts")) {
    return judgeDrafts(changeSet);
  }
  const asking = (await changedManifests(changeSet)).filter(({ slugs }) => slugs?.length !== 0);
  const [only, ...others] = asking;
  if (only === undefined) {
    return zones.has("other") || zones.has("drafts")
      ? judgement("mixed", ofManyKinds(changeSet))
      : judgeMaintenance(changeSet, conditions);
  }
  const foreign = others.length > 0 ? asking.map(ofManyPorts) : foreignFindings(changeSet, only);
  return foreign.length > 0 ? judgement("mixed", foreign) : judgeRequest(changeSet, only, conditions);
}

const ZONES: Record<Zone, string> = {
  catalog: "the catalogue",
  drafts: "drafts",
  settings: "configuration, or what guards or instructs",
  other: "what is no part of the catalogue",
};

/** One path of each kind tells enough. */
function ofManyKinds({ changes }: ChangeSet): Finding[] {
  const first = new Map(changes.toReversed().map(({ path }) => [zoneOf(path), path]));
  return [...first].map(([zone, path]) => {
    const message = `${path} is ${ZONES[zone]}, and the change is of other kinds besides`;
    return refuse("verify/kind", path, message, "make a change of each by itself");
  });
}

function ofManyPorts({ path }: ChangedManifest): Finding {
  const message = `actions of several ports change, in ${path} too`;
  return refuse("verify/kind", path, message, "ask for each publication by itself");
}

/** What doesn't belong to the publication of the actions that a manifest changes. */
function foreignFindings({ changes }: ChangeSet, changed: ChangedManifest): Finding[] {
  const { path: manifest, port, slugs, before, after } = changed;
  const folder = `${recordingsFolder(manifest)}/`;
  const own = slugs?.flatMap((slug) => [
    `${folder}${slug}.har`,
    draftFile(port, slug),
    draftRecordingFile(port, slug),
  ]);
  // Of a manifest that can't be read no one can know which action it is about.
  const belongs = (path: string): boolean =>
    path === manifest ||
    (own?.includes(path) ?? [folder, `drafts/${port}/`].some((start) => path.startsWith(start)));
  const what = slugs === null ? port : slugs.map((slug) => `${port}/${slug}`).join(", ");
  const others = changes
    .filter(({ path }) => !belongs(path))
    .map(({ path }) => {
      const message = `${path} doesn't belong to the publication of ${what}`;
      return refuse("verify/kind", path, message, "make a change of it by itself");
    });
  const places = isReadable(before) && isReadable(after) ? changedMetadata(before, after) : [];
  const metadata = places.map((place) => {
    const message = `${place.pointer} changes along with an action`;
    const hint = "metadata is maintenance: make a change of it by itself";
    return refuse("verify/kind", manifest, message, hint, place);
  });
  return [...others, ...metadata];
}
