import * as z from "zod";
import { findingSchema } from "../finding.ts";

const mismatch = z.strictObject({
  message: z.string(),
  nearest: z.strictObject({ method: z.string(), url: z.string() }).nullable(),
  differences: z.array(z.strictObject({ field: z.string(), request: z.unknown(), recorded: z.unknown() })),
});

const example = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  request: z.strictObject({ method: z.string(), url: z.string(), body: z.unknown() }).nullable(),
  status: z.int().nullable(),
  output: z.unknown().describe("The JSON that an agent would get"),
  mismatch: mismatch.nullable(),
});

const tested = z.strictObject({
  file: z.string(),
  slug: z.string().nullable(),
  passed: z.boolean(),
  evidence: z.enum(["recorded", "documented", "none"]).describe("What the recording says of itself"),
  examples: z.array(example),
  probes: z.strictObject({
    run: z.int(),
    rejected: z.int(),
    escaped: z.array(z.strictObject({ name: z.string(), input: z.unknown(), url: z.string() })),
  }),
  findings: z.array(findingSchema).describe("What kept the test from running"),
});

export const testOutput = z.strictObject({
  drafts: z.array(tested),
  live: z.array(tested).describe("Live actions, with --all"),
});

export type TestOutput = z.infer<typeof testOutput>;
export type TestedOutput = z.infer<typeof tested>;
