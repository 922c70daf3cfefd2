import { draftFile, draftRecordingFile, recordingsFolder } from "../../catalog/layout.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import { carriedFindings } from "./carried.ts";
import { type ChangeSet, type Conditions, type Judgement, NOTHING_ASKED } from "./change-set.ts";
import { judgeDrafts } from "./drafts.ts";
import { zoneOf } from "./guarded-paths.ts";
import { judgeMaintenance } from "./maintenance.ts";
import {
  type ChangedManifest,
  changedManifests,
  changedMetadata,
  changedSlugs,
  isReadable,
} from "./manifests.ts";
import { refuse } from "./reasons.ts";
import { judgeRequest } from "./request.ts";
import { sizeFindings, structuralFindings } from "./structure.ts";

/** Tells of what kind a change is, by its trees alone, and whether it may land. */
export async function judgeChange(changeSet: ChangeSet, conditions: Conditions): Promise<Judgement> {
  const structural = structuralFindings(changeSet);
  if (structural.length > 0) {
    return mixed(structural);
  }
  const judged = await judgeKind(changeSet, conditions);
  const further = [
    ...(judged.kind === "unrelated" ? [] : sizeFindings(changeSet)),
    ...(judged.kind === "mixed" ? [] : await carriedFindings(changeSet, judged.kind)),
  ];
  return further.length === 0
    ? judged
    : {
        ...judged,
        allowed: false,
        selfPublish: false,
        findings: arrangeFindings([...judged.findings, ...further]),
      };
}

async function judgeKind(changeSet: ChangeSet, conditions: Conditions): Promise<Judgement> {
  const zones = new Set(changeSet.changes.map(({ path }) => zoneOf(path)));
  if (zones.size === 0 || (zones.has("other") && zones.size === 1)) {
    return { ...NOTHING_ASKED, kind: "unrelated", allowed: true, findings: [] };
  }
  if (zones.has("drafts") && zones.size === 1) {
    return judgeDrafts(changeSet);
  }
  const manifests = await changedManifests(changeSet);
  const asking = manifests.filter((changed) => changedSlugs(changed)?.length !== 0);
  const [only] = asking;
  if (only === undefined) {
    return zones.has("other") || zones.has("drafts")
      ? mixed(ofManyKinds(changeSet))
      : judgeMaintenance(changeSet, conditions);
  }
  const foreign = asking.flatMap((changed) => foreignFindings(changeSet, changed, asking.length === 1));
  return foreign.length === 0 ? judgeRequest(changeSet, only, conditions) : mixed(foreign);
}

export function mixed(findings: readonly Finding[]): Judgement {
  return { ...NOTHING_ASKED, kind: "mixed", allowed: false, findings: arrangeFindings(findings) };
}

/** One path of each kind tells enough. */
function ofManyKinds({ changes }: ChangeSet): Finding[] {
  const words = {
    catalog: "the catalogue",
    drafts: "drafts",
    settings: "configuration, or what guards or instructs",
    other: "what is no part of the catalogue",
  };
  const first = new Map(changes.toReversed().map(({ path }) => [zoneOf(path), path]));
  return [...first].map(([zone, path]) =>
    refuse(
      "verify/kind",
      path,
      `${path} is ${words[zone]}, and the change is of other kinds besides`,
      "make a change of each by itself",
    ),
  );
}

/** What doesn't belong to the publication of the actions that a manifest changes. */
function foreignFindings({ changes }: ChangeSet, changed: ChangedManifest, isOnly: boolean): Finding[] {
  const { path, port, before, after } = changed;
  if (!isOnly) {
    const message = `actions of several ports change, in ${path} too`;
    return [refuse("verify/kind", path, message, "ask for each publication by itself")];
  }
  const slugs = changedSlugs(changed);
  const folder = `${recordingsFolder(path)}/`;
  const belongs = (candidate: string): boolean =>
    candidate === path ||
    (slugs === null
      ? // No one can know which action it is about: that is the request's own fault.
        candidate.startsWith(folder) || candidate.startsWith(draftFile(port, "").replace(/\.json$/, ""))
      : slugs.some((slug) =>
          [`${folder}${slug}.har`, draftFile(port, slug), draftRecordingFile(port, slug)].includes(candidate),
        ));
  const what = slugs === null ? port : slugs.map((slug) => `${port}/${slug}`).join(", ");
  const others = changes
    .filter((change) => !belongs(change.path))
    .map((change) =>
      refuse(
        "verify/kind",
        change.path,
        `${change.path} doesn't belong to the publication of ${what}`,
        "make a change of it by itself",
      ),
    );
  const metadata =
    isReadable(before) && isReadable(after)
      ? changedMetadata(before, after).map((pointer) =>
          refuse(
            "verify/kind",
            path,
            `${pointer} changes along with an action`,
            "metadata is maintenance: make a change of it by itself",
            { ...after.document.locate(pointer), pointer },
          ),
        )
      : [];
  return [...others, ...metadata];
}
