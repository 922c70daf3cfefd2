import {
  BASES as B,
  type Base,
  matching,
  REPOSITORY,
  shippedPort,
  text,
  type Values,
  whole,
} from "../safe-model/cases/ports.ts";

/** Harmless drafts of one shipped port, on which what is hostile is tried. */
export interface Home {
  /** A read that the policy doesn't list, below a family: the rules are all that stands there. */
  read: Base;
  /** A write whose body it lists. */
  write: Base;
}

const NOTHING = { at: {}, query: {}, body: {}, change: "add" } as const;
const READ = { ...NOTHING, method: "GET", mode: "require_approval" } as const;
const WRITE = { ...NOTHING, method: "POST", mode: "require_approval" } as const;

const GITHUB = shippedPort("github", "github");
const GMAIL = shippedPort("google", "gmail");
const CALENDAR = shippedPort("google", "google-calendar");
const SLACK = shippedPort("slack", "slack");
const GOOGLE = "https://www.googleapis.com/auth";

const ISSUE: Values = { ...REPOSITORY, issue_number: whole(42) };
const CHANNEL = matching("^[CG][A-Z0-9]{8,10}$", "C0EXAMPLE01", 11);

export const HOMES: Readonly<Record<string, Home>> = {
  "zoom-api": {
    read: {
      ...READ,
      port: B.zoomMeeting.port,
      slug: "get-presence",
      label: "Get my presence",
      description: "Whether the authenticated user is there.",
      path: "/users/me/presence_status",
      fields: ["status"],
      scopes: ["user:read:presence_status"],
    },
    write: B.zoomPatchMeeting,
  },
  github: {
    read: {
      ...READ,
      port: GITHUB,
      slug: "list-timeline",
      label: "List what happened to an issue",
      description: "Events of one issue, oldest first.",
      path: "/repos/{owner}/{repo}/issues/{issue_number}/timeline",
      at: ISSUE,
      query: { per_page: whole(30, 1, 100) },
      fields: ["[].event", "[].created_at"],
      scopes: ["repo"],
    },
    write: {
      ...WRITE,
      port: GITHUB,
      slug: "create-issue",
      label: "Open an issue",
      description: "Opens one issue in one repository.",
      path: "/repos/{owner}/{repo}/issues",
      at: REPOSITORY,
      body: { title: text("Dark mode flickers", 200) },
      fields: ["number"],
      scopes: ["repo"],
    },
  },
  gmail: {
    read: {
      ...READ,
      port: GMAIL,
      slug: "get-imap-settings",
      label: "Get my IMAP settings",
      description: "Whether other programs may fetch the authenticated user's mail.",
      path: "/gmail/v1/users/me/settings/imap",
      fields: ["enabled"],
      scopes: [`${GOOGLE}/gmail.readonly`],
    },
    write: {
      ...WRITE,
      port: GMAIL,
      slug: "create-label",
      label: "Make a label",
      description: "Makes one label for the authenticated user's mail.",
      path: "/gmail/v1/users/me/labels",
      body: { name: text("Harbour board", 100) },
      fields: ["id", "name"],
      scopes: [`${GOOGLE}/gmail.labels`],
    },
  },
  "google-calendar": {
    read: {
      ...READ,
      port: CALENDAR,
      slug: "list-notes",
      label: "List notes of an event",
      description: "Notes of one event of the authenticated user's own calendar.",
      path: "/calendar/v3/calendars/primary/events/{eventId}/notes",
      at: { eventId: matching("^[a-v0-9]{16,64}$", "harborevent00001", 64) },
      query: { maxResults: whole(30, 1, 250) },
      fields: ["items[].text"],
      scopes: [`${GOOGLE}/calendar.events.owned.readonly`],
    },
    write: {
      ...WRITE,
      port: CALENDAR,
      slug: "rename-event",
      label: "Rename an event",
      description: "Gives another title to one event of the authenticated user's own calendar.",
      method: "PATCH",
      path: "/calendar/v3/calendars/primary/events/{eventId}",
      at: { eventId: matching("^[a-v0-9]{16,64}$", "harborevent00001", 64) },
      body: { summary: text("Dock backlog review", 200) },
      fields: ["id", "summary"],
      scopes: [`${GOOGLE}/calendar.events.owned`],
    },
  },
  slack: {
    // Remote procedures have no families: what isn't listed is refused.
    read: {
      ...READ,
      port: SLACK,
      slug: "list-my-conversations",
      label: "List my channels",
      description: "Channels that the authenticated user is in, page by page.",
      path: "/users.conversations",
      query: { limit: whole(50, 1, 200) },
      fields: ["channels[].id", "channels[].name"],
      scopes: ["channels:read"],
    },
    write: {
      ...WRITE,
      port: SLACK,
      slug: "set-topic",
      label: "Change a topic",
      description: "Changes the topic of one channel.",
      path: "/conversations.setTopic",
      body: { channel: CHANNEL, topic: text("Tides", 200) },
      fields: ["channel.id"],
      scopes: ["channels:write"],
    },
  },
};
