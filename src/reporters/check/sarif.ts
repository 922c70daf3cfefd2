import type { CheckOutput } from "../../output/check.ts";
import { escapeLine } from "../../text/escape.ts";
import { version } from "../../version.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" };

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifCheck({ drafts, catalog }: CheckOutput): string {
  const findings = [...drafts, ...catalog].flatMap((file) => file.findings);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "harbor-drafts", version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: findings.map(({ rule, severity, message, hint, file, line, column, pointer }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: LEVELS[severity],
          message: { text: escapeLine(hint === "" ? message : `${message}; ${hint}`) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(file) },
                region: { startLine: line, startColumn: column },
              },
              logicalLocations: [{ fullyQualifiedName: pointer }],
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
