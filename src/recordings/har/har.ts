import * as z from "zod";
import { errorFinding, type Finding } from "../../finding.ts";
import { isDeep } from "../../json/doubt.ts";
import { type JsonDocument, parseJson } from "../../json/parse.ts";
import { toPointer, valueAt } from "../../json/pointer.ts";
import { BYTES } from "../../limits.ts";
import type { Exchange, Header, Provenance } from "../exchange.ts";

const pair = z.looseObject({ name: z.string(), value: z.string() });

const originSchema = z.looseObject({
  provenance: z.enum(["recorded", "documented"]),
  recordedAt: z.iso.datetime({ offset: true }),
  source: z.string(),
  tool: z.string(),
});

/**
 * The part of HAR 1.2 that replay reads; files of browsers and proxies hold more, and may. What they
 * leave out where there is nothing (an answer's content, a body's type) may be left out here.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export const harSchema = z.looseObject({
  log: z.looseObject({
    version: z.string(),
    entries: z.array(
      z.looseObject({
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
        _harborDrafts: originSchema
          .optional()
          .describe("Where this exchange comes from, if not as the whole"),
      }),
    ),
    _harborDrafts: originSchema
      .optional()
      .describe("Where the recording comes from; a file without it counts as claimed by nobody"),
  }),
});

export type Har = z.infer<typeof harSchema>;
export type HarEntry = Har["log"]["entries"][number];

export type HarResult =
  | { ok: true; har: Har; locate: JsonDocument["locate"] }
  | { ok: false; finding: Finding };

/**
 * Reads a recording's bytes. Never throws; what can't be read is told with its line.
 *
 * @param saved whether a browser or proxy saved it: with much that is nobody's example, among it
 * requests that went nowhere; and how many bytes it may have
 */
export function readHar(file: string, bytes: Uint8Array, saved?: { most: number }): HarResult {
  // HAR 1.2 lets a file start with a byte order mark.
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const parsed = parseJson(hasMark ? bytes.subarray(3) : bytes, saved?.most ?? BYTES.catalogFile);
  if (!parsed.ok) {
    const { message, ...place } = parsed.problem;
    return { ok: false, finding: notHar(file, `the recording ${message}`, place) };
  }
  const result = harSchema.safeParse(parsed.document.value);
  if (!result.success) {
    return { ok: false, finding: schemaFinding(file, result.error, parsed.document) };
  }
  const { locate } = parsed.document;
  const bad = result.data.log.entries.findIndex(({ request }) => !URL.canParse(request.url));
  if (bad === -1 || saved !== undefined) {
    return { ok: true, har: result.data, locate };
  }
  const pointer = `/log/entries/${bad}/request/url`;
  const message = `the recording isn't HAR 1.2: ${pointer}: the URL isn't absolute`;
  return { ok: false, finding: notHar(file, message, { pointer, ...locate(pointer) }) };
}

/** What the first problem with a schema says to whoever wrote the file by hand. */
function schemaFinding(file: string, error: z.ZodError, { value, locate }: JsonDocument): Finding {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map((token) => (typeof token === "number" ? token : String(token)));
  const pointer = toPointer(path);
  const isMissing = valueAt(value, path.map(String)) === undefined;
  const isOrigin = pointer.includes("/_harborDrafts");
  const said = isMissing ? "is missing" : (issue?.message ?? "can't be read").replace("Invalid", "invalid");
  const what = isOrigin ? "doesn't say rightly where it comes from" : "isn't HAR 1.2";
  const hint = isOrigin
    ? 'write { "provenance": "documented" or "recorded", "recordedAt": "2026-01-31T12:00:00Z", "source": a link, "tool": a name }'
    : "save the exchange as HAR 1.2, as browsers' developer tools do; `harbor-drafts schema recording` tells the members";
  const message = `the recording ${what}: ${pointer || "/"}${isMissing ? "" : ":"} ${said}`;
  return { ...notHar(file, message, { pointer, ...locate(pointer) }), hint };
}

/** A recording's exchanges, in its order. */
export function exchangesOf(har: Har): Exchange[] {
  return har.log.entries.map(exchangeOf);
}

function exchangeOf(entry: HarEntry): Exchange {
  const { request, response, _harborDrafts } = entry;
  const bytes = responseBytes(entry);
  return {
    method: request.method,
    url: request.url,
    body: parseBody(request.postData?.text),
    response: {
      status: response.status,
      headers: responseHeaders(entry),
      body: responseText(entry),
      ...(bytes === undefined ? {} : { bytes }),
    },
    startedAt: entry.startedDateTime,
    hasQueryString: (request.queryString ?? []).length > 0,
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

/** The text of a recorded answer, decoded where HAR has it in base64, however that is spelt. */
export function responseText(entry: HarEntry): string {
  return responseBytes(entry)?.toString("utf8") ?? entry.response.content?.text ?? "";
}

/** The bytes of a recorded answer; undefined where HAR has it as text. */
function responseBytes({ response }: HarEntry): Buffer | undefined {
  const { text, encoding } = response.content ?? {};
  return isBase64(encoding) ? Buffer.from(text ?? "", "base64") : undefined;
}

/** Whether a body's encoding says base64: writers of HAR spell it in several ways. */
export function isBase64(encoding: unknown): boolean {
  return typeof encoding === "string" && encoding.trim().toLowerCase() === "base64";
}

/** Where a recording says it comes from. A claim, until the base branch has it. */
export function provenanceOf(har: Har): Provenance {
  return har.log._harborDrafts?.provenance ?? "none";
}

function notHar(file: string, message: string, place: Pick<Finding, "pointer" | "line" | "column">): Finding {
  const hint = "save the exchange as HAR 1.2, as browsers' developer tools do";
  return errorFinding({ rule: "recording/har", message, hint, file, ...place });
}
