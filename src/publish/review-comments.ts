import { draftFile, draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Comment } from "../forge/forge.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { fromPointer, toPointer, valueAt } from "../json/pointer.ts";
import { BYTES } from "../limits.ts";
import type { StatusOutput } from "../output/status.ts";
import type { Remote } from "../workspace/context.ts";

/** What a reviewer said, with the place that it is on as the author of the draft knows it. */
export type PlacedComment = StatusOutput["entries"][number]["remarks"][number];

const LIMITS = { each: BYTES.catalogFile, all: BYTES.request };

/**
 * Finds what reviewers' comments on lines of a request are on. A line of the manifest that belongs to
 * the action is said as a place in the draft, and one of the recording as a place in the draft's own.
 */
export async function placeComments(
  comments: readonly Comment[],
  { port: { slug: port, files }, slug }: { port: LivePort; slug: string },
  git: Remote["git"],
): Promise<PlacedComment[]> {
  const names = comments.flatMap(({ position }) =>
    isPlain(position) ? [`${position.commit}:${position.path}`] : [],
  );
  const contents = await git.readMany([...new Set(names)], LIMITS);
  const documents = new Map<string, JsonDocument | undefined>();
  for (const [name, bytes] of contents) {
    const parsed = parseJson(bytes, LIMITS.each);
    documents.set(name, parsed.ok ? parsed.document : undefined);
  }
  return comments.map(({ author, text, url, position }) => {
    const said = { author, text, url };
    if (position === null) {
      return { ...said, file: null, pointer: null };
    }
    const document = isPlain(position) ? documents.get(`${position.commit}:${position.path}`) : undefined;
    const pointer = document?.pointerAt(position.line) ?? null;
    if (position.path === files.recording(slug)) {
      return { ...said, file: draftRecordingFile(port, slug), pointer };
    }
    const inDraft =
      position.path === files.manifest && pointer !== null ? draftPointer(pointer, slug, document) : null;
    return inDraft === null
      ? { ...said, file: position.path, pointer }
      : { ...said, file: draftFile(port, slug), pointer: inDraft };
  });
}

/** Whether a position can be asked of git: neither its path nor its commit holds what git would read otherwise. */
function isPlain(position: Comment["position"]): position is NonNullable<Comment["position"]> {
  return (
    position !== null &&
    /^[0-9a-f]{40,64}$/.test(position.commit) &&
    !/[\r\n\0]|(?:^|\/)\.{1,2}(?:\/|$)/.test(position.path)
  );
}

/** `/actions/3/result/fields/0` of the manifest is `/action/result/fields/0` of the draft, if that is its action. */
function draftPointer(pointer: string, slug: string, document: JsonDocument | undefined): string | null {
  const [list, index = "", ...below] = fromPointer(pointer);
  const action = valueAt(document?.value, ["actions", index, "slug"]);
  return list === "actions" && action === slug ? toPointer(["action", ...below]) : null;
}
