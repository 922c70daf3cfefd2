import type * as z from "zod";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import { lazily } from "../lazily.ts";
import { BYTES } from "../limits.ts";
import { type Draft, draftSchema, type ReadableDraft, readableIssues } from "./draft.ts";
import { type Filled, type FullForm, fill, type PortFacts } from "./fill.ts";

const HINT = "`harbor-drafts schema draft` prints what a draft holds";

/** A draft file, read once: whoever judges, tests or plans it takes from here what it needs. */
export interface LoadedDraft {
  file: string;
  bytes: Uint8Array;
  /** The document as the file has it. */
  value: unknown;
  /** In full form, good or bad. */
  draft: ReadableDraft;
  /** What the file leaves out. */
  filled: Filled[];
  /** The full form by the schema, for whoever needs more than what is readable. */
  strict(): z.ZodSafeParseResult<Draft>;
  locate: JsonDocument["locate"];
}

/** A file that can't be read as a draft. */
export interface UnreadableDraft {
  file: string;
  findings: Finding[];
  port: string | null;
  slug: string | null;
  /** Where it is JSON. */
  locate?: JsonDocument["locate"];
}

export type DraftResult = ({ ok: true } & LoadedDraft) | ({ ok: false } & UnreadableDraft);

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
    const { message, ...place } = parsed.problem;
    const hint = "a draft is one JSON object; `harbor-drafts schema draft` prints its schema";
    const finding = errorFinding({ rule: "file/json", file, message: `the file ${message}`, hint, ...place });
    return { ok: false, file, findings: [finding], port: null, slug: null };
  }
  const { value, locate } = parsed.document;
  const port = textOrNull(member(value, "port"));
  const form = fill(value, port === null ? undefined : await findPort(port));
  const issues = readableIssues(form.value);
  if (issues.length === 0) {
    const draft = form.value as ReadableDraft;
    const strict = lazily(() => draftSchema.safeParse(draft));
    return { ok: true, file, bytes, value, draft, filled: form.filled, strict, locate };
  }
  const tell = (pointer: string, message: string, hint = HINT): Finding =>
    errorFinding({ rule: "file/envelope", file, message, hint, ...locate(pointer), pointer });
  if (member(value, "draft") === undefined) {
    // Some other document: what else it lacks says nothing.
    const findings = [tell("/draft", "the document is no draft: /draft is missing")];
    return { ok: false, file, findings, port: null, slug: null };
  }
  const findings = issues
    .filter((issue) => !followsFromRoute(value, issue))
    .map((issue) => describe(form, issue, tell));
  const slug = textOrNull(member(member(value, "action"), "slug"));
  return { ok: false, file, findings, port, slug, locate };
}

/** What the route fills in is missing only because the route is. */
function followsFromRoute(value: unknown, { path }: z.core.$ZodIssue): boolean {
  const action = member(value, "action");
  const hasRoute = ["method", "path"].every((name) => member(action, name) !== undefined);
  return isRecord(action) && !hasRoute && /^action\.(?:approvalMode|scopes)$/.test(path.join("."));
}

function describe(
  { value, open }: FullForm,
  { path, message }: z.core.$ZodIssue,
  tell: (pointer: string, message: string, hint?: string) => Finding,
): Finding {
  const pointer = toPointer(path.map((token) => (typeof token === "number" ? token : String(token))));
  const name = pointer === "" ? "the document" : pointer;
  const known = open.find((one) => one.pointer === pointer);
  const isMissing = path.reduce((at: unknown, token) => member(at, String(token)), value) === undefined;
  const finding = isMissing
    ? tell(pointer, `${name} is missing`, known?.hint ?? ownMember(MISSING, pointer))
    : tell(pointer, `${name} isn't readable: ${message}`);
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

function member(value: unknown, name: string): unknown {
  return Array.isArray(value) ? value[Number(name)] : isRecord(value) ? ownMember(value, name) : undefined;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
