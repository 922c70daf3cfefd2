import type { Verdict } from "../../../src/safe-model/evaluate.ts";
import { MARKED } from "./hostile.ts";
import {
  always,
  BASES as B,
  type Base,
  type Case,
  CHANNEL,
  caseOf,
  type Difference,
  flag,
  formatted,
  list,
  MEETING,
  MOMENT,
  matching,
  NUMBER,
  object,
  oneOf,
  REPOSITORY,
  text,
  type Value,
  whole,
} from "./ports.ts";

const yes =
  (...verdicts: readonly Verdict[]) =>
  (name: string, base: Base, difference: Difference = {}): Case =>
    caseOf(name, base, difference, ...verdicts);
const automatic = yes("automatic");
const approval = yes("approval");

const says = (rationale: string): Difference => ({ draft: { rationale } });
const meetingBy = (value: Value): Difference => ({ at: { meetingId: value } });

/** The drafts that every other case differs from. */
const bases: readonly Case[] = Object.entries<Base>(B).map(([name, base]) =>
  base.mode === "automatic" ? automatic(name, base) : approval(name, base),
);
/** The same, where each asks for approval, as the hostile cases do. */
const cautious: readonly Case[] = Object.entries<Base>(B).map(([name, base]) =>
  approval(name, base, { mode: "require_approval" }),
);

const PAST = { path: "/past_meetings/{meetingId}", scopes: ["meeting:read:past_meeting"] } as const;
const area = (path: string, ...fields: readonly string[]): Difference => ({
  slug: `list${path.replaceAll("/", "-").replaceAll("_", "-")}`,
  path: `/repos/{owner}/{repo}${path}`,
  fields,
});

const zoom: readonly Case[] = [
  automatic(
    "digits without a maximal length",
    B.zoomMeeting,
    meetingBy([{ type: "string", pattern: "^[0-9]{9,12}$" }, "123456789"]),
  ),
  automatic("digits by their class", B.zoomMeeting, meetingBy(matching("^[0-9]{9,12}$", "81000000042", 12))),
  automatic(
    "digits that begin with none",
    B.zoomMeeting,
    meetingBy(matching("^[1-9][0-9]{8,11}$", "81000000042", 12)),
  ),
  automatic(
    "digits in alternatives",
    B.zoomMeeting,
    meetingBy(matching("^(?:[0-9]{9}|[0-9]{10}|[0-9]{11})$", "81000000042", 11)),
  ),
  automatic(
    "enum of two meetings",
    B.zoomMeeting,
    meetingBy([{ type: "integer", enum: [123456789, 987654321] }, 123456789]),
  ),
  automatic("full meeting", B.zoomMeeting, {
    fields: [
      "id",
      "topic",
      "type",
      "status",
      "start_time",
      "duration",
      "timezone",
      "created_at",
      "agenda",
      "recurrence.type",
      "recurrence.weekly_days",
      "occurrences[].start_time",
      "settings.host_video",
      "settings.join_before_host",
      "settings.waiting_room",
    ],
  }),
  automatic("status alone", B.zoomMeeting, { fields: [] }),
  automatic("past meeting", B.zoomMeeting, {
    ...PAST,
    slug: "get-past-meeting",
    at: { meetingId: matching("^[0-9]{9,12}$", "81000000042", 12) },
    fields: ["topic", "start_time", "end_time", "total_minutes", "participants_count"],
  }),
  approval("past participants", B.zoomMeeting, {
    slug: "list-past-participants",
    path: "/past_meetings/{meetingId}/participants",
    mode: "require_approval",
    query: {
      page_size: whole(30, 1, 300),
      next_page_token: text("Tva2CuIdTgsv8wAnhyAdU3m06Y2HuLQtlh3", 512),
    },
    fields: ["participants[].name", "participants[].join_time", "next_page_token", "total_records"],
    scopes: ["meeting:read:list_past_participants"],
  }),
  approval("approved registrants, with a default", B.zoomRegistrants, {
    query: {
      status: [{ type: "string", enum: ["pending", "approved", "denied"], default: "approved" }, "approved"],
      page_size: [{ type: "integer", minimum: 1, maximum: 300, default: 30 }, 300],
    },
  }),
  automatic("registration questions", B.zoomMeeting, {
    slug: "list-registration-questions",
    path: "/meetings/{meetingId}/registrants/questions",
    fields: ["questions[].field_name", "questions[].required", "custom_questions[].answers[]"],
    scopes: ["meeting:read:list_registration_questions"],
  }),
  automatic("upcoming meetings", B.zoomPermissions, {
    slug: "list-upcoming-meetings",
    path: "/users/me/upcoming_meetings",
    fields: ["total_records", "meetings[].topic", "meetings[].start_time"],
    scopes: ["meeting:read:list_upcoming_meetings"],
  }),
  automatic("settings", B.zoomPermissions, {
    slug: "get-my-settings",
    path: "/users/me/settings",
    fields: [
      "schedule_meeting.host_video",
      "schedule_meeting.join_before_host",
      "in_meeting.waiting_room",
      "in_meeting.auto_saving_chat",
      "email_notification.jbh_reminder",
      "feature.meeting_capacity",
    ],
    scopes: ["user:read:settings"],
  }),
  automatic("wider list of meetings", B.zoomUpdateList, {
    query: {
      type: [
        {
          type: "string",
          enum: ["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"],
          default: "scheduled",
        },
        "previous_meetings",
      ],
      next_page_token: text("Tva2CuIdTgsv8wAnhyAdU3m06Y2HuLQtlh3", 512),
      from: formatted("date", "2026-03-01", 10),
      to: formatted("date", "2026-03-31", 10),
      timezone: text("America/Los_Angeles", 64),
    },
    fields: ["total_records", "next_page_token", "meetings[].id", "meetings[].topic", "meetings[].agenda"],
  }),
  automatic("narrower list of meetings", B.zoomUpdateList, { query: { type: always("upcoming") } }),
  automatic("other words for my profile", B.zoomPermissions, {
    change: "update",
    slug: "get-me",
    label: "Who am I",
    description: "Name, time zone and language of the authenticated user.",
    path: "/users/me",
    fields: ["id", "display_name", "timezone", "language", "role_name", "email"],
    scopes: ["user:read:user"],
  }),
  approval("full creation", B.zoomUpdateCreate, {
    body: {
      topic: text("Caf\u00e9 \u2013 \u4f1a\u8bae", 200),
      start_time: formatted("date-time", "2026-04-02T16:00:00Z"),
      timezone: text("Asia/Shanghai", 64),
      agenda: text("R\u00e9union d\u2019\u00e9quipe: 50 % budget, 100 % humour", 2000),
      settings: object({
        join_before_host: flag(false),
        waiting_room: flag(),
        host_video: flag(),
        participant_video: flag(false),
      }),
    },
  }),
  approval("right-to-left topic", B.zoomUpdateCreate, {
    body: { topic: text("\u0627\u062c\u062a\u0645\u0627\u0639 \u0627\u0644\u0641\u0631\u064a\u0642", 200) },
  }),
  approval("topic with a reserved address", B.zoomUpdateCreate, {
    body: { agenda: text("Bo (bo@example.com) presents first", 2000) },
  }),
  approval("topic of tokens and passwords", B.zoomUpdateCreate, {
    body: { agenda: text("Rotate tokens, retire the old password policy, review secrets handling", 2000) },
  }),
  approval("moved meeting", B.zoomPatchMeeting, {
    body: {
      start_time: formatted("date-time", "2026-04-02T16:00:00Z"),
      agenda: text("Only the first half hour", 2000),
      settings: object({ host_video: flag(), participant_video: flag(), join_before_host: flag(false) }),
    },
  }),
  approval("profile in full", B.zoomPatchProfile, {
    body: {
      company: text("Acme", 100),
      job_title: text("Head of Hosting", 100),
      location: text("K\u00f6ln", 100),
    },
  }),
  approval("polls, which nobody listed", B.zoomMeeting, {
    slug: "list-polls",
    path: "/meetings/{meetingId}/polls",
    mode: "require_approval",
    fields: ["total_records", "polls[].title", "polls[].status"],
  }),
  approval("instances of a past meeting", B.zoomMeeting, {
    slug: "list-past-instances",
    path: "/past_meetings/{meetingId}/instances",
    mode: "require_approval",
    fields: ["meetings[].uuid", "meetings[].start_time"],
    scopes: PAST.scopes,
  }),
  approval("my meeting templates", B.zoomPermissions, {
    slug: "list-meeting-templates",
    path: "/users/me/meeting_templates",
    mode: "require_approval",
    fields: ["total_records", "templates[].id", "templates[].name"],
    scopes: ["meeting:read:list_meetings"],
  }),
];

const pulls = (name: string, query: Difference["query"] = {}) =>
  automatic(`query: ${name}`, B.codePulls, { query });
const sees = (...fields: readonly string[]) =>
  automatic(`result: ${fields.join(", ")}`, B.codeRepo, { fields });

const code: readonly Case[] = [
  automatic("my profile", B.codeMyStars, {
    slug: "get-self",
    path: "/people/self",
    mode: "automatic",
    fields: ["name", "email", "login", "created_at"],
  }),
  automatic("my repositories", B.codeMyStars, {
    slug: "list-my-repos",
    path: "/people/self/repos",
    mode: "automatic",
    query: {
      per_page: whole(100, 1, 100),
      page: whole(1, 1, 100),
      sort: oneOf("created", "pushed", "full_name"),
    },
    fields: ["items[].full_name", "items[].archived"],
    scopes: ["repo:read"],
  }),
  automatic("latest release, a literal that is listed", B.codeRepo, {
    slug: "get-latest-release",
    path: "/repos/{owner}/{repo}/releases/latest",
    fields: ["name", "tag_name", "published_at"],
  }),
  automatic("release by letters that can't reach a sibling", B.codeRelease, {
    at: { ...REPOSITORY, releaseId: matching("^rel_[0-9a-f]{16}$", "rel_0123456789abcdef", 20) },
  }),
  automatic("release by a version", B.codeRelease, {
    at: { ...REPOSITORY, releaseId: matching("^v[0-9]{1,4}-[0-9]{1,4}$", "v1-20", 10) },
  }),
  approval("commit by its hash", B.codeMilestones, {
    ...area("/commits/{sha}", "sha", "message"),
    slug: "get-commit",
    at: { ...REPOSITORY, sha: matching("^[0-9a-f]{40}$", "0123456789abcdef0123456789abcdef01234567", 40) },
  }),
  approval("build by its name", B.codeMilestones, {
    ...area("/builds/{buildId}/steps", "items[].name", "items[].conclusion"),
    slug: "list-build-steps",
    at: { ...REPOSITORY, buildId: matching("^B[0-9A-Z]{8}$", "B0A1B2C3D", 9) },
  }),
  approval("labels", B.codeMilestones, area("/labels", "items[].name", "items[].color")),
  approval("topics", B.codeMilestones, area("/topics", "names[]")),
  approval("pinned issues, which are no pins", B.codeMilestones, area("/pinned_issues", "items[].title")),
  approval("keywords, which are no keys", B.codeMilestones, area("/keywords", "items[].word")),
  approval("trending, which is no end", B.codeMilestones, area("/trending", "items[].title")),
  approval("endpoints, which are no end", B.codeMilestones, area("/endpoints", "items[].title")),
  approval(
    "deployments",
    B.codeMilestones,
    area("/deployments", "items[].environment", "items[].created_at"),
  ),
  ...["calendar", "legends", "weekends", "updates", "statuses", "settings", "stats", "attendance"].map(
    (name) => approval(name, B.codeMilestones, area(`/${name}`, "items[].name")),
  ),
  ...["completed_tasks", "sent_messages", "scheduled_jobs", "published_pages", "recommendations"].map(
    (name) => approval(name.replaceAll("_", " "), B.codeMilestones, area(`/${name}`, "items[].name")),
  ),
  approval("event by its letters", B.codeMilestones, {
    ...area("/events/{eventId}", "title"),
    slug: "get-event",
    at: { ...REPOSITORY, eventId: matching("^evt_[A-Za-z0-9]{14}$", "evt_AbCdEfGhIjKlMn", 18) },
  }),
  approval("item by its key", B.codeMilestones, {
    ...area("/items/{itemKey}", "title"),
    slug: "get-item",
    at: { ...REPOSITORY, itemKey: matching("^[A-Z]{2,5}-[0-9]{1,6}$", "ABC-12", 12) },
  }),
  approval("one milestone", B.codeMilestones, {
    ...area("/milestones/{number}", "title", "due_on"),
    slug: "get-milestone",
    at: { ...REPOSITORY, number: NUMBER },
  }),
  approval("contributors", B.codeMilestones, {
    ...area("/contributors", "items[].login", "items[].contributions"),
    query: { per_page: whole(30, 1, 100) },
  }),
  pulls("filter by a participle", { status: oneOf("approved", "closed", "merged") }),
  pulls("sort_key", { sort_key: oneOf("created", "updated"), direction: oneOf("asc", "desc") }),
  pulls("keyword", { keyword: text("flicker", 100) }),
  pulls("cursor", { cursor: text("Y3Vyc29yOnYyOpK5", 200) }),
  pulls("page_token", { page_token: text("Y3Vyc29yOnYyOpK5", 200) }),
  pulls("created_by_me", { created_by_me: flag(), is_pinned: flag(), include_deleted: flag(false) }),
  pulls("deleted_at", { deleted_at: formatted("date-time", "2026-03-01T00:00:00Z") }),
  pulls("since", {
    since: formatted("date-time", "2026-03-01T00:00:00Z"),
    until: formatted("date", "2026-03-31", 10),
  }),
  pulls("page size by an enum", { per_page: [{ type: "integer", enum: [10, 50, 100], default: 50 }, 50] }),
  pulls("page size by a constant", { per_page: always(100) }),
  pulls("monkey", { monkey: text("banana", 50), compass: oneOf("north", "south") }),
  pulls("email_notification", { email_notification: flag() }),
  pulls("filter by a past event", {
    event_type: oneOf("pushed", "ended"),
    resolution: oneOf("removed", "fixed"),
  }),
  pulls("order of deletion", { sort: oneOf("deleted_at", "ended_at"), direction: oneOf("desc") }),
  pulls("flags of what is there", {
    has_comments: flag(),
    is_locked: flag(),
    hide_closed: flag(),
    was_sent: flag(),
  }),
  pulls("who may see it", { user_visible: flag(), expand_members: flag(), show_email: flag(false) }),
  pulls("misuse, causes and accountability", {
    misuse: text("x"),
    causes: text("x"),
    accountability: text("x"),
  }),
  pulls("where it runs", { hosting_region: text("eu"), color: matching("^[0-9a-f]{6}$", "ff0000", 6) }),
  pulls("base branch", { base: matching("^[a-z0-9_-]{1,50}$", "release-2", 50) }),
  sees("hostname", "user_count", "has_more"),
  sees("keyword", "monkey", "sort_key", "pinned"),
  sees("pinned_at", "deleted_at", "authored_at"),
  sees("tokenize", "passed", "compass", "secretary_notes"),
  sees("page_token", "cursor"),
  sees("owner.login", "license.name", "permissions.push"),
  sees("items[].labels[].name", "items[].topics[]", "items[].stats.days[].count"),
  sees("html_url", "links.self", "status_code", "country_code"),
  sees("key_results[]", "issue_key", "project.key", "keynote", "turkey"),
  sees("ticket_count", "session_title", "join_time", "opinion", "spinning"),
  sees("access_level", "user_visible", "signed_at", "script_name", "template_name"),
  sees("etag", "checksum", "uuid", "api_version"),
  sees("author", "created_by.login", "email"),
  sees(),
  approval("issue with labels alone", B.codePostIssue, {
    body: { milestone: whole(3), confidential: flag(false) },
  }),
  approval("issue in other scripts", B.codePostIssue, {
    body: { title: text("Caf\u00e9: \u4f1a\u8bae\u306e\u6642\u9593 \u2265 60 min", 200) },
  }),
  approval("issue with look-alike names", B.codePostIssue, {
    body: {
      host_video: flag(),
      join_before_host: flag(),
      email_notification: flag(),
      created_by_me: flag(),
      keyword: text("flicker", 50),
    },
  }),
  approval("issue with plain texts", B.codePostIssue, {
    body: {
      description: text("It flickers.", 2000),
      note: text("Seen twice.", 500),
      reason: text("Contrast is too low.", 500),
      environment: text("Firefox 130", 100),
    },
  }),
  approval("issue with reserved addresses", B.codePostIssue, {
    body: { title: text("Mail to kim@example.org and x@mail.test bounces", 200) },
  }),
  ...[
    "Meet @ 5",
    "50%25 wider",
    "npm i rocket@1.2.3 fails",
    "Secret santa party",
    "Pin the agenda: 5:30 & 6:30",
  ].map((title) => approval(`issue: ${title}`, B.codePostIssue, { body: { title: text(title, 200) } })),
  approval("issue with dates and a colour", B.codePostIssue, {
    body: {
      due_on: formatted("date", "2026-03-01", 10),
      remind_at: formatted("date-time", "2026-03-01T09:30:00Z"),
      color: matching("^[0-9a-f]{6}$", "ff0000", 6),
      priority: oneOf("low", "high"),
      user_visible: flag(),
    },
  }),
  approval("issue with a nested object", B.codePostIssue, {
    body: {
      estimate: object({ hours: [{ type: "number", minimum: 0, maximum: 1000 }, 2.5], unit: always("hour") }),
    },
  }),
  approval("changed issue", B.codePatchIssue, {
    body: { text: text("It flickers on **dark** screens.", 4000) },
  }),
  approval("comment", B.codePatchIssue, {
    slug: "comment-on-issue",
    method: "POST",
    path: "/repos/{owner}/{repo}/issues/{issueNumber}/comments",
    body: { text: text("Seen again in version 2.", 4000) },
    fields: ["id", "created_at"],
  }),
  approval("labels of an issue", B.codePatchIssue, {
    slug: "set-issue-labels",
    method: "PUT",
    path: "/repos/{owner}/{repo}/issues/{issueNumber}/labels",
    body: { labels: list(text("bug", 50), 20) },
    fields: ["items[].name"],
  }),
  automatic("wider issue", B.codeRepo, {
    change: "update",
    slug: "get-issue",
    path: "/repos/{owner}/{repo}/issues/{issueNumber}",
    at: { ...REPOSITORY, issueNumber: NUMBER },
    fields: ["number", "title", "state", "labels[].name", "comments_count", "closed_at"],
    scopes: ["issues:read"],
  }),
];

const chat: readonly Case[] = [
  automatic("history between two moments", B.chatHistory, {
    query: { oldest: MOMENT, latest: MOMENT, inclusive: flag(false) },
  }),
  automatic("history by the channel alone", B.chatHistory, { fields: ["messages[].text"] }),
  automatic("channel", B.chatHistory, {
    slug: "get-channel",
    path: "/conversations.info",
    query: { channel: CHANNEL, include_num_members: flag() },
    fields: ["channel.name", "channel.topic.value", "channel.num_members"],
    scopes: ["channels:read"],
  }),
  approval("who is in a channel", B.chatHistory, {
    slug: "list-channel-members",
    path: "/conversations.members",
    mode: "require_approval",
    fields: ["members[]", "response_metadata.next_cursor"],
    scopes: ["channels:read"],
  }),
  automatic("pins, which are no PINs", B.chatHistory, {
    slug: "list-pins",
    path: "/pins.list",
    fields: ["items[].message.text", "items[].created"],
    scopes: ["pins:read"],
  }),
  automatic("emoji", B.chatHistory, {
    slug: "list-emoji",
    path: "/emoji.list",
    query: { include_categories: flag() },
    fields: ["categories[].name"],
    scopes: ["emoji:read"],
  }),
  approval("team", B.chatHistory, {
    slug: "get-team",
    path: "/team.info",
    mode: "require_approval",
    fields: ["team.name", "team.domain"],
    scopes: ["team:read"],
  }),
  automatic("wider list of channels", B.chatHistory, {
    change: "update",
    slug: "list-conversations",
    path: "/conversations.list",
    query: { types: oneOf("public_channel", "private_channel"), exclude_archived: flag() },
    fields: ["channels[].name", "channels[].is_archived"],
    scopes: ["channels:read"],
  }),
  approval("message in a thread", B.chatPost, {
    body: { thread_ts: MOMENT, mrkdwn: flag(), reply_broadcast: flag(false) },
  }),
  approval("changed message", B.chatPost, {
    slug: "update-message",
    path: "/chat.update",
    body: { ts: MOMENT },
  }),
  approval("reminder", B.chatPost, {
    slug: "add-reminder",
    path: "/reminders.add",
    body: { text: text("Water the plants", 200), time: whole(1774000000, 1700000000, 2000000000) },
    fields: ["reminder.id", "reminder.time"],
    scopes: ["reminders:write"],
  }),
  approval("reaction", B.chatPost, {
    slug: "add-reaction",
    path: "/reactions.add",
    body: { channel: CHANNEL, timestamp: MOMENT, name: matching("^[a-z0-9_]{1,50}$", "thumbsup", 50) },
    scopes: ["reactions:write"],
  }),
];

const RATIONALES = [
  "Passwords and tokens are never returned: only the name and the size reach the agent.",
  "A user who signed in wants to see what is due; other users' data stays where it is.",
  "A person approves each write, so a read that needs no approval comes first.",
  "Merging two calendars by hand takes an hour; with these facts an agent can prepare it.",
  "Fixes the gap between the list and the details, and closes the loop for weekly reports.",
  "Agents ignore what was cancelled, so they need the status before they plan.",
  "Reviewers of a pull request ask for the default branch before they start.",
  "It pages by next_page_token until nothing is left, at most 100 rows each (about 24/7 traffic of 3 calls).",
  "Caf\u00e9 owners in K\u00f6ln asked for it; \u4f1a\u8bae is a topic, too.",
  "Node.js agents read it once an hour; that's fewer than 50 calls a day.",
  "The system of record is the repository; the assistant only reads it.",
  "Security teams ask which repositories are archived. This answers it, and nothing else.",
  "See https://docs.code.example/reference/repos for the fields.",
  "Approved requests are listed first, closed ones last.",
  "An agent must know the status before it plans; please note that results are paged.",
  "System administrators aren't concerned: it reads one repository.",
  "The safe model asks for an allow-list, so only three fields are listed; the policy has this route as automatic.",
  "Answers in < 1 s, pages of <= 100 rows, 5 * 3 calls at most, $0 each.",
  "Read-only: it removes nothing, sends nothing, ends nothing.",
  "The default_branch of C# and C++ projects; Q&A isn't included.",
  "Emergency contacts are left out, and so are secret repositories.",
  "Issue number 12 asked for it; version 2.0.1 has it.",
  "See #12 for the history; it reads `default_branch` and nothing else.",
  "1. It is short.\n2. It is needed, for the size in notes.md.",
  "The handbook's previous instructions for agents stay as they are.",
];

const LABELS = [
  "\u041c\u043e\u0438 \u0432\u0441\u0442\u0440\u0435\u0447\u0438",
  "\u0627\u062c\u062a\u0645\u0627\u0639\u0627\u062a\u064a",
  "\u4f1a\u8b70\uff08\u4eca\u9031\uff09",
  "Delete candidates",
  "Who approved what",
];

const prose: readonly Case[] = [
  ...RATIONALES.map((rationale) => automatic(rationale, B.codeRepo, says(rationale))),
  ...MARKED.map(([name, words]) => automatic(`rationale: ${name}`, B.codeRepo, says(words))),
  automatic("no references", B.codeRepo, { draft: { references: [] } }),
  automatic("references with an anchor and a query", B.codeRepo, {
    draft: { references: ["https://docs.code.example/repos?version=2#get", "https://docs.code.example/"] },
  }),
  ...LABELS.map((label) => automatic(`label: ${label}`, B.codeRepo, { label })),
  automatic("label in another script", B.codeRepo, { label: "Dep\u00f3t abrufen" }),
  automatic("$schema", B.codeRepo, { draft: { $schema: "../../docs/schemas/draft.schema.json" } }),
  automatic("two examples", B.codeRepo, {
    action: {
      examples: [
        { name: "small", input: { path: { owner: "acme", repo: "rocket" } }, expect: { status: 200 } },
        { name: "large", input: { path: { owner: "a", repo: "monorepo_2" } }, expect: {} },
      ],
    },
  }),
  automatic("written in one line", B.codeRepo, { json: (draft) => JSON.stringify(JSON.parse(draft)) }),
];

const admitted = yes("automatic", "approval");
const retire = (slug: string): Difference => ({
  draft: { change: "retire", action: { slug }, rationale: "No agent has called it for half a year." },
});
const retirements: readonly Case[] = [
  admitted("read", B.zoomUpdateList, retire("list-meetings")),
  admitted("write", B.zoomUpdateList, retire("create-meeting")),
  admitted("of a repository", B.codeRepo, retire("get-issue")),
  admitted("procedure", B.chatHistory, retire("list-conversations")),
];

export const BENIGN: Readonly<Record<string, readonly Case[]>> = {
  bases,
  "bases that ask for approval": cautious,
  zoom,
  code,
  chat,
  prose,
  retirements,
};

/** What neither the requirement nor the policies decide: not run, kept for whoever decides. */
export const DOUBTFUL: readonly (readonly [reason: string, draft: Case])[] = [
  [
    "a fixed repository is narrower than the family, but it is a literal in a placeholder's place",
    approval("repository spelled out", B.codeMilestones, { path: "/repos/acme/rocket/milestones", at: {} }),
  ],
  [
    "a past participle isn't an effect, but the segment begins with one",
    approval("deleted_branches", B.codeMilestones, area("/deleted_branches", "items[].name")),
  ],
  [
    "closing an issue can be undone, but it is an effect",
    approval("state: closed", B.codePatchIssue, { body: { state: oneOf("open", "closed") } }),
  ],
  [
    "a filter of past events, but an operation's name",
    automatic("action=opened", B.codePulls, { query: { action: oneOf("opened", "closed") } }),
  ],
  [
    "a boolean about a password, no password",
    automatic("has_password", B.codeRepo, { fields: ["has_password"] }),
  ],
  ["a date, no password", automatic("password_changed_at", B.codeRepo, { fields: ["password_changed_at"] })],
  ["a number of tokens, no token", automatic("token_count", B.codeRepo, { fields: ["token_count"] })],
  [
    "sessions of a conference, no log-in",
    automatic("sessions[].title", B.codeRepo, { fields: ["sessions[].title"] }),
  ],
  ["a key that is public", automatic("public_key", B.codeRepo, { fields: ["public_key"] })],
  [
    "who opened it is a filter, but it names another user",
    automatic("author", B.codePulls, { query: { author: text("bo", 39) } }),
  ],
  [
    "a boolean that posts as the user, by the name of a policy-listed identity",
    approval("as_user: boolean", B.chatPost, { body: { as_user: flag() } }),
  ],
  [
    "names people in a text and so notifies them",
    approval("link_names", B.chatPost, { body: { link_names: flag() } }),
  ],
  ["a route without any scope", automatic("no scopes", B.codeRepo, { scopes: [] })],
  [
    "a list in a query has no agreed spelling",
    automatic("list in the query", B.codePulls, { query: { labels: list(text("bug", 50)) } }),
  ],
  [
    "a date can't give dots or slashes, but it is no pattern",
    approval("date in the path", B.codeMilestones, {
      ...area("/reports/{day}", "total"),
      slug: "get-report",
      at: { ...REPOSITORY, day: formatted("date", "2026-03-01", 10) },
    }),
  ],
  [
    "a kind of account, no account",
    automatic("account_type", B.codePulls, { query: { account_type: oneOf("free", "paid") } }),
  ],
  [
    "a search text may hold anything",
    automatic("q", B.codePulls, { query: { q: text("is:open flicker", 200) } }),
  ],
  [
    "a settings flag that holds the word password",
    automatic("embed_password_in_join_link", B.zoomPermissions, {
      slug: "get-my-settings",
      path: "/users/me/settings",
      fields: ["schedule_meeting.embed_password_in_join_link"],
      scopes: ["user:read:settings"],
    }),
  ],
  [
    "an age of an account, no account",
    automatic("account_age_days", B.codePulls, { query: { account_age_days: whole(1) } }),
  ],
  [
    "a calendar's id is often a person's address",
    automatic("calendarId", B.codePulls, { query: { calendarId: text("c1") } }),
  ],
  [
    "an organisation isn't a user",
    automatic("organization_id", B.codePulls, { query: { organization_id: NUMBER } }),
  ],
  [
    "free names and values may carry anything",
    approval("fields[].name and .value", B.codePostIssue, {
      body: { fields: list(object({ name: text("colour"), value: text("red") })) },
    }),
  ],
  [
    "statistics by the number of a user, or of a statistic",
    approval("user-stats", B.codeMilestones, {
      ...area("/user-stats/{n}", "total"),
      slug: "get-user-stats",
      at: { ...REPOSITORY, n: NUMBER },
    }),
  ],
  [
    "letters and digits can spell a sibling that no policy lists",
    automatic(
      "id of nine letters or digits",
      B.zoomMeeting,
      meetingBy(matching("^[a-z0-9]{9}$", "a1b2c3d4e", 9)),
    ),
  ],
  [
    "the occurrence of a meeting",
    automatic("occurrence_id", B.zoomMeeting, {
      query: { occurrence_id: matching("^[0-9]{13}$", "1774000000000", 13) },
      at: MEETING,
    }),
  ],
];
