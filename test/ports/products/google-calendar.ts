import { integer, oneOf, text, time } from "../inputs.ts";
import type { Product } from "../product.ts";

const AUTH = "https://www.googleapis.com/auth";
const readonly = [`${AUTH}/calendar.readonly`];
const at = { dateTime: time("2026-12-01T09:00:00Z"), timeZone: text(64, "Europe/Berlin") };
const calendar = { id: "sam@example.com", summary: "Sam", timeZone: "Europe/Berlin" };

export const googleCalendar: Product = {
  product: "Google Calendar API",
  publisher: "google",
  slug: "google-calendar-api",
  baseUrl: "https://www.googleapis.com",
  documentation: "developers.google.com",
  principal: {
    keyword: "me",
    collections: ["/calendar/v3/users"],
    paths: ["/calendar/v3/calendars/primary"],
  },
  scopes: {
    [`${AUTH}/calendar.readonly`]: "read",
    [`${AUTH}/calendar.settings.readonly`]: "read",
    [`${AUTH}/calendar.freebusy`]: "read",
    [`${AUTH}/calendar.events`]: "both",
    [`${AUTH}/calendar.calendars`]: "both",
  },
  pagination: ["maxResults", 250],
  notCredentials: ["nextPageToken"],
  actions: {
    "list-calendar-list": {
      route: "GET /calendar/v3/users/me/calendarList",
      scopes: readonly,
      query: { maxResults: integer(1, 250, 50), minAccessRole: oneOf("reader", "writer", "owner") },
      answer: { items: [{ ...calendar, primary: true }], nextPageToken: "0123" },
    },
    "list-settings": {
      route: "GET /calendar/v3/users/me/settings",
      scopes: [`${AUTH}/calendar.settings.readonly`],
      query: { maxResults: integer(1, 250, 50) },
      answer: { kind: "calendar#settings", items: [{ id: "weekStart", value: "1" }] },
    },
    "get-colors": {
      route: "GET /calendar/v3/colors",
      scopes: readonly,
      answer: {
        updated: "2026-02-14T00:00:00.000Z",
        calendar: { "1": { background: "#ac725e", foreground: "#1d1d1d" } },
        event: { "1": { background: "#a4bdfc" } },
      },
    },
    "get-primary-calendar": {
      route: "GET /calendar/v3/calendars/primary",
      scopes: readonly,
      answer: calendar,
    },
    "query-free-busy": {
      route: "POST /calendar/v3/freeBusy",
      reads: true,
      scopes: [`${AUTH}/calendar.freebusy`],
      body: {
        timeMin: time("2026-12-01T00:00:00Z"),
        timeMax: time("2026-12-02T00:00:00Z"),
        items: [{ id: oneOf("primary") }],
      },
      answer: {
        timeMin: "2026-12-01T00:00:00.000Z",
        timeMax: "2026-12-02T00:00:00.000Z",
        calendars: { primary: { busy: [{ start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z" }] } },
      },
    },
    "create-event": {
      route: "POST /calendar/v3/calendars/primary/events",
      scopes: [`${AUTH}/calendar.events`],
      reason: "changes the calendar",
      query: { sendUpdates: oneOf("none") },
      body: {
        summary: text(200, "Review"),
        description: text(2000, "Of the plan"),
        location: text(100, "Room 4"),
        start: at,
        end: at,
      },
      answer: {
        id: "7cbh8rpc10lrc0ckih9tafss99",
        status: "confirmed",
        summary: "Review",
        start: { dateTime: "2026-12-01T09:00:00Z" },
      },
    },
    "create-calendar": {
      route: "POST /calendar/v3/calendars",
      scopes: [`${AUTH}/calendar.calendars`],
      reason: "makes a calendar",
      body: {
        summary: text(100, "Holidays"),
        description: text(500, "Ours"),
        timeZone: text(64, "Europe/Berlin"),
      },
      answer: { ...calendar, summary: "Holidays" },
    },
  },
};
