import * as z from "zod";

export const mockOutput = z.strictObject({
  url: z.string().describe("Stands for the port's base URL"),
  baseUrl: z.string().describe("What the port's real base URL is"),
  recordings: z
    .array(z.string())
    .describe("The files that are served, in the order in which they are looked at"),
});

export type MockOutput = z.infer<typeof mockOutput>;
