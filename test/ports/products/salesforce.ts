import { integer, like, text } from "../inputs.ts";
import type { Product } from "../product.ts";

export const salesforce: Product = {
  product: "Salesforce REST API",
  publisher: "salesforce",
  slug: "salesforce-rest-api",
  baseUrl: "https://your-domain.my.salesforce.com",
  documentation: "developer.salesforce.com",
  scopes: { api: "both" },
  pagination: ["limit", 200],
  actions: {
    "list-objects": {
      route: "GET /services/data/v60.0/sobjects",
      scopes: ["api"],
      answer: {
        encoding: "UTF-8",
        maxBatchSize: 200,
        sobjects: [{ name: "Account", label: "Account", queryable: true }],
      },
    },
    "find-accounts": {
      route: "GET /services/data/v60.0/query",
      scopes: ["api"],
      query: {
        q: like(
          "^SELECT Id, Name FROM Account WHERE Name LIKE '[A-Za-z0-9 ]{1,40}%' LIMIT 50$",
          "SELECT Id, Name FROM Account WHERE Name LIKE 'Acme%' LIMIT 50",
        ),
      },
      answer: { totalSize: 1, done: true, records: [{ Id: "001D000000IRFmaIAH", Name: "Acme" }] },
    },
    "create-record": {
      route: "POST /services/data/v60.0/sobjects/Account",
      scopes: ["api"],
      reason: "adds a customer",
      body: {
        Name: text(100, "Acme"),
        Industry: text(40, "Energy"),
        NumberOfEmployees: integer(1, 1_000_000, 40),
      },
      status: 201,
      answer: { id: "001D000000IqhSLIAZ", success: true, errors: [] },
    },
  },
};
