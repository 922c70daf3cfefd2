import type { Example } from "../../catalog/action.ts";
import type { Finding } from "../../finding.ts";
import type { RecordOutput } from "../../output/record.ts";
import { findingAt } from "../finding-at.ts";
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
  const hint = "look at it; --force replaces it";
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
      ...(target.isThere && !options.force
        ? [findingAt(target, target.pointer, "record/replace", message, hint, "warning")]
        : []),
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
    const pointer = example === undefined ? target.pointer : `${target.pointer}/examples/${index}`;
    const own = leftOut.filter((one) => one.example === example?.name);
    const isMissing = example !== undefined && !answered.has(example.name);
    for (const { message, hint } of own.slice(0, MOST_LEFT_OUT)) {
      const weight = isMissing ? severity : "warning";
      left.push(findingAt(target, pointer, "record/left-out", message, hint, weight));
    }
    if (isMissing && own.length === 0) {
      const message = `the example ${JSON.stringify(example.name)} has no exchange`;
      missing.push(findingAt(target, pointer, "record/missing", message, hintFor(example), severity));
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
  const hint = "save the calls anew, with their dates";
  return findingAt(target, target.pointer, "recording/age", message, hint, "warning");
}
