import type { Action } from "../../src/catalog/action.ts";
import { portFiles } from "../../src/catalog/layout.ts";
import { type LivePort, manifestText } from "../../src/catalog/load.ts";
import type { Manifest } from "../../src/catalog/manifest.ts";
import type { Policy } from "../../src/catalog/policy.ts";
import type { Draft, ReadableDraft } from "../../src/drafts/draft.ts";
import type { AnswerOptions } from "../../src/gateway/answers.ts";
import type { Har } from "../../src/recordings/har/har.ts";
import { evidenceOf } from "../../src/recordings/replay.ts";
import { type ActionTest, testAction } from "../../src/recordings/test-action.ts";
import type { RuleExample, Subject } from "../../src/safe-model/rule.ts";
import { createSubject } from "../../src/safe-model/subject.ts";

/** The one live action of the sample port. */
export const LIST_MEETINGS: Action = {
  slug: "list-meetings",
  label: "List my meetings",
  description: "Meetings hosted by the authenticated user.",
  method: "GET",
  path: "/users/me/meetings",
  approvalMode: "automatic",
  requestBodyMode: "none",
  resultMode: "json_summary",
  input: {
    query: {
      type: "object",
      properties: {
        type: { type: "string", enum: ["scheduled", "live"] },
        page_size: { type: "integer", minimum: 1, maximum: 100 },
        next_page_token: { type: "string", maxLength: 512 },
      },
      additionalProperties: false,
    },
  },
  result: { fields: ["total_records", "meetings[].id", "meetings[].topic"] },
  scopes: ["meeting:read:list_meetings"],
  examples: [{ name: "scheduled", input: { query: { type: "scheduled", page_size: 25 } } }],
};

/** What the sample draft adds: harmless, and admitted automatically. */
export const GET_MEETING: Action = {
  slug: "get-meeting",
  label: "Get one meeting",
  description: "Time and status of one meeting, by its number.",
  method: "GET",
  path: "/meetings/{meetingId}",
  approvalMode: "automatic",
  requestBodyMode: "none",
  resultMode: "json_summary",
  input: {
    path: {
      type: "object",
      properties: { meetingId: { type: "integer", minimum: 100000000, maximum: 999999999999 } },
      required: ["meetingId"],
      additionalProperties: false,
    },
  },
  result: { fields: ["id", "topic", "start_time"] },
  scopes: ["meeting:read:meeting"],
  examples: [{ name: "planning-sync", input: { path: { meetingId: 123456789 } }, expect: { status: 200 } }],
};

/** A reviewable write that the sample policy lists. */
export const CREATE_MEETING: Action = {
  slug: "create-meeting",
  label: "Create a meeting for me",
  description: "Schedules one meeting hosted by the authenticated user.",
  method: "POST",
  path: "/users/me/meetings",
  approvalMode: "require_approval",
  requestBodyMode: "json",
  resultMode: "json_summary",
  input: {
    body: {
      type: "object",
      properties: {
        topic: { type: "string", minLength: 1, maxLength: 200 },
        duration: { type: "integer", minimum: 1, maximum: 1440 },
      },
      required: ["topic"],
      additionalProperties: false,
    },
  },
  result: { fields: ["id"] },
  scopes: ["meeting:write:meeting"],
  examples: [{ name: "sync", input: { body: { topic: "Sync", duration: 30 } }, expect: { status: 201 } }],
};

export const SAMPLE_POLICY: Policy = {
  policy: 1,
  principal: {
    keyword: "me",
    collections: ["/users"],
    paths: ["/profile"],
    tokenKinds: ["user-oauth"],
    identityNames: ["userId", "host_id", "schedule_for", "alternative_hosts"],
    scopingPlaceholders: [],
  },
  routes: [
    { method: "GET", path: "/users/me", tier: "automatic", scopes: ["user:read:user"], query: {} },
    {
      method: "PATCH",
      path: "/users/me",
      tier: "approval",
      reason: "changes the profile",
      body: { timezone: true, type: [1], "address.city": true, labels: true, '["Due date"]': true },
    },
    { method: "GET", path: "/users/me/meetings", tier: "automatic" },
    {
      method: "POST",
      path: "/users/me/meetings",
      tier: "approval",
      reason: "changes the calendar",
      body: { topic: true, duration: true },
    },
    { method: "GET", path: "/users/me/token", tier: "refused", reason: "the answer is a credential" },
    { method: "GET", path: "/meetings/{meetingId}", tier: "automatic" },
    { method: "POST", path: "/meetings/{meetingId}/start", tier: "approval", reason: "opens it", body: {} },
    {
      method: "GET",
      path: "/past_meetings/{meetingId}/participants",
      tier: "approval",
      reason: "names of other people",
      query: { user_id: true },
    },
  ],
  families: ["/users/me", "/meetings/{meetingId}", "/past_meetings/{meetingId}"],
  credentials: { fields: ["start_url", "host_key"], notCredentials: ["next_page_token"] },
  pagination: { size: "page_size", maximum: 300 },
  scopes: {
    "meeting:read:list_meetings": "read",
    "meeting:read:meeting": "read",
    "meeting:write:meeting": "write",
    "user:read:user": "read",
  },
  documentationHosts: ["developers.zoom.us"],
  evidence: { maximumAgeDays: 180 },
  selfPublish: "never",
};

export const SAMPLE_MANIFEST: Manifest = {
  manifest: 1,
  slug: "zoom-api",
  version: "1.2.3",
  publisher: { slug: "zoom", name: "Zoom" },
  category: "Work Management",
  tags: ["meetings"],
  port: {
    kind: "http_api",
    label: "Zoom API",
    description: "Zoom through Harbor.",
    baseUrl: "https://api.zoom.us/v2",
    authMode: "header_token",
    authHeaderName: "Authorization",
    authTokenPrefix: "Bearer",
  },
  actions: [LIST_MEETINGS],
};

export const SAMPLE_PORT: LivePort = {
  slug: "zoom-api",
  files: portFiles("zoom", "zoom-api"),
  manifest: SAMPLE_MANIFEST,
  manifestText: manifestText(SAMPLE_MANIFEST),
  policy: SAMPLE_POLICY,
};

export const SAMPLE_FILE = "drafts/zoom-api/get-meeting.json";

export const SAMPLE_DRAFT: Draft & { change: "add" | "update" } = {
  draft: 1,
  port: "zoom-api",
  change: "add",
  action: GET_MEETING,
  rationale: "An agent needs the start of one meeting before it reminds people of it.",
  references: ["https://developers.zoom.us/docs/api/meetings/"],
};

/** The sample draft with the differences of a rule's example. */
export function draftOf(example: RuleExample = {}): ReadableDraft {
  const action = { ...GET_MEETING, ...example.action };
  return { ...SAMPLE_DRAFT, action, ...example.draft } as ReadableDraft;
}

/** What a rule sees of an example. */
export function sampleSubject(example: RuleExample = {}): Subject {
  return createSubject(example.file ?? SAMPLE_FILE, draftOf(example), SAMPLE_PORT, example.proposals);
}

export async function findSamplePort(slug: string): Promise<LivePort | undefined> {
  return slug === SAMPLE_PORT.slug ? SAMPLE_PORT : undefined;
}

/** The bytes of a text, or of a value written as JSON on several lines. */
export function bytesOf(content: unknown): Uint8Array {
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

/** A GitHub token in shape alone. It is put together here so that no scanner takes this file for a leak. */
export const FAKE_SECRET = `ghp_${"Ab1".repeat(12)}`;

export interface Exchange {
  method?: string;
  url: string;
  sent?: unknown;
  status?: number;
  answer?: unknown;
}

/** A recording of these exchanges. Bodies are written as JSON, texts as they are. */
export function harOf(...exchanges: readonly Exchange[]): Har {
  const textOf = (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body));
  const entries = exchanges.map(({ method = "GET", url, sent, status = 200, answer = {} }) => ({
    request: {
      method,
      url,
      ...(sent === undefined ? {} : { postData: { mimeType: "application/json", text: textOf(sent) } }),
    },
    response: { status, content: { mimeType: "application/json", text: textOf(answer) } },
  }));
  return { log: { version: "1.2", entries } };
}

/** Tests an action of the sample's port against a recording; without one there is none. */
export function testSample(action: Action, har?: Har, answers?: AnswerOptions): ActionTest {
  const place = { file: SAMPLE_FILE, pointer: "/action", recording: "drafts/zoom-api/get-meeting.har" };
  return testAction(
    { ...SAMPLE_MANIFEST.port, answers, documentationHosts: SAMPLE_POLICY.documentationHosts },
    action,
    har === undefined ? undefined : evidenceOf(har),
    place,
  );
}

/** What a recording may say of where it comes from. */
export const ORIGIN = {
  provenance: "documented",
  recordedAt: "2026-03-01T08:30:00Z",
  source: "https://developers.zoom.us/docs/api/meetings/",
  kept: [] as string[],
  tool: "harbor-drafts tests",
} as const;

/** The same recording, which now says where it comes from. */
export function withOrigin({ log }: Har, origin: NonNullable<Har["log"]["_harborDrafts"]> = ORIGIN): Har {
  return { log: { ...log, _harborDrafts: origin } };
}
