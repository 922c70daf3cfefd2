import * as z from "zod";

/** What "live" was read from. */
export const baseOutput = z.strictObject({
  ref: z.string().describe("The base's name, such as origin/main"),
  commit: z.string().nullable().describe("Null where the folder itself was taken"),
});

export type BaseOutput = z.infer<typeof baseOutput>;
