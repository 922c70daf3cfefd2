import type { Finding } from "../finding.ts";
import type { CheckOutput } from "../output/check.ts";
import { escapeLine } from "../text/escape.ts";
import { version } from "../version.ts";
import { advice } from "./advice.ts";

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
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: rules.indexOf(finding.rule),
          level: LEVELS[finding.severity],
          message: { text: escapeLine([finding.message, ...advice({ ...finding, related: [] })].join("; ")) },
          locations: [
            { ...physicalLocation(finding), logicalLocations: [{ fullyQualifiedName: finding.pointer }] },
          ],
          ...(finding.related.length === 0 ? {} : { relatedLocations: finding.related.map(relatedLocation) }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

type Related = Finding["related"][number];

function physicalLocation({ file, line, column }: Omit<Related, "message">) {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region } };
}

function relatedLocation({ message, ...place }: Related) {
  return { ...physicalLocation(place), message: { text: escapeLine(message) } };
}
