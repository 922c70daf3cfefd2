import { readFileSync } from "node:fs";
import type { Action } from "../../../src/catalog/action.ts";
import { draftFile, portFiles } from "../../../src/catalog/layout.ts";
import type { LivePort } from "../../../src/catalog/load.ts";
import { type Manifest, manifestSchema } from "../../../src/catalog/manifest.ts";
import { type Policy, policySchema } from "../../../src/catalog/policy.ts";
import type { Verdict } from "../../../src/safe-model/evaluate.ts";

/** An input: its schema, and an example of it. */
export type Value = readonly [schema: Record<string, unknown>, example: unknown];
export type Values = Record<string, Value>;

export const text = (example: string, maxLength = 100): Value => [{ type: "string", maxLength }, example];
export const matching = (pattern: string, example: string, maxLength = 100): Value => [
  { type: "string", pattern, maxLength },
  example,
];
export const whole = (example: number, minimum = 1, maximum = 1000): Value => [
  { type: "integer", minimum, maximum },
  example,
];
export const flag = (example = true): Value => [{ type: "boolean" }, example];
export const oneOf = (...options: readonly [string, ...string[]]): Value => [
  { type: "string", enum: options },
  options[0],
];
export const always = (value: string | number): Value => [
  { type: typeof value === "string" ? "string" : "integer", const: value },
  value,
];
export const formatted = (format: string, example: string, maxLength = 64): Value => [
  { type: "string", format, maxLength },
  example,
];
export const list = ([items, example]: Value, maxItems = 10): Value => [
  { type: "array", items, maxItems },
  [example],
];
export const object = (values: Values, required?: readonly string[]): Value => [
  schemaOf(values, required),
  examplesOf(values),
];

/** An action in short. */
export interface Shape {
  slug: string;
  label: string;
  description: string;
  method: string;
  path: string;
  mode: "automatic" | "require_approval";
  /** Placeholders of the path, each required. */
  at: Values;
  query: Values;
  body: Values;
  fields: readonly string[];
  scopes: readonly string[];
}

/** A harmless draft of one port. */
export interface Base extends Shape {
  port: LivePort;
  change: "add" | "update";
}

/** What a case says instead. `at` replaces, `query` and `body` add; `action` and `draft` have the last word. */
export interface Difference extends Partial<Base> {
  action?: Record<string, unknown>;
  draft?: Record<string, unknown>;
  file?: string;
  /** Mends the file's text. */
  json?: (text: string) => string;
  bytes?: (text: string) => Uint8Array;
}

export interface Case {
  name: string;
  file: string;
  bytes: Uint8Array;
  /** The admissible verdicts. */
  verdicts: readonly Verdict[];
  /** What a finding has to show. */
  shows?: string;
  /** The harmless draft, and what is said instead: other ports' drafts are made of it as well. */
  from: readonly [base: Base, difference: Difference];
}

export function caseOf(
  name: string,
  base: Base,
  difference: Difference,
  ...verdicts: readonly Verdict[]
): Case {
  const { action, draft, file, json = same, bytes = encode, ...other } = difference;
  const shape: Base = {
    ...base,
    ...other,
    query: { ...base.query, ...other.query },
    body: { ...base.body, ...other.body },
  };
  const whole = {
    draft: 1,
    port: shape.port.slug,
    change: shape.change,
    action: { ...actionOf(shape), ...action },
    rationale: "An agent that prepares the week needs these facts before it writes a summary.",
    references: [`https://${shape.port.policy.documentationHosts[0]}/reference/`],
    ...draft,
  };
  return {
    name,
    file: file ?? draftFile(whole.port, String(whole.action.slug)),
    bytes: bytes(json(`${JSON.stringify(whole, null, 2)}\n`)),
    verdicts,
    from: [base, difference],
  };
}

const same = (text: string) => text;
const encode = (text: string) => new TextEncoder().encode(text);

function actionOf({ slug, label, description, method, path, mode, fields, scopes, ...values }: Shape) {
  const parts = Object.entries({ path: values.at, query: values.query, body: values.body }).filter(
    ([, inputs]) => Object.keys(inputs).length > 0,
  );
  const input = parts.map(([part, inputs]) => [
    part,
    schemaOf(inputs, part === "path" ? Object.keys(inputs) : undefined),
  ]);
  const example = parts.map(([part, inputs]) => [part, examplesOf(inputs)]);
  return {
    slug,
    label,
    description,
    method,
    path,
    approvalMode: mode,
    requestBodyMode: /^P(?:OST|UT|ATCH)$/.test(method) ? "json" : "none",
    resultMode: "json_summary",
    input: Object.fromEntries(input),
    result: { fields },
    scopes,
    examples: [{ name: "usual", input: Object.fromEntries(example) }],
  };
}

function schemaOf(values: Values, required?: readonly string[]) {
  const properties = Object.fromEntries(Object.entries(values).map(([name, [schema]]) => [name, schema]));
  return {
    type: "object",
    properties,
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  };
}

function examplesOf(values: Values) {
  return Object.fromEntries(Object.entries(values).map(([name, [, example]]) => [name, example]));
}

const NOTHING = { at: {}, query: {}, body: {} };

// ---------------------------------------------------------------------------------------------- code-api

export const OWNER = matching("^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$", "acme", 39);
export const REPO = matching("^[a-z0-9][a-z0-9_-]{0,99}$", "rocket", 100);
export const REPOSITORY: Values = { owner: OWNER, repo: REPO };
export const NUMBER = whole(42, 1, 999_999_999);
export const ISSUE: Values = { ...REPOSITORY, issueNumber: NUMBER };

const listIssues: Shape = {
  ...NOTHING,
  slug: "list-issues",
  label: "List issues",
  description: "Issues of one repository, page by page.",
  method: "GET",
  path: "/repos/{owner}/{repo}/issues",
  mode: "automatic",
  at: REPOSITORY,
  query: { state: oneOf("open", "closed", "all"), per_page: whole(30, 1, 100), page: whole(1, 1, 1000) },
  fields: ["total_count", "items[].number", "items[].title", "items[].state"],
  scopes: ["issues:read"],
};
const getIssue: Shape = {
  ...NOTHING,
  slug: "get-issue",
  label: "Get one issue",
  description: "Title and state of one issue, by its number.",
  method: "GET",
  path: "/repos/{owner}/{repo}/issues/{issueNumber}",
  mode: "automatic",
  at: ISSUE,
  fields: ["number", "title", "state", "labels[].name"],
  scopes: ["issues:read"],
};

/** Fields that a write may send, each with any value that the rules admit. */
const sends = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, true as const]));

const CODE_POLICY: Policy = {
  policy: 1,
  principal: {
    keyword: "self",
    collections: ["/people"],
    tokenKinds: ["user-token"],
    identityNames: ["username", "login", "assignee", "assignees", "reviewers", "collaborators"],
    scopingPlaceholders: ["owner", "repo"],
  },
  routes: [
    { method: "GET", path: "/people/self", tier: "automatic" },
    { method: "GET", path: "/people/self/repos", tier: "automatic" },
    { method: "GET", path: "/people/self/keys", tier: "refused", reason: "keys that open the account" },
    { method: "GET", path: "/people/{username}", tier: "refused", reason: "any person's profile" },
    { method: "GET", path: "/people/{username}/repos", tier: "refused", reason: "any person's repositories" },
    { method: "GET", path: "/repos/{owner}/{repo}", tier: "automatic" },
    { method: "PATCH", path: "/repos/{owner}/{repo}", tier: "refused", reason: "administration" },
    { method: "DELETE", path: "/repos/{owner}/{repo}", tier: "refused", reason: "destroys the repository" },
    { method: "GET", path: "/repos/{owner}/{repo}/issues", tier: "automatic" },
    {
      method: "POST",
      path: "/repos/{owner}/{repo}/issues",
      tier: "approval",
      reason: "mails watchers",
      body: sends(
        "title description note reason environment labels milestone confidential host_video join_before_host email_notification created_by_me keyword due_on remind_at color priority user_visible estimate.hours estimate.unit",
      ),
    },
    { method: "GET", path: "/repos/{owner}/{repo}/issues/{issueNumber}", tier: "automatic" },
    {
      method: "PATCH",
      path: "/repos/{owner}/{repo}/issues/{issueNumber}",
      tier: "approval",
      reason: "changes what others planned",
      body: sends("title text milestone"),
    },
    {
      method: "POST",
      path: "/repos/{owner}/{repo}/issues/{issueNumber}/comments",
      tier: "approval",
      reason: "speaks in the user's name",
      body: sends("title text milestone"),
    },
    {
      method: "PUT",
      path: "/repos/{owner}/{repo}/issues/{issueNumber}/labels",
      tier: "approval",
      reason: "replaces labels that others set",
      body: sends("title labels milestone"),
    },
    {
      method: "GET",
      path: "/repos/{owner}/{repo}/issues/export",
      tier: "refused",
      reason: "every issue, private ones too, in one answer",
    },
    { method: "GET", path: "/repos/{owner}/{repo}/pulls", tier: "automatic" },
    { method: "GET", path: "/repos/{owner}/{repo}/pulls/{pullNumber}", tier: "automatic" },
    {
      method: "PUT",
      path: "/repos/{owner}/{repo}/pulls/{pullNumber}/merge",
      tier: "refused",
      reason: "merging is for people",
    },
    {
      method: "GET",
      path: "/repos/{owner}/{repo}/contributors",
      tier: "approval",
      reason: "names of other people",
    },
    {
      method: "GET",
      path: "/repos/{owner}/{repo}/actions/secrets",
      tier: "refused",
      reason: "about credentials",
    },
    { method: "GET", path: "/repos/{owner}/{repo}/releases/{releaseId}", tier: "automatic" },
    { method: "GET", path: "/repos/{owner}/{repo}/releases/latest", tier: "automatic" },
    {
      method: "GET",
      path: "/repos/{owner}/{repo}/releases/drafts",
      tier: "refused",
      reason: "not announced yet",
    },
  ],
  families: ["/people/self", "/repos/{owner}/{repo}"],
  credentials: { fields: ["archive_link", "clone_with"], notCredentials: ["page_token"] },
  pagination: { size: "per_page", maximum: 100 },
  scopes: {
    "issues:read": "read",
    "issues:write": "write",
    "people:read": "read",
    "pulls:read": "read",
    "repo:read": "read",
    "repo:read:admin": "read",
  },
  documentationHosts: ["docs.code.example"],
  evidence: { maximumAgeDays: 180 },
  selfPublish: "never",
};

/** Repository-scoped, like a code host; its user is spelled `/people/self`. */
export const CODE = fixture("code", "code-api", "https://api.code.example/", CODE_POLICY, [
  getIssue,
  listIssues,
]);

// ---------------------------------------------------------------------------------------------- chat-api

export const CHANNEL = matching("^C[0-9A-Z]{8,10}$", "C012AB3CD", 11);
export const MOMENT = matching("^[0-9]{10}\\.[0-9]{6}$", "1774000000.000100", 17);

const listConversations: Shape = {
  ...NOTHING,
  slug: "list-conversations",
  label: "List channels",
  description: "Public channels that the authenticated person can see, page by page.",
  method: "GET",
  path: "/conversations.list",
  mode: "automatic",
  query: { cursor: text("dXNlcjpVMDYx", 200), limit: whole(50, 1, 200), exclude_archived: flag() },
  fields: ["channels[].id", "channels[].name", "response_metadata.next_cursor"],
  scopes: ["channels:read"],
};

const CHAT_POLICY: Policy = {
  policy: 1,
  principal: {
    keyword: "me",
    collections: [],
    tokenKinds: ["user-token"],
    identityNames: ["user", "users", "username", "as_user", "inviter"],
    scopingPlaceholders: [],
  },
  routes: [
    { method: "GET", path: "/conversations.list", tier: "automatic" },
    { method: "GET", path: "/conversations.history", tier: "automatic" },
    { method: "GET", path: "/conversations.info", tier: "automatic" },
    { method: "GET", path: "/conversations.members", tier: "approval", reason: "who else is there" },
    { method: "GET", path: "/pins.list", tier: "automatic" },
    { method: "GET", path: "/emoji.list", tier: "automatic" },
    { method: "GET", path: "/team.info", tier: "approval", reason: "about the whole team" },
    { method: "GET", path: "/users.info", tier: "refused", reason: "any person's profile" },
    { method: "GET", path: "/users.list", tier: "refused", reason: "directory of the whole team" },
    { method: "GET", path: "/users.lookupByEmail", tier: "refused", reason: "tells who has an account" },
    {
      method: "POST",
      path: "/chat.postMessage",
      tier: "approval",
      reason: "speaks in the user's name",
      body: sends("channel text thread_ts mrkdwn reply_broadcast"),
    },
    {
      method: "POST",
      path: "/chat.update",
      tier: "approval",
      reason: "changes what others read",
      body: sends("channel text ts"),
    },
    { method: "POST", path: "/chat.delete", tier: "refused", reason: "destroys a message" },
    {
      method: "POST",
      path: "/conversations.create",
      tier: "approval",
      reason: "everyone sees it",
      body: sends("name is_private"),
    },
    { method: "POST", path: "/conversations.invite", tier: "refused", reason: "adds other people" },
    { method: "POST", path: "/conversations.kick", tier: "refused", reason: "removes a person" },
    {
      method: "POST",
      path: "/reactions.add",
      tier: "approval",
      reason: "others see it",
      body: sends("channel text timestamp name"),
    },
    {
      method: "POST",
      path: "/reminders.add",
      tier: "approval",
      reason: "writes to the user's list",
      body: sends("channel text time"),
    },
    { method: "POST", path: "/auth.revoke", tier: "refused", reason: "ends the connection" },
  ],
  families: [],
  credentials: { fields: ["permalink_public", "url_private"], notCredentials: ["next_cursor"] },
  pagination: { size: "limit", maximum: 200 },
  scopes: {
    "channels:history": "read",
    "channels:read": "read",
    "channels:write": "write",
    "chat:write": "write",
    "emoji:read": "read",
    "pins:read": "read",
    "reactions:write": "write",
    "reminders:write": "write",
    "team:read": "read",
  },
  documentationHosts: ["docs.chat.example"],
  evidence: { maximumAgeDays: 90 },
  selfPublish: "never",
};

/** Remote procedures: one flat name a method, no collections, no families. */
export const CHAT = fixture("chat", "chat-api", "https://chat.example/api", CHAT_POLICY, [listConversations]);

function fixture(
  publisher: string,
  slug: string,
  baseUrl: string,
  policy: Policy,
  live: readonly Shape[],
): LivePort {
  const manifest: Manifest = {
    manifest: 1,
    slug,
    version: "2.0.1",
    publisher: { slug: publisher, name: publisher },
    category: "Fixtures",
    tags: [],
    port: {
      kind: "http_api",
      label: slug,
      description: "A fixture.",
      baseUrl,
      authMode: "header_token",
      authHeaderName: "Authorization",
      authTokenPrefix: "Bearer",
    },
    actions: live.map((shape) => actionOf(shape) as Action),
  };
  return load(publisher, slug, JSON.stringify(manifest), policy);
}

function load(publisher: string, slug: string, manifestText: string, policy: unknown): LivePort {
  return {
    slug,
    files: portFiles(publisher, slug),
    manifest: manifestSchema.parse(JSON.parse(manifestText)),
    manifestText,
    policy: policySchema.parse(policy),
  };
}

// -------------------------------------------------------------------------------------- this repository's

const ofRepository = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** A port of this repository, as it stands. */
export function shippedPort(publisher: string, slug: string): LivePort {
  const { manifest, policy } = portFiles(publisher, slug);
  return load(publisher, slug, ofRepository(manifest), JSON.parse(ofRepository(policy)));
}

export const ZOOM = shippedPort("zoom", "zoom-api");

export const MEETING: Values = { meetingId: whole(123456789, 100_000_000, 999_999_999_999) };

const ports: Record<string, LivePort> = { "zoom-api": ZOOM, "code-api": CODE, "chat-api": CHAT };

export async function findPort(slug: string): Promise<LivePort | undefined> {
  return Object.hasOwn(ports, slug) ? ports[slug] : undefined;
}

// ----------------------------------------------------------------------------------------- harmless drafts

const reading = { ...NOTHING, method: "GET", mode: "automatic", change: "add" } as const;
const writing = { ...NOTHING, mode: "require_approval", change: "add" } as const;

/** What every case differs from. benign.ts shows that each of them is admitted. */
export const BASES = {
  zoomPermissions: {
    ...reading,
    port: ZOOM,
    slug: "list-my-permissions",
    label: "List my permissions",
    description: "What the authenticated user may do.",
    path: "/users/me/permissions",
    fields: ["permissions[]"],
    scopes: ["user:read:list_permissions"],
  },
  zoomMeeting: {
    ...reading,
    port: ZOOM,
    slug: "get-meeting",
    label: "Get one meeting",
    description: "Time and status of one meeting, by its number.",
    path: "/meetings/{meetingId}",
    at: MEETING,
    fields: ["id", "topic", "start_time"],
    scopes: ["meeting:read:meeting"],
  },
  zoomRegistrants: {
    ...reading,
    port: ZOOM,
    slug: "list-registrants",
    label: "List registrants",
    description: "People who asked to join one meeting, page by page.",
    path: "/meetings/{meetingId}/registrants",
    mode: "require_approval",
    at: MEETING,
    query: { status: oneOf("approved", "pending", "denied"), page_size: whole(30, 1, 300) },
    fields: ["registrants[].first_name", "registrants[].status", "next_page_token"],
    scopes: ["meeting:read:list_registrants"],
  },
  zoomPatchMeeting: {
    ...writing,
    port: ZOOM,
    slug: "update-meeting",
    label: "Change one meeting",
    description: "Moves or renames one meeting.",
    method: "PATCH",
    path: "/meetings/{meetingId}",
    at: MEETING,
    body: { topic: text("Planning", 200), duration: whole(30, 1, 1440) },
    fields: [],
    scopes: ["meeting:update:meeting"],
  },
  zoomPatchProfile: {
    ...writing,
    port: ZOOM,
    slug: "update-my-profile",
    label: "Change my profile",
    description: "Changes harmless facts of the authenticated user.",
    method: "PATCH",
    path: "/users/me",
    body: { timezone: text("Europe/Berlin", 64), language: matching("^[a-z]{2}-[A-Z]{2}$", "de-DE", 5) },
    fields: [],
    scopes: ["user:update:user"],
  },
  zoomUpdateList: {
    ...reading,
    port: ZOOM,
    change: "update",
    slug: "list-meetings",
    label: "List my meetings",
    description: "Meetings hosted by the authenticated user, page by page.",
    path: "/users/me/meetings",
    query: { type: oneOf("scheduled", "live"), page_size: whole(30, 1, 300) },
    fields: ["meetings[].id", "meetings[].topic"],
    scopes: ["meeting:read:list_meetings"],
  },
  zoomUpdateCreate: {
    ...writing,
    port: ZOOM,
    change: "update",
    slug: "create-meeting",
    label: "Create a meeting for me",
    description: "Schedules one meeting hosted by the authenticated user.",
    method: "POST",
    path: "/users/me/meetings",
    body: { topic: text("Planning", 200), type: always(2), duration: whole(30, 1, 1440) },
    fields: ["id", "topic"],
    scopes: ["meeting:write:meeting"],
  },
  codeRepo: {
    ...reading,
    port: CODE,
    slug: "get-repo",
    label: "Get one repository",
    description: "Name and size of one repository.",
    path: "/repos/{owner}/{repo}",
    at: REPOSITORY,
    fields: ["name", "default_branch", "open_issues_count"],
    scopes: ["repo:read"],
  },
  codePulls: {
    ...reading,
    port: CODE,
    slug: "list-pulls",
    label: "List pull requests",
    description: "Pull requests of one repository, page by page.",
    path: "/repos/{owner}/{repo}/pulls",
    at: REPOSITORY,
    query: { state: oneOf("open", "closed"), per_page: whole(30, 1, 100) },
    fields: ["items[].number", "items[].title"],
    scopes: ["pulls:read"],
  },
  codePull: {
    ...reading,
    port: CODE,
    slug: "get-pull",
    label: "Get one pull request",
    description: "Title and state of one pull request, by its number.",
    path: "/repos/{owner}/{repo}/pulls/{pullNumber}",
    at: { ...REPOSITORY, pullNumber: NUMBER },
    fields: ["number", "title"],
    scopes: ["pulls:read"],
  },
  codeRelease: {
    ...reading,
    port: CODE,
    slug: "get-release",
    label: "Get one release",
    description: "Name and date of one release, by its number.",
    path: "/repos/{owner}/{repo}/releases/{releaseId}",
    at: { ...REPOSITORY, releaseId: NUMBER },
    fields: ["name", "published_at"],
    scopes: ["repo:read"],
  },
  codeMilestones: {
    ...reading,
    port: CODE,
    slug: "list-milestones",
    label: "List milestones",
    description: "Milestones of one repository.",
    path: "/repos/{owner}/{repo}/milestones",
    mode: "require_approval",
    at: REPOSITORY,
    fields: ["items[].title"],
    scopes: ["repo:read"],
  },
  codeMyStars: {
    ...reading,
    port: CODE,
    slug: "list-my-stars",
    label: "List my starred repositories",
    description: "Repositories that the authenticated person has starred.",
    path: "/people/self/starred",
    mode: "require_approval",
    fields: ["items[].name"],
    scopes: ["people:read"],
  },
  codePostIssue: {
    ...writing,
    port: CODE,
    slug: "create-issue",
    label: "Open an issue",
    description: "Opens one issue in one repository.",
    method: "POST",
    path: "/repos/{owner}/{repo}/issues",
    at: REPOSITORY,
    body: { title: text("Dark mode flickers", 200), labels: list(text("bug", 50)) },
    fields: ["number"],
    scopes: ["issues:write"],
  },
  codePatchIssue: {
    ...writing,
    port: CODE,
    slug: "update-issue",
    label: "Change an issue",
    description: "Renames one issue.",
    method: "PATCH",
    path: "/repos/{owner}/{repo}/issues/{issueNumber}",
    at: ISSUE,
    body: { title: text("Dark mode flickers", 200), milestone: whole(3) },
    fields: ["number"],
    scopes: ["issues:write"],
  },
  chatHistory: {
    ...reading,
    port: CHAT,
    slug: "read-channel",
    label: "Read a channel",
    description: "Messages of one channel, newest first, page by page.",
    path: "/conversations.history",
    query: { channel: CHANNEL, cursor: text("bmV4dF90czox", 200), limit: whole(50, 1, 200) },
    fields: ["messages[].text", "messages[].ts", "has_more"],
    scopes: ["channels:history"],
  },
  chatPost: {
    ...writing,
    port: CHAT,
    slug: "post-message",
    label: "Post a message",
    description: "Posts one message to one channel.",
    method: "POST",
    path: "/chat.postMessage",
    body: { channel: CHANNEL, text: text("The build is green.", 4000) },
    fields: ["ok", "ts"],
    scopes: ["chat:write"],
  },
  chatCreate: {
    ...writing,
    port: CHAT,
    slug: "create-channel",
    label: "Create a channel",
    description: "Creates one channel.",
    method: "POST",
    path: "/conversations.create",
    body: { name: matching("^[a-z0-9-]{1,80}$", "release-party", 80), is_private: flag(false) },
    fields: ["channel.id"],
    scopes: ["channels:write"],
  },
} satisfies Record<string, Base>;
