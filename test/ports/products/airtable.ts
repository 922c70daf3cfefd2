import { date, integer, like, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const table = {
  baseId: like("^app[A-Za-z0-9]{14}$", "appAAAAAAAAAAAAAA"),
  tableIdOrName: like("^tbl[A-Za-z0-9]{14}$", "tblAAAAAAAAAAAAAA"),
};
const record = {
  id: "recAAAAAAAAAAAAAA",
  createdTime: "2026-11-02T10:00:00.000Z",
  fields: { Name: "Apollo", "Due date": "2026-12-24" },
};

export const airtable: Product = {
  product: "Airtable Web API",
  publisher: "airtable",
  slug: "airtable-web-api",
  baseUrl: "https://api.airtable.com",
  documentation: "airtable.com",
  scopes: { "data.records:read": "read", "data.records:write": "write" },
  pagination: ["pageSize", 100],
  actions: {
    "list-records": {
      route: "GET /v0/{baseId}/{tableIdOrName}",
      scopes: ["data.records:read"],
      path: table,
      query: { pageSize: integer(1, 100, 25), maxRecords: integer(1, 100, 50) },
      answer: { records: [record], offset: "itrAAAAAAAAAAAAAA" },
    },
    "get-record": {
      route: "GET /v0/{baseId}/{tableIdOrName}/{recordId}",
      scopes: ["data.records:read"],
      path: { ...table, recordId: like("^rec[A-Za-z0-9]{14}$", "recAAAAAAAAAAAAAA") },
      answer: record,
    },
    "create-record": {
      route: "POST /v0/{baseId}/{tableIdOrName}",
      scopes: ["data.records:write"],
      reason: "adds a row that people see",
      path: table,
      body: { fields: { Name: text(200, "Apollo"), "Due date": date("2026-12-24") } },
      answer: record,
    },
  },
};
