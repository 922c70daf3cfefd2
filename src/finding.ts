import * as z from "zod";
import { patchSchema } from "./json/edits.ts";

/** One thing that a rule or a parser has to say about a file. Positions are 1-based. */
export const findingSchema = z.strictObject({
  rule: z.string().describe("Rule id, family/name"),
  severity: z.enum(["error", "warning", "info"]).describe("Only errors refuse"),
  message: z.string(),
  hint: z.string().describe("What to write instead"),
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  pointer: z.string().describe("JSON Pointer (RFC 6901) into the file"),
  fix: patchSchema.nullable().describe("What `check --fix` would do about it; null where a person decides"),
  candidates: z.array(z.unknown()).describe("Values that a person may choose among, nearest first"),
  related: z
    .array(
      z.strictObject({
        file: z.string(),
        line: z.int().min(1),
        column: z.int().min(1),
        message: z.string(),
      }),
    )
    .describe("Other places that it is about"),
});

export type Finding = z.infer<typeof findingSchema>;

/** A finding that refuses; at the file's start where its place isn't given. */
export function errorFinding(
  known: Pick<Finding, "rule" | "message" | "hint" | "file"> &
    Partial<Pick<Finding, "line" | "column" | "pointer">>,
): Finding {
  const { rule, message, hint, file, line = 1, column = 1, pointer = "" } = known;
  const rest = { fix: null, candidates: [], related: [] };
  return { rule, severity: "error", message, hint, file, line, column, pointer, ...rest };
}

/** Sorts by place, then rule, and drops repetitions, so that the same input gives the same bytes. */
export function arrangeFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.rule, b.rule) ||
      compareText(a.pointer, b.pointer) ||
      compareText(a.message, b.message),
  );
  return sorted.filter((finding, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || JSON.stringify(previous) !== JSON.stringify(finding);
  });
}

/** Compares by code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
