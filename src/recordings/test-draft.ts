import { type Action, actionSchema } from "../catalog/action.ts";
import { draftRecordingFile } from "../catalog/layout.ts";
import type { LivePort } from "../catalog/load.ts";
import type { Tree } from "../catalog/tree.ts";
import type { Draft, ReadableDraft } from "../drafts/draft.ts";
import { errorFinding, type Finding } from "../finding.ts";
import { type JsonDocument, parseJson } from "../json/parse.ts";
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
  origin: null,
  examples: [],
  unseen: [],
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
  const place = await openPlace(file, "/action", work);
  const parsed = actionSchema.safeParse(draft.action);
  if (!parsed.success) {
    const message = "the action can't be tested before it passes check";
    return {
      ...NOTHING,
      findings: [place.tell("test/action", "", message, `run \`harbor-drafts check ${file}\``)],
    };
  }
  const own = draftRecordingFile(draft.port, draft.action.slug);
  const brought = await work.read(own);
  const live = port.files.recording(draft.action.slug);
  const bytes = brought ?? (await base.read(live));
  const path = brought === undefined && bytes !== undefined ? live : own;
  return { ...testWithRecording(port, parsed.data, path, bytes, place), broughtRecording: brought };
}

/** Tests a live action against the recording that stands beside its manifest. */
export async function testLive(port: LivePort, action: Action, tree: Tree): Promise<DraftTest> {
  const path = port.files.recording(action.slug);
  const index = port.manifest.actions.findIndex(({ slug }) => slug === action.slug);
  const place = await openPlace(port.files.manifest, `/actions/${index}`, tree);
  return testWithRecording(port, action, path, await tree.read(path), place);
}

function testWithRecording(
  port: LivePort,
  action: Action,
  path: string,
  bytes: Uint8Array | undefined,
  place: Place,
): DraftTest {
  let har: Har | undefined;
  if (bytes !== undefined) {
    const read = readHar(path, bytes);
    if (!read.ok) {
      return { ...NOTHING, findings: [read.finding] };
    }
    const secrets = secretsIn(path, read);
    if (secrets.length > 0) {
      return { ...NOTHING, findings: secrets };
    }
    har = read.har;
  }
  const result = testAction(port.manifest.port, action, har, path);
  const findings = result.unseen.map((field) => {
    const pointer = `/result/fields/${action.result.fields.indexOf(field)}`;
    const message = `the result field ${JSON.stringify(field)} is in no recorded answer`;
    return place.tell(
      "test/fields",
      pointer,
      message,
      "correct its name, or add an example whose answer has it",
    );
  });
  if (action.examples.length === 0) {
    findings.push(place.tell("test/examples", "/examples", "the action has no example to test", "add one"));
  }
  return { ...result, findings, broughtRecording: undefined };
}

/** Where an action stands in a file, for findings about it. */
interface Place {
  tell(rule: string, pointer: string, message: string, hint: string): Finding;
}

async function openPlace(file: string, root: string, tree: Tree): Promise<Place> {
  const bytes = await tree.read(file);
  const parsed = bytes === undefined ? undefined : parseJson(bytes, bytes.byteLength);
  return {
    tell(rule, below, message, hint) {
      const pointer = root + below;
      const position = parsed?.ok ? parsed.document.locate(pointer) : { line: 1, column: 1 };
      return errorFinding({ rule, message, hint, file, ...position, pointer });
    },
  };
}

/** What a recording holds that nobody may see; of one that can't be read, the test tells. */
export function findingsOfRecording(path: string, bytes: Uint8Array): Finding[] {
  const read = readHar(path, bytes);
  return read.ok ? secretsIn(path, read) : [];
}

function secretsIn(file: string, { har, locate }: { har: Har; locate: JsonDocument["locate"] }): Finding[] {
  return findRecordingSecrets(har).map(({ kind, pointer }) =>
    errorFinding({
      rule: "secret/found",
      message: `this looks like a secret (${kind})`,
      hint: "redact it; replace it where it was issued",
      file,
      ...locate(pointer),
      pointer,
    }),
  );
}
