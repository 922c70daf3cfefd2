import type { RulesOutput } from "../../output/rules.ts";
import { json, plural, type Style, wrap } from "../style.ts";

export function prettyRules({ rules }: RulesOutput, style: Style): string {
  const [only, ...others] = rules;
  if (only !== undefined && others.length === 0) {
    return prettyRule(only, style);
  }
  const rows = rules.map(({ id, summary }) => `  ${style.bold(id)}\n${wrap(summary, 4)}`);
  return `${rows.join("")}${style.dim(`${plural(rules.length, "rule")}; \`harbor-drafts rules <id>\` explains one`)}\n`;
}

function prettyRule(
  { id, summary, why, fixable, good, bad }: RulesOutput["rules"][number],
  style: Style,
): string {
  const examples = (title: string, list: readonly unknown[]): string =>
    list.length === 0 ? "" : `\n  ${title}\n${list.map((example) => json(example, 4)).join("")}`;
  return [
    `${style.bold(id)}\n${wrap(`${summary}.`, 2)}${wrap(why, 2)}`,
    fixable ? wrap(`\`check --fix\` can mend some of it.`, 2) : "",
    examples(`${style.good("passes")} ${style.dim("(as differences from a harmless file)")}`, good),
    examples(style.bad("found"), bad),
  ].join("");
}
