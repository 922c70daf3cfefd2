import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const path = {
  site_id: like(
    "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "3970e0fe-8564-4903-9a55-c5f8de49fb8b",
  ),
};
const site = {
  id: path.site_id.example,
  name: "my-site",
  state: "current",
  custom_domain: "www.example.com",
};

export const netlify: Product = {
  product: "Netlify API",
  publisher: "netlify",
  slug: "netlify-api",
  baseUrl: "https://api.netlify.com/api/v1",
  documentation: "docs.netlify.com",
  pagination: ["per_page", 100],
  actions: {
    "list-sites": {
      route: "GET /sites",
      query: {
        name: text(60, "my-site"),
        filter: oneOf("all", "owner", "guest"),
        page: integer(1, 100, 1),
        per_page: integer(1, 100, 20),
      },
      answer: [site],
    },
    "get-site": { route: "GET /sites/{site_id}", path, answer: site },
    "list-site-deploys": {
      route: "GET /sites/{site_id}/deploys",
      path,
      query: { per_page: integer(1, 100, 20) },
      answer: [{ id: "5bffa1", state: "ready", branch: "main", created_at: "2026-11-02T10:00:00Z" }],
    },
    "create-build-hook": {
      route: "POST /sites/{site_id}/build_hooks",
      reason: "makes an address by which anybody starts a build",
      path,
      body: { title: text(60, "From the CMS"), branch: like("^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$", "main") },
      status: 201,
      answer: { title: "From the CMS", branch: "main", created_at: "2026-11-02T10:00:00Z" },
    },
  },
};
