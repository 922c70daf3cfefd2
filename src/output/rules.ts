import * as z from "zod";

const members = z.record(z.string(), z.unknown());

const proposal = z.strictObject({
  where: z.string(),
  kind: z.enum(["draft", "request"]),
  slug: z.string(),
  method: z.string(),
  path: z.string(),
});

/** What differs from a harmless draft, manifest or policy. */
const example = z.strictObject({
  draft: members.optional(),
  action: members.optional(),
  file: z.string().optional(),
  proposals: z.array(proposal).readonly().optional().describe("What others propose at the same time"),
  manifest: members.optional(),
  port: members.optional(),
  actions: z.array(members).readonly().optional().describe("In place of the manifest's one action"),
  indent: z.number().optional().describe("Spaces by which the manifest is indented"),
  policy: members.optional(),
  route: members.optional().describe("One route more in the policy"),
});

export const rulesOutput = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.string(),
      summary: z.string(),
      why: z.string(),
      fixable: z.boolean().describe("Whether `check --fix` can mend some of what it finds"),
      good: z.array(example).describe("What may be written, as differences from a harmless file"),
      bad: z.array(example).describe("What the rule finds"),
    }),
  ),
});

export type RulesOutput = z.infer<typeof rulesOutput>;
