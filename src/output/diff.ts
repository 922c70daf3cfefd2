import * as z from "zod";

export const versionOutput = z.strictObject({ from: z.string(), to: z.string() });

export const diffOutput = z.strictObject({
  slug: z.string(),
  change: z.enum(["add", "update", "retire"]),
  capability: z.string().describe("What agents gain or lose, in one sentence"),
  widening: z.boolean().describe("Whether an update gives agents authority that the live action doesn't"),
  bump: versionOutput.extend({ level: z.enum(["major", "minor", "patch", "none"]) }),
  changes: z.array(
    z.strictObject({
      pointer: z.string().describe("JSON Pointer into the action"),
      kind: z.enum(["added", "removed", "changed"]),
      before: z.unknown(),
      after: z.unknown(),
      effect: z.enum(["narrows", "widens", "both", "text"]),
    }),
  ),
  patch: z.string().describe("Unified diff of the manifest"),
});

export type DiffOutput = z.infer<typeof diffOutput>;
