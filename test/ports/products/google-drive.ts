import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const AUTH = "https://www.googleapis.com/auth";
const id = like("^[A-Za-z0-9_-]{20,60}$", "0BwwA4oUTeiV1TGRPeTVjaWRDY1E");
const file = {
  id: "0BwwA4oUTeiV1UVNwOHItT0xfa2M",
  name: "Notes",
  mimeType: "application/vnd.google-apps.document",
};
const folder = { ...file, mimeType: "application/vnd.google-apps.folder" };

export const googleDrive: Product = {
  product: "Google Drive API",
  publisher: "google",
  slug: "google-drive-api",
  baseUrl: "https://www.googleapis.com",
  documentation: "developers.google.com",
  scopes: { [`${AUTH}/drive.metadata.readonly`]: "read", [`${AUTH}/drive.file`]: "both" },
  pagination: ["pageSize", 1000],
  notCredentials: ["pageToken", "nextPageToken"],
  actions: {
    "list-files": {
      route: "GET /drive/v3/files",
      scopes: [`${AUTH}/drive.metadata.readonly`],
      query: {
        q: like("^name contains '[A-Za-z0-9 ]{1,40}'$", "name contains 'notes'"),
        pageSize: integer(1, 100, 20),
        orderBy: oneOf("modifiedTime desc", "name"),
      },
      answer: { files: [file], nextPageToken: "~!!~0123", incompleteSearch: false },
    },
    "get-file": {
      route: "GET /drive/v3/files/{fileId}",
      scopes: [`${AUTH}/drive.metadata.readonly`],
      path: { fileId: id },
      answer: file,
    },
    "create-folder": {
      route: "POST /drive/v3/files",
      scopes: [`${AUTH}/drive.file`],
      reason: "makes a folder in the drive",
      body: {
        name: text(100, "Notes"),
        mimeType: oneOf("application/vnd.google-apps.folder"),
        parents: [id],
      },
      answer: folder,
    },
    "copy-file": {
      route: "POST /drive/v3/files/{fileId}/copy",
      scopes: [`${AUTH}/drive.file`],
      reason: "makes a file in the drive",
      path: { fileId: id },
      body: { name: text(100, "Notes"), parents: [id] },
      answer: file,
    },
  },
};
