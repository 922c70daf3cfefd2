import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const properties = { firstname: "Sam", lastname: "Field", company: "Acme" };

export const hubspot: Product = {
  product: "HubSpot CRM API",
  publisher: "hubspot",
  slug: "hubspot-crm-api",
  baseUrl: "https://api.hubapi.com",
  documentation: "developers.hubspot.com",
  principal: { scopingPlaceholders: ["contactId"] },
  scopes: { "crm.objects.contacts.read": "read", "crm.objects.contacts.write": "write" },
  pagination: ["limit", 100],
  actions: {
    "search-contacts": {
      route: "POST /crm/v3/objects/contacts/search",
      reads: true,
      scopes: ["crm.objects.contacts.read"],
      body: {
        filterGroups: [
          {
            filters: [
              { propertyName: oneOf("lastname", "company"), operator: oneOf("EQ"), value: text(60, "Field") },
            ],
          },
        ],
        properties: [oneOf("firstname", "lastname", "company")],
        limit: integer(1, 100, 10),
      },
      answer: { total: 1, results: [{ id: "512", properties }] },
    },
    "get-contact": {
      route: "GET /crm/v3/objects/contacts/{contactId}",
      scopes: ["crm.objects.contacts.read"],
      path: { contactId: like("^[1-9][0-9]{0,18}$", "512") },
      answer: { id: "512", properties, createdAt: "2026-11-02T10:00:00.000Z", archived: false },
    },
    "create-contact": {
      route: "POST /crm/v3/objects/contacts",
      scopes: ["crm.objects.contacts.write"],
      reason: "adds a person to the records",
      body: {
        properties: {
          email: like("^[a-z0-9.]{1,40}@[a-z0-9-]{1,40}\\.[a-z]{2,10}$", "sam@acme.example"),
          firstname: text(60, "Sam"),
          lastname: text(60, "Field"),
        },
      },
      status: 201,
      answer: { id: "513", createdAt: "2026-11-02T10:00:00.000Z", archived: false },
    },
  },
};
