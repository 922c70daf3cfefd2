import type * as z from "zod";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonDocument, type Position, parseJson } from "../json/parse.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { BYTES } from "../limits.ts";
import { type ReadableDraft, readableIssues } from "./draft.ts";
import { type Filled, type FullForm, fill, type Open, type PortFacts } from "./fill.ts";

const HINT = "`harbor-drafts schema draft` prints what a draft holds";

export type DraftResult =
  | {
      ok: true;
      /** In full form. */
      draft: ReadableDraft;
      /** The document as the file has it. */
      written: unknown;
      filled: Filled[];
      locate: (pointer: string) => Position;
    }
  | {
      ok: false;
      findings: Finding[];
      port: string | null;
      slug: string | null;
      locate?: (pointer: string) => Position;
    };

/**
 * Reads a draft's bytes, and fills in what has one possible value. Only what can't be read as a draft
 * fails here (verdict `invalid`): not UTF-8 JSON, a member of the wrong type, or a missing one that has
 * several possible values, too large. Bad values are left to the rules.
 *
 * @param findPort what is known of a port; undefined for one that isn't live
 */
export async function readDraft(
  file: string,
  bytes: Uint8Array,
  findPort: (slug: string) => Promise<PortFacts | undefined>,
): Promise<DraftResult> {
  const parsed = parseJson(bytes, BYTES.draft);
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
  const { document } = parsed;
  const port = textOrNull(member(document.value, "port"));
  const form = fill(document.value, port === null ? undefined : await findPort(port));
  return readEnvelope(file, document, form);
}

function readEnvelope(
  file: string,
  { value: written, locate }: JsonDocument,
  { value, filled, open }: FullForm,
): DraftResult {
  const issues = readableIssues(value);
  if (issues.length === 0) {
    return { ok: true, draft: value as ReadableDraft, written, filled, locate };
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
    findings: issues
      .filter((issue) => !followsFromRoute(value, issue))
      .map((issue) => describe(file, value, issue, open, locate)),
    port: textOrNull(member(value, "port")),
    slug: textOrNull(member(member(value, "action"), "slug")),
    locate,
  };
}

/** What the route fills in is missing only because the route is. */
function followsFromRoute(value: unknown, { path }: z.core.$ZodIssue): boolean {
  const action = member(value, "action");
  const hasRoute = ["method", "path"].every((name) => member(action, name) !== undefined);
  return isRecord(action) && !hasRoute && /^action\.(?:approvalMode|scopes)$/.test(path.join("."));
}

function describe(
  file: string,
  value: unknown,
  issue: z.core.$ZodIssue,
  open: readonly Open[],
  locate: JsonDocument["locate"],
): Finding {
  const pointer = toPointer(issue.path.map((token) => (typeof token === "number" ? token : String(token))));
  const name = pointer === "" ? "the document" : pointer;
  const isMissing = issue.path.reduce((at: unknown, token) => member(at, String(token)), value) === undefined;
  const message = isMissing ? `${name} is missing` : `${name} isn't readable: ${issue.message}`;
  const known = open.find((one) => one.pointer === pointer);
  const hint = known?.hint ?? ownMember(MISSING, pointer);
  const finding = invalid(
    "file/envelope",
    file,
    message,
    isMissing ? (hint ?? HINT) : HINT,
    pointer,
    locate(pointer),
  );
  return { ...finding, candidates: [...(known?.candidates ?? [])] };
}

/** What to write for a member that only its author knows. */
const MISSING: Record<string, string> = {
  "/port": "write the port's slug; `harbor-drafts inspect` lists them",
  "/action": "write the action that is proposed; `harbor-drafts schema draft` prints what it holds",
  "/action/slug": "write its name in lower-case words joined by hyphens, such as get-meeting",
  "/action/label": "write what it does in at most 60 characters",
  "/action/description": "write what agents get by it, in at most 280 characters",
  "/action/method": "write GET, POST, PUT or PATCH",
  "/action/path": "write the route below the base URL, such as /meetings/{meetingId}",
  "/action/approvalMode": 'write "automatic" or "require_approval"',
  "/action/scopes": "write the narrowest scopes that the route needs",
  "/action/result": 'write { "fields": […] } with what agents need of the answer',
  "/action/result/fields": "list what agents need of the answer; [] for the status alone",
  "/action/examples": 'write one: { "name": …, "input": … }',
  "/rationale": "write why an agent needs it",
};

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
