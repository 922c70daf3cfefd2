import { type Action, actionSchema } from "../catalog/action.ts";
import { draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import type { Draft, ReadableDraft } from "../drafts/draft.ts";
import type { LoadedDraft } from "../drafts/read.ts";
import { arrangeFindings, type Finding } from "../finding.ts";
import { testedPort } from "./answer-to.ts";
import { findingAt } from "./finding-at.ts";
import { projectRecording } from "./form.ts";
import { examineRecording } from "./har/examine.ts";
import type { ReadRecording } from "./har/har.ts";
import { evidenceOf } from "./replay.ts";
import { type ActionTest, testAction } from "./test-action.ts";
import { type ActionPlace, actionFindings, recordingFindings } from "./test-findings.ts";

export interface DraftTest extends ActionTest {
  /** What keeps the test from running or passing, and what a reviewer should know of the recording. */
  findings: Finding[];
  /**
   * What to publish of the recording: the exchanges that answer the examples, and of them what replay
   * reads. Undefined where the base has just that, or the test failed.
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
  kept: [],
  examples: [],
  shows: false,
  unseen: [],
  unused: [],
  probes: { run: 0, rejected: 0, escaped: [], edges: 0, accepted: 0, blocked: [] },
  findings: [],
  broughtRecording: undefined,
  age: null,
};

/** A draft as it was loaded, or one that stands in no file. */
export interface TestedDraft extends Pick<LoadedDraft, "file" | "locate"> {
  draft: ReadableDraft | Draft;
}

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
  { file, draft, locate = atStart }: TestedDraft,
  port: LivePort,
  { work, base, now }: TestMeans,
): Promise<DraftTest> {
  if (draft.change === "retire") {
    return { ...NOTHING_TESTED, passed: true };
  }
  const own = draftRecordingFile(draft.port, draft.action.slug);
  const place = { file, pointer: "/action", locate, recording: own };
  const action = actionSchema.safeParse(draft.action).data;
  if (action === undefined) {
    const message = "the action can't be tested before it passes check";
    const hint = `run \`harbor-drafts check ${file}\``;
    return {
      ...NOTHING_TESTED,
      findings: [findingAt(place, place.pointer, "test/action", message, hint)],
    };
  }
  const brought = await work.read(own);
  const live = port.files.recording(draft.action.slug);
  const bytes = brought ?? (await base.read(live));
  const recording = brought === undefined && bytes !== undefined ? live : own;
  const { read, ...tested } = testWithRecording(port, action, bytes, { ...place, recording }, now);
  if (!tested.passed || read === undefined) {
    return tested;
  }
  // What nobody tested is no evidence: exchanges that are left over, and all that HAR holds besides, stay out.
  const isUsed = (index: number) => !tested.unused.includes(index);
  const { text } = projectRecording(read, testedPort(port, action), action, isUsed);
  // What the base has goes along where the action now lists something else of it.
  const isThere = brought === undefined && text === new TextDecoder().decode(bytes);
  return { ...tested, broughtRecording: isThere ? undefined : text };
}

/** Tests a live action against the recording that stands beside its manifest. */
export async function testLive(
  port: LivePort,
  action: Action,
  { base, now }: Pick<TestMeans, "base" | "now">,
): Promise<DraftTest> {
  const recording = port.files.recording(action.slug);
  const index = port.manifest.actions.findIndex(({ slug }) => slug === action.slug);
  const locate = port.locate?.manifest ?? atStart;
  const place = { file: port.files.manifest, pointer: `/actions/${index}`, locate, recording };
  const { read: _, ...tested } = testWithRecording(port, action, await base.read(recording), place, now);
  return tested;
}

function testWithRecording(
  port: LivePort,
  action: Action,
  bytes: Uint8Array | undefined,
  place: ActionPlace,
  now: Date,
): DraftTest & { read: ReadRecording | undefined } {
  const read = bytes && examineRecording(place.recording, bytes);
  if (read?.ok === false) {
    return { ...NOTHING_TESTED, findings: arrangeFindings(read.findings), read: undefined };
  }
  const tested = testAction(testedPort(port, action), action, read && evidenceOf(read.har), place);
  const { findings, age } = read
    ? recordingFindings(read, tested, port.policy, now)
    : { findings: [], age: null };
  const all = [...actionFindings(action, tested, place), ...findings];
  return { ...tested, findings: all, broughtRecording: undefined, age, read };
}

/** For what stands in no file. */
const atStart: LoadedDraft["locate"] = () => ({ line: 1, column: 1 });
