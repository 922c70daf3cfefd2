import * as z from "zod";
import { findingSchema } from "../finding.ts";
import { verdictSchema } from "./check.ts";

const kind = z.enum(["drafts", "publish-request", "unrelated", "maintenance", "mixed"]);
const place = z.strictObject({ ref: z.string(), commit: z.string() });

const judgement = {
  kind,
  allowed: z.boolean().describe("Whether it may land"),
  findings: z.array(findingSchema).describe("Why it may not, and what its reviewer should know"),
  port: z.string().nullable().describe("Of a publish request"),
  slug: z.string().nullable(),
  verdict: verdictSchema.nullable().describe("Of its action, by the base's policy"),
  selfPublish: z
    .boolean()
    .describe("Whether the base's policy lets it be merged without a reviewer; never of what landed"),
};

export const verifyOutput = z.strictObject({
  ...judgement,
  base: place,
  head: place,
  mergeBase: z.string().nullable().describe("What a proposal is compared with; null where there is no one"),
  steps: z
    .array(z.strictObject({ commit: z.string(), ...judgement }))
    .describe(
      "With --landed: each commit on the branch's own line; the rest tells of the first that may not be there, else of the weightiest",
    ),
});

export type VerifyOutput = z.infer<typeof verifyOutput>;
