import * as z from "zod";
import { manifestSchema } from "./catalog/manifest.ts";
import { policySchema } from "./catalog/policy.ts";
import { configSchema } from "./config.ts";
import { writtenDraftSchema } from "./drafts/draft.ts";
import { ownMember } from "./json/record.ts";
import { OUTPUT_NAMES, outputDocument } from "./output/index.ts";
import { harSchema } from "./recordings/har/har.ts";

const DOCUMENTS: Record<string, z.ZodType> = {
  draft: writtenDraftSchema,
  manifest: manifestSchema,
  policy: policySchema,
  recording: harSchema,
  config: configSchema,
};

/** Names of everything that has a JSON Schema: the documents, then the commands' outputs. */
export const SCHEMA_NAMES: readonly string[] = [...Object.keys(DOCUMENTS), ...OUTPUT_NAMES];

/** The JSON Schema (2020-12) of a document or of a command's `--json` output. */
export function jsonSchemaOf(name: string): Record<string, unknown> | undefined {
  const schema = ownMember(DOCUMENTS, name) ?? outputDocument(name);
  return schema === undefined ? undefined : { ...z.toJSONSchema(schema, { io: "input" }), title: name };
}
