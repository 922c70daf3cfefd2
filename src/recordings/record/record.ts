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
import { askExamples } from "./answers.ts";
import {
  type Consent,
  isNamed,
  mayBeKept,
  mayBeSent,
  missingOptions,
  type Operator,
  refuseKept,
  refuseUnnamed,
} from "./consent.ts";
import { finishRecording } from "./finish.ts";
import { importAnswers } from "./import.ts";
import { planRecording, type RecordPlan } from "./plan.ts";
import { describePlan } from "./result.ts";
import type { Send } from "./send.ts";
import { findTarget, liveChange, type Target } from "./target.ts";
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
  /** Listed fields whose real values stay. */
  keep: readonly string[];
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
  const catalogue = await means.catalogue();
  const target = await findTarget(options, means.files, catalogue);
  const { inputs } = options;
  const real = inputs === undefined ? undefined : await readInputsFile(inputs, means.files);
  const plan = planRecording(target, options.example, real);
  if (options.dryRun) {
    const { baseUrl } = target.port.manifest.port;
    const unnamed = (await isNamed(target, options, means)) ? [] : [`--to ${shellWord(baseUrl)}`];
    const missing = [...unnamed, ...missingOptions(target, options)];
    return describePlan(target, plan, "planned", { isForced: options.force, missing });
  }
  refuseKept(options.keep, target);
  if (!(await mayBeKept(options, means))) {
    return describePlan(target, plan, "unconfirmed", {
      isForced: options.force,
      isSent: options.from === undefined,
      missing: ["--yes"],
    });
  }
  if (options.from === undefined) {
    await refuseUnnamed(target, options, means, catalogue);
    if (!(await mayBeSent(target, plan, options, means))) {
      const missing = missingOptions(target, options);
      return describePlan(target, plan, "unconfirmed", { isForced: options.force, missing });
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
  { via, keep }: RecordOptions,
  means: RecordMeans,
): Promise<RecordOutput> {
  rehearse(target, plan);
  refuseDebugging(means.environment);
  const token = await readToken(means, target.port, via !== undefined);
  const answered = await askExamples(target, plan, { ...means, token, via });
  const through = via === undefined ? "" : ` via ${new URL(via).origin}`;
  const origin = originOf(`${sourceOf(target)}${through}`, means.clock.now().toISOString(), keep);
  const tokens = token === undefined ? [] : [token];
  return finishRecording(target, plan, { answered, leftOut: [], tokens, origin, isSent: true }, means.files);
}

/** Takes what somebody's browser was answered. */
async function take(
  target: Target,
  plan: RecordPlan,
  { from = "", example: named, keep }: RecordOptions,
  { files, clock }: RecordMeans,
): Promise<RecordOutput> {
  const bytes = await files.readAnywhere(from, BYTES.savedHar);
  const imported = importAnswers(target, plan, named, bytes);
  const source = `imported from HAR, ${sourceOf(target)}`;
  const origin = originOf(source, oldestOf(imported.answered, clock.now()), keep);
  return finishRecording(target, plan, { ...imported, origin, isSent: false }, files);
}

/** When a browser's exchanges took place, the oldest; null where one doesn't say so, or says it wrongly. */
function oldestOf(answered: readonly AnsweredExample[], now: Date): string | null {
  const times = answered.map(({ exchange }) => Date.parse(exchange.startedAt ?? ""));
  return times.length > 0 && times.every((time) => time <= now.getTime())
    ? new Date(Math.min(...times)).toISOString()
    : null;
}

function originOf(source: string, recordedAt: string | null, keep: readonly string[]): Origin {
  return { provenance: "recorded", recordedAt, source, kept: [...keep], tool: `harbor-drafts/${version}` };
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
function rehearse(target: Target, { steps }: RecordPlan): void {
  const claiming = steps.find(({ example }) => example.expect?.output !== undefined);
  if (target.draft === undefined && claiming !== undefined && !isRead(target.action, target.port.policy)) {
    throw liveChange(target, claiming.example);
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
