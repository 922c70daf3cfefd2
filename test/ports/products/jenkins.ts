import { integer, like, oneOf } from "../inputs.ts";
import type { Product } from "../product.ts";

const name = like("^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$", "site");

export const jenkins: Product = {
  product: "Jenkins Remote API",
  publisher: "jenkins",
  slug: "jenkins-remote-api",
  baseUrl: "https://ci.example.com",
  tokenPrefix: "Basic",
  documentation: "www.jenkins.io",
  pagination: ["limit", 100],
  actions: {
    "list-jobs": {
      route: "GET /api/json",
      query: { tree: oneOf("jobs[name,color]") },
      capability: "list the jobs",
      answer: { mode: "NORMAL", jobs: [{ name: "site", color: "blue" }] },
    },
    "get-build": {
      route: "GET /job/{name}/{number}/api/json",
      path: { name, number: integer(1, 1_000_000, 42) },
      answer: { number: 42, result: "SUCCESS", building: false, duration: 61000 },
    },
    "start-job": {
      route: "POST /job/{name}/build",
      reason: "runs a job",
      path: { name },
      status: 201,
      answer: undefined,
    },
  },
};
