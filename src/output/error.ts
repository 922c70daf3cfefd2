import * as z from "zod";
import { type ErrorCode, EXIT } from "../errors.ts";

export const errorBody = z.strictObject({
  code: z.enum(Object.keys(EXIT) as [ErrorCode]),
  message: z.string(),
  hint: z.string().describe("The next step"),
});

/** What stdout holds with --json where a command couldn't run. */
export const errorOutput = z.strictObject({ error: errorBody });
