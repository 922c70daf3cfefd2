import * as z from "zod";
import { type ActionInput, actionSchema, type Example } from "../../catalog/action.ts";
import { HarborError } from "../../errors.ts";
import { type ActionRequest, buildRequest } from "../../gateway/request.ts";
import type { Violation } from "../../gateway/validate.ts";
import { parseJson } from "../../json/parse.ts";
import { ownMember } from "../../json/record.ts";
import { BYTES } from "../../limits.ts";
import { answerTo, testedPort } from "../answer-to.ts";
import type { Exchange, Origin } from "../exchange.ts";
import { isSuccess } from "../expected-status.ts";
import type { Target } from "./target.ts";

/** One example that is recorded. */
export interface Step {
  /** As it stands in its file. */
  example: Example;
  /** As it is sent: with the real input, where one was handed over. */
  sent: Example;
  request: ActionRequest;
  /** What the example's own input gives: this may be shown. */
  shown: ActionRequest;
}

/** What a recording run does. */
export interface RecordPlan {
  steps: Step[];
  /** Exchanges that stay, by their example's name, each with where it comes from. */
  kept: ReadonlyMap<string, Exchange>;
  /** The examples that aren't recorded, as they would be sent. */
  others: Step[];
  /** The inputs that stand afterwards, where real ones were handed over. */
  inputs: ReadonlyMap<string, Example["input"]>;
}

const inputsSchema = z.record(z.string(), actionSchema.shape.examples.element.shape.input);

/**
 * Plans a recording: the examples that expect success are recorded, or those of them that are named;
 * all others keep the exchange that they have.
 *
 * @param named `--example`; none for all
 * @param file the bytes of `--inputs`
 * @throws HarborError USAGE
 */
export function planRecording(
  target: Target,
  named: readonly string[],
  file: Uint8Array | undefined,
): RecordPlan {
  const { examples } = target.action;
  const inputs = file === undefined ? {} : readInputs(file, examples);
  refuseUnknown(named, examples);
  const chosen = examples.filter(
    (example) => expectsSuccess(example) && (named.length === 0 || named.includes(example.name)),
  );
  if (chosen.length === 0) {
    throw new HarborError(
      "USAGE",
      "the action has no example that expects success",
      "add one to its examples",
    );
  }
  const rest = examples.filter((example) => !chosen.includes(example));
  const toStep = (example: Example) => stepOf(target, example, ownMember(inputs, example.name));
  const given = examples.filter(({ name }) => Object.hasOwn(inputs, name));
  return {
    steps: chosen.map(toStep),
    kept: keptOf(target, rest),
    others: rest.map(toStep),
    inputs: new Map(given.map(({ name, input }) => [name, input])),
  };
}

/** An error can't be asked for: whoever wants it recorded has to bring it about. */
export function expectsSuccess({ expect }: Example): boolean {
  return isSuccess(expect?.status ?? 200);
}

function refuseUnknown(named: readonly string[], examples: readonly Example[]): void {
  const recordable = examples.filter(expectsSuccess).map(({ name }) => name);
  if (named.some((name) => !recordable.includes(name))) {
    throw new HarborError(
      "USAGE",
      "--example names none of the examples that expect success",
      `those are: ${recordable.join(", ") || "none"}`,
    );
  }
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

/** What an example's own input gives. */
function requestOf({ action, port }: Target, { name, input }: Example): ActionRequest {
  const built = buildRequest(port.manifest.port, action, input);
  if (!built.ok) {
    // Its verdict told so before.
    throw new HarborError("REFUSED", `the example ${name} is rejected by its own schema`, "correct it");
  }
  return built.request;
}

function stepOf(target: Target, example: Example, input: ActionInput | undefined): Step {
  const { action, port } = target;
  const shown = requestOf(target, example);
  if (input === undefined) {
    return { example, sent: example, request: shown, shown };
  }
  const built = buildRequest(port.manifest.port, action, input);
  if (!built.ok) {
    const why = built.violations.slice(0, 1).map(tellViolation);
    throw new HarborError(
      "USAGE",
      `--inputs: what it has for ${example.name} is rejected: ${why}`,
      "write it as the action's schema wants it",
    );
  }
  return { example, sent: { ...example, input }, request: built.request, shown };
}

/** Members that the schema doesn't know aren't named: they may be anything. */
function tellViolation({ pointer, message }: Violation): string {
  return message.startsWith("isn't a") ? `a member ${message}` : `${pointer} ${message}`;
}

/** Of an exchange that somebody put there without a word. */
const UNTOLD: Origin = {
  provenance: "assumed",
  recordedAt: null,
  source: "kept from a recording that doesn't say where it comes from",
  kept: [],
  tool: "unknown",
};

/** The exchanges that examples have already, each saying for itself where it comes from. */
function keptOf(target: Target, examples: readonly Example[]): RecordPlan["kept"] {
  const { before } = target;
  return new Map(
    examples.flatMap((example) => {
      const found = before?.recording.find(requestOf(target, example)) ?? [];
      const { port, action } = target;
      const exchange = answerTo(example, found, action, testedPort(port, action));
      // Without an origin of its own it would pass for part of the new recording.
      const origin = exchange?.origin ?? before?.origin ?? UNTOLD;
      return exchange === undefined ? [] : [[example.name, { ...exchange, origin }] as const];
    }),
  );
}
