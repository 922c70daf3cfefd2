import { integer, like } from "../inputs.ts";
import type { Product } from "../product.ts";

const page = { per_page: integer(1, 200, 20), page: integer(1, 1000, 1) };
const tag = like("^[A-Za-z0-9:_-]{1,100}$", "web");
const droplet = { id: 3164444, name: "web-1", status: "active", memory: 1024, region: { slug: "nyc3" } };

export const digitalocean: Product = {
  product: "DigitalOcean API",
  publisher: "digitalocean",
  slug: "digitalocean-api",
  baseUrl: "https://api.digitalocean.com",
  documentation: "docs.digitalocean.com",
  scopes: { "droplet:read": "read", "regions:read": "read", "tag:create": "write" },
  pagination: ["per_page", 200],
  actions: {
    "list-droplets": {
      route: "GET /v2/droplets",
      scopes: ["droplet:read"],
      query: { tag_name: tag, ...page },
      answer: { droplets: [droplet], meta: { total: 1 } },
    },
    "get-droplet": {
      route: "GET /v2/droplets/{droplet_id}",
      scopes: ["droplet:read"],
      path: { droplet_id: integer(1, 9_999_999_999, 3164444) },
      answer: { droplet },
    },
    "list-regions": {
      route: "GET /v2/regions",
      scopes: ["regions:read"],
      query: page,
      answer: { regions: [{ slug: "nyc3", name: "New York 3", available: true }] },
    },
    "create-tag": {
      route: "POST /v2/tags",
      scopes: ["tag:create"],
      reason: "adds a label",
      body: { name: tag },
      status: 201,
      answer: { tag: { name: "web", resources: { count: 0, droplets: { count: 0 } } } },
    },
  },
};
