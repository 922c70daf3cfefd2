import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const id = like("^[0-9]{1,20}$", "12345");

export const box: Product = {
  product: "Box API",
  publisher: "box",
  slug: "box-api",
  baseUrl: "https://api.box.com/2.0",
  documentation: "developer.box.com",
  scopes: { root_readonly: "read", root_readwrite: "both" },
  pagination: ["limit", 1000],
  actions: {
    "list-folder-items": {
      route: "GET /folders/{folderId}/items",
      scopes: ["root_readonly"],
      path: { folderId: id },
      query: {
        limit: integer(1, 100, 50),
        offset: integer(0, 10_000, 0),
        sort: oneOf("name", "date", "size"),
      },
      answer: { total_count: 1, entries: [{ id: "12346", type: "file", name: "Plan.pdf" }] },
    },
    "get-file": {
      route: "GET /files/{fileId}",
      scopes: ["root_readonly"],
      path: { fileId: id },
      answer: { id: "12346", name: "Plan.pdf", size: 629644, modified_at: "2026-11-02T10:00:00-07:00" },
    },
    "create-folder": {
      route: "POST /folders",
      scopes: ["root_readwrite"],
      reason: "makes a folder",
      body: { name: text(100, "Plans"), parent: { id } },
      status: 201,
      answer: { id: "12347", type: "folder", name: "Plans", created_at: "2026-11-02T10:00:00-07:00" },
    },
  },
};
