import * as z from "zod";
import { type ActionInput, actionSchema, type Example } from "../../catalog/action.ts";
import { HarborError } from "../../errors.ts";
import { type ActionRequest, buildRequest } from "../../gateway/request.ts";
import { parseJson } from "../../json/parse.ts";
import { ownMember } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { answerTo, isSuccess, testedPort } from "../answer-to.ts";
import type { Exchange, Origin } from "../exchange.ts";
import type { Target } from "./target.ts";

export interface RecordOptions {
  port: string;
  slug: string;
  /** The base URL that may get the token. */
  to?: string | undefined;
  /** Answers the questions for the host, and for values that are kept. */
  yes: boolean;
  /** Answers the question for writes. */
  sendWrites: boolean;
  /** A file with real inputs. */
  inputs?: string | undefined;
  /** Names of the examples to record; none for all. */
  example: readonly string[];
  via?: string | undefined;
  /** A HAR file to take the exchanges from: nothing is sent then. */
  from?: string | undefined;
  /** Listed fields whose real values stay. */
  keep: readonly string[];
  force: boolean;
  dryRun: boolean;
}

/** What is recorded: the same for all that follows. */
export interface RecordRun {
  target: Target;
  steps: readonly Step[];
  options: RecordOptions;
}

/** An example of the action, and what a run does about it. */
export interface Step {
  /** As it stands in its file. */
  example: Example;
  /** As it is sent: with the real input, where one was handed over. */
  sent: Example;
  request: ActionRequest;
  /** What the example's own input gives: this may be shown. */
  shown: ActionRequest;
  /** Whether the API is asked for it. Any other keeps the exchange that it has, */
  isAsked: boolean;
  /** which says for itself where it comes from. */
  kept: Exchange | undefined;
}

const inputsSchema = z.record(z.string(), actionSchema.shape.examples.element.shape.input);

/**
 * Plans a recording, in a step for each example of the action: those that expect success are recorded, or
 * those of them that are named; all others keep the exchange that they have.
 *
 * @param named `--example`; none for all
 * @param file the bytes of `--inputs`
 * @throws HarborError USAGE
 */
export function planRecording(
  target: Target,
  named: readonly string[],
  file: Uint8Array | undefined,
): Step[] {
  const { examples } = target.action;
  const inputs = file === undefined ? {} : readInputs(file, examples);
  const recordable = examples.filter(expectsSuccess).map(({ name }) => name);
  if (named.some((name) => !recordable.includes(name))) {
    throw new HarborError(
      "USAGE",
      "--example names none of the examples that expect success",
      `those are: ${recordable.join(", ") || "none"}`,
    );
  }
  if (recordable.length === 0) {
    throw new HarborError(
      "USAGE",
      "the action has no example that expects success",
      "add one to its examples",
    );
  }
  const asked = named.length === 0 ? recordable : named;
  return examples.map((example) => {
    const input = ownMember(inputs, example.name);
    const shown = requestOf(target, example);
    const isAsked = asked.includes(example.name);
    return {
      example,
      sent: input === undefined ? example : { ...example, input },
      request: input === undefined ? shown : requestOf(target, { ...example, input }, true),
      shown,
      isAsked,
      kept: isAsked ? undefined : keptFor(target, example, shown),
    };
  });
}

/** An error can't be asked for: whoever wants it recorded has to bring it about. */
export function expectsSuccess({ expect }: Example): boolean {
  return isSuccess(expect?.status ?? 200);
}

/** `{ "march": { "path": { "meetingId": … } } }`. What stands in it is real, so none of it is repeated. */
function readInputs(bytes: Uint8Array, examples: readonly Example[]): Record<string, ActionInput> {
  const parsed = parseJson(bytes, BYTES.input);
  const inputs = parsed.ok ? inputsSchema.safeParse(parsed.document.value).data : undefined;
  if (inputs === undefined) {
    const place = parsed.ok ? "" : ` (line ${parsed.problem.line}, column ${parsed.problem.column})`;
    throw new HarborError(
      "USAGE",
      `--inputs isn't a JSON object with examples' inputs${place}`,
      'write { "<example>": { "path": { … } } }',
    );
  }
  const names = examples.map(({ name }) => name);
  if (Object.keys(inputs).some((name) => !names.includes(name))) {
    throw new HarborError(
      "USAGE",
      "--inputs names an example that isn't there",
      `there are: ${names.join(", ")}`,
    );
  }
  return inputs;
}

/** What an input gives: an example's own passed check, one that was handed over may be anything. */
function requestOf({ action, port }: Target, { name, input }: Example, isGiven = false): ActionRequest {
  const built = buildRequest(port.manifest.port, action, input);
  if (!built.ok) {
    const [{ pointer, message } = { pointer: "", message: "" }] = built.violations;
    // Members that the schema doesn't know aren't named: they may be anything.
    const why = message.startsWith("isn't a") ? `a member ${message}` : `${pointer} ${message}`;
    throw isGiven
      ? new HarborError(
          "USAGE",
          `--inputs: what it has for ${name} is rejected: ${why}`,
          "write it as the action's schema wants it",
        )
      : new HarborError("REFUSED", `the example ${name} is rejected by its own schema`, "correct it");
  }
  return built.request;
}

/** Of an exchange that somebody put there without a word. */
const UNTOLD: Origin = {
  provenance: "assumed",
  recordedAt: null,
  source: "kept from a recording that doesn't say where it comes from",
  kept: [],
  tool: "unknown",
};

/** The exchange that an example has already. Without an origin of its own it would pass for a new one. */
function keptFor(
  { before, port, action }: Target,
  example: Example,
  request: ActionRequest,
): Exchange | undefined {
  const found = before?.recording.find(request) ?? [];
  const exchange = answerTo(example, found, action, testedPort(port, action));
  return exchange && { ...exchange, origin: exchange.origin ?? UNTOLD };
}
