import type { CheckOutput } from "../output/check.ts";
import { escapeLine } from "../text/escape.ts";
import { advice } from "./advice.ts";

type Finding = CheckOutput["drafts"][number]["findings"][number];

const LEVELS = { error: "error", warning: "warning", info: "notice" };

/**
 * Annotations for GitHub Actions, one line each. What has no file of its own is told without a place.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { severity, file, line, column, rule, message } = finding;
      const place = file === "" ? "" : `file=${property(file)},line=${line},col=${column},`;
      const told = [message, ...advice(finding)].join("; ");
      return `::${LEVELS[severity]} ${place}title=${property(rule)}::${data(told)}\n`;
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
