import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const id = like("^[1-9][0-9]{3,18}$", "98765");

export const confluenceCloud: Product = {
  product: "Confluence Cloud REST API",
  publisher: "atlassian",
  slug: "confluence-cloud-rest-api",
  baseUrl: "https://your-domain.atlassian.net",
  documentation: "developer.atlassian.com",
  scopes: { "read:page:confluence": "read", "write:page:confluence": "write" },
  pagination: ["limit", 250],
  actions: {
    "search-pages": {
      route: "GET /wiki/api/v2/pages",
      scopes: ["read:page:confluence"],
      query: {
        title: text(100, "Plan"),
        "space-id": id,
        status: oneOf("current", "archived"),
        limit: integer(1, 100, 25),
      },
      answer: { results: [{ id: "98766", title: "Plan", status: "current", spaceId: "98765" }] },
    },
    "get-page": {
      route: "GET /wiki/api/v2/pages/{id}",
      scopes: ["read:page:confluence"],
      path: { id },
      query: { "body-format": oneOf("storage", "atlas_doc_format") },
      answer: {
        id: "98766",
        title: "Plan",
        status: "current",
        version: { number: 3 },
        body: { storage: { value: "Our plan" } },
      },
    },
    "create-page": {
      route: "POST /wiki/api/v2/pages",
      scopes: ["write:page:confluence"],
      reason: "adds a page that people see",
      body: {
        spaceId: id,
        status: oneOf("draft", "current"),
        title: text(100, "Plan"),
        body: { representation: oneOf("storage"), value: text(4000, "Our plan") },
      },
      answer: { id: "98767", title: "Plan", status: "draft", spaceId: "98765" },
    },
  },
};
