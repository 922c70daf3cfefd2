import type { CheckOutput } from "../../output/check.ts";
import { escapeLine } from "../../text/escape.ts";

/** JUnit's XML as CI servers read it: a test case for each draft, failed where it may not go on. */
export function junitCheck({ drafts, summary }: CheckOutput): string {
  const failures = summary.refused + summary.invalid;
  const cases = drafts.map(({ file, verdict, findings }) => {
    const name = `name="${xml(file)}" classname="harbor-drafts.check"`;
    if (verdict === "automatic" || verdict === "approval") {
      return `    <testcase ${name}/>\n`;
    }
    const lines = findings.map(
      ({ line, column, severity, message, hint, rule }) =>
        `${line}:${column} ${severity} ${message} (${rule})${hint === "" ? "" : `; ${hint}`}`,
    );
    return `    <testcase ${name}>\n      <failure message="${verdict}">${lines.map(xml).join("\n")}</failure>\n    </testcase>\n`;
  });
  const counts = `tests="${drafts.length}" failures="${failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="harbor-drafts check" ${counts}>\n${cases.join("")}  </testsuite>\n</testsuites>\n`;
}

function xml(text: string): string {
  return (
    escapeLine(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // XML 1.0 has no such characters, escaped or not.
      .replace(/[\ufffe\uffff]/g, "\ufffd")
  );
}
