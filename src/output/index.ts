import * as z from "zod";
import { ownMember } from "../json/record.ts";
import { checkOutput, proposeOutput } from "./check.ts";
import { diffOutput } from "./diff.ts";
import { doctorOutput } from "./doctor.ts";
import { errorOutput } from "./error.ts";
import { actionOutput, portOutput, portsOutput } from "./inspect.ts";
import { mockOutput } from "./mock.ts";
import { recordOutput } from "./record.ts";
import { requestsOutput } from "./requests.ts";
import { rulesOutput } from "./rules.ts";
import { statusOutput } from "./status.ts";
import { testOutput } from "./test.ts";
import { tourOutput } from "./tour.ts";
import { verifyOutput } from "./verify.ts";

/** Each command's `--json` members besides `command` and `ok`. */
const OUTPUTS: Record<string, readonly z.ZodObject[]> = {
  inspect: [portsOutput, portOutput, actionOutput],
  propose: [proposeOutput],
  check: [checkOutput],
  test: [testOutput],
  record: [recordOutput],
  mock: [mockOutput],
  diff: [diffOutput],
  "request-publish": [requestsOutput],
  refresh: [requestsOutput],
  withdraw: [requestsOutput],
  status: [statusOutput],
  verify: [verifyOutput],
  rules: [rulesOutput],
  doctor: [doctorOutput],
  tour: [tourOutput],
};

/** Commands whose output has a schema. */
export const OUTPUT_NAMES: readonly string[] = Object.keys(OUTPUTS);

/** The whole document that a command prints with `--json`: its report, or the error that kept it from running. */
export function outputDocument(command: string): z.ZodType | undefined {
  const outputs = ownMember(OUTPUTS, command);
  if (outputs === undefined) {
    return undefined;
  }
  const head = { command: z.literal(command), ok: z.boolean().describe("Whether the exit status is 0") };
  return z.union([
    ...outputs.map((output) => z.strictObject({ ...head, ...output.shape })),
    z.strictObject({ ...head, ok: z.literal(false), ...errorOutput.shape }),
  ]);
}
