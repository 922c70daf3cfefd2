import type { Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import type { VerifyOutput } from "../output/verify.ts";
import { escapeLine } from "../text/escape.ts";
import { advice } from "./advice.ts";
import { totalOf, verdictOn } from "./summaries.ts";

/** Annotations for GitHub Actions; a line without `::`, as the last, is just shown in the log. */
export function githubCheck(output: CheckOutput): string {
  const findings = [...output.drafts, ...output.catalog].flatMap((checked) => checked.findings);
  return `${annotations(findings)}${totalOf(output)}\n`;
}

/** The same of a change that was judged. */
export function githubVerify(output: VerifyOutput): string {
  return `${annotations(output.findings)}${escapeLine(verdictOn(output))}\n`;
}

const LEVELS = { error: "error", warning: "warning", info: "notice" };

/**
 * One line each. What has no file of its own is reported without a place.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
function annotations(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { severity, file, line, column, rule, message } = finding;
      const place = file === "" ? "" : `file=${property(file)},line=${line},col=${column},`;
      const text = data([message, ...advice(finding)].join("; "));
      return `::${LEVELS[severity]} ${place}title=${property(rule)}::${text}\n`;
    })
    .join("");
}

function data(text: string): string {
  return escapeLine(text).replaceAll("%", "%25");
}

/** In a property `:` and `,` would end it. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
