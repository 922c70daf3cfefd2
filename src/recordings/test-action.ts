import type { Action, Example } from "../catalog/action.ts";
import type { Port } from "../catalog/manifest.ts";
import { buildRequest } from "../gateway/request.ts";
import { hasField, projectResult } from "../gateway/result.ts";
import { type Har, type Provenance, provenanceOf } from "./har.ts";
import { type ProbeReport, runProbes } from "./probes.ts";
import { type Mismatch, replay } from "./replay.ts";

/** How one example went. */
export interface ExampleResult {
  name: string;
  passed: boolean;
  /** What the gateway would send; null where the example's input is rejected. */
  request: { method: string; url: string; body: unknown } | null;
  /** What the recording answers; null where nothing matches. */
  status: number | null;
  /** The JSON that an agent would get; null where it gets none. */
  output: unknown;
  mismatch: Mismatch | null;
}

/** What a test shows: that action, example and recording agree. It proves consistency, not truth. */
export interface ActionTest {
  passed: boolean;
  evidence: Provenance;
  /** What the recording says of where it comes from; null where it says nothing. */
  origin: { recordedAt: string; source: string } | null;
  examples: ExampleResult[];
  /** Listed fields that no recorded answer has: a typo, or a field that needs another example. */
  unseen: string[];
  probes: ProbeReport;
}

/**
 * Replays every example of an action against its recording, and runs its probes.
 *
 * @param har the recording; undefined where there is none
 * @param path where it stands or should stand
 */
export function testAction(
  port: Pick<Port, "baseUrl">,
  action: Action,
  har: Har | undefined,
  path: string,
): ActionTest {
  const examples = action.examples.map((example) => runExample(port, action, example, har, path));
  const probes = runProbes(port, action);
  const isReplayed = examples.length > 0 && examples.every((example) => example.passed);
  const unseen = isReplayed ? unseenFields(action, examples) : [];
  const { recordedAt, source } = har?.log._harborDrafts ?? {};
  return {
    passed: isReplayed && unseen.length === 0 && probes.escaped.length === 0,
    evidence: har === undefined ? "none" : provenanceOf(har),
    origin: recordedAt === undefined || source === undefined ? null : { recordedAt, source },
    examples,
    unseen,
    probes,
  };
}

/** A field that an agent is promised must occur in the answer of some success. */
function unseenFields(action: Action, examples: readonly ExampleResult[]): string[] {
  const outputs = examples.filter(({ status }) => isSuccess(status ?? 0)).map(({ output }) => output);
  return action.result.fields.filter((field) => !outputs.some((output) => hasField(field, output)));
}

function runExample(
  port: Pick<Port, "baseUrl">,
  action: Action,
  { name, input, expect }: Example,
  har: Har | undefined,
  path: string,
): ExampleResult {
  const built = buildRequest(port, action, input);
  const nothing = { name, passed: false, request: null, status: null, output: null };
  if (!built.ok) {
    const why = built.violations.map(({ pointer, message }) => `${pointer} ${message}`).join("; ");
    return { ...nothing, mismatch: problem(`the gateway would reject the example's input: ${why}`) };
  }
  const { method, url, body = null } = built.request;
  const sent = { ...nothing, request: { method, url, body } };
  if (har === undefined) {
    return { ...sent, mismatch: problem(`there is no recording to replay; put one into ${path}`) };
  }
  const answer = replay(har.log.entries, built.request);
  if (!answer.ok) {
    return { ...sent, mismatch: answer.mismatch };
  }
  const { status } = answer.response;
  const isExpected = expect?.status === undefined ? isSuccess(status) : status === expect.status;
  if (!isExpected) {
    const expected = expect?.status === undefined ? "a 2xx" : String(expect.status);
    return {
      ...sent,
      status,
      mismatch: problem(`the recording answers ${status}, and ${expected} is expected`),
    };
  }
  return { ...sent, status, ...project(action, answer.response.body, status) };
}

/** An answer that is no success gives the agent its status alone. */
function project(
  action: Action,
  body: unknown,
  status: number,
): Pick<ExampleResult, "passed" | "output" | "mismatch"> {
  if (!isSuccess(status) || action.result.fields.length === 0) {
    return { passed: true, output: {}, mismatch: null };
  }
  if (body === undefined) {
    return {
      passed: false,
      output: null,
      mismatch: problem("the recorded answer has no body for result.fields"),
    };
  }
  const projection = projectResult(action.result.fields, body);
  return projection.ok
    ? { passed: true, output: projection.output, mismatch: null }
    : {
        passed: false,
        output: null,
        mismatch: problem(`result field ${projection.field}: ${projection.message}`),
      };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function problem(message: string): Mismatch {
  return { message, nearest: null, differences: [] };
}
