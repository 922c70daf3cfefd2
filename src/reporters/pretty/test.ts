import type { EditOutput, TestedOutput, TestOutput } from "../../output/test.ts";
import { arrow, json, plural, type Style, wrap } from "../style.ts";

type ExampleOutput = TestedOutput["examples"][number];
type MismatchOutput = NonNullable<ExampleOutput["mismatch"]>;

export function prettyTest({ drafts, live }: TestOutput, style: Style): string {
  const all = [...drafts, ...live];
  if (all.length === 0) {
    return "nothing to test\n";
  }
  const failed = all.filter(({ passed }) => !passed).length;
  const count = plural(all.length, "action");
  const total = failed === 0 ? style.good(`${count} passed`) : style.bad(`${failed} of ${count} failed`);
  return `${all.map((test) => prettyTested(test, style)).join("")}${total}\n`;
}

/** What testing an action gave, example by example. */
export function prettyTested(tested: TestedOutput, style: Style): string {
  const { file, slug, passed, evidence, recordedAt, examples, probes, findings } = tested;
  const mark = passed ? style.good("passed") : style.bad("failed");
  const since = recordedAt === null ? "" : ` of ${recordedAt.slice(0, 10)}`;
  const head = `${mark} ${style.bold(slug ?? file)} ${style.dim(`${file}, evidence: ${evidence}${since}`)}\n`;
  const problems = findings.map(({ severity, message, hint, file: at, line, column }) => {
    const word = severity === "error" ? "" : `${style.warn(`${severity}:`)} `;
    return `${wrap(`${at}:${line}:${column} ${word}${message}`, 2, 4)}${arrow(hint, style, 4)}`;
  });
  return [
    head,
    ...problems,
    ...examples.map((example) => prettyExample(example, style)),
    ...prettyProbes(probes, style),
  ].join("");
}

/** Of inputs that went wrong, as many as show what is wrong. */
const MOST_PROBES = 5;

function prettyProbes(probes: TestedOutput["probes"], style: Style): string[] {
  const { run, rejected, escaped, edges, accepted, blocked } = probes;
  const listed = (what: string, list: readonly { name: string; input: unknown }[]): string[] => [
    ...list
      .slice(0, MOST_PROBES)
      .map(({ name, input }) => `  ${style.bad(`${what}:`)} ${name}\n${json(shortened(input), 4)}`),
    ...(list.length > MOST_PROBES ? [`  and ${list.length - MOST_PROBES} more\n`] : []),
  ];
  return run === 0
    ? []
    : [
        `  ${rejected} of ${run} bad inputs rejected, ${accepted} of ${edges} at the edges accepted\n`,
        ...listed("not rejected", escaped),
        ...listed("not accepted", blocked),
      ];
}

/** An input may be bad by its very length. */
function shortened(value: unknown): unknown {
  if (typeof value === "string" && value.length > 200) {
    return `${value.slice(0, 80)}… (${value.length} characters)`;
  }
  if (Array.isArray(value)) {
    return value.length > 20
      ? [...value.slice(0, 3).map(shortened), `… (${value.length} items)`]
      : value.map(shortened);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, below]) => [name, shortened(below)]))
    : value;
}

function prettyExample(example: ExampleOutput, style: Style): string {
  const { name, passed, request, status, output, mismatch } = example;
  const mark = passed ? style.good("✓") : style.bad("✗");
  const sent = request === null ? "" : wrap(`${request.method} ${request.url}`, 4, 6);
  const body = request === null || request.body === null ? "" : json(request.body, 6);
  const answer = status === null ? "" : `    answers ${status}${passed ? "; the agent gets" : ""}\n`;
  const shown = passed ? json(output, 6) : "";
  return `  ${mark} ${name}\n${sent}${body}${answer}${shown}${mismatch === null ? "" : prettyMismatch(mismatch, style)}`;
}

function prettyMismatch({ message, exchange, nearest, output, edit }: MismatchOutput, style: Style): string {
  const near = nearest.map(
    ({ method, url, pointer, differences, edit: ownEdit }, index) =>
      `${wrap(`${index === 0 ? "nearest" : "then"}: ${method} ${url} ${style.dim(pointer)}`, 4, 6)}${differences
        .map(({ field, request, recorded }) =>
          wrap(
            `${field}: the action sends ${JSON.stringify(request)}, recorded is ${JSON.stringify(recorded)}`,
            6,
            8,
          ),
        )
        .join("")}${index === 0 ? prettyEdit(ownEdit, style) : ""}`,
  );
  const differences = output.map(({ field, expected, actual }) =>
    wrap(`${field}: expected is ${JSON.stringify(expected)}, the agent gets ${JSON.stringify(actual)}`, 6, 8),
  );
  const at = exchange === null ? "" : ` ${style.dim(`(${exchange} of the recording)`)}`;
  return `${wrap(`${style.bad(message)}${at}`, 4, 6)}${near.join("")}${differences.join("")}${prettyEdit(edit, style)}`;
}

function prettyEdit(edit: EditOutput | null, style: Style): string {
  if (edit === null) {
    return "";
  }
  const lines = edit.patch.map(({ op, path, value }) =>
    wrap(`${op} ${path}${op === "remove" ? "" : `: ${JSON.stringify(value)}`}`, 8, 10),
  );
  return `${arrow(`it matches with this edit of ${edit.file}:`, style, 6)}${lines.join("")}`;
}
