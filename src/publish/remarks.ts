import { draftFile, draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Remark } from "../forge/forge.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { fromPointer, toPointer, valueAt } from "../json/pointer.ts";
import type { Remote } from "../workspace/context.ts";

/** What a reviewer said, with the place that it is on as the author of the draft knows it. */
export interface PlacedRemark {
  author: string;
  text: string;
  url: string | null;
  file: string | null;
  /** Into the file; null where it is on the whole. */
  pointer: string | null;
}

const LIMITS = { each: 4 << 20, all: 32 << 20 };

/**
 * Finds what reviewers' remarks on lines of a request are on. A line of the manifest that belongs to
 * the action is told as a place in the draft, and one of the recording as a place in the draft's own.
 */
export async function placeRemarks(
  remarks: readonly Remark[],
  { port: { slug: port, files }, slug }: { port: LivePort; slug: string },
  git: Remote["git"],
): Promise<PlacedRemark[]> {
  const names = remarks.flatMap(({ place }) => (isPlain(place) ? [`${place.commit}:${place.path}`] : []));
  const contents = await git.readMany([...new Set(names)], LIMITS);
  const documents = new Map<string, JsonDocument | undefined>();
  for (const [name, bytes] of contents) {
    const parsed = parseJson(bytes, LIMITS.each);
    documents.set(name, parsed.ok ? parsed.document : undefined);
  }
  return remarks.map(({ author, text, url, place }) => {
    const told = { author, text, url };
    if (place === null) {
      return { ...told, file: null, pointer: null };
    }
    const document = isPlain(place) ? documents.get(`${place.commit}:${place.path}`) : undefined;
    const pointer = document?.pointerAt(place.line) ?? null;
    if (place.path === files.recording(slug)) {
      return { ...told, file: draftRecordingFile(port, slug), pointer };
    }
    const inDraft =
      place.path === files.manifest && pointer !== null ? draftPointer(pointer, slug, document) : null;
    return inDraft === null
      ? { ...told, file: place.path, pointer }
      : { ...told, file: draftFile(port, slug), pointer: inDraft };
  });
}

/** Whether a place can be asked of git: neither its path nor its commit holds what git would read otherwise. */
function isPlain(place: Remark["place"]): place is NonNullable<Remark["place"]> {
  return (
    place !== null &&
    /^[0-9a-f]{40,64}$/.test(place.commit) &&
    !/[\r\n\0]|(?:^|\/)\.{1,2}(?:\/|$)/.test(place.path)
  );
}

/** `/actions/3/result/fields/0` of the manifest is `/action/result/fields/0` of the draft, if that is its action. */
function draftPointer(pointer: string, slug: string, document: JsonDocument | undefined): string | null {
  const [list, index = "", ...below] = fromPointer(pointer);
  const action = valueAt(document?.value, ["actions", index, "slug"]);
  return list === "actions" && action === slug ? toPointer(["action", ...below]) : null;
}
