import type { Action } from "../../catalog/action.ts";
import { parseManifestPath } from "../../catalog/layout.ts";
import { type Manifest, manifestSchema } from "../../catalog/manifest.ts";
import type { Tree } from "../../catalog/tree.ts";
import { compareText } from "../../finding.ts";
import { type JsonDocument, type JsonProblem, parseJson } from "../../json/parse.ts";
import { ownMember } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { type ChangeSet, isAdded, isRemoved } from "./change-set.ts";

/** A manifest as a tree has it. */
export interface ReadManifest {
  text: string;
  document: JsonDocument;
  manifest: Manifest;
  /** Actions by slug, as they were written: the order of their members counts. */
  written: Map<string, string>;
}

/** One that can't be read, and where that shows. */
export type Unreadable = Omit<JsonProblem, "pointer">;

/** A manifest that is changed: not added, not removed. */
export interface ChangedManifest {
  path: string;
  port: string;
  before: ReadManifest | Unreadable;
  after: ReadManifest | Unreadable;
}

export async function changedManifests({ before, after, changes }: ChangeSet): Promise<ChangedManifest[]> {
  const found: ChangedManifest[] = [];
  for (const change of changes) {
    const place = parseManifestPath(change.path);
    if (place !== undefined && !isAdded(change) && !isRemoved(change)) {
      const { path } = change;
      found.push({
        path,
        port: place.port,
        before: await readManifest(before, path),
        after: await readManifest(after, path),
      });
    }
  }
  return found;
}

export async function readManifest(tree: Tree, path: string): Promise<ReadManifest | Unreadable> {
  const bytes = await tree.read(path);
  if (bytes === undefined) {
    return { message: "is no regular file, or far too large", line: 1, column: 1 };
  }
  const parsed = parseJson(bytes, BYTES.catalogFile);
  if (!parsed.ok) {
    return parsed.problem;
  }
  const { document } = parsed;
  const result = manifestSchema.safeParse(document.value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const pointer = `/${(issue?.path ?? []).map(String).join("/")}`;
    return { message: `isn't a manifest at ${pointer}`, ...document.locate(pointer) };
  }
  const actions = ownMember(document.value as Record<string, unknown>, "actions") as Action[];
  return {
    text: new TextDecoder().decode(bytes),
    document,
    manifest: result.data,
    written: new Map(actions.map((action) => [action.slug, JSON.stringify(action)])),
  };
}

export function isReadable(read: ReadManifest | Unreadable): read is ReadManifest {
  return "manifest" in read;
}

/**
 * Slugs whose actions differ, sorted; null where that can't be told. Of a base's manifest that can't be
 * read nothing was live: to mend it is like making a new one.
 */
export function changedSlugs({ before, after }: ChangedManifest): string[] | null {
  if (!isReadable(after)) {
    return null;
  }
  if (!isReadable(before)) {
    return [];
  }
  const slugs = new Set([...before.written.keys(), ...after.written.keys()]);
  return [...slugs].filter((slug) => before.written.get(slug) !== after.written.get(slug)).sort(compareText);
}

/** Pointers of what differs besides the actions and the version, which follows from them. */
export function changedMetadata(before: ReadManifest, after: ReadManifest): string[] {
  const members = (read: ReadManifest): Map<string, string> => {
    const { actions: _, version: __, port, publisher, ...rest } = read.document.value as Manifest;
    const nested = [
      ...Object.entries(port).map(([name, value]) => [`/port/${name}`, value] as const),
      ...Object.entries(publisher).map(([name, value]) => [`/publisher/${name}`, value] as const),
    ];
    const own = Object.entries(rest).map(([name, value]) => [`/${name}`, value] as const);
    return new Map([...own, ...nested].map(([name, value]) => [name, JSON.stringify(value)]));
  };
  const [old, now] = [members(before), members(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .sort();
}

/** An action as it stands in a manifest, its members in the order in which the file has them. */
export function writtenAction(read: ReadManifest, slug: string): unknown {
  const text = read.written.get(slug);
  return text === undefined ? undefined : JSON.parse(text);
}
