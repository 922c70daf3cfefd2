import { flag, integer, like } from "../inputs.ts";
import type { Product } from "../product.ts";

const path = like("^(?:/[A-Za-z0-9 ._-]{1,60}){1,6}$", "/Homework/math");
const entry = {
  ".tag": "folder",
  name: "math",
  id: "id:a4ayc_80_OEAAAAAAAAAXw",
  path_display: "/Homework/math",
};

export const dropbox: Product = {
  product: "Dropbox API",
  publisher: "dropbox",
  slug: "dropbox-api",
  baseUrl: "https://api.dropboxapi.com",
  documentation: "www.dropbox.com",
  scopes: { "files.metadata.read": "read", "files.content.write": "write" },
  pagination: ["limit", 2000],
  actions: {
    "list-folder": {
      route: "POST /2/files/list_folder",
      reads: true,
      scopes: ["files.metadata.read"],
      body: { path, recursive: flag(false), limit: integer(1, 500, 100) },
      answer: {
        entries: [entry],
        cursor: "ZtkX9_EHj3x7PMkVuFIhwKYXEpwpLwyxp9vMKomUhllil9q7eWiAu",
        has_more: false,
      },
    },
    "get-metadata": {
      route: "POST /2/files/get_metadata",
      reads: true,
      scopes: ["files.metadata.read"],
      body: { path, include_deleted: flag(false) },
      answer: { ...entry, size: 7212, server_modified: "2026-11-02T10:00:00Z" },
    },
    "create-folder": {
      route: "POST /2/files/create_folder_v2",
      scopes: ["files.content.write"],
      reason: "makes a folder",
      body: { path, autorename: flag(false) },
      answer: { metadata: entry },
    },
  },
};
