import { draftFile, draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import { type Manifest, manifestSchema } from "../catalog/manifest.ts";
import { memoryTree } from "../catalog/tree.ts";
import { canonicalDraft, type Draft, draftDigest, draftSchema } from "../drafts/draft.ts";
import type { Entry, Files } from "../io/files.ts";
import type { CommitInfo, Git } from "../io/git.ts";
import { parseJson } from "../json/parse.ts";
import { BYTES } from "../limits.ts";
import { isRequester, type RequestMessage, readCommitMessage } from "./commit-message.ts";

/** What a request's commit was made from, read back from it. */
export interface RequestSource extends RequestMessage {
  draft: Draft;
  /** The recording that it brings; undefined where it brings none. */
  recording: Uint8Array | undefined;
  /** `Name <mail>`; undefined where it can't be read. */
  author: string | undefined;
}

/**
 * Reads back the draft of a request from its commit: its action from the two manifests, its reasons
 * from the message.
 *
 * @returns undefined for a commit that isn't as this tool made it: the digest of what it asks for must
 * be the one that it names
 */
export async function readRequestSource(
  git: Git,
  commit: CommitInfo,
  port: LivePort,
  slug: string,
): Promise<RequestSource | undefined> {
  const message = readCommitMessage(commit.message);
  const [parent, ...others] = commit.parents;
  const isNamed = message?.requestedBy === undefined || isRequester(message.requestedBy);
  if (message === undefined || !isNamed || parent === undefined || others.length > 0) {
    return undefined;
  }
  const path = port.files.recording(slug);
  const names = [parent, commit.id].flatMap((id) => [`${id}:${port.files.manifest}`, `${id}:${path}`]);
  const files = await git.readMany(names, LIMITS);
  const actionAt = (id: string) =>
    readManifest(files.get(`${id}:${port.files.manifest}`))?.actions.find((action) => action.slug === slug);
  const [before, after] = [actionAt(parent), actionAt(commit.id)];
  const { rationale, references, digest } = message;
  const draft = draftSchema.safeParse({
    draft: 1,
    port: port.slug,
    change: after === undefined ? "retire" : before === undefined ? "add" : "update",
    action: after ?? { slug },
    rationale,
    references,
  }).data;
  if (draft === undefined || draftDigest(draft) !== digest) {
    return undefined;
  }
  const [had, has] = [files.get(`${parent}:${path}`), files.get(`${commit.id}:${path}`)];
  const isBrought = has !== undefined && (had === undefined || Buffer.compare(had, has) !== 0);
  // A name that git wouldn't write is nobody's.
  const author = /^[^<>\0]* <[^<>\0]*>$/.test(commit.author) ? commit.author : undefined;
  return { ...message, draft, recording: isBrought ? has : undefined, author };
}

const LIMITS = { each: BYTES.catalogFile, all: BYTES.request };

export function readManifest(bytes: Uint8Array | undefined): Manifest | undefined {
  const parsed = bytes === undefined ? undefined : parseJson(bytes, bytes.byteLength);
  return parsed?.ok ? manifestSchema.safeParse(parsed.document.value).data : undefined;
}

/** The draft of a request as files of a folder that has nothing else, so that it can be judged like any other. */
export function sourceFiles({
  draft,
  recording,
}: RequestSource): Pick<Files, "entry" | "tree"> & { file: string } {
  const file = draftFile(draft.port, draft.action.slug);
  const contents = new Map<string, Uint8Array>([[file, new TextEncoder().encode(canonicalDraft(draft))]]);
  if (recording !== undefined) {
    contents.set(draftRecordingFile(draft.port, draft.action.slug), recording);
  }
  const tree = memoryTree("the request", contents);
  const entry = async (path: string): Promise<Entry> => {
    const bytes = contents.get(path);
    return bytes === undefined ? { kind: "none" } : { kind: "file", bytes };
  };
  return { file, tree, entry };
}
