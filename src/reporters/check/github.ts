import type { CheckOutput } from "../../output/check.ts";
import { escapeLine } from "../../text/escape.ts";
import { totalOf } from "./total.ts";

const LEVELS = { error: "error", warning: "warning", info: "notice" };

/**
 * Annotations for GitHub Actions, one line each.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubCheck(output: CheckOutput): string {
  const annotations = [...output.drafts, ...output.catalog]
    .flatMap(({ findings }) => findings)
    .map(({ severity, file, line, column, rule, message, hint }) => {
      const place = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
      return `::${LEVELS[severity]} ${place}::${data(hint === "" ? message : `${message}; ${hint}`)}\n`;
    })
    .join("");
  // A line without `::` is just shown in the log.
  return `${annotations}${totalOf(output)}\n`;
}

function data(text: string): string {
  return escapeLine(text).replaceAll("%", "%25");
}

/** In a property `:` and `,` would end it. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
