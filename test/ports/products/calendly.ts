import { flag, integer, like, oneOf, text, time } from "../inputs.ts";
import type { Product } from "../product.ts";

const BASE = "https://api.calendly.com";
const UUID = "[A-Z0-9-]{16,36}";
const me = `${BASE}/users/AAAAAAAAAAAAAAAA`;
const count = integer(1, 100, 20);

export const calendly: Product = {
  product: "Calendly API",
  publisher: "calendly",
  slug: "calendly-api",
  baseUrl: BASE,
  documentation: "developer.calendly.com",
  principal: { uris: [me] },
  scopes: { "event_types:read": "read", "scheduled_events:read": "read", "scheduled_events:write": "write" },
  pagination: ["count", 100],
  notCredentials: ["next_page_token", "collection[].uri"],
  actions: {
    "list-event-types": {
      route: "GET /event_types",
      scopes: ["event_types:read"],
      query: { user: oneOf(me), active: flag(), count },
      required: ["user"],
      answer: {
        collection: [{ name: "Short talk", slug: "short-talk", duration: 15, active: true }],
        pagination: { next_page_token: "sNjq4TvMDfUHEl7zHRR0k0E1PCEJWvdi" },
      },
    },
    "list-scheduled-events": {
      route: "GET /scheduled_events",
      scopes: ["scheduled_events:read"],
      required: ["organization"],
      query: {
        organization: like(
          `^https://api\\.calendly\\.com/organizations/${UUID}$`,
          `${BASE}/organizations/BBBBBBBBBBBBBBBB`,
        ),
        min_start_time: time("2026-12-01T00:00:00Z"),
        max_start_time: time("2026-12-31T00:00:00Z"),
        status: oneOf("active", "canceled"),
        count,
      },
      answer: {
        collection: [
          {
            uri: `${BASE}/scheduled_events/CCCCCCCCCCCCCCCC`,
            name: "Short talk",
            status: "active",
            start_time: "2026-12-02T10:00:00Z",
          },
        ],
      },
    },
    "cancel-event": {
      route: "POST /scheduled_events/{uuid}/cancellation",
      scopes: ["scheduled_events:write"],
      reason: "cancels a meeting that people count on",
      path: { uuid: like(`^${UUID}$`, "CCCCCCCCCCCCCCCC") },
      body: { reason: text(500, "Moved to next week") },
      status: 201,
      answer: {
        resource: { canceler_type: "host", reason: "Moved to next week", created_at: "2026-12-01T10:00:00Z" },
      },
    },
  },
};
