import { type Action, actionSchema } from "../catalog/action.ts";
import { draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import type { Draft, ReadableDraft } from "../drafts/draft.ts";
import type { Finding } from "../finding.ts";
import { type Har, readHar } from "./har.ts";
import { findRecordingSecrets } from "./har-secrets.ts";
import { type ActionTest, testAction } from "./test-action.ts";

export interface DraftTest extends ActionTest {
  /** What keeps the test from running: an action or a recording that can't be read. */
  findings: Finding[];
  /** The recording that the draft brings, as its file stands; undefined where it brings none. */
  broughtRecording: Uint8Array | undefined;
}

const NOTHING: DraftTest = {
  passed: false,
  evidence: "none",
  examples: [],
  probes: { run: 0, rejected: 0, escaped: [] },
  findings: [],
  broughtRecording: undefined,
};

/**
 * Tests a draft against the recording that it brings, else (an update) against the live action's
 * one. A retirement has nothing to test and passes.
 *
 * @param work where drafts and their recordings are
 * @param base where live actions and theirs are
 */
export async function testDraft(
  file: string,
  draft: ReadableDraft | Draft,
  port: LivePort,
  work: Tree,
  base: Tree,
): Promise<DraftTest> {
  if (draft.change === "retire") {
    return { ...NOTHING, passed: true };
  }
  const parsed = actionSchema.safeParse(draft.action);
  if (!parsed.success) {
    const message = "the action can't be tested before it passes check";
    const hint = `run \`harbor-drafts check ${file}\``;
    return { ...NOTHING, findings: [finding("test/action", file, message, hint)] };
  }
  const own = draftRecordingFile(draft.port, draft.action.slug);
  const brought = await work.read(own);
  const path = brought === undefined ? port.files.recording(draft.action.slug) : own;
  const bytes = brought ?? (await base.read(path));
  return { ...testWithRecording(port, parsed.data, path, bytes), broughtRecording: brought };
}

/** Tests a live action against the recording that stands beside its manifest. */
export async function testLive(port: LivePort, action: Action, tree: Tree): Promise<DraftTest> {
  const path = port.files.recording(action.slug);
  return testWithRecording(port, action, path, await tree.read(path));
}

function testWithRecording(
  port: LivePort,
  action: Action,
  path: string,
  bytes: Uint8Array | undefined,
): DraftTest {
  let har: Har | undefined;
  if (bytes !== undefined) {
    const read = readHar(path, bytes);
    if (!read.ok) {
      return { ...NOTHING, findings: [read.finding] };
    }
    const secrets = findRecordingSecrets(read.har).map(({ kind, pointer }) => ({
      ...finding(
        "secret/found",
        path,
        `this looks like a secret (${kind})`,
        "redact it; replace it where it was issued",
      ),
      ...read.locate(pointer),
      pointer,
    }));
    if (secrets.length > 0) {
      return { ...NOTHING, evidence: "none", findings: secrets };
    }
    har = read.har;
  }
  const result = {
    ...testAction(port.manifest.port, action, har),
    findings: [],
    broughtRecording: undefined,
  };
  return action.examples.length > 0
    ? result
    : {
        ...result,
        findings: [
          finding("test/examples", path, "the action has no example to test", "add one to action.examples"),
        ],
      };
}

function finding(rule: string, file: string, message: string, hint: string): Finding {
  return { rule, severity: "error", message, hint, file, line: 1, column: 1, pointer: "", fixable: false };
}
