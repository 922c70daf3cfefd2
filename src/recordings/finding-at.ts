import { errorFinding, type Finding } from "../finding.ts";
import type { JsonDocument } from "../json/parse.ts";

/** A file that findings are about. */
export interface Located {
  file: string;
  locate: JsonDocument["locate"];
}

/** A finding at a place of a file, which a JSON Pointer names. */
export function findingAt(
  { file, locate }: Located,
  pointer: string,
  rule: string,
  message: string,
  hint: string,
  severity: Finding["severity"] = "error",
): Finding {
  return { ...errorFinding({ rule, message, hint, file, ...locate(pointer), pointer }), severity };
}
