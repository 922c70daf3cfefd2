import * as z from "zod";

export const errorBody = z.strictObject({
  code: z.enum([
    "USAGE",
    "NOT_FOUND",
    "GIT",
    "NETWORK",
    "AUTH",
    "PERMISSION",
    "RATE_LIMIT",
    "FORGE",
    "CONFLICT",
    "IO",
    "INTERNAL",
    "REFUSED",
    "UNTESTED",
    "REJECTED",
  ]),
  message: z.string(),
  hint: z.string().describe("The next step"),
});

/** What stdout holds with --json where a command couldn't run. */
export const errorOutput = z.strictObject({ error: errorBody });
