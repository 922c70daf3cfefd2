import { compareText } from "../finding.ts";
import type { ActionRequest } from "../gateway/request.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { type HarEntry, responseText } from "./har.ts";

/** A recorded answer. */
export interface RecordedResponse {
  status: number;
  /** The parsed JSON body; undefined where the answer has none. */
  body: unknown;
}

/** One part in which a request and a recorded one differ. */
export interface Difference {
  /** `method`, `origin`, `path`, `query.page_size`, `body/topic`. */
  field: string;
  /** What the action sends; null where it sends nothing there. */
  request: unknown;
  /** What was recorded; null where nothing was. */
  recorded: unknown;
}

/** Why no recorded exchange answers a request, told by the one that comes nearest. */
export interface Mismatch {
  message: string;
  nearest: { method: string; url: string } | null;
  differences: Difference[];
}

export type Replay = { ok: true; response: RecordedResponse } | { ok: false; mismatch: Mismatch };

/**
 * Answers a request from recorded exchanges. A match is the same method, origin and path, the same
 * query as a multiset of names and values, and an equal JSON body. Nothing else is looked at, and
 * nothing reaches the network.
 */
export function replay(entries: readonly HarEntry[], request: ActionRequest): Replay {
  const compared = entries.map((entry) => ({ entry, differences: differencesOf(request, entry) }));
  const match = compared.find(({ differences }) => differences.length === 0);
  if (match !== undefined) {
    return answerOf(match.entry);
  }
  // Sorting is stable: of equally near exchanges the first recorded one is told.
  const [nearest] = compared.sort((a, b) => distance(a.differences) - distance(b.differences));
  if (nearest === undefined) {
    return {
      ok: false,
      mismatch: { message: "the recording holds no exchange", nearest: null, differences: [] },
    };
  }
  const { method, url } = nearest.entry.request;
  const fields = nearest.differences.map(({ field }) => field).join(", ");
  return {
    ok: false,
    mismatch: {
      message: `no recorded exchange matches; the nearest differs in ${fields}`,
      nearest: { method, url },
      differences: nearest.differences,
    },
  };
}

function answerOf(entry: HarEntry): Replay {
  const { request, response } = entry;
  const text = responseText(entry);
  if (text === "") {
    return { ok: true, response: { status: response.status, body: undefined } };
  }
  try {
    return { ok: true, response: { status: response.status, body: JSON.parse(text) as unknown } };
  } catch {
    const { method, url } = request;
    const message = "the recorded answer isn't JSON";
    return { ok: false, mismatch: { message, nearest: { method, url }, differences: [] } };
  }
}

/** A different route is further away than any number of other values. */
const WEIGHTS: Record<string, number> = { method: 1000, origin: 1000, path: 1000 };

function distance(differences: readonly Difference[]): number {
  return differences.reduce((sum, { field }) => sum + (WEIGHTS[field] ?? 1), 0);
}

function differencesOf(request: ActionRequest, { request: recorded }: HarEntry): Difference[] {
  const [ours, theirs] = [new URL(request.url), new URL(recorded.url)];
  const parts: Difference[] = [
    { field: "method", request: request.method, recorded: recorded.method },
    { field: "origin", request: ours.origin, recorded: theirs.origin },
    { field: "path", request: decodedPath(ours), recorded: decodedPath(theirs) },
  ];
  return [
    ...parts.filter((part) => part.request !== part.recorded),
    ...queryDifferences(ours.searchParams, theirs.searchParams),
    ...bodyDifferences(request.body, parseBody(recorded.postData?.text), "body"),
  ];
}

/** Clients differ in what they percent-encode (RFC 3986, 2.3 and 6.2.2.2): segments are compared decoded, one by one. */
function decodedPath({ pathname }: URL): string {
  return pathname.split("/").map(decodeSegment).join("/");
}

function decodeSegment(segment: string): string {
  try {
    // A slash inside a segment stays encoded: it is no separator.
    return decodeURIComponent(segment).replaceAll("%", "%25").replaceAll("/", "%2F");
  } catch {
    return segment;
  }
}

function queryDifferences(ours: URLSearchParams, theirs: URLSearchParams): Difference[] {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [sent, known] = [ours, theirs].map((query) => query.getAll(name).sort(compareText));
    return JSON.stringify(sent) === JSON.stringify(known)
      ? []
      : [{ field: `query.${name}`, request: oneOrAll(sent), recorded: oneOrAll(known) }];
  });
}

function oneOrAll(values: readonly string[] = []): unknown {
  return values.length > 1 ? values : (values[0] ?? null);
}

/** Differences of two JSON values, member by member; the order of members says nothing. */
function bodyDifferences(ours: unknown, theirs: unknown, field: string): Difference[] {
  if (isRecord(ours) && isRecord(theirs)) {
    const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort(compareText);
    return names.flatMap((name) =>
      bodyDifferences(ownMember(ours, name), ownMember(theirs, name), `${field}/${name}`),
    );
  }
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.flatMap((item, index) => bodyDifferences(item, theirs[index], `${field}/${index}`));
  }
  return JSON.stringify(ours) === JSON.stringify(theirs)
    ? []
    : [{ field, request: ours ?? null, recorded: theirs ?? null }];
}

/** A recorded body that isn't JSON is compared as the text that it is. */
function parseBody(text: string | undefined): unknown {
  if (text === undefined || text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
