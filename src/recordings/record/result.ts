import type { Example } from "../../catalog/action.ts";
import { arrangeFindings, errorFinding, type Finding } from "../../finding.ts";
import type { RecordOutput } from "../../output/record.ts";
import type { LeftOut } from "./import.ts";
import { expectsSuccess, type RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** What would be sent, shown by the examples' own inputs. */
export function describePlan(
  target: Target,
  { steps, kept }: RecordPlan,
  outcome: RecordOutput["outcome"],
  {
    isForced = true,
    isSent = true,
    missing = [],
  }: { isForced?: boolean; isSent?: boolean; missing?: string[] },
): RecordOutput {
  const asked = new Map(steps.map(({ example, shown }) => [example.name, shown]));
  const message = `${target.recording} is there already`;
  const hint = "look at it; --force replaces it";
  return {
    outcome,
    to: isSent ? target.port.manifest.port.baseUrl : null,
    missing,
    file: target.file,
    slug: target.action.slug,
    written: [],
    examples: target.action.examples.map(({ name }) => {
      const request = asked.get(name) ?? kept.get(name);
      return { name, status: kept.get(name)?.response.status ?? null, sent: false, request: shown(request) };
    }),
    replaced: {},
    kept: [],
    findings: [
      ...(target.isThere && !isForced
        ? [findingAt(target, "", { rule: "record/replace", message, hint })]
        : []),
      ...unanswered(target, new Set([...asked.keys(), ...kept.keys()]), "warning"),
    ],
  };
}

/** A request as the output has it. */
export function shown(
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
  const { examples } = target.action;
  const known = new Set([...answered, ...leftOut.map(({ example }) => example)]);
  const missing = examples.flatMap((example, index) => {
    const message = `the example ${JSON.stringify(example.name)} has no exchange`;
    const said = { rule: "record/missing", message, hint: hintFor(example) };
    return known.has(example.name) ? [] : [findingAt(target, `/examples/${index}`, said, severity)];
  });
  const names = [...examples.map(({ name }) => name), undefined];
  const left = names.flatMap((name, index) => {
    const isMissing = name !== undefined && !answered.has(name);
    return leftOut
      .filter(({ example }) => example === name)
      .slice(0, MOST_LEFT_OUT)
      .map(({ message, hint }) => {
        const below = name === undefined ? "" : `/examples/${index}`;
        const said = { rule: "record/left-out", message, hint };
        return findingAt(target, below, said, isMissing ? severity : "warning");
      });
  });
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
