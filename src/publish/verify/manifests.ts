import type { Action } from "../../catalog/action.ts";
import { parseManifestPath } from "../../catalog/layout.ts";
import { type Manifest, manifestSchema } from "../../catalog/manifest.ts";
import type { Tree } from "../../catalog/tree.ts";
import { compareText, type Finding } from "../../finding.ts";
import { type JsonDocument, type JsonProblem, parseJson } from "../../json/parse.ts";
import { ownMember } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { type ChangeSet, isAdded, isRemoved } from "./change-set.ts";

/** A manifest as a tree has it. */
export interface ReadManifest {
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
  /**
   * The actions that differ, sorted; null where that can't be known. Where the base's manifest can't be
   * read, nothing was live: to mend it is like making a new one.
   */
  slugs: string[] | null;
}

export async function changedManifests({ before, after, changes }: ChangeSet): Promise<ChangedManifest[]> {
  const found: ChangedManifest[] = [];
  for (const change of changes) {
    const { path } = change;
    const port = parseManifestPath(path)?.port;
    if (port !== undefined && !isAdded(change) && !isRemoved(change)) {
      const [was, is] = [await readManifest(before, path), await readManifest(after, path)];
      const known = isReadable(was) ? was.written : undefined;
      const slugs = isReadable(is) ? (known === undefined ? [] : differing(known, is.written)) : null;
      found.push({ path, port, before: was, after: is, slugs });
    }
  }
  return found;
}

/** Keys of what isn't the same in two maps, sorted. */
function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort(compareText);
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
    document,
    manifest: result.data,
    written: new Map(actions.map((action) => [action.slug, JSON.stringify(action)])),
  };
}

export function isReadable(read: ReadManifest | Unreadable): read is ReadManifest {
  return "manifest" in read;
}

type Place = Pick<Finding, "line" | "column" | "pointer">;

/** Where the manifests differ besides the actions and the version, which follows from them; sorted. */
export function changedMetadata(before: ReadManifest, after: ReadManifest): Place[] {
  const pointers = differing(metadataOf(before), metadataOf(after));
  return pointers.map((pointer) => ({ ...after.document.locate(pointer), pointer }));
}

function metadataOf({ document }: ReadManifest): Map<string, string> {
  const { actions: _, version: __, port, publisher, ...rest } = document.value as Manifest;
  const groups = Object.entries({ "": rest, "/port": port, "/publisher": publisher });
  return new Map(
    groups.flatMap(([start, members]) =>
      Object.entries(members).map(([name, value]) => [`${start}/${name}`, JSON.stringify(value)] as const),
    ),
  );
}

/** An action as it stands in a manifest, its members in the order in which the file has them. */
export function writtenAction(read: ReadManifest, slug: string): unknown {
  const text = read.written.get(slug);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Where an action is in a manifest; where the list is, if it is gone. */
export function locate({ manifest, document }: ReadManifest, slug: string): Place {
  const index = manifest.actions.findIndex((action) => action.slug === slug);
  const pointer = index === -1 ? "/actions" : `/actions/${index}`;
  return { ...document.locate(pointer), pointer };
}
