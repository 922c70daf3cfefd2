import { HarborError } from "../errors.ts";
import { compareText } from "../finding.ts";
import type { RulesOutput } from "../output/rules.ts";
import { REASONS } from "../publish/verify/reasons.ts";
import { MANIFEST_RULES } from "../safe-model/manifest-rules/index.ts";
import { POLICY_RULES } from "../safe-model/policy-rules/index.ts";
import { READING } from "../safe-model/finding-docs.ts";
import { RULES } from "../safe-model/rules/index.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyRules as pretty } from "../reporters/pretty/rules.ts";

/** Lists the rules, or explains one. */
export async function run(_host: Host, { id }: { id?: string | undefined }): Promise<Report<RulesOutput>> {
  const rules = described().filter((rule) => id === undefined || rule.id === id);
  if (rules.length === 0) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no rule ${JSON.stringify(id)}`,
      "`harbor-drafts rules` lists them",
    );
  }
  return { output: { rules }, exit: 0 };
}

/** The rules of all kinds of files, and the findings that come before them, sorted by id. */
function described(): RulesOutput["rules"] {
  const rules = [...RULES, ...MANIFEST_RULES, ...POLICY_RULES].map(
    ({ id, summary, why, examples, ...rule }) => ({
      id,
      summary,
      why,
      fixable: "fix" in rule,
      good: [...examples.good],
      bad: [...examples.bad],
    }),
  );
  const reading = [...READING, ...REASONS].map((finding) => ({
    ...finding,
    fixable: false,
    good: [],
    bad: [],
  }));
  return [...rules, ...reading].sort((a, b) => compareText(a.id, b.id));
}
