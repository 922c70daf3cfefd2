import { integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const projectId = like("^prj_[A-Za-z0-9]{8,40}$", "prj_AAAAAAAAAAAA");

export const vercel: Product = {
  product: "Vercel API",
  publisher: "vercel",
  slug: "vercel-api",
  baseUrl: "https://api.vercel.com",
  documentation: "vercel.com",
  pagination: ["limit", 100],
  actions: {
    "list-projects": {
      route: "GET /v10/projects",
      query: { limit: integer(1, 100, 20), search: text(60, "site") },
      answer: {
        projects: [
          { id: "prj_AAAAAAAAAAAA", name: "my-site", framework: "nextjs", updatedAt: 1793000000000 },
        ],
        pagination: { next: null },
      },
    },
    "list-deployments": {
      route: "GET /v6/deployments",
      query: { projectId, limit: integer(1, 100, 20), state: oneOf("READY", "BUILDING", "ERROR") },
      answer: {
        deployments: [{ uid: "dpl_AAAAAAAAAAAA", name: "my-site", state: "READY", target: "production" }],
      },
    },
    "create-deployment": {
      route: "POST /v13/deployments",
      reason: "puts a new version before the public",
      body: {
        name: like("^[a-z0-9][a-z0-9-]{0,50}$", "my-site"),
        deploymentId: like("^dpl_[A-Za-z0-9]{8,40}$", "dpl_AAAAAAAAAAAA"),
        target: oneOf("staging", "production"),
      },
      answer: { id: "dpl_BBBBBBBBBBBB", name: "my-site", readyState: "QUEUED", createdAt: 1793000000000 },
    },
  },
};
