import * as z from "zod";
import { findingSchema } from "../finding.ts";

const example = z.strictObject({
  name: z.string(),
  status: z.int().nullable().describe("What the recording answers; null where it has nothing"),
  sent: z.boolean().describe("Whether the API was asked for it just now"),
  request: z
    .strictObject({ method: z.string(), url: z.string(), body: z.unknown() })
    .nullable()
    .describe("With nothing real in it, or as the example has it"),
});

export const recordOutput = z.strictObject({
  outcome: z
    .enum(["recorded", "planned", "unconfirmed", "incomplete"])
    .describe(
      "planned: by --dry-run; unconfirmed: neither an option nor a person allowed to send; incomplete: the file of --from lacks an example. Only recorded wrote anything",
    ),
  to: z.string().nullable().describe("The base URL that is asked, or would be; null with --from"),
  missing: z.array(z.string()).describe("The options with which it is sent without a question"),
  file: z.string().describe("The draft, or the manifest that has the live action"),
  slug: z.string(),
  written: z.array(z.string()),
  examples: z.array(example),
  replaced: z.record(z.string(), z.int()).describe("How many values were replaced, by their kind"),
  kept: z.array(z.string()).describe("Result fields whose real values were kept"),
  findings: z.array(findingSchema),
});

export type RecordOutput = z.infer<typeof recordOutput>;
