import type { Finding } from "../../finding.ts";
import type { CheckOutput, ProposeOutput } from "../../output/check.ts";
import { advice } from "../advice.ts";
import { arrow, paintPatch, plural, type Style, wrap } from "../style.ts";
import { prettyTested } from "./test.ts";

type Checked = CheckOutput["drafts"][number];

export function prettyCheck({ drafts, catalog, summary }: CheckOutput, style: Style): string {
  const files = [
    ...drafts.map((draft) => prettyChecked(draft, style)),
    ...catalog.map(({ file, passed, findings }) => {
      const verdict = passed ? style.good("passed".padEnd(9)) : style.bad("failed".padEnd(9));
      return `${verdict} ${style.bold(file)}\n${prettyFindings(file, findings, style)}`;
    }),
  ];
  const verdicts = ["automatic", "approval", "refused", "invalid"] as const;
  const failed = catalog.filter(({ passed }) => !passed).length;
  const totals = [
    ...(summary.drafts > 0
      ? [
          counted(
            plural(summary.drafts, "draft"),
            verdicts.map((verdict) => [summary[verdict], verdict]),
          ),
        ]
      : []),
    ...(catalog.length > 0
      ? [
          counted(plural(catalog.length, "catalogue file"), [
            [catalog.length - failed, "passed"],
            [failed, "failed"],
          ]),
        ]
      : []),
  ];
  if (files.length === 0) {
    return "nothing to judge\n";
  }
  return `${files.join("")}${style.dim(totals.join("; "))}\n${offerFix(drafts, style)}`;
}

/** `3 drafts: 2 automatic, 1 refused`. */
function counted(noun: string, parts: readonly (readonly [count: number, what: string])[]): string {
  const told = parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return told.length === 0 ? noun : `${noun}: ${told.join(", ")}`;
}

/** Told once, and not to those who asked for it already. */
function offerFix(drafts: readonly Checked[], style: Style): string {
  const count = drafts.flatMap(({ findings }) => findings.filter(({ fix }) => fix !== null)).length;
  return count === 0 || drafts.some(({ fixed }) => fixed !== undefined)
    ? ""
    : arrow(`${plural(count, "finding")} can be mended with --fix`, style);
}

/** The JSON output has all. */
const MOST_LEFT = 12;

export function prettyPropose({ drafts, written, content }: ProposeOutput, style: Style): string {
  const [draft] = drafts;
  const judged = drafts.map((checked) => prettyChecked(checked, style)).join("");
  if (written) {
    const { left = [], test = null, next } = draft ?? {};
    return [
      `${style.good("wrote")} ${draft?.file}\n${judged}`,
      ...left
        .slice(0, MOST_LEFT)
        .map(({ name, why }) => wrap(`${style.accent("left out")} ${name}: ${why}`, 2, 4)),
      left.length > MOST_LEFT ? `  and ${left.length - MOST_LEFT} more\n` : "",
      test === null ? "" : prettyTested(test, style),
      next === undefined || next.command === "" ? "" : arrow(`${next.command} (${next.why})`, style),
    ].join("");
  }
  return content === "" ? `${style.bad("nothing was written")}\n${judged}` : `${content}${judged}`;
}

function prettyChecked({ file, verdict, findings, filled, fixed }: Checked, style: Style): string {
  const paint = { automatic: style.good, approval: style.warn, refused: style.bad, invalid: style.bad }[
    verdict
  ];
  const told = `${prettyFilled(filled, style)}${prettyFindings(file, findings, style)}`;
  return `${paint(verdict.padEnd(9))} ${style.bold(file)}\n${told}${prettyFixed(fixed, filled.length > 0 ? "written in full" : "formatted", style)}`;
}

const FROM = { format: "the format", route: "the policy", live: "the live action" };

/** What the file leaves out, in a line for each source. */
function prettyFilled(filled: Checked["filled"], style: Style): string {
  return (["route", "live", "format"] as const)
    .flatMap((source) => {
      const members = filled.filter(({ from }) => from === source);
      const told = members.map(({ pointer, value }) => `${pointer} ${JSON.stringify(value)}`);
      return told.length === 0
        ? []
        : [wrap(`${style.accent("filled in")} from ${FROM[source]}: ${told.join(", ")}`, 2, 4)];
    })
    .join("");
}

export function prettyFindings(file: string, findings: readonly Finding[], style: Style): string {
  return findings
    .map((finding) => {
      const { rule, severity, message, line, column } = finding;
      const mark = { error: style.bad("error"), warning: style.warn("warning"), info: "info" }[severity];
      // A draft goes with its recording, where some of it may stand.
      const at = finding.file === file ? "" : `${finding.file}:`;
      // What is about the whole has no place.
      const place = finding.file === "" ? "" : `${style.dim(`${at}${line}:${column}`)} `;
      const told = advice(finding).map((line) => arrow(line, style, 4));
      return `${wrap(`${place}${mark} ${message} ${style.dim(rule)}`, 2, 4)}${told.join("")}`;
    })
    .join("");
}

/** What was mended, or what was done where nothing had to be, then the diff. */
function prettyFixed(fixed: Checked["fixed"], otherwise: string, style: Style): string {
  if (fixed === undefined || fixed === null) {
    return "";
  }
  if (fixed.error !== null) {
    return `${wrap(`${style.bad("not fixed")} ${fixed.error.message}`, 2, 4)}${arrow(fixed.error.hint, style, 4)}`;
  }
  const lines = fixed.applied.map(({ rule, message }) =>
    wrap(`${style.good("fixed")} ${message} ${style.dim(rule)}`, 2, 4),
  );
  const told = lines.length === 0 ? [`  ${style.good(otherwise)}\n`] : lines;
  return `${told.join("")}${paintPatch(fixed.patch, style)}`;
}
