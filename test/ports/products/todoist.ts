import { date, integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const project_id = like("^[0-9]{5,20}$", "2203306141");
const task = { id: 2995104339, content: "Buy milk", completed: false, priority: 1 };

export const todoist: Product = {
  product: "Todoist REST API",
  publisher: "todoist",
  slug: "todoist-rest-api",
  baseUrl: "https://api.todoist.com/rest/v1",
  documentation: "developer.todoist.com",
  scopes: { "data:read": "read", "task:add": "write" },
  pagination: ["limit", 200],
  actions: {
    "list-projects": {
      route: "GET /projects",
      scopes: ["data:read"],
      answer: [{ id: 2203306141, name: "Shopping", comment_count: 10, shared: false }],
    },
    "list-tasks": {
      route: "GET /tasks",
      scopes: ["data:read"],
      query: { project_id, label_id: like("^[0-9]{5,20}$", "2156154810") },
      answer: [{ ...task, due: { date: "2026-12-01" } }],
    },
    "create-task": {
      route: "POST /tasks",
      scopes: ["task:add"],
      reason: "adds a task",
      body: {
        content: text(200, "Buy milk"),
        project_id: integer(1, 9_999_999_999, 2203306141),
        due_date: date("2026-12-01"),
        priority: oneOf(1, 2, 3, 4),
      },
      answer: task,
    },
  },
};
