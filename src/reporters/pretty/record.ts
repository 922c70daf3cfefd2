import type { RecordOutput } from "../../output/record.ts";
import { arrow, json, plural, type Style, table, wrap } from "../style.ts";

export function prettyRecord(output: RecordOutput, style: Style): string {
  return [
    heads[output.outcome](output, style),
    ...output.examples.map((example) => prettyExample(example, output.outcome === "recorded", style)),
    ...output.findings.map((finding) => prettyFinding(finding, style)),
    prettyReplaced(output),
    nexts[output.outcome](output, style),
  ].join("");
}

type Outcome = RecordOutput["outcome"];

const heads: Record<Outcome, (output: RecordOutput, style: Style) => string> = {
  recorded: ({ written }, style) => written.map((path) => `${style.good("wrote")} ${path}\n`).join(""),
  planned: prettyPlan,
  unconfirmed: prettyPlan,
  incomplete: ({ slug }, style) => `${style.bad("nothing was written")} ${style.bold(slug)}\n`,
};

const nexts: Record<Outcome, (output: RecordOutput, style: Style) => string> = {
  recorded: ({ kept, file }) =>
    (kept.length === 0
      ? ""
      : wrap(`these fields hold real values, and are published with them: ${kept.join(", ")}`)) +
    (file.startsWith("drafts/") ? wrap(`next: harbor-drafts test ${file}`) : ""),
  planned: prettyMissing,
  unconfirmed: prettyMissing,
  incomplete: ({ findings }, style) =>
    findings.some(({ rule, severity }) => rule === "record/missing" && severity === "error")
      ? arrow(
          "make the calls of the examples while the browser or proxy records; if they were made with other inputs, hand those over with --inputs",
          style,
        )
      : "",
};

function prettyPlan({ slug, to }: RecordOutput, style: Style): string {
  const what = to === null ? "would write" : "would send";
  return `${style.accent(what)} ${style.bold(slug)}${to === null ? "" : ` to ${to}`}\n`;
}

function prettyMissing({ outcome, to, missing }: RecordOutput, style: Style): string {
  const how = [
    ...(outcome === "planned" ? ["without --dry-run"] : []),
    ...(missing.length === 0 ? [] : [`with ${missing.join(" ")}`]),
  ];
  const [done, does] = to === null ? ["written", "writes"] : ["sent", "sends"];
  return arrow(`nothing was ${done}; the same command ${how.join(" and ")} ${does} it`, style);
}

function prettyExample(
  { name, status, request }: RecordOutput["examples"][number],
  isDone: boolean,
  style: Style,
): string {
  // What would be sent has no answer yet; what has one stays.
  const answer = status === null ? "" : ` ${style.dim(`${isDone ? "" : "stays: "}answers ${status}`)}`;
  const sent = request === null ? "" : wrap(`${request.method} ${request.url}`, 4, 6);
  const body = request === null || request.body === null ? "" : json(request.body, 6);
  return `  ${name}${answer}\n${sent}${body}`;
}

function prettyFinding(
  { severity, file, line, column, message, hint }: RecordOutput["findings"][number],
  style: Style,
): string {
  const mark = severity === "error" ? style.bad(severity) : style.warn(severity);
  return `${wrap(`${file}:${line}:${column} ${mark} ${message}`, 2, 4)}${arrow(hint, style, 4)}`;
}

function prettyReplaced({ replaced }: RecordOutput): string {
  const kinds = Object.entries(replaced);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  return total === 0
    ? ""
    : `${plural(total, "value")} replaced\n${table(kinds.map(([kind, count]) => [kind, String(count)]))}`;
}
