import type { Action, Example } from "../catalog/action.ts";
import type { Port } from "../catalog/manifest.ts";
import { buildRequest } from "../gateway/request.ts";
import { projectResult } from "../gateway/result.ts";
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
  examples: ExampleResult[];
  probes: ProbeReport;
}

/** Replays every example of an action against its recording, and runs its probes. */
export function testAction(port: Pick<Port, "baseUrl">, action: Action, har: Har | undefined): ActionTest {
  const examples = action.examples.map((example) => runExample(port, action, example, har));
  const probes = runProbes(port, action);
  const passed =
    examples.length > 0 && examples.every((example) => example.passed) && probes.escaped.length === 0;
  return { passed, evidence: har === undefined ? "none" : provenanceOf(har), examples, probes };
}

function runExample(
  port: Pick<Port, "baseUrl">,
  action: Action,
  { name, input, expect }: Example,
  har: Har | undefined,
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
    return { ...sent, mismatch: problem("there is no recording to replay") };
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
