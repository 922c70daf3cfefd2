import * as z from "zod";

export const doctorOutput = z.strictObject({
  checks: z.array(
    z.strictObject({
      id: z.string(),
      status: z
        .enum(["ok", "warning", "failed"])
        .describe(
          "failed: a request would fail, or the guard isn't in place; warning: it may, or that can't be told",
        ),
      message: z.string(),
      hint: z.string().describe("The fix; empty where all is well"),
    }),
  ),
});

export type DoctorOutput = z.infer<typeof doctorOutput>;
