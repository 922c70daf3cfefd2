import type { Example } from "../../catalog/action.ts";
import { arrangeFindings, errorFinding, type Finding } from "../../finding.ts";
import type { RecordOutput } from "../../output/record.ts";
import { expectsSuccess, type RecordRun } from "./plan.ts";
import type { LeftOut } from "./take.ts";
import type { Target } from "./target.ts";

/** What would be recorded, shown by the examples' own inputs. */
export function describeRun(
  { target, steps, options }: RecordRun,
  outcome: RecordOutput["outcome"],
  missing: string[] = [],
): RecordOutput {
  const message = `${target.recording} is there already`;
  const replace = { rule: "record/replace", message, hint: "look at it; --force replaces it" };
  const has = steps.filter(({ isAsked, kept }) => isAsked || kept).map(({ example }) => example.name);
  return {
    outcome,
    to: options.from === undefined ? target.port.manifest.port.baseUrl : null,
    missing,
    file: target.file,
    slug: target.action.slug,
    written: [],
    examples: steps.map(({ example, isAsked, shown, kept }) => ({
      name: example.name,
      status: kept?.response.status ?? null,
      sent: false,
      request: showRequest(isAsked ? shown : kept),
    })),
    replaced: {},
    kept: [],
    findings: [
      ...(target.isThere && !options.force ? [findingAt(target, "", replace)] : []),
      ...unanswered(target, new Set(has), "warning"),
    ],
  };
}

/** A request as the output has it. */
export function showRequest(
  request: { method: string; url: string; body?: unknown } | undefined,
): RecordOutput["examples"][number]["request"] {
  return request === undefined
    ? null
    : { method: request.method, url: request.url, body: request.body ?? null };
}

/** More exchanges of one example that can't be taken say nothing new. */
const MOST_LEFT_OUT = 3;

/**
 * The examples that nothing answers, and what of a saved file can't be taken.
 *
 * @param answered the examples that have an exchange, by name
 * @param severity for an example without one; where something else answers it, what is left out is a warning
 */
export function unanswered(
  target: Target,
  answered: ReadonlySet<string>,
  severity: Finding["severity"],
  leftOut: readonly LeftOut[] = [],
): Finding[] {
  const missing: Finding[] = [];
  const left: Finding[] = [];
  for (const [index, example] of [...target.action.examples, undefined].entries()) {
    const below = example === undefined ? "" : `/examples/${index}`;
    const own = leftOut.filter((one) => one.example === example?.name);
    const isMissing = example !== undefined && !answered.has(example.name);
    for (const { message, hint } of own.slice(0, MOST_LEFT_OUT)) {
      const said = { rule: "record/left-out", message, hint };
      left.push(findingAt(target, below, said, isMissing ? severity : "warning"));
    }
    if (isMissing && own.length === 0) {
      const message = `the example ${JSON.stringify(example.name)} has no exchange`;
      const said = { rule: "record/missing", message, hint: hintFor(example) };
      missing.push(findingAt(target, below, said, severity));
    }
  }
  return [...missing, ...left];
}

function hintFor(example: Example): string {
  return expectsSuccess(example)
    ? "record it as well"
    : "add one by hand, from the API's documentation: only successes are asked for";
}

/** That an exchange has no date, or one from the future: it isn't taken for today's. */
export function unknownAge(target: Target): Finding {
  const message = "nobody knows how old the answers are: the file has no date for one of them";
  return findingAt(target, "", {
    rule: "recording/age",
    message,
    hint: "save the calls anew, with their dates",
  });
}

/** Fields that no answer had. */
export function unseenFields(target: Target, unseen: readonly string[]): Finding[] {
  const hint = "correct its name, or record an example whose answer has it";
  return arrangeFindings(
    unseen.map((field) => {
      const message = `the result field ${JSON.stringify(field)} is in no recorded answer`;
      const at = `/result/fields/${target.action.result.fields.indexOf(field)}`;
      return findingAt(target, at, { rule: "test/fields", message, hint });
    }),
  );
}

function findingAt(
  { file, pointer: action, locate }: Target,
  below: string,
  said: Pick<Finding, "rule" | "message" | "hint">,
  severity: Finding["severity"] = "warning",
): Finding {
  const pointer = `${action}${below}`;
  return { ...errorFinding({ ...said, file, ...locate(pointer), pointer }), severity };
}
