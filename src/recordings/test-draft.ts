import { type Action, actionSchema } from "../catalog/action.ts";
import { draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import type { Draft, ReadableDraft } from "../drafts/draft.ts";
import { arrangeFindings, errorFinding, type Finding } from "../finding.ts";
import { parseJson } from "../json/parse.ts";
import type { ExamplePlace } from "./edit.ts";
import { examineRecording, findContradictions, type ReadRecording, tellAge } from "./har/examine.ts";
import { exchangesOf, readHar } from "./har/har.ts";
import type { KnownCredentials } from "./har/har-credentials.ts";
import { writeHar } from "./har/write-har.ts";
import { type Evidence, evidenceOf } from "./replay.ts";
import { type ActionTest, testAction } from "./test-action.ts";

export interface DraftTest extends ActionTest {
  /** What keeps the test from running or passing, and what a reviewer should know of the recording. */
  findings: Finding[];
  /**
   * What to publish of the recording that the draft brings: its file as it stands, but without
   * exchanges that answer no example. Undefined where it brings none, or failed.
   */
  broughtRecording: string | undefined;
  /** In a sentence, where the evidence is older than the policy wants; else null. */
  age: string | null;
}

/** Of what can't be tested. */
export const NOTHING_TESTED: DraftTest = {
  passed: false,
  evidence: "none",
  origin: null,
  examples: [],
  unseen: [],
  unused: [],
  probes: { run: 0, rejected: 0, escaped: [], edges: 0, accepted: 0, blocked: [] },
  findings: [],
  broughtRecording: undefined,
  age: null,
};

/** Where drafts and live actions are, and what time it is. */
export interface TestMeans {
  /** Where drafts and their recordings are. */
  work: Tree;
  /** Where live actions and theirs are. */
  base: Tree;
  now: Date;
}

/**
 * Tests a draft against the recording that it brings, else (an update) against the live action's
 * one. A retirement has nothing to test and passes.
 */
export async function testDraft(
  file: string,
  draft: ReadableDraft | Draft,
  port: LivePort,
  { work, base, now }: TestMeans,
): Promise<DraftTest> {
  if (draft.change === "retire") {
    return { ...NOTHING_TESTED, passed: true };
  }
  const parsed = actionSchema.safeParse(draft.action);
  const own = draftRecordingFile(draft.port, draft.action.slug);
  const place = await openPlace({ file, pointer: "/action", recording: own }, work);
  if (!parsed.success) {
    const message = "the action can't be tested before it passes check";
    return {
      ...NOTHING_TESTED,
      findings: [place.tell("test/action", "", message, `run \`harbor-drafts check ${file}\``)],
    };
  }
  const brought = await work.read(own);
  const live = port.files.recording(draft.action.slug);
  const bytes = brought ?? (await base.read(live));
  const recording = brought === undefined && bytes !== undefined ? live : own;
  const tested = testWithRecording(port, parsed.data, bytes, { ...place, recording }, now);
  return brought === undefined || !tested.passed
    ? tested
    : { ...tested, broughtRecording: publishedText(brought, tested.unused) };
}

/** What nobody tested is no evidence: it doesn't go along. */
function publishedText(brought: Uint8Array, unused: readonly number[]): string {
  const read = unused.length === 0 ? undefined : readHar("", brought);
  return read?.ok
    ? writeHar(
        exchangesOf(read.har).filter((_, index) => !unused.includes(index)),
        read.har.log._harborDrafts,
      )
    : new TextDecoder().decode(brought);
}

/** Tests a live action against the recording that stands beside its manifest. */
export async function testLive(
  port: LivePort,
  action: Action,
  { base, now }: Pick<TestMeans, "base" | "now">,
): Promise<DraftTest> {
  const recording = port.files.recording(action.slug);
  const index = port.manifest.actions.findIndex(({ slug }) => slug === action.slug);
  const place = await openPlace({ file: port.files.manifest, pointer: `/actions/${index}`, recording }, base);
  return testWithRecording(port, action, await base.read(recording), place, now);
}

function testWithRecording(
  port: LivePort,
  action: Action,
  bytes: Uint8Array | undefined,
  place: Place,
  now: Date,
): DraftTest {
  let evidence: Evidence | undefined;
  let read: ReadRecording | undefined;
  if (bytes !== undefined) {
    const result = readHar(place.recording, bytes);
    if (!result.ok) {
      return { ...NOTHING_TESTED, findings: [result.finding] };
    }
    read = { file: place.recording, ...result };
    const faults = [...examineRecording(read, port.policy.credentials), ...findContradictions(read)];
    if (faults.length > 0) {
      return { ...NOTHING_TESTED, findings: arrangeFindings(faults) };
    }
    evidence = evidenceOf(result.har);
  }
  const tested = testAction(port.manifest.port, action, evidence, place);
  const age = tellAge(tested.origin?.recordedAt, port.policy.evidence.maximumAgeDays, now) ?? null;
  const findings = [
    ...actionFindings(action, tested, place),
    ...(read === undefined ? [] : recordingFindings(read, leftOver(tested), age)),
  ];
  return { ...tested, findings, broughtRecording: undefined, age };
}

/** What the test says of the action, at its place. */
function actionFindings(action: Action, { unseen, probes }: ActionTest, place: Place): Finding[] {
  const missing = unseen.map((field) => {
    const pointer = `/result/fields/${action.result.fields.indexOf(field)}`;
    const message = `the result field ${JSON.stringify(field)} is in no recorded answer`;
    return place.tell(
      "test/fields",
      pointer,
      message,
      "correct its name, or add an example whose answer has it",
    );
  });
  const blocked = probes.blocked.slice(0, 1).map(({ name, why }) => {
    const message = `an input at the edge of its schema is rejected (${name}): ${why}`;
    return place.tell("test/edges", "/input", message, "make the schema's bounds, form and values agree");
  });
  const none =
    action.examples.length > 0
      ? []
      : [place.tell("test/examples", "/examples", "the action has no example to test", "add one")];
  return [...missing, ...blocked, ...none];
}

/** Exchanges that answer no example; where one fails they may be what it was meant for. */
function leftOver({ examples, unused }: ActionTest): readonly number[] {
  return examples.every(({ passed }) => passed) ? unused : [];
}

/** What a reviewer should know of the recording. It keeps nothing from passing. */
function recordingFindings(
  { file, locate }: ReadRecording,
  unused: readonly number[],
  age: string | null,
): Finding[] {
  const warn = (rule: string, message: string, hint: string, pointer: string): Finding => ({
    ...errorFinding({ rule, message, hint, file, ...locate(pointer), pointer }),
    severity: "warning",
  });
  const left = unused.map((index) =>
    warn(
      "recording/unused",
      "this exchange answers no example",
      "remove it, or add its example; it isn't published",
      `/log/entries/${index}`,
    ),
  );
  const old =
    age === null
      ? []
      : [
          warn(
            "recording/age",
            age,
            "record it again, or compare it with the API's documentation",
            "/log/_harborDrafts",
          ),
        ];
  return [...left, ...old];
}

/** Where an action stands in a file, for findings about it. */
interface Place extends ExamplePlace {
  tell(rule: string, below: string, message: string, hint: string): Finding;
}

async function openPlace(place: ExamplePlace, tree: Tree): Promise<Place> {
  const bytes = await tree.read(place.file);
  const parsed = bytes === undefined ? undefined : parseJson(bytes, bytes.byteLength);
  return {
    ...place,
    tell(rule, below, message, hint) {
      const pointer = place.pointer + below;
      const position = parsed?.ok ? parsed.document.locate(pointer) : { line: 1, column: 1 };
      return errorFinding({ rule, message, hint, file: place.file, ...position, pointer });
    },
  };
}

/**
 * What a recording holds that nobody may see; of one that can't be read, the test tells.
 *
 * @param known what the port's policy knows of credentials
 */
export function findingsOfRecording(
  file: string,
  bytes: Uint8Array,
  known: KnownCredentials | undefined,
): Finding[] {
  const read = readHar(file, bytes);
  return read.ok ? examineRecording({ file, ...read }, known) : [];
}
