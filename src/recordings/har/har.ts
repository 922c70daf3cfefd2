import * as z from "zod";
import { errorFinding, type Finding } from "../../finding.ts";
import { isDeep } from "../../json/doubt.ts";
import { type JsonDocument, type JsonResult, parseJson } from "../../json/parse.ts";
import { toPointer, valueAt } from "../../json/pointer.ts";
import { BYTES } from "../../limits.ts";
import type { Exchange, Header } from "../exchange.ts";
import { findingAt } from "../finding-at.ts";
import { isPacked, unpack } from "./unpack.ts";

const pair = z.looseObject({ name: z.string(), value: z.string() });

const originSchema = z.looseObject({
  provenance: z.enum(["recorded", "documented", "assumed"]),
  recordedAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe("null where nobody knows; it is never the moment of writing"),
  source: z.string().max(512).describe("For documented: a page on one of the policy's documentationHosts"),
  kept: z.array(z.string()).default([]).describe("Listed fields whose real values stay"),
  tool: z.string().max(80),
});

/** One exchange, as far as it is read. What browsers leave out where there is nothing may be left out here. */
export const entrySchema = z.looseObject({
  startedDateTime: z.string().optional(),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(pair).optional(),
    queryString: z.array(pair).optional(),
    postData: z.looseObject({ mimeType: z.string().optional(), text: z.string().nullish() }).nullish(),
  }),
  response: z.looseObject({
    status: z.int().describe("0 where a browser got no answer"),
    headers: z.array(pair).optional(),
    content: z
      .looseObject({
        mimeType: z.string().optional(),
        text: z.string().nullish(),
        encoding: z.string().optional(),
      })
      .nullish(),
  }),
  _harborDrafts: originSchema.optional().describe("Where this exchange comes from, if not as the whole"),
});

/**
 * The part of HAR 1.2 that replay reads; files of browsers and proxies hold more, and may.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export const harSchema = z.looseObject({
  log: z.looseObject({
    version: z.string(),
    entries: z.array(entrySchema),
    _harborDrafts: originSchema
      .optional()
      .describe("Where the recording comes from; a file without it counts as claimed by nobody"),
  }),
});

export type Har = z.infer<typeof harSchema>;
export type HarEntry = z.infer<typeof entrySchema>;

/** What in an entry can't be read, or could be read in two ways. */
export interface EntryFault {
  rule: "recording/body" | "recording/request";
  message: string;
  hint: string;
  /** Below the entry. */
  path: (string | number)[];
}

/** A recording that was read. */
export interface ReadRecording {
  file: string;
  /** With the bodies of answers unpacked. */
  har: Har;
  /** The entries of which nobody can read the answer's body. */
  unread: ReadonlyMap<HarEntry, EntryFault>;
  locate: JsonDocument["locate"];
}

export type HarResult = ({ ok: true } & ReadRecording) | { ok: false; finding: Finding };

/** What all bodies of a recording may come to once they are unpacked, in bytes. */
const MOST_UNPACKED = 4 * BYTES.catalogFile;

/** Reads a file as JSON. HAR 1.2 lets it start with a byte order mark. */
export function parseHar(bytes: Uint8Array, most: number): JsonResult {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return parseJson(hasMark ? bytes.subarray(3) : bytes, most);
}

const SAVE = "save the exchange as HAR 1.2, as browsers' developer tools do";

/** Reads a recording's bytes. Never throws; what can't be read is reported with its line. */
export function readHar(file: string, bytes: Uint8Array): HarResult {
  const parsed = parseHar(bytes, BYTES.catalogFile);
  if (!parsed.ok) {
    const { message, ...place } = parsed.problem;
    const hint = bytes.byteLength > BYTES.catalogFile ? howToTake(file) : SAVE;
    const told = { rule: "recording/har", message: `the recording ${message}`, hint, file };
    return { ok: false, finding: errorFinding({ ...told, ...place }) };
  }
  const { locate, value } = parsed.document;
  const fail = (pointer: string, message: string, hint = SAVE): HarResult => ({
    ok: false,
    finding: findingAt({ file, locate }, pointer, "recording/har", `the recording ${message}`, hint),
  });
  const result = harSchema.safeParse(value);
  if (!result.success) {
    return fail(...tellIssue(result.error, value));
  }
  const { entries } = result.data.log;
  const bad = entries.findIndex(({ request }) => !URL.canParse(request.url));
  const pointer = `/log/entries/${bad}/request/url`;
  return bad === -1
    ? { ok: true, file, har: result.data, unread: unpackBodies(entries, MOST_UNPACKED), locate }
    : fail(pointer, `isn't HAR 1.2: ${pointer}: the URL isn't absolute`);
}

/**
 * Puts each answer's body into its entry as text. Returns those that can't be unpacked, of which nothing stays.
 *
 * @param most what all of them may come to, in bytes
 */
export function unpackBodies(entries: readonly HarEntry[], most: number): ReadRecording["unread"] {
  const unread = new Map<HarEntry, EntryFault>();
  let left = most;
  for (const entry of entries) {
    const { content } = entry.response;
    const limit = Math.min(left, BYTES.catalogFile);
    const unpacked = unpack(entry.response, limit);
    const text = unpacked.ok ? unpacked.text : "";
    if (typeof content?.text === "string" && (content.text !== text || isPacked(content))) {
      entry.response.content = { ...content, text, encoding: "", _isBinary: false };
      // One that is too large took all that it may before it was given up.
      left -= unpacked.ok ? text.length : limit;
    }
    if (!unpacked.ok) {
      const path = ["response", "content", "text"];
      unread.set(entry, { rule: "recording/body", message: unpacked.why, hint: unpacked.hint, path });
    }
  }
  return unread;
}

/** What the first problem with a schema says to whoever wrote the file by hand. */
function tellIssue(error: z.ZodError, value: unknown): [pointer: string, message: string, hint: string] {
  const { path = [], message = "can't be read" } = error.issues[0] ?? {};
  const pointer = toPointer(path.map((token) => (typeof token === "number" ? token : String(token))));
  const isMissing = valueAt(value, path.map(String)) === undefined;
  const said = isMissing ? " is missing" : `: ${message.replace("Invalid", "invalid")}`;
  const place = `${pointer || "/"}${said}`;
  return pointer.includes("/_harborDrafts")
    ? [
        pointer,
        `doesn't say rightly where it comes from: ${place}`,
        'write { "provenance": "documented" or "assumed", "recordedAt": "2026-01-31T12:00:00Z" or null, "source": a link, "tool": a name }',
      ]
    : [pointer, `isn't HAR 1.2: ${place}`, `${SAVE}; \`harbor-drafts schema recording\` tells the members`];
}

/** What to do about a file with more than the exchanges of one action: the command that takes those out. */
export function howToTake(file: string): string {
  const [, port = "<port>", slug = "<slug>"] = /([^/]+?)(?:\.recordings)?\/([^/]+)\.har$/.exec(file) ?? [];
  return `if a browser or proxy saved it, move it out of the repository: \`harbor-drafts record ${port} ${slug} --from <file>\` takes the exchanges of the examples from it`;
}

/** A recording's exchanges, in its order. */
export function exchangesOf(har: Har): Exchange[] {
  return har.log.entries.map(exchangeOf);
}

/** An entry as the exchange that it is. */
export function exchangeOf(entry: HarEntry): Exchange {
  const { request, response, _harborDrafts } = entry;
  return {
    method: request.method,
    url: request.url,
    body: parseBody(request.postData?.text),
    response: {
      status: response.status,
      headers: responseHeaders(entry),
      body: response.content?.text ?? "",
    },
    startedAt: entry.startedDateTime,
    origin: _harborDrafts,
  };
}

/** HAR tells an answer's type twice; a recording written by hand has it once. */
function responseHeaders({ response: { headers = [], content } }: HarEntry): Header[] {
  const type = content?.mimeType ?? "";
  const isTold = headers.some(({ name }) => name.toLowerCase() === "content-type");
  // What a browser writes where there was no body to have a type.
  const isType = type.includes("/");
  return [
    ...headers.map(({ name, value }) => ({ name, value })),
    ...(isTold || !isType ? [] : [{ name: "content-type", value: type }]),
  ];
}

/**
 * A body as it is compared: its JSON value, else the text that it is; undefined where there is none.
 * What is nested too deep stays a text, so that whatever walks a body comes to its end.
 */
export function parseBody(text: string | null | undefined): unknown {
  if (text === undefined || text === null || text === "") {
    return undefined;
  }
  try {
    return isDeep(text) ? text : JSON.parse(text);
  } catch {
    return text;
  }
}
