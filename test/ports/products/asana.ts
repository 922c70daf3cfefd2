import { date, flag, integer, like, text, time } from "../inputs.ts";
import type { Product } from "../product.ts";

const gid = like("^[0-9]{5,20}$", "1200012000");

export const asana: Product = {
  product: "Asana API",
  publisher: "asana",
  slug: "asana-api",
  baseUrl: "https://app.asana.com/api/1.0",
  documentation: "developers.asana.com",
  principal: { keyword: "me", collections: ["/users"] },
  scopes: { "projects:read": "read", "tasks:read": "read", "tasks:write": "write" },
  pagination: ["limit", 100],
  actions: {
    "list-projects": {
      route: "GET /projects",
      scopes: ["projects:read"],
      query: { workspace: gid, archived: flag(false), limit: integer(1, 100, 20) },
      answer: {
        data: [{ gid: "1200012001", name: "Website", resource_type: "project" }],
        next_page: { offset: "eyJ0" },
      },
    },
    "list-tasks": {
      route: "GET /tasks",
      scopes: ["tasks:read"],
      query: { project: gid, completed_since: time("2026-11-01T00:00:00Z"), limit: integer(1, 100, 20) },
      answer: { data: [{ gid: "1200012002", name: "Write the page", resource_type: "task" }] },
    },
    "create-task": {
      route: "POST /tasks",
      scopes: ["tasks:write"],
      reason: "adds work that people see",
      body: {
        data: {
          name: text(200, "Write the page"),
          notes: text(2000, "In English"),
          projects: [gid],
          due_on: date("2026-12-24"),
        },
      },
      status: 201,
      answer: { data: { gid: "1200012003", name: "Write the page", completed: false, due_on: "2026-12-24" } },
    },
  },
};
