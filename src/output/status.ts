import * as z from "zod";

export const statusOutput = z.strictObject({
  entries: z.array(
    z.strictObject({
      port: z.string(),
      slug: z.string(),
      state: z.enum(["draft", "refused", "tested", "requested", "stale", "published", "rejected"]),
      checks: z.enum(["passed", "failed", "pending", "none", "blocked"]),
      url: z.string().nullable(),
      file: z.string().nullable().describe("The draft in this clone"),
      branch: z.string().nullable().describe("The request's branch on the remote"),
      warnings: z.array(z.string()).describe("What doesn't stop it, such as evidence that is old"),
      next: z.string().describe("What to do next"),
    }),
  ),
});

export type StatusOutput = z.infer<typeof statusOutput>;
