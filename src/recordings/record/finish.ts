import { isDeepStrictEqual } from "node:util";
import type { Action } from "../../catalog/action.ts";
import { canonicalDraft } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import { answerOptions } from "../../gateway/answers.ts";
import type { Files } from "../../io/files.ts";
import type { RecordOutput } from "../../output/record.ts";
import { evaluateDraft } from "../../safe-model/evaluate.ts";
import { testedPort } from "../answer-to.ts";
import type { AnsweredExample, Origin } from "../exchange.ts";
import { examineRecording } from "../har/examine.ts";
import { writeHar } from "../har/write-har.ts";
import { projectExchange } from "../projection/project.ts";
import { refuseKeptCredentials, refuseSecrets } from "../projection/search.ts";
import { type ReplacedExample, type Replacement, replaceValues } from "../replacement/replace.ts";
import type { ProjectedExample } from "../replacement/values.ts";
import { evidenceOf } from "../replay.ts";
import { valueDifferences } from "../request-key.ts";
import { type ActionTest, testAction } from "../test-action.ts";
import { unseenFindings } from "../test-findings.ts";
import type { RecordRun } from "./plan.ts";
import { describeRun, showRequest, unanswered, unknownAge } from "./result.ts";
import type { Taken } from "./take.ts";
import { liveChange, type Target } from "./target.ts";

/** All answers of a run, as they came. */
export interface Answers extends Taken {
  origin: Origin;
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
  run: RecordRun,
  answers: Answers,
  files: Pick<Files, "write" | "rewrite">,
): Promise<RecordOutput> {
  const { target, steps } = run;
  const { answered, leftOut, origin } = answers;
  const result = describeRun(run, "incomplete");
  const names = new Set(answered.map(({ example }) => example.name));
  if (steps.some(({ isAsked, example }) => isAsked && !names.has(example.name))) {
    const known = steps.filter(({ example, kept }) => kept || names.has(example.name));
    const has = new Set(known.map(({ example }) => example.name));
    return { ...result, findings: unanswered(target, has, "error", leftOut) };
  }
  const { examples, replaced } = replaceRun(run, answers);
  const recorded = composeFiles(target, examples, origin);
  const there = new Set(examples.flatMap(({ example, exchange }) => (exchange ? [example.name] : [])));
  const { unseen } = await verifyFiles(target, recorded, there);
  refuseRealInputs(target, answered, recorded);
  return {
    ...result,
    outcome: "recorded",
    written: await writeFiles(target, recorded, files),
    examples: examples.map(({ example: { name }, exchange }) => ({
      name,
      status: exchange?.response.status ?? null,
      sent: result.to !== null && names.has(name),
      request: showRequest(exchange),
    })),
    replaced,
    kept: origin.kept,
    findings: [
      ...unanswered(target, there, "warning", leftOut),
      ...unseenFindings(target, target.action, unseen, "warning"),
      ...(origin.recordedAt === null ? [unknownAge(target)] : []),
    ],
  };
}

/**
 * Takes a run's answers down to what is listed, searches that, and replaces its values, also in the
 * action's other examples.
 *
 * @throws HarborError UNTESTED for an answer that can't be read, REFUSED for one that may not be written
 */
function replaceRun({ target, steps, options }: RecordRun, { answered, tokens }: Answers): Replacement {
  const { action, port, draft } = target;
  const answers = new Map(answered.map(({ example, exchange }) => [example.name, exchange]));
  const rows = steps.map(({ example, sent, kept }): ProjectedExample => {
    const answer = answers.get(example.name);
    const exchange = answer ?? kept;
    const projected = exchange && projectExchange(action, exchange, answerOptions(port.policy, action));
    if (answer !== undefined && projected?.ok === false) {
      throw new HarborError(
        "UNTESTED",
        `the answer to the example ${JSON.stringify(example.name)} can't be recorded: ${projected.message}; nothing was written`,
        "correct the action or the example's input",
      );
    }
    // What can't be read any more is no exchange of the example: it is reported as a missing one.
    const read = projected?.ok ? projected : { exchange: undefined, output: undefined };
    // A live action's own inputs stay: they are published.
    const isStanding = answer !== undefined && (draft === undefined || sent !== example);
    return {
      example: answer === undefined ? example : sent,
      exchange: read.exchange,
      output: read.output,
      isReal: answer !== undefined,
      stands: isStanding ? example.input : undefined,
    };
  });
  refuseSecrets(rows, action, tokens);
  refuseKeptCredentials(answered, rows, options.keep, port.policy);
  return replaceValues(rows, { port: port.manifest.port, action, policy: port.policy, keep: options.keep });
}

/**
 * Makes the files of a run whose values are replaced.
 * @throws HarborError USAGE where a live example would say something else of its output
 */
function composeFiles(target: Target, run: readonly ReplacedExample[], origin: Origin): RecordedFiles {
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
  const read = examineRecording(target.recording, new TextEncoder().encode(recording));
  if (!read.ok) {
    const [{ pointer: at = "", message = "", hint = "" } = {}] = read.findings;
    throw new HarborError(
      "REFUSED",
      `at ${at || "/"} of the recording: ${message}; nothing was written`,
      hint,
    );
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
  const place = { file, pointer, recording: target.recording };
  const tested = testAction(testedPort(port, action), action, evidenceOf(read.har), place);
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
function refuseRealInputs(
  target: Target,
  answered: readonly AnsweredExample[],
  { action, draft }: RecordedFiles,
): void {
  const text = draft ?? new TextDecoder().decode(target.draft?.bytes);
  const real = answered.flatMap(({ example: sent }) => {
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
