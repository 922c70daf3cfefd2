import type { CheckOutput, ProposeOutput } from "../../output/check.ts";
import { plural, type Style, wrap } from "../style.ts";

type Checked = CheckOutput["drafts"][number];

export function prettyCheck({ drafts, summary }: CheckOutput, style: Style): string {
  const parts = (["automatic", "approval", "refused", "invalid"] as const).flatMap((verdict) =>
    summary[verdict] > 0 ? [`${summary[verdict]} ${verdict}`] : [],
  );
  const total = `${plural(summary.drafts, "draft")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
  return `${drafts.map((draft) => prettyChecked(draft, style)).join("")}${style.dim(total)}\n`;
}

export function prettyPropose({ drafts, written, content }: ProposeOutput, style: Style): string {
  const [draft] = drafts;
  const judged = drafts.map((checked) => prettyChecked(checked, style)).join("");
  if (written) {
    return `${style.good("wrote")} ${draft?.file}\n${judged}${wrap(`next: ${nextAfter(draft, content)}`)}`;
  }
  return content === "" ? `${style.bad("nothing was written")}\n${judged}` : `${content}${judged}`;
}

function prettyChecked({ file, verdict, findings }: Checked, style: Style): string {
  const paint = { automatic: style.good, approval: style.warn, refused: style.bad, invalid: style.bad }[
    verdict
  ];
  const lines = findings.map(({ rule, severity, message, hint, line, column }) => {
    const mark = { error: style.bad("error"), warning: style.warn("warning"), info: "info" }[severity];
    const place = style.dim(`${line}:${column}`);
    return `${wrap(`${place} ${mark} ${message} ${style.dim(rule)}`, 2, 4)}${hint === "" ? "" : wrap(`${style.accent("→")} ${hint}`, 4, 6)}`;
  });
  return `${paint(verdict.padEnd(9))} ${style.bold(file)}\n${lines.join("")}`;
}

function nextAfter(draft: Checked | undefined, content: string): string {
  const file = draft?.file ?? "";
  if (draft?.verdict === "refused") {
    return `edit it, then run \`harbor-drafts check ${file}\``;
  }
  if (content.includes('"change": "retire"')) {
    return `run \`harbor-drafts request-publish ${file}\``;
  }
  return content.includes('"change": "update"')
    ? `run \`harbor-drafts test ${file}\`; the live action's recording counts unless ${file.replace(/json$/, "har")} is there`
    : `put its recording into ${file.replace(/json$/, "har")}, then run \`harbor-drafts test ${file}\``;
}
