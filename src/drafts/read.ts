import type * as z from "zod";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonDocument, type Position, parseJson } from "../json/parse.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { type ReadableDraft, readableDraftSchema, readableRetirementSchema } from "./draft.ts";

/** A draft is one action; the largest of Zoom's is a tenth of this. */
export const MAXIMUM_DRAFT_BYTES = 128 * 1024;

const HINT = "`harbor-drafts schema draft` prints what a draft holds";

export type DraftResult =
  | { ok: true; draft: ReadableDraft; locate: (pointer: string) => Position }
  | { ok: false; findings: Finding[]; port: string | null; slug: string | null };

/**
 * Reads a draft's bytes. Only what can't be read as a draft fails here (verdict `invalid`): not
 * UTF-8 JSON, a member missing or of the wrong type, too large. Bad values are left to the rules.
 */
export function readDraft(file: string, bytes: Uint8Array): DraftResult {
  const parsed = parseJson(bytes, MAXIMUM_DRAFT_BYTES);
  if (!parsed.ok) {
    const { message, pointer, line, column } = parsed.problem;
    const hint = "a draft is one JSON object; `harbor-drafts schema draft` prints its schema";
    return {
      ok: false,
      findings: [invalid("file/json", file, `the file ${message}`, hint, pointer, { line, column })],
      port: null,
      slug: null,
    };
  }
  return readEnvelope(file, parsed.document);
}

function readEnvelope(file: string, document: JsonDocument): DraftResult {
  const { value, locate } = document;
  const isRetirement = member(value, "change") === "retire";
  const schema = isRetirement ? readableRetirementSchema : readableDraftSchema;
  const result = schema.safeParse(value);
  if (result.success) {
    return { ok: true, draft: value as ReadableDraft, locate };
  }
  if (member(value, "draft") === undefined) {
    // Some other document: what else it lacks says nothing.
    const message = "the document is no draft: /draft is missing";
    return {
      ok: false,
      findings: [invalid("file/envelope", file, message, HINT, "/draft", locate("/draft"))],
      port: null,
      slug: null,
    };
  }
  return {
    ok: false,
    findings: result.error.issues.map((issue) => describe(file, value, issue, locate)),
    port: textOrNull(member(value, "port")),
    slug: textOrNull(member(member(value, "action"), "slug")),
  };
}

function describe(
  file: string,
  value: unknown,
  issue: z.core.$ZodIssue,
  locate: JsonDocument["locate"],
): Finding {
  const pointer = toPointer(issue.path.map((token) => (typeof token === "number" ? token : String(token))));
  const name = pointer === "" ? "the document" : pointer;
  const isMissing = issue.path.reduce((at: unknown, token) => member(at, String(token)), value) === undefined;
  const message = isMissing ? `${name} is missing` : `${name} isn't readable: ${issue.message}`;
  return invalid("file/envelope", file, message, HINT, pointer, locate(pointer));
}

function invalid(
  rule: string,
  file: string,
  message: string,
  hint: string,
  pointer: string,
  { line, column }: Position,
): Finding {
  return errorFinding({ rule, message, hint, file, line, column, pointer });
}

function member(value: unknown, name: string): unknown {
  return Array.isArray(value) ? value[Number(name)] : isRecord(value) ? ownMember(value, name) : undefined;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
