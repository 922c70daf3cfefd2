import { errorFinding, type Finding } from "../../finding.ts";
import type { LandingId } from "../../safe-model/finding-docs.ts";

/** A reason as a finding that refuses; at the file's start where its place isn't told. */
export function refuse(
  rule: LandingId,
  file: string,
  message: string,
  hint: string,
  place: Partial<Pick<Finding, "line" | "column" | "pointer">> = {},
): Finding {
  return errorFinding({ rule, message, hint, file, ...place });
}

export function warn(...told: Parameters<typeof refuse>): Finding {
  return { ...refuse(...told), severity: "warning" };
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}
