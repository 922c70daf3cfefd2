import { integer, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const at = { dateTime: text(30, "2026-12-01T09:00:00"), timeZone: text(64, "Pacific Standard Time") };
const event = {
  id: "AAMkAGIAAAoZDOFAAA",
  subject: "Review",
  start: { dateTime: "2026-12-01T09:00:00.0000000", timeZone: "UTC" },
  isAllDay: false,
};

export const microsoftGraphCalendar: Product = {
  product: "Microsoft Graph Calendar",
  publisher: "microsoft",
  slug: "microsoft-graph-calendar",
  baseUrl: "https://graph.microsoft.com",
  documentation: "learn.microsoft.com",
  principal: { paths: ["/v1.0/me"] },
  scopes: { "Calendars.Read": "read", "Calendars.ReadWrite": "both" },
  pagination: ["$top", 1000],
  actions: {
    "list-calendars": {
      route: "GET /v1.0/me/calendars",
      scopes: ["Calendars.Read"],
      query: { $top: integer(1, 100, 10) },
      answer: {
        value: [{ id: "AAMkAGI2TGuLAAA=", name: "Calendar", color: "auto", isDefaultCalendar: true }],
      },
    },
    "list-events": {
      route: "GET /v1.0/me/events",
      scopes: ["Calendars.Read"],
      query: { $top: integer(1, 100, 10), $orderby: oneOf("start/dateTime", "lastModifiedDateTime desc") },
      answer: { value: [event] },
    },
    "create-event": {
      route: "POST /v1.0/me/events",
      scopes: ["Calendars.ReadWrite"],
      reason: "changes the calendar",
      body: {
        subject: text(200, "Review"),
        body: { contentType: oneOf("text"), content: text(2000, "Of the plan") },
        start: at,
        end: at,
        location: { displayName: text(100, "Room 4") },
      },
      status: 201,
      answer: event,
    },
  },
};
