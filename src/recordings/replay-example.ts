import type { Example } from "../catalog/action.ts";
import { type ActionRequest, buildRequest } from "../gateway/request.ts";
import { type ActionResult, readResponse } from "../gateway/response.ts";
import { isRecord } from "../json/record.ts";
import type { TestedOutput } from "../output/test.ts";
import { answerTo, isExpected } from "./answer-to.ts";
import { type ExamplePlace, editFor, newExchange, patchOf, type Replay } from "./edit.ts";
import { provenanceOf } from "./evidence.ts";
import type { Exchange } from "./exchange.ts";
import { type Evidence, type Recording, showNear, tellNearest } from "./replay.ts";
import { valueDifferences } from "./request-key.ts";

/** How one example went. */
export type ExampleResult = TestedOutput["examples"][number];

/** Why an example fails. */
export type Mismatch = NonNullable<ExampleResult["mismatch"]>;

/** A replayed example with what it went by. */
export interface Replayed {
  result: ExampleResult;
  /** What answered it. */
  exchange: Exchange | undefined;
  got: ActionResult | undefined;
}

/**
 * Replays one example: from its input to what the agent gets, compared with what it expects.
 *
 * @param isTold whether to look for what comes near, where nothing matches: that takes its time
 */
export function replayExample(replay: Replay, example: Example, isTold: boolean): Replayed {
  const { port, action, evidence, place } = replay;
  const { name, input } = example;
  const built = buildRequest(port, action, input);
  if (!built.ok) {
    const why = built.violations.map(({ pointer, message }) => `${pointer} ${message}`).join("; ");
    return failed(name, null, problem(`the gateway would reject the example's input: ${why}`));
  }
  const { method, url, body = null } = built.request;
  const sent = { method, url, body };
  if (evidence === undefined) {
    const message = `there is no recording to replay; put one into ${place.recording} (\`harbor-drafts schema recording\` tells its form)`;
    return failed(name, sent, problem(message));
  }
  const found = evidence.recording.find(built.request);
  const exchange = answerTo(example, found, action, port) ?? found[0];
  if (exchange === undefined) {
    const why = isTold
      ? missing(replay, evidence, example, built.request)
      : problem("no recorded exchange matches");
    return failed(name, sent, why);
  }
  const got = readResponse(action, exchange.response, port.answers);
  const { origin } = exchange;
  const judged = isExpected(example, got.status)
    ? judge(example, got, place)
    : {
        output: null,
        mismatch: otherStatus(found, missing(replay, evidence, example, built.request), example),
      };
  const mismatch =
    judged.mismatch === null
      ? null
      : { ...judged.mismatch, exchange: `/log/entries/${evidence.recording.exchanges.indexOf(exchange)}` };
  return {
    result: {
      name,
      passed: mismatch === null,
      request: sent,
      status: got.status,
      output: judged.output,
      evidence: provenanceOf(origin, port.documentationHosts),
      recordedAt: origin?.recordedAt ?? null,
      mismatch,
    },
    exchange,
    got,
  };
}

function failed(name: string, request: ExampleResult["request"], mismatch: Mismatch): Replayed {
  const nothing = { passed: false, status: null, output: null, evidence: "none", recordedAt: null } as const;
  return { result: { name, ...nothing, request, mismatch }, exchange: undefined, got: undefined };
}

/** Compares what an agent gets with what the example expects. */
function judge(
  { expect }: Example,
  got: ActionResult,
  place: ExamplePlace,
): Pick<ExampleResult, "output" | "mismatch"> {
  const output = got.ok ? got.output : { error: got.error };
  if (!got.ok && got.error.kind === "unusable") {
    return { output: null, mismatch: problem(got.error.message) };
  }
  if (got.ok && got.withheld.length > 0) {
    const fields = got.withheld.map((pointer) => pointer.slice(1)).join(", ");
    const message = `result fields: ${fields}: the answer has what looks like a credential there, and the gateway would withhold it`;
    return { output, mismatch: problem(message) };
  }
  const isHiddenError = !got.ok && got.status < 300;
  if (expect?.output !== undefined) {
    const [expected, actual] = [withoutMessage(expect.output), withoutMessage(output)];
    if (valueDifferences(expected, actual).length === 0) {
      return { output, mismatch: null };
    }
    if (!isHiddenError) {
      return { output, mismatch: otherOutput(expected, actual, place) };
    }
  }
  // An error may be expected by its status; one under a status of success only by its output.
  return { output, mismatch: isHiddenError ? problem(HIDDEN_ERROR) : null };
}

const HIDDEN_ERROR =
  "the recording tells a failure under a status of success, which is no success; record one, or expect the error in an example of its own";

/** An error's message is the gateway's wording, which may get better; what it means is in the rest. */
function withoutMessage(output: unknown): unknown {
  if (!isRecord(output) || !isRecord(output.error)) {
    return output;
  }
  const { message: _, ...error } = output.error;
  return { ...output, error };
}

function otherOutput(expected: unknown, actual: unknown, { file, pointer }: ExamplePlace): Mismatch {
  const output = valueDifferences(expected, actual).map(({ steps, one = null, other = null }) => ({
    field: ["output", ...steps].join("/"),
    expected: one,
    actual: other,
  }));
  const fields = output.map(({ field }) => field).join(", ");
  return {
    ...problem(`the agent gets something else than expect.output says: ${fields}`),
    output,
    edit: { file, patch: patchOf(expected, actual, `${pointer}/expect/output`) },
  };
}

/** The request was recorded, but with other answers than the expected one. */
function otherStatus(found: readonly Exchange[], { nearest, edit }: Mismatch, { expect }: Example): Mismatch {
  const statuses = [...new Set(found.map(({ response }) => response.status))].join(" and ");
  return {
    ...problem(`status: the recording answers ${statuses}, and ${expect?.status ?? "a 2xx"} is expected`),
    // Only what could have been meant for it.
    nearest: nearest.filter((near) => near.edit !== null),
    edit,
  };
}

function missing(
  replay: Replay,
  { recording, origin }: Evidence,
  example: Example,
  request: ActionRequest,
): Mismatch {
  const taken = takenBy(replay, recording);
  const isOther = ({ response }: Exchange) => !isExpected(example, response.status);
  const ranked = recording.nearest(
    request,
    (exchange) => Number(taken.has(exchange)) * 2 + Number(isOther(exchange)),
  );
  const nearest = ranked.map((near) => {
    const { exchange } = near;
    const isRecorded = exchange.origin?.provenance === "recorded";
    const isFree = !taken.has(exchange) && !isOther(exchange);
    const edit = isFree ? editFor(replay, example.input, near, isRecorded) : null;
    return { ...showNear(near), edit };
  });
  const file = replay.place.recording;
  const message = tellNearest(ranked, `the recording ${file} holds no exchange`);
  // An answer that nobody has seen is invented only where all of them are.
  const isInvented = origin?.provenance !== "recorded" && nearest.every(({ edit }) => edit === null);
  const edit = isInvented ? newExchange(request, example.expect?.status ?? 200, file) : null;
  return { ...problem(message), nearest, edit };
}

/** The exchanges that answer an example. */
function takenBy({ port, action }: Replay, recording: Recording): ReadonlySet<Exchange> {
  return new Set(
    action.examples.flatMap((example) => {
      const built = buildRequest(port, action, example.input);
      const found = built.ok ? recording.find(built.request) : [];
      return answerTo(example, found, action, port) ?? [];
    }),
  );
}

function problem(message: string): Mismatch {
  return { message, exchange: null, nearest: [], output: [], edit: null };
}
