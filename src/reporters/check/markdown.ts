import type { CheckOutput } from "../../output/check.ts";
import { codeCell } from "../../text/markdown.ts";

/** For job summaries and comments. */
export function markdownCheck({ drafts, summary }: CheckOutput): string {
  const verdicts = drafts.map(
    ({ file, verdict, findings }) => `| ${codeCell(file)} | **${verdict}** | ${findings.length} |`,
  );
  const findings = drafts.flatMap((draft) => draft.findings);
  const rows = findings.map(
    ({ file, line, column, severity, rule, message, hint }) =>
      `| ${codeCell(`${file}:${line}:${column}`)} | ${severity} | ${codeCell(rule)} | ${codeCell(message)} | ${hint === "" ? "" : codeCell(hint)} |`,
  );
  const total = `${summary.automatic} automatic, ${summary.approval} approval, ${summary.refused} refused, ${summary.invalid} invalid`;
  return [
    `### Drafts: ${total}\n`,
    ...(drafts.length === 0
      ? []
      : [`| Draft | Verdict | Findings |\n|---|---|---|\n${verdicts.join("\n")}\n`]),
    ...(rows.length === 0
      ? []
      : [`| Place | | Rule | Finding | Instead |\n|---|---|---|---|---|\n${rows.join("\n")}\n`]),
  ].join("\n");
}
