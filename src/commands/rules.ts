import { HarborError } from "../errors.ts";
import type { RulesOutput } from "../output/rules.ts";
import { RULES } from "../safe-model/rules/index.ts";
import type { Report } from "./report.ts";

export { prettyRules as pretty } from "../reporters/pretty/rules.ts";

/** Lists the rules, or explains one. */
export async function run(
  _context: undefined,
  { id }: { id?: string | undefined },
): Promise<Report<RulesOutput>> {
  const rules = RULES.filter((rule) => id === undefined || rule.id === id);
  if (rules.length === 0) {
    throw new HarborError(
      "NOT_FOUND",
      `there is no rule ${JSON.stringify(id)}`,
      "`harbor-drafts rules` lists them",
    );
  }
  const output = rules.map(({ id, summary, why, examples }) => ({
    id,
    summary,
    why,
    fixable: false,
    good: [...examples.good],
    bad: [...examples.bad],
  }));
  return { output: { rules: output }, exit: 0 };
}
