import { createHash } from "node:crypto";
import * as z from "zod";
import { type Action, actionSchema, readableActionSchema } from "../catalog/action.ts";
import { SLUG, SLUG_LENGTH } from "../catalog/slug.ts";
import { canonicalJson } from "../json/canonical.ts";
import { isRecord } from "../json/record.ts";

const envelope = {
  $schema: z.string().optional(),
  draft: z.literal(1),
  port: z.string().max(SLUG_LENGTH).regex(SLUG),
};
const reasons = {
  rationale: z.string().describe("Why an agent needs it, in plain text"),
  references: z.array(z.string()).describe("Where the API documents the route"),
};

/** A proposal to add, update or retire one action, in full form. */
export const draftSchema = z.discriminatedUnion("change", [
  z.strictObject({ ...envelope, change: z.enum(["add", "update"]), action: actionSchema, ...reasons }),
  z.strictObject({
    ...envelope,
    change: z.literal("retire"),
    action: actionSchema.pick({ slug: true }),
    ...reasons,
  }),
]);

const writtenAction = actionSchema
  .partial({ approvalMode: true, requestBodyMode: true, resultMode: true, input: true, scopes: true })
  .extend({ examples: z.array(actionSchema.shape.examples.element.partial({ input: true })) });
const writtenReasons = { ...reasons, references: reasons.references.optional() };

/** A draft as its file may have it: what has one possible value may be left out. */
export const writtenDraftSchema = z.union([
  z.strictObject({
    ...envelope,
    change: z.enum(["add", "update"]).optional(),
    action: writtenAction,
    ...writtenReasons,
  }),
  draftSchema.options[1].extend(writtenReasons),
]);

const readableEnvelope = {
  $schema: z.string().optional(),
  draft: z.literal(1),
  port: z.string(),
  change: z.string(),
  rationale: z.string(),
  references: z.array(z.string()),
};

/** What can be read as a draft at all; its values are for the rules to judge. */
const readableDraftSchema = z.looseObject({ ...readableEnvelope, action: readableActionSchema });
const readableRetirementSchema = z.looseObject({
  ...readableEnvelope,
  change: z.literal("retire"),
  action: z.looseObject({ slug: z.string() }),
});

/** Why a document can't be read as a draft at all; nothing where it can. */
export function readableIssues(value: unknown): readonly z.core.$ZodIssue[] {
  const isRetirement = isRecord(value) && value.change === "retire";
  const schema = isRetirement ? readableRetirementSchema : readableDraftSchema;
  return schema.safeParse(value).error?.issues ?? [];
}

export type Draft = z.infer<typeof draftSchema>;
/** A draft as it was read, good or bad. A retirement's action is its slug alone. */
export type ReadableDraft = z.infer<typeof readableDraftSchema> | z.infer<typeof readableRetirementSchema>;

/** Every member in canonical order; `$schema` is allowed and ignored. */
const canonicalSchema = z.object({
  draft: z.number(),
  port: z.string(),
  change: z.string(),
  action: actionSchema,
  rationale: z.string(),
  references: z.array(z.string()),
});

/** The canonical bytes of a draft's file. */
export function canonicalDraft(draft: ReadableDraft | Draft): string {
  const { $schema, ...rest } = draft;
  const text = canonicalJson(canonicalSchema, rest);
  return $schema === undefined
    ? text
    : text.replace("{\n", () => `{\n  "$schema": ${JSON.stringify($schema)},\n`);
}

/** The sha-256 of the canonical form without `$schema`, in hexadecimal. */
export function draftDigest(draft: ReadableDraft | Draft): string {
  const { $schema: _, ...rest } = draft;
  return createHash("sha256")
    .update(canonicalDraft(rest as Draft))
    .digest("hex");
}

/** The action that would be live after the draft: none after a retirement. */
export function proposedAction(draft: Draft): Action | undefined {
  return draft.change === "retire" ? undefined : draft.action;
}
