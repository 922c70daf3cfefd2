import * as z from "zod";

const example = z.strictObject({
  draft: z.record(z.string(), z.unknown()).optional(),
  action: z.record(z.string(), z.unknown()).optional(),
  file: z.string().optional(),
});

export const rulesOutput = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.string(),
      summary: z.string(),
      why: z.string(),
      fixable: z.boolean(),
      good: z.array(example).describe("What may be written, as differences from a harmless draft"),
      bad: z.array(example).describe("What the rule refuses"),
    }),
  ),
});

export type RulesOutput = z.infer<typeof rulesOutput>;
