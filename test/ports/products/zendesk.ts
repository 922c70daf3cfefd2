import { integer, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const ticket = {
  id: 35436,
  subject: "Printer",
  status: "open",
  priority: "normal",
  created_at: "2026-11-02T10:00:00Z",
};

export const zendesk: Product = {
  product: "Zendesk Ticketing API",
  publisher: "zendesk",
  slug: "zendesk-ticketing-api",
  baseUrl: "https://acme.zendesk.com",
  documentation: "developer.zendesk.com",
  scopes: { "tickets:read": "read", "tickets:write": "write" },
  pagination: ["per_page", 100],
  actions: {
    "list-tickets": {
      route: "GET /api/v2/tickets",
      scopes: ["tickets:read"],
      query: {
        page: integer(1, 100, 1),
        per_page: integer(1, 100, 25),
        sort_by: oneOf("created_at", "updated_at", "priority"),
        sort_order: oneOf("desc", "asc"),
      },
      answer: { tickets: [ticket], count: 1 },
    },
    "get-ticket": {
      route: "GET /api/v2/tickets/{ticket_id}",
      scopes: ["tickets:read"],
      path: { ticket_id: integer(1, 9_999_999_999, 35436) },
      answer: { ticket },
    },
    "create-ticket": {
      route: "POST /api/v2/tickets",
      scopes: ["tickets:write"],
      reason: "opens a case that people work on",
      body: {
        ticket: {
          subject: text(150, "Printer"),
          comment: { body: text(4000, "It smokes.") },
          priority: oneOf("normal", "high", "low"),
        },
      },
      status: 201,
      answer: { ticket },
    },
  },
};
