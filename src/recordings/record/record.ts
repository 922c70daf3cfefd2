import { isRead } from "../../catalog/listed-route.ts";
import type { Catalogue } from "../../catalog/load.ts";
import { HarborError } from "../../errors.ts";
import type { Clock } from "../../io/clock.ts";
import type { Files } from "../../io/files.ts";
import { BYTES } from "../../limits.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { AnsweredExample } from "../redaction/redact.ts";
import { askExamples } from "./answers.ts";
import { type Consent, isNamed, mayBeSent, missingOptions, type Operator, refuseUnnamed } from "./consent.ts";
import { refuseLiveChange } from "./files.ts";
import { finishRecording } from "./finish.ts";
import { importAnswers } from "./import.ts";
import { planRecording, type RecordPlan } from "./plan.ts";
import { redactRun, unanswered } from "./redact-run.ts";
import { type RecordResult, tellPlan } from "./result.ts";
import type { Send } from "./send.ts";
import { findTarget, type Target } from "./target.ts";
import { readToken } from "./token.ts";
import { parseVia } from "./via.ts";

export interface RecordOptions extends Consent {
  port: string;
  slug: string;
  /** A file with real inputs. */
  inputs?: string | undefined;
  /** Names of the examples to record; none for all. */
  example: readonly string[];
  via?: string | undefined;
  /** A HAR file to take the exchanges from. */
  from?: string | undefined;
  force: boolean;
  dryRun: boolean;
}

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
  log(line: string): void;
}

/**
 * Records an action's examples: asks the API, or takes what a browser saved, redacts all answers in
 * memory, tests what would be written, and only then writes it. Nothing of an answer leaves the
 * process before it is redacted, in the text of errors neither.
 *
 * @throws HarborError, by whose code the exit status tells who is at fault
 */
export async function record(given: RecordOptions, means: RecordMeans): Promise<RecordResult> {
  refuseAgents(means.environment);
  refuseUnused(given);
  const options = { ...given, via: given.via === undefined ? undefined : parseVia(given.via) };
  const catalogue = await means.catalogue();
  const target = await findTarget(options, means.files, catalogue);
  const { inputs } = options;
  const real = inputs === undefined ? undefined : await readInputsFile(inputs, means.files);
  const plan = planRecording(target, options.example, real);
  if (options.dryRun) {
    const { baseUrl } = target.port.manifest.port;
    const unnamed = (await isNamed(target, options, means)) ? [] : [`--to ${shellWord(baseUrl)}`];
    const missing = [...unnamed, ...missingOptions(target, options)];
    return tellPlan(target, plan, "planned", { isForced: options.force, missing });
  }
  if (options.from === undefined) {
    await refuseUnnamed(target, options, means, catalogue);
    if (!(await mayBeSent(target, plan, options, means))) {
      const missing = missingOptions(target, options);
      return tellPlan(target, plan, "unconfirmed", { isForced: options.force, missing });
    }
  }
  if (target.isThere && !options.force) {
    throw new HarborError(
      "CONFLICT",
      `${target.recording} is there already`,
      "look at it; --force replaces it",
    );
  }
  return quietly(() => (options.from === undefined ? ask : take)(target, plan, options, means));
}

/** Asks the API. */
async function ask(
  target: Target,
  plan: RecordPlan,
  { via }: Pick<RecordOptions, "via">,
  means: RecordMeans,
): Promise<RecordResult> {
  rehearse(target, plan);
  refuseDebugging(means.environment);
  const token = await readToken(means, target.port, via !== undefined);
  const answered = await askExamples(target, plan, { ...means, token, via });
  const tokens = token === undefined ? [] : [token];
  const recordedAt = means.clock.now().toISOString();
  const source = via === undefined ? sourceOf(target) : `${sourceOf(target)} via ${new URL(via).origin}`;
  return finishRecording(target, plan, { answered, tokens, source, recordedAt, isSent: true }, means.files);
}

/** Takes what somebody's browser was answered. */
async function take(
  target: Target,
  plan: RecordPlan,
  { from = "", example: named }: RecordOptions,
  { files, clock }: RecordMeans,
): Promise<RecordResult> {
  const bytes = await files.readAnywhere(from, BYTES.savedHar);
  const imported = importAnswers(target, plan, named, bytes);
  const source = `imported from HAR, ${sourceOf(target)}`;
  const recordedAt = oldestOf(imported.answered, clock.now()).toISOString();
  return finishRecording(target, plan, { ...imported, source, recordedAt, isSent: false }, files);
}

/** When a browser's exchanges took place; now, for those that don't say so or say it wrongly. */
function oldestOf(answered: readonly AnsweredExample[], now: Date): Date {
  const times = answered
    .map(({ exchange }) => Date.parse(exchange.startedAt ?? ""))
    .filter((time) => time <= now.getTime());
  return times.length === 0 ? now : new Date(Math.min(...times));
}

function sourceOf({ port, action }: Target): string {
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
function refuseUnused({ from, to, via, yes, sendWrites, dryRun }: RecordOptions): void {
  const unused = [
    to !== undefined && "--to",
    via && "--via",
    yes && "--yes",
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

/**
 * What a live action's examples can't take is told before anything is sent, where it can be: what a
 * read answers is seen only then, but a write isn't tried out.
 */
function rehearse(target: Target, plan: RecordPlan): void {
  if (target.draft === undefined) {
    const asked = plan.steps.map(({ sent, request }) => unanswered(sent, request));
    const redacted = redactRun(target, plan, asked, []);
    refuseLiveChange(target, redacted, "input");
    if (!isRead(target.action, target.port.policy)) {
      refuseLiveChange(target, redacted, "expect");
    }
  }
}

/** Whatever wasn't foreseen is told without its text, which may quote an answer. */
async function quietly<Value>(work: () => Value | Promise<Value>): Promise<Value> {
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
