import { integer, like, oneOf } from "../inputs.ts";
import type { Product } from "../product.ts";

const organization = { organizationIdOrSlug: like("^[a-z0-9][a-z0-9-]{0,49}$", "acme") };
const issue = { id: "1170820242", shortId: "SITE-1", title: "TypeError", status: "unresolved" };

export const sentry: Product = {
  product: "Sentry REST API",
  publisher: "sentry",
  slug: "sentry-rest-api",
  baseUrl: "https://sentry.io",
  documentation: "docs.sentry.io",
  principal: { scopingPlaceholders: ["organizationIdOrSlug"] },
  scopes: { "org:read": "read", "event:read": "read", "event:write": "write" },
  pagination: ["limit", 100],
  actions: {
    "list-projects": {
      route: "GET /api/0/organizations/{organizationIdOrSlug}/projects/",
      scopes: ["org:read"],
      path: organization,
      query: { cursor: like("^[0-9]{1,20}:[0-9]{1,9}:[01]$", "0:100:0") },
      answer: [{ id: "4505321021243392", slug: "site", name: "Site", platform: "javascript" }],
    },
    "list-issues": {
      route: "GET /api/0/organizations/{organizationIdOrSlug}/issues/",
      scopes: ["event:read"],
      path: organization,
      query: {
        project: integer(1, 9_007_199_254_740_991, 4505321021243392),
        query: oneOf("is:unresolved", "is:resolved"),
        statsPeriod: oneOf("24h", "14d"),
        limit: integer(1, 100, 25),
      },
      answer: [{ ...issue, count: "150" }],
    },
    "resolve-issue": {
      route: "PUT /api/0/organizations/{organizationIdOrSlug}/issues/{issue_id}/",
      scopes: ["event:write"],
      reason: "closes an issue that people watch",
      path: { ...organization, issue_id: like("^[1-9][0-9]{0,18}$", "1170820242") },
      body: { status: oneOf("resolved") },
      answer: { ...issue, status: "resolved" },
    },
  },
};
