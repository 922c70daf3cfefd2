import type { CheckOutput } from "../output/check.ts";
import { codeCell } from "../text/markdown.ts";
import { advice } from "./advice.ts";
import { totalOf } from "./summaries.ts";

/** For job summaries and comments. */
export function markdownCheck(output: CheckOutput): string {
  const { drafts, catalog } = output;
  const verdicts = [
    ...drafts.map(({ file, verdict, findings }) => [file, verdict, findings.length] as const),
    ...catalog.map(
      ({ file, passed, findings }) => [file, passed ? "passed" : "failed", findings.length] as const,
    ),
  ].map(([file, verdict, count]) => `| ${codeCell(file)} | **${verdict}** | ${count} |`);
  const findings = [...drafts, ...catalog].flatMap((file) => file.findings);
  const rows = findings.map((finding) => {
    const { file, line, column, severity, rule, message } = finding;
    const instead = advice(finding).map(codeCell).join("<br>");
    return `| ${codeCell(`${file}:${line}:${column}`)} | ${severity} | ${codeCell(rule)} | ${codeCell(message)} | ${instead} |`;
  });
  return [
    `### Drafts: ${totalOf(output)}\n`,
    ...(verdicts.length === 0
      ? []
      : [`| File | Verdict | Findings |\n|---|---|---|\n${verdicts.join("\n")}\n`]),
    ...(rows.length === 0
      ? []
      : [`| Place | | Rule | Finding | Instead |\n|---|---|---|---|---|\n${rows.join("\n")}\n`]),
  ].join("\n");
}
