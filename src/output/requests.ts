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
  draft: z
    .boolean()
    .describe("Whether a person must mark the request as ready for review before anybody can merge it"),
  version: versionOutput.nullable(),
  warnings: z.array(z.string()).describe("What a person should know, and what doesn't stop it"),
  error: errorBody.nullable(),
  conflict: z
    .array(
      z.strictObject({
        pointer: z.string().describe("JSON Pointer into the action; empty for the whole"),
        side: z.enum(["live", "request", "both"]).describe("Who changed it"),
        before: z.unknown().describe("As the request saw it; null where it wasn't there"),
        live: z.unknown().describe("As it is live now"),
        request: z.unknown().describe("As the request wants it"),
      }),
    )
    .nullable()
    .describe("Where the action changed on the base and in the request: the three-way report"),
  plan: z
    .strictObject({
      forge: z.enum(["github", "git-only"]),
      base: z.string(),
      title: z.string(),
      labels: z.array(z.string()),
      reviewers: z.array(z.string()),
      draft: z.boolean().describe("Whether it is opened as a draft"),
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
