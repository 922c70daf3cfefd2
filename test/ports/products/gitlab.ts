import { flag, integer, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const page = { per_page: integer(1, 100, 20), page: integer(1, 1000, 1) };

export const gitlab: Product = {
  product: "GitLab REST API",
  publisher: "gitlab",
  slug: "gitlab-rest-api",
  baseUrl: "https://gitlab.com/api/v4",
  documentation: "docs.gitlab.com",
  scopes: { read_api: "read", api: "both" },
  pagination: ["per_page", 100],
  actions: {
    "list-projects": {
      route: "GET /projects",
      scopes: ["read_api"],
      query: { membership: oneOf(true), search: text(60, "site"), archived: flag(false), ...page },
      answer: [
        { id: 4, name: "Site", path_with_namespace: "acme/site", last_activity_at: "2026-11-02T10:00:00Z" },
      ],
    },
    "list-merge-requests": {
      route: "GET /merge_requests",
      scopes: ["read_api"],
      query: {
        state: oneOf("opened", "closed", "merged"),
        scope: oneOf("assigned_to_me", "created_by_me"),
        ...page,
      },
      answer: [{ iid: 1, project_id: 4, title: "Say hello", state: "opened" }],
    },
    "create-issue": {
      route: "POST /projects/{id}/issues",
      scopes: ["api"],
      reason: "adds work that people see",
      path: { id: integer(1, 999_999_999, 4) },
      body: {
        title: text(200, "Crash on start"),
        description: text(4000, "It crashes."),
        confidential: flag(),
      },
      status: 201,
      answer: { id: 84, iid: 14, title: "Crash on start", state: "opened" },
    },
  },
};
