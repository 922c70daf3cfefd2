import type { Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import { escapeLine } from "../text/escape.ts";
import { advice } from "./advice.ts";

/** JUnit's XML as CI servers read it: a test case for each file, failed where it may not go on. */
export function junitCheck({ drafts, catalog, summary }: CheckOutput): string {
  const cases = [
    ...drafts.map((draft) => ({ ...draft, passed: !/^(?:refused|invalid)$/.test(draft.verdict) })),
    ...catalog.map((file) => ({ ...file, verdict: "failed" })),
  ];
  const failures = summary.refused + summary.invalid + catalog.filter(({ passed }) => !passed).length;
  const counts = `tests="${cases.length}" failures="${failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="harbor-drafts check" ${counts}>\n${cases.map(testCase).join("")}  </testsuite>\n</testsuites>\n`;
}

interface Case {
  file: string;
  passed: boolean;
  verdict: string;
  findings: readonly Finding[];
}

function testCase({ file, passed, verdict, findings }: Case): string {
  const name = `name="${xml(file)}" classname="harbor-drafts.check"`;
  if (passed) {
    return `    <testcase ${name}/>\n`;
  }
  const lines = findings.map((finding) => {
    const { line, column, severity, message, rule } = finding;
    return [`${line}:${column} ${severity} ${message} (${rule})`, ...advice(finding)].join("; ");
  });
  return `    <testcase ${name}>\n      <failure message="${verdict}">${lines.map(xml).join("\n")}</failure>\n    </testcase>\n`;
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
