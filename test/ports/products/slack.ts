import { flag, integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const cursor = like("^[A-Za-z0-9=_-]{1,200}$", "dGVhbTpDMDYxRkE1UEI=");

export const slack: Product = {
  product: "Slack Web API",
  publisher: "slack",
  slug: "slack-web-api",
  baseUrl: "https://slack.com/api",
  documentation: "docs.slack.dev",
  scopes: { "channels:read": "read", "users:read": "read", "chat:write": "write" },
  pagination: ["limit", 200],
  answers: { failure: [{ path: "ok", is: false }], code: "error" },
  notCredentials: ["next_cursor"],
  actions: {
    "list-conversations": {
      route: "GET /conversations.list",
      scopes: ["channels:read"],
      query: {
        cursor,
        limit: integer(1, 200, 100),
        exclude_archived: flag(),
        types: oneOf("public_channel", "public_channel,private_channel"),
      },
      answer: {
        ok: true,
        channels: [{ id: "C012AB3CD", name: "general", is_archived: false, num_members: 4 }],
        response_metadata: { next_cursor: "dGVhbTpDMUg5UkVTR0w=" },
      },
    },
    "list-users": {
      route: "GET /users.list",
      scopes: ["users:read"],
      query: { cursor, limit: integer(1, 200, 100) },
      answer: { ok: true, members: [{ id: "W012A3CDE", name: "sam", deleted: false, is_bot: false }] },
    },
    "post-message": {
      route: "POST /chat.postMessage",
      scopes: ["chat:write"],
      reason: "posts in a channel that people read",
      body: { channel: like("^C[A-Z0-9]{8,10}$", "C012AB3CDE"), text: text(4000, "Hello") },
      answer: { ok: true, channel: "C012AB3CDE", ts: "1503435956.000247" },
    },
  },
};
