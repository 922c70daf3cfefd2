import * as z from "zod";
import { manifestSchema } from "./catalog/manifest.ts";
import { policySchema } from "./catalog/policy.ts";
import { configSchema } from "./config.ts";
import { writtenDraftSchema } from "./drafts/draft.ts";
import { ownMember } from "./json/record.ts";
import { checkOutput, proposeOutput } from "./output/check.ts";
import { diffOutput } from "./output/diff.ts";
import { doctorOutput } from "./output/doctor.ts";
import { errorOutput } from "./output/error.ts";
import { actionOutput, portOutput, portsOutput, routesOutput } from "./output/inspect.ts";
import { mockOutput } from "./output/mock.ts";
import { recordOutput } from "./output/record.ts";
import { requestsOutput } from "./output/requests.ts";
import { rulesOutput } from "./output/rules.ts";
import { statusOutput } from "./output/status.ts";
import { testOutput } from "./output/test.ts";
import { tourOutput } from "./output/tour.ts";
import { verifyOutput } from "./output/verify.ts";
import { harSchema } from "./recordings/har/har.ts";

const DOCUMENTS: Record<string, z.ZodType> = {
  draft: writtenDraftSchema,
  manifest: manifestSchema,
  policy: policySchema,
  recording: harSchema,
  config: configSchema,
};

/** Each command's `--json` members besides `command` and `ok`. */
const OUTPUTS: Record<string, readonly z.ZodObject[]> = {
  inspect: [portsOutput, portOutput, actionOutput, routesOutput],
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

/** Names of everything that has a JSON Schema: the documents, then the commands' outputs. */
export const SCHEMA_NAMES: readonly string[] = [...Object.keys(DOCUMENTS), ...Object.keys(OUTPUTS)];

/** The JSON Schema (2020-12) of a document or of a command's `--json` output. */
export function jsonSchemaOf(name: string): Record<string, unknown> | undefined {
  const schema = ownMember(DOCUMENTS, name) ?? outputDocument(name);
  return schema === undefined ? undefined : { ...z.toJSONSchema(schema, { io: "input" }), title: name };
}

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
