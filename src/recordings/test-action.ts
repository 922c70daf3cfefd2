import type { Action } from "../catalog/action.ts";
import { hasField } from "../gateway/result.ts";
import type { TestedPort } from "./answer-to.ts";
import type { ExamplePlace } from "./edit.ts";
import { keptIn, weakestOf } from "./evidence.ts";
import type { Exchange, Origin, Provenance } from "./exchange.ts";
import { type ProbeReport, passesProbes, runProbes } from "./probes.ts";
import type { Evidence } from "./replay.ts";
import { type ExampleResult, type Replayed, replayExample } from "./replay-example.ts";

/** What a test shows: that action, example and recording agree. It proves consistency, not truth. */
export interface ActionTest {
  passed: boolean;
  /** The weakest among the exchanges that show what an agent gets. */
  evidence: Provenance;
  /** What they say of where they come from: the oldest; null where one says nothing. */
  origin: Origin | null;
  /** Listed fields of which the answers hold real values. */
  kept: string[];
  examples: ExampleResult[];
  /** Whether one of them shows what an agent gets of a success. */
  shows: boolean;
  /** Listed fields that no recorded answer has: a typo, or a field that needs another example. */
  unseen: string[];
  /** Positions of the exchanges that answered no example. */
  unused: number[];
  probes: ProbeReport;
}

/** As many examples as an action may have. */
const MOST_MISSES_TOLD = 20;

/**
 * Replays every example of an action against its recording, and runs its probes.
 *
 * @param evidence the recording; undefined where there is none
 * @param place where the action stands in its file, and where its recording stands or should stand
 */
export function testAction(
  port: TestedPort,
  action: Action,
  evidence: Evidence | undefined,
  place: ExamplePlace,
): ActionTest {
  const ran: Replayed[] = [];
  let failures = 0;
  for (const [index, example] of action.examples.entries()) {
    const here = { ...place, pointer: `${place.pointer}/examples/${index}` };
    const replay = { port, action, evidence, place: here };
    const replayed = replayExample(replay, example, failures < MOST_MISSES_TOLD);
    failures += replayed.result.passed ? 0 : 1;
    ran.push(replayed);
  }
  const probes = runProbes(port, action);
  // An API's error can't always be asked for; its exchange may be documented.
  const shown = ran.filter(({ got }) => got?.ok === true);
  const unseen = unseenFields(action, ran);
  const examples = ran.map(({ result }) => (unseen.length > 0 ? withoutOutputEdit(result) : result));
  const used = new Set(exchangesIn(ran));
  const exchanges = evidence?.recording.exchanges ?? [];
  const isReplayed = shown.length > 0 && examples.every(({ passed }) => passed);
  return {
    passed: isReplayed && unseen.length === 0 && passesProbes(probes),
    ...weakestOf(exchangesIn(shown.length > 0 ? shown : ran), evidence, port.documentationHosts),
    kept: keptIn([...used]),
    examples,
    shows: shown.length > 0,
    unseen,
    unused: exchanges.flatMap((exchange, index) => (used.has(exchange) ? [] : [index])),
    probes,
  };
}

function exchangesIn(ran: readonly Replayed[]): Exchange[] {
  return ran.flatMap(({ exchange }) => exchange ?? []);
}

/**
 * The fields that an agent is promised and no success has. Asked where each example gives an agent something:
 * the output, or an error that the example expects.
 */
function unseenFields({ result: { fields } }: Action, ran: readonly Replayed[]): string[] {
  const isAnswered = ran.length > 0 && ran.every(({ got, result }) => got?.ok === true || result.passed);
  const isSeen = (field: string) => ran.some(({ got }) => got?.ok === true && hasField(field, got.output));
  return isAnswered ? fields.filter((field) => !isSeen(field)) : [];
}

/** Where a field's name is wrong, the expectation may be right. */
function withoutOutputEdit(result: ExampleResult): ExampleResult {
  const { mismatch } = result;
  return mismatch === null || mismatch.output.length === 0
    ? result
    : { ...result, mismatch: { ...mismatch, edit: null } };
}
