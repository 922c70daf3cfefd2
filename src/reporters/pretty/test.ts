import type { TestedOutput, TestOutput } from "../../output/test.ts";
import { json, plural, type Style, wrap } from "../style.ts";

export function prettyTest({ drafts, live }: TestOutput, style: Style): string {
  const all = [...drafts, ...live];
  const failed = all.filter(({ passed }) => !passed).length;
  const count = plural(all.length, "action");
  const total = failed === 0 ? style.good(`${count} passed`) : style.bad(`${failed} of ${count} failed`);
  return `${drafts.map((test) => prettyTested(test, style)).join("")}${live.map((test) => prettyTested(test, style)).join("")}${total}\n`;
}

function prettyTested(
  { file, slug, passed, evidence, examples, probes, findings }: TestedOutput,
  style: Style,
): string {
  const mark = passed ? style.good("passed") : style.bad("failed");
  const head = `${mark} ${style.bold(slug ?? file)} ${style.dim(`${file}, evidence: ${evidence}`)}\n`;
  const problems = findings.map(({ message, hint, file: at, line, column }) => {
    const next = hint === "" ? "" : wrap(`${style.accent("→")} ${hint}`, 4, 6);
    return `${wrap(`${at}:${line}:${column} ${message}`, 2, 4)}${next}`;
  });
  const rejected = `  ${probes.rejected} of ${probes.run} bad inputs rejected\n`;
  const escaped = probes.escaped.map(
    ({ name, input }) => `  ${style.bad("not rejected:")} ${name}\n${json(input, 4)}`,
  );
  return [
    head,
    ...problems,
    ...examples.map((example) => prettyExample(example, style)),
    ...(probes.run > 0 ? [rejected] : []),
    ...escaped,
  ].join("");
}

function prettyExample(example: TestedOutput["examples"][number], style: Style): string {
  const { name, passed, request, status, output, mismatch } = example;
  const mark = passed ? style.good("✓") : style.bad("✗");
  const sent = request === null ? "" : wrap(`${request.method} ${request.url}`, 4, 6);
  const body = request === null || request.body === null ? "" : json(request.body, 6);
  const answer = status === null ? "" : `    answers ${status}${passed ? "; the agent gets" : ""}\n`;
  const shown = passed ? json(output, 6) : "";
  return `  ${mark} ${name}\n${sent}${body}${answer}${shown}${mismatch === null ? "" : prettyMismatch(mismatch, style)}`;
}

function prettyMismatch(
  { message, nearest, differences }: NonNullable<TestedOutput["examples"][number]["mismatch"]>,
  style: Style,
): string {
  const near = nearest === null ? "" : wrap(`nearest: ${nearest.method} ${nearest.url}`, 4, 6);
  const lines = differences.map(({ field, request, recorded }) =>
    wrap(
      `${field}: the action sends ${JSON.stringify(request)}, recorded is ${JSON.stringify(recorded)}`,
      6,
      8,
    ),
  );
  return `${wrap(style.bad(message), 4, 6)}${near}${lines.join("")}`;
}
