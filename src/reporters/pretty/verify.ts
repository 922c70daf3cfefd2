import type { VerifyOutput } from "../../output/verify.ts";
import { arrow, plural, type Style, table } from "../style.ts";
import { verdictOn } from "../summaries.ts";
import { prettyFindings } from "./check.ts";

export function prettyVerify(output: VerifyOutput, style: Style): string {
  const { base, head, mergeBase, steps, allowed, findings, selfPublish } = output;
  const said = verdictOn(output);
  const facts = [
    ["base", place(base, style)],
    ["head", place(head, style)],
    ...(mergeBase === null || mergeBase === base.commit
      ? []
      : [["from", `${short(mergeBase)} ${style.dim("their merge base")}`]]),
  ];
  const refused = steps.filter((step) => !step.allowed);
  const told =
    steps.length === 0
      ? []
      : [
          `${plural(steps.length, "commit")}, ${refused.length === 0 ? "each of which may land" : `${refused.length} of which may not land`}\n`,
        ];
  const own = style.dim("by the base's policy it may be merged without a reviewer");
  return [
    `${(allowed ? style.good : style.bad)(said)}\n`,
    table(facts),
    ...told,
    ...(steps.length === 0
      ? [prettyReasons(findings, style)]
      : steps.map(
          (step) =>
            `${style.bold(short(step.commit))} ${verdictOn(step)}\n${prettyReasons(step.findings, style)}`,
        )),
    ...(selfPublish ? [`${own}\n`] : []),
    ...(allowed ? [] : [arrow(`\`harbor-drafts rules <id>\` explains a reason`, style)]),
  ].join("");
}

function place({ ref, commit }: VerifyOutput["base"], style: Style): string {
  return ref === commit ? short(commit) : `${ref} ${style.dim(short(commit))}`;
}

/** What keeps the change as a whole from landing first, then what is wrong in its files. */
function prettyReasons(findings: VerifyOutput["findings"], style: Style): string {
  const isReason = ({ rule }: { rule: string }) => rule.startsWith("verify/");
  return prettyFindings(
    "",
    [...findings.filter(isReason), ...findings.filter((finding) => !isReason(finding))],
    style,
  );
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
