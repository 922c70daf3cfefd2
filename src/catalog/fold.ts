import { compareText } from "../finding.ts";
import type { Action } from "./action.ts";
import { bumpVersion, compareActions } from "./compare.ts";
import { liveAction } from "./load.ts";
import type { Manifest } from "./manifest.ts";

/** A change of one live action, ready to be folded. */
export type Change =
  | { change: "add" | "update"; action: Action }
  | { change: "retire"; action: { slug: string } };

/**
 * The fold: the manifest with one action added, replaced or removed, its version bumped and its
 * actions sorted by slug. Deterministic and frozen for manifest format 1: a newer tool must give
 * the same bytes, since reviewers and CI compare them.
 */
export function fold(manifest: Manifest, change: Change): Manifest {
  const { slug } = change.action;
  const others = manifest.actions.filter((action) => action.slug !== slug);
  const before = liveAction({ manifest }, slug);
  const after = change.change === "retire" ? undefined : change.action;
  const actions = after === undefined ? others : [...others, after];
  return {
    ...manifest,
    version: bumpVersion(manifest.version, compareActions(before, after).level),
    actions: actions.sort((a, b) => compareText(a.slug, b.slug)),
  };
}
