import * as z from "zod";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { toPointer } from "../json/pointer.ts";

/** Larger than the recordings of any one action; a limit so that a hostile file costs little. */
export const MAXIMUM_HAR_BYTES = 4 * 1024 * 1024;

const pair = z.looseObject({ name: z.string(), value: z.string() });

/**
 * The part of HAR 1.2 that replay reads; files of browsers and proxies hold more, and may.
 * http://www.softwareishard.com/blog/har-12-spec/
 */
export const harSchema = z.looseObject({
  log: z.looseObject({
    version: z.string(),
    entries: z.array(
      z.looseObject({
        request: z.looseObject({
          method: z.string(),
          url: z.url(),
          headers: z.array(pair).optional(),
          queryString: z.array(pair).optional(),
          postData: z.looseObject({ mimeType: z.string(), text: z.string().optional() }).optional(),
        }),
        response: z.looseObject({
          status: z.int(),
          headers: z.array(pair).optional(),
          content: z.looseObject({
            mimeType: z.string().optional(),
            text: z.string().optional(),
            encoding: z.string().optional(),
          }),
        }),
      }),
    ),
    _harborDrafts: z
      .looseObject({
        provenance: z.enum(["recorded", "documented"]),
        recordedAt: z.iso.datetime(),
        source: z.string(),
        tool: z.string(),
      })
      .optional()
      .describe("Where the recording comes from; a file without it counts as claimed by nobody"),
  }),
});

export type Har = z.infer<typeof harSchema>;
export type HarEntry = Har["log"]["entries"][number];
export type Provenance = "recorded" | "documented" | "none";

export type HarResult =
  | { ok: true; har: Har; locate: JsonDocument["locate"] }
  | { ok: false; finding: Finding };

/** Reads a recording's bytes. Never throws; what can't be read is told with its line. */
export function readHar(file: string, bytes: Uint8Array): HarResult {
  const parsed = parseJson(bytes, MAXIMUM_HAR_BYTES);
  if (!parsed.ok) {
    const { message, ...place } = parsed.problem;
    return { ok: false, finding: notHar(file, `the recording ${message}`, place) };
  }
  const result = harSchema.safeParse(parsed.document.value);
  if (result.success) {
    return { ok: true, har: result.data, locate: parsed.document.locate };
  }
  const issue = result.error.issues[0];
  const pointer = toPointer(
    (issue?.path ?? []).map((token) => (typeof token === "number" ? token : String(token))),
  );
  const isOrigin = pointer.startsWith("/log/_harborDrafts");
  const message = `the recording ${isOrigin ? "doesn't say rightly where it comes from" : "isn't HAR 1.2"}: ${pointer || "/"}: ${issue?.message ?? "unreadable"}`;
  return { ok: false, finding: notHar(file, message, { pointer, ...parsed.document.locate(pointer) }) };
}

function isEncoded({ response }: HarEntry): boolean {
  return response.content.encoding === "base64";
}

/** The text of a recorded answer, decoded where HAR has it in base64. */
export function responseText(entry: HarEntry): string {
  const { text = "" } = entry.response.content;
  return isEncoded(entry) ? Buffer.from(text, "base64").toString("utf8") : text;
}

/** Where a recording says it comes from. A claim, until the base branch has it. */
export function provenanceOf(har: Har): Provenance {
  return har.log._harborDrafts?.provenance ?? "none";
}

function notHar(file: string, message: string, place: Pick<Finding, "pointer" | "line" | "column">): Finding {
  const hint = "save the exchange as HAR 1.2, as browsers' developer tools do";
  return errorFinding({ rule: "recording/har", message, hint, file, ...place });
}
