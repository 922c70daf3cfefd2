import type { Example } from "../../catalog/action.ts";
import { arrangeFindings, errorFinding, type Finding } from "../../finding.ts";
import type { LeftOut } from "./import.ts";
import { expectsSuccess, type RecordPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** What a recording run tells of itself. */
export interface RecordResult {
  /**
   * `planned` by --dry-run; `unconfirmed`: neither an option nor a person allowed to send;
   * `incomplete`: the file of --from lacks an example. Only `recorded` wrote anything.
   */
  outcome: "recorded" | "planned" | "unconfirmed" | "incomplete";
  /** The base URL that is asked, or would be; null with --from. */
  to: string | null;
  /** The options with which it is sent without a question. */
  missing: string[];
  /** The draft's file, or the manifest's. */
  file: string;
  slug: string;
  written: string[];
  examples: RecordedExample[];
  /** How many values were replaced, by their kind. */
  replaced: Record<string, number>;
  /** Result fields whose real values were kept. */
  kept: string[];
  findings: Finding[];
}

export interface RecordedExample {
  name: string;
  /** What the recording answers; null where it has nothing. */
  status: number | null;
  /** Whether the API was asked for it just now. */
  sent: boolean;
  /** With nothing real in it, or as the example has it. */
  request: { method: string; url: string; body: unknown } | null;
}

/** What would be sent, told by the examples' own inputs. */
export function tellPlan(
  target: Target,
  { steps, kept }: RecordPlan,
  outcome: RecordResult["outcome"],
  {
    isForced = true,
    isSent = true,
    missing = [],
  }: { isForced?: boolean; isSent?: boolean; missing?: string[] },
): RecordResult {
  const asked = new Map(steps.map(({ example, shown }) => [example.name, shown]));
  return {
    outcome,
    to: isSent ? target.port.manifest.port.baseUrl : null,
    missing,
    file: target.file,
    slug: target.action.slug,
    written: [],
    examples: target.action.examples.map(({ name }) => {
      const request = asked.get(name) ?? kept.get(name);
      const status = kept.get(name)?.response.status ?? null;
      return { name, status, sent: false, request: request === undefined ? null : requestOf(request) };
    }),
    replaced: {},
    kept: [],
    findings: [
      ...(target.isThere && !isForced ? [replacement(target)] : []),
      ...missingExamples(target, new Set([...asked.keys(), ...kept.keys()]), "warning"),
    ],
  };
}

function replacement(target: Target): Finding {
  const message = `${target.recording} is there already`;
  return tellAction(target, "", "warning", "record/replace", message, "look at it; --force replaces it");
}

export function requestOf(request: {
  method: string;
  url: string;
  body?: unknown;
}): NonNullable<RecordedExample["request"]> {
  return { method: request.method, url: request.url, body: request.body ?? null };
}

/** The examples that nothing answers, and for no reason that is known. */
export function missingExamples(
  target: Target,
  answered: ReadonlySet<string>,
  severity: Finding["severity"],
  leftOut: readonly LeftOut[] = [],
): Finding[] {
  const known = new Set([...answered, ...leftOut.map(({ example }) => example)]);
  return target.action.examples.flatMap((example, index) =>
    known.has(example.name)
      ? []
      : [
          tellAction(
            target,
            `/examples/${index}`,
            severity,
            "record/missing",
            `the example ${JSON.stringify(example.name)} has no exchange`,
            hintFor(example),
          ),
        ],
  );
}

/** More exchanges of one example that can't be taken say nothing new. */
const MOST_LEFT_OUT = 3;

/** What can't be taken from a saved file. Where something else answers the example, it is a warning. */
export function leftOutFindings(
  target: Target,
  answered: ReadonlySet<string>,
  unanswered: Finding["severity"],
  leftOut: readonly LeftOut[],
): Finding[] {
  const names = target.action.examples.map(({ name }) => name);
  return [...names, undefined].flatMap((name) => {
    const place = name === undefined ? "" : `/examples/${names.indexOf(name)}`;
    const severity = name === undefined || answered.has(name) ? "warning" : unanswered;
    return leftOut
      .filter(({ example }) => example === name)
      .slice(0, MOST_LEFT_OUT)
      .map(({ message, hint }) => tellAction(target, place, severity, "record/left-out", message, hint));
  });
}

function hintFor(example: Example): string {
  return expectsSuccess(example)
    ? "record it as well"
    : "add one by hand, from the API's documentation: only successes are asked for";
}

/** That an exchange has no date, or one from the future: it isn't taken for today's. */
export function unknownAge(target: Target): Finding {
  const message = "nobody knows how old the answers are: the file has no date for one of them";
  return tellAction(target, "", "warning", "recording/age", message, "save the calls anew, with their dates");
}

/** Fields that no answer had. */
export function unseenFields(target: Target, unseen: readonly string[]): Finding[] {
  return arrangeFindings(
    unseen.map((field) =>
      tellAction(
        target,
        `/result/fields/${target.action.result.fields.indexOf(field)}`,
        "warning",
        "test/fields",
        `the result field ${JSON.stringify(field)} is in no recorded answer`,
        "correct its name, or record an example whose answer has it",
      ),
    ),
  );
}

function tellAction(
  { file, pointer: action, locate }: Target,
  below: string,
  severity: Finding["severity"],
  rule: string,
  message: string,
  hint: string,
): Finding {
  const pointer = `${action}${below}`;
  return { ...errorFinding({ rule, message, hint, file, ...locate(pointer), pointer }), severity };
}
