import { isRead } from "../../catalog/listed-route.ts";
import type { Catalogue } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";
import type { Clock } from "../../io/clock.ts";
import type { Files } from "../../io/files.ts";
import { BYTES } from "../../limits.ts";
import type { RecordOutput } from "../../output/record.ts";
import { shellWord } from "../../text/shell-word.ts";
import { version } from "../../version.ts";
import type { AnsweredExample, Origin } from "../exchange.ts";
import { askExamples, parseVia, readToken } from "./ask.ts";
import { isAllowed, isNamed, missingOptions, type Operator, refuseKept, refuseUnnamed } from "./consent.ts";
import { type Answers, finishRecording } from "./finish.ts";
import { planRecording, type RecordOptions, type RecordRun } from "./plan.ts";
import { describeRun } from "./result.ts";
import type { Send } from "./send.ts";
import { takeAnswers } from "./take.ts";
import { findTarget, liveChange } from "./target.ts";

/** Everything outside of the process that recording needs. */
export interface RecordMeans extends Operator {
  files: Files;
  /** The base's. */
  catalogue(): Promise<Catalogue>;
  clock: Clock;
  environment: NodeJS.ProcessEnv;
  send: Send;
  /** Undefined where nobody is there to ask. */
  askSecret(question: string): Promise<string | undefined>;
}

/**
 * Records an action's examples: asks the API, or takes what a browser saved, replaces in memory all that
 * is real in the answers, tests what would be written, and only then writes it. Nothing of an answer
 * leaves the process before, in the text of errors neither.
 *
 * @throws HarborError, by whose code the exit status tells who is at fault
 */
export async function record(given: RecordOptions, means: RecordMeans): Promise<RecordOutput> {
  refuseAgents(means.environment);
  refuseUnused(given);
  const options = { ...given, via: given.via === undefined ? undefined : parseVia(given.via) };
  const { inputs, from, example, force } = options;
  const catalogue = await means.catalogue();
  const target = await findTarget(options, means.files, catalogue);
  const real = inputs === undefined ? undefined : await readInputsFile(inputs, means.files);
  const run = { target, steps: planRecording(target, example, real), options };
  if (options.dryRun) {
    const to = `--to ${shellWord(target.port.manifest.port.baseUrl)}`;
    const unnamed = (await isNamed(target, options, means)) ? [] : [to];
    return describeRun(run, "planned", [...unnamed, ...missingOptions(run)]);
  }
  refuseKept(options, target);
  if (from === undefined) {
    await refuseUnnamed(target, options, means, catalogue);
  }
  if (!(await isAllowed(run, means))) {
    return describeRun(run, "unconfirmed", missingOptions(run));
  }
  if (target.isThere && !force) {
    const message = `${target.recording} is there already`;
    throw new HarborError("CONFLICT", message, "look at it; --force replaces it");
  }
  return quietly(async () => {
    const answers = from === undefined ? await ask(run, means) : await take(run, from, means);
    return finishRecording(run, answers, means.files);
  });
}

/** Asks the API. */
async function ask(run: RecordRun, means: RecordMeans): Promise<Answers> {
  rehearse(run);
  refuseDebugging(means.environment);
  const { via } = run.options;
  const token = await readToken(means, run.target.port, via !== undefined);
  const answered = await askExamples(run, means.send, token);
  const through = via === undefined ? "" : ` via ${new URL(via).origin}`;
  const origin = originOf(run, `${sourceOf(run)}${through}`, means.clock.now().toISOString());
  return { answered, leftOut: [], tokens: token === undefined ? [] : [token], origin };
}

/** Takes what somebody's browser was answered. */
async function take(run: RecordRun, from: string, { files, clock }: RecordMeans): Promise<Answers> {
  const taken = takeAnswers(run, await files.readAnywhere(from, BYTES.savedHar));
  const recordedAt = oldestOf(taken.answered, clock.now());
  return { ...taken, origin: originOf(run, `imported from HAR, ${sourceOf(run)}`, recordedAt) };
}

/** When a browser's exchanges took place, the oldest; null where one doesn't say so, or says it wrongly. */
function oldestOf(answered: readonly AnsweredExample[], now: Date): string | null {
  const times = answered.map(({ exchange }) => Date.parse(exchange.startedAt ?? ""));
  return times.length > 0 && times.every((time) => time <= now.getTime())
    ? new Date(Math.min(...times)).toISOString()
    : null;
}

function originOf({ options }: RecordRun, source: string, recordedAt: string | null): Origin {
  const tool = `harbor-drafts/${version}`;
  return { provenance: "recorded", recordedAt, source, kept: [...options.keep], tool };
}

function sourceOf({ target: { port, action } }: RecordRun): string {
  return `${port.manifest.port.baseUrl}${action.path}`;
}

/** What is real has no place where it could be committed. */
function readInputsFile(path: string, files: Files): Promise<Uint8Array> {
  if (!files.fromUser(path).startsWith("../")) {
    throw new HarborError(
      "USAGE",
      "--inputs names a file in the repository",
      "keep real inputs outside of it",
    );
  }
  return files.readAnywhere(path);
}

/** Agents propose; the token is an operator's. */
function refuseAgents({ HARBOR_DRAFTS_AGENT: agent = "" }: NodeJS.ProcessEnv): void {
  if (agent !== "" && agent !== "0") {
    const message = "agents don't record; ask the operator of the token";
    throw new HarborError("PERMISSION", message, "HARBOR_DRAFTS_AGENT is set here");
  }
}

/** A file needs no connection. */
function refuseUnused({ from, to, via, yes, sendWrites, dryRun, keep }: RecordOptions): void {
  const unused = [
    to !== undefined && "--to",
    via && "--via",
    yes && keep.length === 0 && "--yes",
    sendWrites && "--send-writes",
    dryRun && "--dry-run",
  ].find(Boolean);
  if (from !== undefined && unused) {
    throw new HarborError(
      "USAGE",
      `--from reads a file, where ${unused} says nothing`,
      `leave ${unused} out`,
    );
  }
}

/** With it Node itself prints what is sent, the token too. */
function refuseDebugging({ NODE_DEBUG: sections = "", NODE_OPTIONS: options = "" }: NodeJS.ProcessEnv): void {
  if (sections !== "") {
    throw new HarborError("USAGE", "NODE_DEBUG is set, and Node would print the token", "unset it");
  }
  if (/--(?:trace-event|inspect|heapsnapshot|diagnostic|report)/.test(options)) {
    throw new HarborError("USAGE", "NODE_OPTIONS would have Node write down what is sent", "unset it");
  }
}

/** A live write isn't sent where its answer could change what its example says: nobody could write that down. */
function rehearse({ target, steps }: RecordRun): void {
  const claiming = steps.find(({ isAsked, example }) => isAsked && example.expect?.output !== undefined);
  if (target.draft === undefined && claiming !== undefined && !isRead(target.action, target.port.policy)) {
    throw liveChange(target, claiming.example);
  }
}

/** Whatever wasn't foreseen is told without its text, which may quote an answer. */
async function quietly<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarborError) {
      throw error;
    }
    throw new HarborError(
      "INTERNAL",
      "the answers can't be recorded, and nothing was written",
      "this is a bug in harbor-drafts; please report it with the route alone",
    );
  }
}
