import * as z from "zod";
import { versionOutput } from "./diff.ts";
import { errorBody } from "./error.ts";

const requestOutput = z.strictObject({
  file: z.string(),
  slug: z.string().nullable(),
  outcome: z.enum(["created", "updated", "unchanged", "closed", "planned", "failed"]),
  branch: z.string().nullable(),
  commit: z.string().nullable(),
  number: z.int().nullable().describe("Of the pull request; null where the forge is git alone"),
  url: z.string().nullable(),
  version: versionOutput.nullable(),
  error: errorBody.nullable(),
  plan: z
    .strictObject({
      forge: z.enum(["github", "git-only"]),
      base: z.string(),
      title: z.string(),
      files: z.array(z.strictObject({ path: z.string(), change: z.enum(["write", "remove"]) })),
      message: z.string().describe("The commit message"),
      body: z.string().describe("The request's body, Markdown"),
    })
    .nullable()
    .describe("With --dry-run: what would be done"),
});

export const requestsOutput = z.strictObject({ requests: z.array(requestOutput) });

export type RequestsOutput = z.infer<typeof requestsOutput>;
export type RequestOutput = z.infer<typeof requestOutput>;
