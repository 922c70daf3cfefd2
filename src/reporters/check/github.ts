import type { CheckOutput } from "../../output/check.ts";
import { annotations } from "../annotations.ts";
import { totalOf } from "./total.ts";

export function githubCheck(output: CheckOutput): string {
  const findings = [...output.drafts, ...output.catalog].flatMap((checked) => checked.findings);
  // A line without `::` is just shown in the log.
  return `${annotations(findings)}${totalOf(output)}\n`;
}
