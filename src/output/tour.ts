import * as z from "zod";

export const tourOutput = z.strictObject({
  steps: z.array(
    z.strictObject({
      title: z.string(),
      who: z.enum(["agent", "reviewer"]),
      command: z.string(),
      exit: z.int(),
      expected: z.int(),
      output: z.string().describe("What the command printed"),
    }),
  ),
  folder: z.string().nullable().describe("Where it all is, with --keep"),
});

export type TourOutput = z.infer<typeof tourOutput>;
