import * as z from "zod";
import { findingSchema } from "../finding.ts";
import { errorBody } from "./error.ts";
import { testedOutput } from "./test.ts";

export const verdictSchema = z.enum(["automatic", "approval", "refused", "invalid"]);

const checkedDraft = z.strictObject({
  file: z.string(),
  port: z.string().nullable(),
  slug: z.string().nullable(),
  verdict: verdictSchema,
  findings: z.array(findingSchema),
  filled: z
    .array(
      z.strictObject({
        pointer: z.string().describe("JSON Pointer (RFC 6901) into the draft"),
        value: z.unknown(),
        from: z
          .enum(["format", "route", "live"])
          .describe("What leaves no other value: the format, the policy of the route, or the live action"),
      }),
    )
    .describe("What the file leaves out, or left out before --fix"),
});

const fixed = z.strictObject({
  applied: z
    .array(findingSchema.pick({ rule: true, pointer: true, message: true }))
    .describe("The findings that were mended; none where only the formatting changed"),
  patch: z.string().describe("Unified diff of the file"),
  error: errorBody.nullable().describe("Why the file couldn't be written, and so is as it was"),
});

const checkedCatalogFile = z.strictObject({
  file: z.string(),
  kind: z.enum(["manifest", "policy", "description"]),
  passed: z.boolean().describe("Whether no finding is an error"),
  findings: z.array(findingSchema),
});

const count = z.int().min(0);

const summary = z
  .strictObject({
    drafts: count,
    automatic: count,
    approval: count,
    refused: count,
    invalid: count,
  })
  .describe("Of the drafts alone");

export const checkOutput = z.strictObject({
  drafts: z.array(
    checkedDraft.extend({
      fixed: fixed
        .nullable()
        .optional()
        .describe("With --fix: what was done to the file; null where nothing was to be done"),
    }),
  ),
  catalog: z
    .array(checkedCatalogFile)
    .describe("Manifests, policies and API descriptions, as the work tree has them"),
  summary,
});

export const proposeOutput = z.strictObject({
  drafts: z.array(
    checkedDraft.extend({
      left: z
        .array(z.strictObject({ name: z.string(), why: z.string() }))
        .describe("Optional inputs and fields that the API's description has and no draft may"),
      test: testedOutput
        .nullable()
        .describe("What `test` says of it; null for a draft that isn't written or isn't admitted"),
      next: z.strictObject({ command: z.string(), why: z.string() }).describe("The one next step"),
    }),
  ),
  summary,
  written: z.boolean().describe("Whether the draft's file was written"),
  content: z.string().describe("The draft as it stands or would stand in its file"),
});

export type JudgedOutput = z.infer<typeof checkedDraft>;
export type CheckOutput = z.infer<typeof checkOutput>;
export type ProposeOutput = z.infer<typeof proposeOutput>;
