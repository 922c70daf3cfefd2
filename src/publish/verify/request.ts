import { draftFile, draftRecordingFile } from "../../catalog/layout.ts";
import { type LivePort, openCatalogue } from "../../catalog/load.ts";
import { type Draft, draftSchema } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import { type DraftTest, testDraft } from "../../recordings/test-draft.ts";
import { checkFile } from "../../safe-model/check-file.ts";
import { draftFolder } from "../folder.ts";
import { foldDraft, requestFiles } from "../plan.ts";
import { requestPaths } from "../requests.ts";
import { type ChangeSet, type Conditions, type Judgement, judgement } from "./change-set.ts";
import { type ChangedManifest, isReadable, locate, type ReadManifest, writtenAction } from "./manifests.ts";
import { movedFindings, refuse, staleFindings } from "./reasons.ts";

/** Stands in for the author's own words, which no one believes: they don't reach the tree. */
const NEUTRAL = { rationale: "It is asked for.", references: [] };

const ASK_ANEW = "ask for the publication anew";

/**
 * Judges a publish request by its trees alone: makes the draft that it must have come from, checks
 * and tests that anew, and compares what publishing it would write with what is there.
 */
export async function judgeRequest(
  changeSet: ChangeSet,
  changed: ChangedManifest,
  { now }: Conditions,
): Promise<Judgement> {
  const { before, after, path, slugs } = changed;
  const refused = (findings: Finding[], slug: string | null = null): Judgement =>
    judgement("publish-request", findings, { port: changed.port, slug });
  if (!isReadable(after)) {
    return refused([refuse("verify/manifest", path, `the manifest ${after.message}`, ASK_ANEW, after)]);
  }
  if (!isReadable(before)) {
    throw new HarborError("INTERNAL", `${path} can't be compared with the base's`);
  }
  const stale = staleFindings(changeSet, [changed.port]);
  if (stale.length > 0) {
    return refused(stale);
  }
  const catalogue = openCatalogue(changeSet.rules);
  const port = await catalogue.get(changed.port);
  const [slug = "", ...others] = slugs ?? [];
  const place = locate(after, slug);
  if (others.length > 0) {
    const message = `${others.length + 1} actions differ: ${slugs?.join(", ")}`;
    return refused([refuse("verify/action", path, message, "ask for each by itself", place)]);
  }
  const moved = movedFindings(changeSet, requestPaths(port, slug));
  if (moved.length > 0) {
    return refused(moved, slug);
  }
  const draft = draftOf(port, slug, before, after);
  const own = port.files.recording(slug);
  const isBrought = changeSet.changes.some((change) => change.path === own);
  const { file, files } = draftFolder(draft, isBrought ? await changeSet.after.read(own) : undefined);
  const { verdict, findings: faults } = await checkFile(files, catalogue, file);
  // Where a finding is follows from its place in the action: see below.
  const unplaced = { file, draft, locate: () => ({ line: 1, column: 1 }) };
  const test = await testDraft(unplaced, port, { work: files.tree, base: changeSet.rules, now });
  const isAdmitted = verdict === "automatic" || verdict === "approval";
  const message = `${slug} is ${verdict} by the base's policy`;
  const hint = `mend the draft, and ${ASK_ANEW}`;
  const atAction = actionPlacer(port, slug, path, after);
  const judged = judgement(
    "publish-request",
    [
      ...faults.filter(({ pointer }) => !/^\/(?:rationale|references)/.test(pointer)).map(atAction),
      ...test.findings.map(atAction),
      ...(isAdmitted ? [] : [refuse("verify/check", path, message, hint, place)]),
      ...(test.passed ? [] : [notTested(path, slug, test, place)]),
      ...(await unfaithfulFiles(changeSet, draft, port, test)),
    ],
    { port: port.slug, slug, verdict },
  );
  return {
    ...judged,
    // What a reviewer should know of needs a reviewer.
    selfPublish:
      judged.allowed &&
      judged.findings.every(({ severity }) => severity === "info") &&
      verdict === "automatic" &&
      test.kept.length === 0 &&
      draft.change !== "retire" &&
      // A POST that reads does so by the policy's word alone.
      draft.action.method === "GET" &&
      port.policy.selfPublish === "reads",
  };
}

/** The draft that publishing would have come from. */
function draftOf(port: LivePort, slug: string, before: ReadManifest, after: ReadManifest): Draft {
  const action = writtenAction(after, slug);
  const change = action === undefined ? "retire" : before.written.has(slug) ? "update" : "add";
  return draftSchema.parse({ draft: 1, port: port.slug, change, action: action ?? { slug }, ...NEUTRAL });
}

/** Puts what was found in the draft where its action is, and its recording. */
function actionPlacer(
  port: LivePort,
  slug: string,
  path: string,
  after: ReadManifest,
): (finding: Finding) => Finding {
  const start = locate(after, slug).pointer;
  return (finding) => {
    if (finding.file === draftRecordingFile(port.slug, slug)) {
      return { ...finding, file: port.files.recording(slug), fix: null };
    }
    if (finding.file !== draftFile(port.slug, slug)) {
      return finding;
    }
    const related = finding.related.filter(({ file }) => file !== finding.file);
    const below = finding.pointer.startsWith("/action/") ? finding.pointer.slice("/action".length) : "";
    const pointer = `${start}${below}`;
    return { ...finding, file: path, ...after.document.locate(pointer), pointer, fix: null, related };
  };
}

function notTested(path: string, slug: string, test: DraftTest, place: Partial<Finding>): Finding {
  const failed = test.examples.find(({ passed }) => !passed)?.name;
  const escaped = test.probes.escaped[0]?.name;
  const why =
    failed !== undefined
      ? `: its example ${JSON.stringify(failed)} fails`
      : escaped !== undefined
        ? `: a bad input is accepted (${escaped})`
        : "";
  const hint = `run \`harbor-drafts test\` on the draft and its recording, and ${ASK_ANEW}`;
  return refuse("verify/test", path, `the test of ${slug} fails${why}`, hint, place);
}

/** Where the files aren't, byte for byte, what publishing the draft writes. */
async function unfaithfulFiles(
  { before, after, changes }: ChangeSet,
  draft: Draft,
  port: LivePort,
  { broughtRecording: recording, passed }: DraftTest,
): Promise<Finding[]> {
  const { manifest, version } = foldDraft(draft, port);
  const basePaths = new Set<string>();
  for (const path of [port.files.manifest, ...requestPaths(port, draft.action.slug)]) {
    if ((await before.read(path)) !== undefined) {
      basePaths.add(path);
    }
  }
  const expected = requestFiles({ draft, recording, port, basePaths }, manifest);
  const own = port.files.recording(draft.action.slug);
  const found: Finding[] = [];
  for (const { path, text } of expected) {
    // Bytes as text, one character each: decoding could make one of two that differ.
    const is = asText(await after.read(path));
    const wanted = text === null ? undefined : asText(Buffer.from(text, "utf8"));
    if (is !== wanted) {
      found.push(path === own ? otherRecording(path, is, wanted) : otherFile(path, is, wanted, version));
    }
  }
  // Of a test that failed no one knows what it would bring.
  const isKnown = passed || draft.change === "retire";
  const others = changes.filter(({ path }) => !expected.some((file) => file.path === path));
  for (const { path } of others.filter((change) => isKnown || change.path !== own)) {
    const what = (await after.read(path)) === undefined ? "removed" : "changed";
    const message = `${path} is ${what}, which publishing this action doesn't do`;
    found.push(
      refuse(path === own ? "verify/recording" : "verify/files", path, message, "leave it as it is"),
    );
  }
  return found;
}

function asText(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("latin1");
}

function otherRecording(path: string, is: string | undefined, wanted: string | undefined): Finding {
  if (wanted === undefined) {
    const message = "the action is retired, and its recording stays";
    return refuse("verify/files", path, message, "remove it along");
  }
  if (is === undefined) {
    return refuse("verify/recording", path, `${path} is missing`, ASK_ANEW);
  }
  const line = firstDifference(is, wanted);
  const message = `the recording isn't what publishing makes of its exchanges, from line ${line} on`;
  const hint = `it holds the exchanges that answer examples, in one form: ${ASK_ANEW}`;
  return refuse("verify/recording", path, message, hint, { line });
}

/** The manifest, or a draft's file that stays. */
function otherFile(
  path: string,
  is = "",
  wanted: string | undefined,
  { from, to }: { from: string; to: string },
): Finding {
  if (wanted === undefined) {
    const hint = "publishing removes the draft that it came from";
    return refuse("verify/files", path, `${path} stays`, hint);
  }
  const line = firstDifference(is, wanted);
  const said = /^ {2}"version": "([0-9.]+)",?$/m.exec(is)?.[1] ?? to;
  const message =
    said === to
      ? `the manifest isn't the base's with this action folded in, from line ${line} on`
      : `the version is ${said}, and this change makes ${to} of ${from}`;
  const hint =
    "fold it anew with `harbor-drafts refresh`, or ask for it again: the tool writes every byte of it";
  return refuse("verify/fold", path, message, hint, { line });
}

/** The first line in which two texts differ, 1-based. */
function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index === -1 ? left.length - 1 : index) + 1;
}
