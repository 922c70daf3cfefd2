import type { Action } from "../../../src/catalog/action.ts";
import { portFiles } from "../../../src/catalog/layout.ts";
import { type LivePort, manifestText } from "../../../src/catalog/load.ts";
import { SAMPLE_MANIFEST, SAMPLE_POLICY } from "../../support/sample.ts";

/** One API: a port, and one read of it that the texts stand in. */
interface ApiShape {
  label: string;
  baseUrl: string;
  path: string;
  fields: readonly string[];
}

const SHAPES = {
  github: {
    label: "GitHub",
    baseUrl: "https://api.github.com",
    path: "/user/issues",
    fields: ["items[].number", "items[].title", "items[].state"],
  },
  slack: {
    label: "Slack",
    baseUrl: "https://slack.com/api",
    path: "/conversations.list",
    fields: ["channels[].id", "channels[].name"],
  },
  gmail: {
    label: "Gmail",
    baseUrl: "https://gmail.googleapis.com/gmail/v1",
    path: "/users/me/messages",
    fields: ["messages[].id"],
  },
  calendar: {
    label: "Google Calendar",
    baseUrl: "https://www.googleapis.com/calendar/v3",
    path: "/calendars/primary/events",
    fields: ["items[].summary", "items[].start.dateTime"],
  },
  stripe: {
    label: "Stripe",
    baseUrl: "https://api.stripe.com/v1",
    path: "/invoices",
    fields: ["data[].status", "data[].total"],
  },
  jira: {
    label: "Jira Cloud",
    baseUrl: "https://acme.atlassian.net/rest/api/3",
    path: "/issue",
    fields: ["issues[].key", "issues[].fields.summary"],
  },
  notion: {
    label: "Notion",
    baseUrl: "https://api.notion.com/v1",
    path: "/databases",
    fields: ["results[].id"],
  },
  hubspot: {
    label: "HubSpot",
    baseUrl: "https://api.hubapi.com",
    path: "/crm/v3/objects/deals",
    fields: ["results[].id", "results[].properties.dealstage"],
  },
  twilio: {
    label: "Twilio",
    baseUrl: "https://api.twilio.com/2010-04-01",
    path: "/Messages",
    fields: ["messages[].status", "messages[].direction"],
  },
  dropbox: {
    label: "Dropbox",
    baseUrl: "https://api.dropboxapi.com/2",
    path: "/files/list",
    fields: ["entries[].name", "entries[].path_display"],
  },
} as const satisfies Record<string, ApiShape>;

export type Api = keyof typeof SHAPES;

/** The port of an API, with one live action beside the one that is proposed. */
export function portOf(api: Api): LivePort {
  const { label, baseUrl, path } = SHAPES[api];
  const manifest = {
    ...SAMPLE_MANIFEST,
    slug: `${api}-api`,
    port: { ...SAMPLE_MANIFEST.port, label, baseUrl },
  };
  return {
    slug: manifest.slug,
    files: portFiles(api, manifest.slug),
    manifest,
    manifestText: manifestText(manifest),
    policy: { ...SAMPLE_POLICY, routes: [{ method: "GET", path, tier: "automatic" }], families: [] },
  };
}

/** A harmless read of an API, in which a test says something else. */
export function readOf(api: Api): Action {
  const { path, fields } = SHAPES[api];
  return {
    slug: "read-it",
    label: "Read it",
    description: "Reads it.",
    method: "GET",
    path,
    approvalMode: "automatic",
    requestBodyMode: "none",
    resultMode: "json_summary",
    input: {
      query: {
        type: "object",
        properties: { state: { type: "string", enum: ["open", "closed"] } },
        additionalProperties: false,
      },
    },
    result: { fields: [...fields] },
    scopes: ["user:read:user"],
    examples: [{ name: "usual", input: { query: { state: "open" } } }],
  };
}
