import { HarborError } from "../../errors.ts";
import type { Files } from "../../io/files.ts";
import { version } from "../../version.ts";
import type { AnsweredExample, Origin } from "../exchange.ts";
import { valueDifferences } from "../request-key.ts";
import { composeFiles, type RecordedFiles, refuseLiveChange, verifyFiles, writeFiles } from "./files.ts";
import type { LeftOut } from "./import.ts";
import type { RecordPlan } from "./plan.ts";
import { replaceRun } from "./replace-run.ts";
import {
  leftOutFindings,
  missingExamples,
  type RecordResult,
  requestOf,
  tellPlan,
  unknownAge,
  unseenFields,
} from "./result.ts";
import type { Target } from "./target.ts";

/** All answers of a run, as they came. */
export interface Answers {
  answered: readonly AnsweredExample[];
  /** What couldn't be taken from a file. */
  leftOut?: readonly LeftOut[];
  /** What may be nowhere. */
  tokens: readonly string[];
  source: string;
  /** An ISO 8601 instant; null where nobody knows. */
  recordedAt: string | null;
  /** Listed fields whose real values stay. */
  keep: readonly string[];
  /** Whether the API was asked for them just now. */
  isSent: boolean;
}

/**
 * Replaces what is real in a run's answers, tests what they give, and only then writes it.
 * @throws HarborError where it may not be written
 */
export async function finishRecording(
  target: Target,
  plan: RecordPlan,
  { answered, leftOut = [], tokens, source, recordedAt, keep, isSent }: Answers,
  files: Pick<Files, "write" | "rewrite">,
): Promise<RecordResult> {
  const result = tellPlan(target, plan, "incomplete", { isSent });
  const names = new Set(answered.map(({ example }) => example.name));
  if (plan.steps.some(({ example }) => !names.has(example.name))) {
    return {
      ...result,
      findings: [
        ...missingExamples(target, new Set([...names, ...plan.kept.keys()]), "error", leftOut),
        ...leftOutFindings(target, names, "error", leftOut),
      ],
    };
  }
  const tool = `harbor-drafts/${version}`;
  const origin: Origin = { provenance: "recorded", recordedAt, source, kept: [...keep], tool };
  const run = replaceRun(target, plan, answered, tokens, keep);
  refuseLiveChange(target, run);
  const recorded = composeFiles(target, run, origin);
  const there = new Set(run.exchanges.keys());
  const { unseen } = await verifyFiles(target, recorded, there);
  refuseRealInputs(target, plan, recorded);
  const written = await writeFiles(target, recorded, files);
  return {
    ...result,
    outcome: "recorded",
    written,
    examples: target.action.examples.map(({ name }) => {
      const exchange = run.exchanges.get(name);
      const request = exchange === undefined ? null : requestOf(exchange);
      return { name, status: exchange?.response.status ?? null, sent: isSent && names.has(name), request };
    }),
    replaced: run.replaced,
    kept: [...keep],
    findings: [
      ...missingExamples(target, there, "warning", leftOut),
      ...leftOutFindings(target, there, "warning", leftOut),
      ...unseenFields(target, unseen),
      ...(recordedAt === null ? [unknownAge(target)] : []),
    ],
  };
}

/** Shorter values stand everywhere by chance. */
const SHORTEST = 6;

/** What was sent and doesn't stand in an example any more may stand in the draft's own words. */
function refuseRealInputs(target: Target, { steps }: RecordPlan, { action, draft }: RecordedFiles): void {
  const text = draft ?? new TextDecoder().decode(target.draft?.bytes);
  const real = steps.flatMap(({ sent }) => {
    const after = action.examples.find(({ name }) => name === sent.name)?.input;
    return valueDifferences(sent.input, after, "").map(({ one }) => String(one));
  });
  if (real.some((value) => value.length >= SHORTEST && text.includes(value))) {
    throw new HarborError(
      "REFUSED",
      `${target.file} holds a real input outside of its examples' inputs; nothing was written`,
      "look through its description, rationale and names",
    );
  }
}
