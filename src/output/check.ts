import * as z from "zod";
import { findingSchema } from "../finding.ts";

export const verdictSchema = z.enum(["automatic", "approval", "refused", "invalid"]);

const checkedDraft = z.strictObject({
  file: z.string(),
  port: z.string().nullable(),
  slug: z.string().nullable(),
  verdict: verdictSchema,
  findings: z.array(findingSchema),
});

const count = z.int().min(0);

const summary = z.strictObject({
  drafts: count,
  automatic: count,
  approval: count,
  refused: count,
  invalid: count,
});

export const checkOutput = z.strictObject({ drafts: z.array(checkedDraft), summary });

export const proposeOutput = z.strictObject({
  drafts: z.array(checkedDraft),
  summary,
  written: z.boolean().describe("Whether the draft's file was written"),
  content: z.string().describe("The draft as it stands or would stand in its file"),
});

export type CheckOutput = z.infer<typeof checkOutput>;
export type ProposeOutput = z.infer<typeof proposeOutput>;
