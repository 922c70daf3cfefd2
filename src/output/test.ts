import * as z from "zod";
import { findingSchema } from "../finding.ts";

const edit = z
  .strictObject({
    file: z.string(),
    patch: z.array(
      z.strictObject({
        op: z.enum(["add", "replace", "remove"]),
        path: z.string(),
        value: z.unknown().optional(),
      }),
    ),
  })
  .describe("A JSON Patch (RFC 6902) that would make it match");

const difference = z.strictObject({ field: z.string(), request: z.unknown(), recorded: z.unknown() });

const mismatch = z.strictObject({
  message: z.string(),
  exchange: z.string().nullable().describe("JSON Pointer into the recording of what answers"),
  nearest: z
    .array(
      z.strictObject({
        method: z.string(),
        url: z.string(),
        status: z.int(),
        pointer: z.string().describe("JSON Pointer into the recording"),
        differences: z.array(difference),
        edit: edit.nullable(),
      }),
    )
    .describe("The recorded exchanges that come nearest, the nearest first"),
  output: z
    .array(z.strictObject({ field: z.string(), expected: z.unknown(), actual: z.unknown() }))
    .describe("Where the agent gets something else than expect.output says"),
  edit: edit.nullable(),
});

const evidence = z.enum(["recorded", "documented", "assumed", "none"]);

const example = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  request: z.strictObject({ method: z.string(), url: z.string(), body: z.unknown() }).nullable(),
  status: z.int().nullable(),
  output: z.unknown().describe("The JSON that an agent would get: the listed fields, or { error }"),
  evidence: evidence.describe("What the exchange that answers says of itself"),
  recordedAt: z.string().nullable(),
  mismatch: mismatch.nullable(),
});

const probe = { name: z.string(), input: z.unknown() };

export const testedOutput = z.strictObject({
  file: z.string(),
  slug: z.string().nullable(),
  passed: z.boolean(),
  evidence: evidence.describe("The weakest among the exchanges that show what an agent gets"),
  kept: z.array(z.string()).describe("Listed fields of which the recording holds real values"),
  recordedAt: z.string().nullable().describe("When, by its own word; of several exchanges the oldest"),
  examples: z.array(example),
  probes: z.strictObject({
    run: z.int().describe("Inputs that must be rejected"),
    rejected: z.int(),
    escaped: z.array(z.strictObject({ ...probe, url: z.string() })),
    edges: z.int().describe("Inputs at the edges of the schemas, that must be accepted"),
    accepted: z.int(),
    blocked: z.array(z.strictObject({ ...probe, why: z.string() })),
  }),
  findings: z.array(findingSchema).describe("What keeps it from passing, and warnings of the recording"),
});

export const testOutput = z.strictObject({
  drafts: z.array(testedOutput),
  live: z.array(testedOutput).describe("Live actions, with --all or of a manifest that was named"),
});

export type TestOutput = z.infer<typeof testOutput>;
export type TestedOutput = z.infer<typeof testedOutput>;
export type EditOutput = z.infer<typeof edit>;
export type DifferenceOutput = z.infer<typeof difference>;
