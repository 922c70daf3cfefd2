import type { Arguments } from "../command-line.ts";
import { HarborError } from "../errors.ts";
import type { RulesOutput } from "../output/rules.ts";
import { FINDINGS } from "../safe-model/finding-docs.ts";
import type { Host } from "../workspace/host.ts";
import type { Report } from "./report.ts";

export { prettyRules as pretty } from "../reporters/pretty/rules.ts";

/** Lists every finding that a report can name, or explains one. */
export async function run(_host: Host, { id: wanted }: Arguments<"rules">): Promise<Report<RulesOutput>> {
  const rules = [...FINDINGS.values()]
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map(({ id, summary, why, isFixable, examples: { good, bad } }) => ({
      id,
      summary,
      why,
      fixable: isFixable,
      good: [...good],
      bad: [...bad],
    }));
  if (rules.length === 0) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no rule ${JSON.stringify(wanted)}`,
      "`harbor-drafts rules` lists them",
    );
  }
  return { output: { rules }, exit: 0 };
}
