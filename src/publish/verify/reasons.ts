import { parseManifestPath } from "../../catalog/layout.ts";
import { errorFinding, type Finding } from "../../finding.ts";
import type { LandingId } from "../../safe-model/finding-docs.ts";
import type { ChangeSet } from "./change-set.ts";

/** A reason as a finding that refuses; at the file's start where no place is given. */
export function refuse(
  rule: LandingId,
  file: string,
  message: string,
  hint: string,
  place: Partial<Pick<Finding, "line" | "column" | "pointer">> = {},
): Finding {
  return errorFinding({ ...place, rule, message, hint, file });
}

export function warn(...reason: Parameters<typeof refuse>): Finding {
  return { ...refuse(...reason), severity: "warning" };
}

/** Ports whose manifest or policy isn't at the base's tip what the change was made from. */
export function staleFindings(changeSet: Pick<ChangeSet, "moved">, ports: readonly string[]): Finding[] {
  const isOfThem = (path: string): boolean => {
    const place = parseManifestPath(path.replace(/\.policy\.json$/, ".json"));
    return place !== undefined && ports.includes(place.port);
  };
  return movedFindings(changeSet, [...changeSet.moved.keys()].filter(isOfThem));
}

/** Which of some files aren't at the base's tip what the change was made from. */
export function movedFindings({ moved }: Pick<ChangeSet, "moved">, paths: readonly string[]): Finding[] {
  return paths
    .filter((path) => moved.has(path))
    .map((path) => stale(path, `${path} moved on the base since`));
}

export function stale(path: string, why: string): Finding {
  const hint = "rebase it onto the base's tip; a publish request by `harbor-drafts refresh`";
  return refuse("verify/stale", path, `stale: ${why}`, hint);
}
