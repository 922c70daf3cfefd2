import type { Action, Example } from "../catalog/action.ts";
import type { Port } from "../catalog/manifest.ts";
import { type ActionRequest, buildRequest } from "../gateway/request.ts";
import { type ActionResult, readResponse } from "../gateway/response.ts";
import { hasField } from "../gateway/result.ts";
import { isRecord } from "../json/record.ts";
import { type Edit, type ExamplePlace, editFor, patchOf } from "./edit.ts";
import type { Exchange, Origin, Provenance } from "./exchange.ts";
import { isExpected } from "./expected-status.ts";
import { type ProbeReport, runProbes } from "./probes.ts";
import type { Evidence } from "./replay.ts";
import { type Difference, valueDifferences } from "./request-key.ts";

/** How one example went. */
export interface ExampleResult {
  name: string;
  passed: boolean;
  /** What the gateway would send; null where the example's input is rejected. */
  request: { method: string; url: string; body: unknown } | null;
  /** What the recording answers; null where nothing matches. */
  status: number | null;
  /** The JSON that an agent would get: the listed fields, or `{ error }`; null where it gets none. */
  output: unknown;
  mismatch: Mismatch | null;
}

/** Why an example fails. */
export interface Mismatch {
  message: string;
  /** Where no exchange was recorded for the request: those that come nearest, the nearest first. */
  nearest: {
    method: string;
    url: string;
    /** Where it stands in the recording. */
    pointer: string;
    differences: Difference[];
    edit: Edit | null;
  }[];
  /** Where the agent gets something else than `expect.output` says. */
  output: { field: string; expected: unknown; actual: unknown }[];
  /** What would make the expectation true, where it is the output's. */
  edit: Edit | null;
}

/** What a test shows: that action, example and recording agree. It proves consistency, not truth. */
export interface ActionTest {
  passed: boolean;
  /** The weakest among the exchanges that show what an agent gets. */
  evidence: Provenance;
  /** What they say of where they come from: the oldest; null where one says nothing. */
  origin: Origin | null;
  examples: ExampleResult[];
  /** Listed fields that no recorded answer has: a typo, or a field that needs another example. */
  unseen: string[];
  /** Positions of the exchanges that answered no example. */
  unused: number[];
  probes: ProbeReport;
}

/**
 * Replays every example of an action against its recording, and runs its probes.
 *
 * @param evidence the recording; undefined where there is none
 * @param place where the action stands in its file, and where its recording stands or should stand
 */
export function testAction(
  port: Pick<Port, "baseUrl">,
  action: Action,
  evidence: Evidence | undefined,
  place: ExamplePlace,
): ActionTest {
  const ran = action.examples.map((example, index) => {
    const here = { ...place, pointer: `${place.pointer}/examples/${index}` };
    return replayExample(port, action, example, evidence, here);
  });
  const examples = ran.map(({ result }) => result);
  const probes = runProbes(port, action);
  const isReplayed = examples.length > 0 && examples.every(({ passed }) => passed);
  const unseen = isReplayed ? unseenFields(action, ran) : [];
  const used = new Set(ran.flatMap(({ exchange }) => exchange ?? []));
  const shown = ran.some(isShown) ? ran.filter(isShown) : ran;
  return {
    passed: isReplayed && unseen.length === 0 && probes.escaped.length + probes.blocked.length === 0,
    ...originOf(
      shown.flatMap(({ exchange }) => exchange ?? []),
      evidence,
    ),
    examples,
    unseen,
    unused: (evidence?.recording.exchanges ?? []).flatMap((exchange, index) =>
      used.has(exchange) ? [] : [index],
    ),
    probes,
  };
}

/** The exchanges that answer an example. */
function takenBy(
  port: Pick<Port, "baseUrl">,
  action: Action,
  { recording }: Evidence,
): ReadonlySet<Exchange> {
  return new Set(
    action.examples.flatMap((example) => {
      const built = buildRequest(port, action, example.input);
      return built.ok ? (choose(recording.find(built.request), example) ?? []) : [];
    }),
  );
}

interface Ran {
  result: ExampleResult;
  /** What answered it. */
  exchange: Exchange | undefined;
  got: ActionResult | undefined;
}

/** Whether it shows an agent's output. An API's error can't always be asked for; its exchange may be documented. */
function isShown({ got }: Ran): boolean {
  return got?.ok === true;
}

/** The weakest and oldest of several exchanges' origins: a chain is no stronger than that. */
function originOf(
  exchanges: readonly Exchange[],
  evidence: Evidence | undefined,
): Pick<ActionTest, "evidence" | "origin"> {
  const origins =
    exchanges.length > 0 ? exchanges.map(({ origin }) => origin ?? evidence?.origin) : [evidence?.origin];
  const known = origins.flatMap((origin) => origin ?? []);
  if (known.length < origins.length || known.length === 0) {
    return { evidence: "none", origin: null };
  }
  const weakest = known.filter(({ provenance }) => provenance === "documented");
  const [oldest = null] = (weakest.length > 0 ? weakest : known).sort(
    (a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt),
  );
  return { evidence: oldest?.provenance ?? "none", origin: oldest };
}

/** A field that an agent is promised must occur in the answer of some success. */
function unseenFields(action: Action, ran: readonly Ran[]): string[] {
  const outputs = ran.filter(isShown).map(({ result }) => result.output);
  return action.result.fields.filter((field) => !outputs.some((output) => hasField(field, output)));
}

/** Replays one example: from its input to what the agent gets, compared with what it expects. */
export function replayExample(
  port: Pick<Port, "baseUrl">,
  action: Action,
  example: Example,
  evidence: Evidence | undefined,
  place: ExamplePlace,
): Ran {
  const { name, input } = example;
  const built = buildRequest(port, action, input);
  const nothing = { name, passed: false, request: null, status: null, output: null };
  const fail = (mismatch: Mismatch, request: ExampleResult["request"] = null): Ran => ({
    result: { ...nothing, request, mismatch },
    exchange: undefined,
    got: undefined,
  });
  if (!built.ok) {
    const why = built.violations.map(({ pointer, message }) => `${pointer} ${message}`).join("; ");
    return fail(problem(`the gateway would reject the example's input: ${why}`));
  }
  const { method, url, body = null } = built.request;
  const sent = { method, url, body };
  if (evidence === undefined) {
    return fail(
      problem(
        `there is no recording to replay; put one into ${place.recording} (\`harbor-drafts schema recording\` tells its form)`,
      ),
      sent,
    );
  }
  const exchange = choose(evidence.recording.find(built.request), example);
  if (exchange === undefined) {
    return fail(missing(port, action, example, built.request, evidence, place), sent);
  }
  const got = readResponse(action, exchange.response);
  return { result: { name, request: sent, ...judge(example, got, place) }, exchange, got };
}

/** Several answers to one request, an error among them, are told apart by the status that is expected. */
function choose(found: readonly Exchange[], example: Example): Exchange | undefined {
  return found.find(({ response }) => isExpected(example, response.status)) ?? found[0];
}

/** Compares what an agent gets with what the example expects. */
function judge(
  example: Example,
  got: ActionResult,
  place: ExamplePlace,
): Pick<ExampleResult, "passed" | "status" | "output" | "mismatch"> {
  const { expect } = example;
  const { status } = got;
  const output = got.ok ? got.output : { error: got.error };
  const told = { passed: false, status, output };
  if (!isExpected(example, status)) {
    const expected = expect?.status === undefined ? "a 2xx" : String(expect.status);
    return {
      ...told,
      mismatch: problem(`status: the recording answers ${status}, and ${expected} is expected`),
    };
  }
  if (!got.ok && got.error.kind === "unusable") {
    return { ...told, output: null, mismatch: problem(got.error.message) };
  }
  if (got.ok && got.withheld.length > 0) {
    const fields = got.withheld.map((pointer) => pointer.slice(1)).join(", ");
    const message = `result fields: ${fields}: the answer has what looks like a credential there, and the gateway would withhold it`;
    return { ...told, mismatch: problem(message) };
  }
  if (expect?.output !== undefined) {
    const differences = valueDifferences(withoutMessage(expect.output), withoutMessage(output), "output");
    return differences.length === 0
      ? { ...told, passed: true, mismatch: null }
      : { ...told, mismatch: otherOutput(differences, expect.output, output, place) };
  }
  // An error may be expected by its status; one under a status of success only by its output.
  return !got.ok && status < 300
    ? {
        ...told,
        mismatch: problem(
          `code: the recording answers ${status} with an error's code and message in its body, which is no success`,
        ),
      }
    : { ...told, passed: true, mismatch: null };
}

/** An error's message is the gateway's wording, which may get better; what it means is in the rest. */
function withoutMessage(output: unknown): unknown {
  if (!isRecord(output) || !isRecord(output.error)) {
    return output;
  }
  const { message: _, ...error } = output.error;
  return { ...output, error };
}

function otherOutput(
  differences: ReturnType<typeof valueDifferences>,
  expected: unknown,
  output: unknown,
  { file, pointer }: ExamplePlace,
): Mismatch {
  const fields = differences.map(({ field }) => field).join(", ");
  return {
    ...problem(`the agent gets something else than expect.output says: ${fields}`),
    output: differences.map(({ field, one, other }) => ({ field, expected: one, actual: other })),
    edit: { file, patch: patchOf(expected, output, `${pointer}/expect/output`) },
  };
}

function missing(
  port: Pick<Port, "baseUrl">,
  action: Action,
  { input }: Example,
  request: ActionRequest,
  evidence: Evidence,
  place: ExamplePlace,
): Mismatch {
  const { recording, origin } = evidence;
  const nearest = recording.nearest(request, takenBy(port, action, evidence)).map((near) => {
    const { exchange, pointer, differences } = near;
    const isRecorded = (exchange.origin ?? origin)?.provenance === "recorded";
    const edit = editFor(port, action, input, near, isRecorded, place);
    return { method: exchange.method, url: exchange.url, pointer, differences, edit };
  });
  const fields = nearest[0]?.differences.map(({ field }) => field).join(", ");
  return fields === undefined
    ? problem(`the recording ${place.recording} holds no exchange`)
    : { ...problem(`no recorded exchange matches; the nearest differs in ${fields}`), nearest };
}

function problem(message: string): Mismatch {
  return { message, nearest: [], output: [], edit: null };
}
