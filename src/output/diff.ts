import * as z from "zod";
import { changeSchema, levelSchema } from "../catalog/compare.ts";

export const versionOutput = z.strictObject({ from: z.string(), to: z.string() });

export const diffOutput = z.strictObject({
  slug: z.string(),
  change: z.enum(["add", "update", "retire"]),
  capability: z.string().describe("What agents gain or lose, in one sentence"),
  widening: z.boolean().describe("Whether an update gives agents authority that the live action doesn't"),
  bump: versionOutput.extend({ level: levelSchema }),
  changes: z.array(changeSchema),
  patch: z.string().describe("Unified diff of the manifest"),
});

export type DiffOutput = z.infer<typeof diffOutput>;
