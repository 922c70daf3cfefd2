import { isDeepStrictEqual } from "node:util";
import type { Action } from "../../catalog/action.ts";
import { canonicalDraft } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import type { Files } from "../../io/files.ts";
import type { RecordOutput } from "../../output/record.ts";
import { evaluateDraft } from "../../safe-model/evaluate.ts";
import { testedPort } from "../answer-to.ts";
import type { AnsweredExample, Origin } from "../exchange.ts";
import { faultsIn } from "../har/examine.ts";
import { readHar } from "../har/har.ts";
import { writeHar } from "../har/write-har.ts";
import type { Replacement } from "../replacement/replace.ts";
import { evidenceOf } from "../replay.ts";
import { valueDifferences } from "../request-key.ts";
import { type ActionTest, testAction } from "../test-action.ts";
import type { LeftOut } from "./import.ts";
import type { RecordPlan } from "./plan.ts";
import { replaceRun } from "./replace-run.ts";
import { describePlan, shown, unanswered, unknownAge, unseenFields } from "./result.ts";
import { liveChange, type Target } from "./target.ts";

/** All answers of a run, as they came. */
export interface Answers {
  answered: readonly AnsweredExample[];
  /** What couldn't be taken from a file. */
  leftOut: readonly LeftOut[];
  /** What may be nowhere. */
  tokens: readonly string[];
  origin: Origin;
  /** Whether the API was asked for them just now. */
  isSent: boolean;
}

/** What is to be written, whole and with nothing real in it. */
interface RecordedFiles {
  action: Action;
  recording: string;
  /** The draft's new text; undefined where its examples stay as they are. */
  draft: string | undefined;
}

/**
 * Replaces what is real in a run's answers, tests what they give, and only then writes it.
 * @throws HarborError where it may not be written
 */
export async function finishRecording(
  target: Target,
  plan: RecordPlan,
  { answered, leftOut, tokens, origin, isSent }: Answers,
  files: Pick<Files, "write" | "rewrite">,
): Promise<RecordOutput> {
  const result = describePlan(target, plan, "incomplete", { isSent });
  const names = new Set(answered.map(({ example }) => example.name));
  if (plan.steps.some(({ example }) => !names.has(example.name))) {
    return {
      ...result,
      findings: unanswered(target, new Set([...names, ...plan.kept.keys()]), "error", leftOut),
    };
  }
  const { examples, replaced } = replaceRun(target, plan, answered, tokens, origin.kept);
  const recorded = composeFiles(target, examples, origin);
  const there = new Set(examples.flatMap(({ example, exchange }) => (exchange ? [example.name] : [])));
  const { unseen } = await verifyFiles(target, recorded, there);
  refuseRealInputs(target, plan, recorded);
  return {
    ...result,
    outcome: "recorded",
    written: await writeFiles(target, recorded, files),
    examples: examples.map(({ example: { name }, exchange }) => ({
      name,
      status: exchange?.response.status ?? null,
      sent: isSent && names.has(name),
      request: shown(exchange),
    })),
    replaced,
    kept: origin.kept,
    findings: [
      ...unanswered(target, there, "warning", leftOut),
      ...unseenFields(target, unseen),
      ...(origin.recordedAt === null ? [unknownAge(target)] : []),
    ],
  };
}

/**
 * Makes the files of a run whose values are replaced.
 * @throws HarborError USAGE where a live example would say something else of its output
 */
function composeFiles(target: Target, run: Replacement["examples"], origin: Origin): RecordedFiles {
  const { action: before, draft } = target;
  const action = { ...before, examples: run.map(({ example }) => example) };
  const changed = before.examples.find(
    ({ expect }, index) => !isDeepStrictEqual(action.examples[index]?.expect, expect),
  );
  if (draft === undefined && changed !== undefined) {
    throw liveChange(target, changed);
  }
  const isSame = isDeepStrictEqual(action.examples, before.examples);
  // One exchange may answer two examples.
  const exchanges = new Map(
    run.flatMap(({ exchange }) => (exchange ? [[JSON.stringify(exchange), exchange]] : [])),
  );
  return {
    action,
    recording: writeHar([...exchanges.values()], origin),
    draft: isSame || draft === undefined ? undefined : canonicalDraft({ ...draft.value, action }),
  };
}

/**
 * Looks at the files once more as if they came from somebody else: for secrets, by the rules, and by
 * replaying the examples that have an exchange.
 *
 * @throws HarborError REFUSED or UNTESTED: nothing is to be written
 */
async function verifyFiles(
  target: Target,
  { action, recording, draft }: RecordedFiles,
  answered: ReadonlySet<string>,
): Promise<ActionTest> {
  const { port, file, pointer } = target;
  const bytes = new TextEncoder().encode(recording);
  const read = readHar(target.recording, bytes);
  if (!read.ok) {
    throw new HarborError(
      "REFUSED",
      "the recording would be too large",
      "record fewer examples, or smaller answers",
    );
  }
  const [fault] = faultsIn(read);
  if (fault !== undefined) {
    const { pointer: at, message } = fault;
    throw new HarborError("REFUSED", `at ${at} of the recording ${message}; nothing was written`, fault.hint);
  }
  if (draft !== undefined) {
    const { verdict } = await evaluateDraft(file, new TextEncoder().encode(draft), async () => port);
    if (verdict !== "automatic" && verdict !== "approval") {
      throw new HarborError(
        "REFUSED",
        `with the values that were invented for its examples the draft would be ${verdict}; nothing was written`,
        "hand over the real inputs with --inputs, so that the draft's own examples stand",
      );
    }
  }
  const tested = testAction(testedPort(port, action), action, evidenceOf(read.har), {
    file,
    pointer,
    recording: target.recording,
  });
  const failed = tested.examples.find(({ name, passed }) => answered.has(name) && !passed);
  if (failed !== undefined) {
    const { name, mismatch } = failed;
    throw new HarborError(
      "UNTESTED",
      `the example ${JSON.stringify(name)} would fail its test: ${mismatch?.message}; nothing was written`,
      "correct the example or the action's result.fields",
    );
  }
  return tested;
}

/** Writes the recording, then the draft, each whole or not at all. Returns what was written. */
async function writeFiles(
  target: Target,
  { recording, draft }: RecordedFiles,
  files: Pick<Files, "write" | "rewrite">,
): Promise<string[]> {
  // What wasn't there when it was looked at isn't replaced either.
  await files.write(target.recording, recording, { replace: target.isThere });
  if (draft === undefined || target.draft === undefined) {
    return [target.recording];
  }
  try {
    await files.rewrite(target.file, draft, target.draft.bytes);
  } catch (error) {
    if (error instanceof HarborError) {
      const message = `${error.message}; ${target.recording} is written already`;
      throw new HarborError(error.code, message, "run the command again with --force");
    }
    throw error;
  }
  return [target.recording, target.file];
}

/** Shorter values stand everywhere by chance. */
const SHORTEST = 6;

/** What was sent and doesn't stand in an example any more may stand in the draft's own words. */
function refuseRealInputs(target: Target, { steps }: RecordPlan, { action, draft }: RecordedFiles): void {
  const text = draft ?? new TextDecoder().decode(target.draft?.bytes);
  const real = steps.flatMap(({ sent }) => {
    const after = action.examples.find(({ name }) => name === sent.name)?.input;
    return valueDifferences(sent.input, after).map(({ one = null }) => String(one));
  });
  if (real.some((value) => value.length >= SHORTEST && text.includes(value))) {
    throw new HarborError(
      "REFUSED",
      `${target.file} holds a real input outside of its examples' inputs; nothing was written`,
      "look through its description, rationale and names",
    );
  }
}
