import { draftFile, draftRecordingFile } from "../../catalog/layout.ts";
import { type LivePort, openCatalogue } from "../../catalog/load.ts";
import { type Draft, draftSchema } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import { type DraftTest, testDraft } from "../../recordings/test-draft.ts";
import { checkFile } from "../../safe-model/check-file.ts";
import { draftFolder } from "../folder.ts";
import { foldDraft, requestFiles } from "../plan.ts";
import { requestPaths } from "../requests.ts";
import { type ChangeSet, type Conditions, type Judgement, NOTHING_ASKED } from "./change-set.ts";
import { fileFindings } from "./faithful.ts";
import {
  type ChangedManifest,
  changedSlugs,
  isReadable,
  locate,
  type ReadManifest,
  writtenAction,
} from "./manifests.ts";
import { hasErrors, movedFindings, refuse, staleFindings } from "./reasons.ts";

/** Stands in for the author's own words, which no one believes: they don't reach the tree. */
const NEUTRAL = { rationale: "It is asked for.", references: [] };

/**
 * Judges a publish request by its trees alone: makes the draft that it must have come from, checks
 * and tests that anew, and compares what publishing it would write with what is there.
 */
export async function judgeRequest(
  changeSet: ChangeSet,
  changed: ChangedManifest,
  { now }: Conditions,
): Promise<Judgement> {
  const { before, after, path } = changed;
  const refused = (findings: Finding[], slug: string | null = null): Judgement => ({
    ...NOTHING_ASKED,
    kind: "publish-request",
    allowed: false,
    findings: arrangeFindings(findings),
    port: changed.port,
    slug,
  });
  if (!isReadable(after)) {
    const { message, line, column } = after;
    const hint = "ask for the publication anew";
    return refused([refuse("verify/manifest", path, `the manifest ${message}`, hint, { line, column })]);
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
  const slugs = changedSlugs(changed) ?? [];
  const [slug = ""] = slugs;
  const place = locate(after, slug);
  if (slugs.length !== 1) {
    const message = `${slugs.length} actions differ: ${slugs.join(", ")}`;
    return refused([refuse("verify/action", path, message, "ask for each by itself", place)]);
  }
  const moved = movedFindings(changeSet, requestPaths(port, slug));
  if (moved.length > 0) {
    return refused(moved, slug);
  }
  const draft = draftOf(port, slug, before, after);
  const { file, files } = draftFolder(draft, await broughtRecording(changeSet, port, slug));
  const { verdict, findings: faults } = await checkFile(files, catalogue, file);
  // Where a finding is follows from its place in the action: see below.
  const unplaced = { file, draft, locate: () => ({ line: 1, column: 1 }) };
  const test = await testDraft(unplaced, port, { work: files.tree, base: changeSet.rules, now });
  const isAdmitted = verdict === "automatic" || verdict === "approval";
  const atAction = actionPlacer(port, slug, path, after);
  const findings = arrangeFindings([
    ...faults.filter(({ pointer }) => !/^\/(?:rationale|references)/.test(pointer)).map(atAction),
    ...test.findings.map(atAction),
    ...(isAdmitted ? [] : [notAdmitted(path, slug, verdict, place)]),
    ...(test.passed ? [] : [notTested(path, slug, test, place)]),
    ...(await unfaithfulFiles(changeSet, draft, port, test)),
  ]);
  const allowed = isAdmitted && test.passed && !hasErrors(findings);
  return {
    kind: "publish-request",
    allowed,
    findings,
    port: port.slug,
    slug,
    verdict,
    // What a reviewer should know of needs a reviewer.
    selfPublish:
      allowed &&
      findings.every(({ severity }) => severity === "info") &&
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

/** The recording that the request brings; undefined where it leaves the base's as it is, or takes it away. */
async function broughtRecording(
  { changes, after }: ChangeSet,
  port: LivePort,
  slug: string,
): Promise<Uint8Array | undefined> {
  const path = port.files.recording(slug);
  return changes.some((change) => change.path === path) ? after.read(path) : undefined;
}

/** Where the files aren't what publishing the draft writes. */
async function unfaithfulFiles(
  changeSet: ChangeSet,
  draft: Draft,
  port: LivePort,
  { broughtRecording: recording, passed }: DraftTest,
): Promise<Finding[]> {
  const { before, changes } = changeSet;
  const { manifest, version } = foldDraft(draft, port);
  const basePaths = new Set<string>();
  for (const path of [port.files.manifest, ...requestPaths(port, draft.action.slug)]) {
    if ((await before.read(path)) !== undefined) {
      basePaths.add(path);
    }
  }
  const expected = requestFiles({ draft, recording, port, basePaths }, manifest);
  const own = port.files.recording(draft.action.slug);
  // Of a test that failed no one knows what it would bring.
  const isKnown = passed || draft.change === "retire";
  const looked = isKnown ? changes : changes.filter(({ path }) => path !== own);
  return fileFindings({ ...changeSet, changes: looked }, expected, { recording: own, version });
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

function notAdmitted(path: string, slug: string, verdict: string, place: Partial<Finding>): Finding {
  const message = `${slug} is ${verdict} by the base's policy`;
  return refuse("verify/check", path, message, "mend the draft, and ask for its publication anew", place);
}

function notTested(
  path: string,
  slug: string,
  { examples, probes }: DraftTest,
  place: Partial<Finding>,
): Finding {
  const failed = examples.find(({ passed }) => !passed)?.name;
  const escaped = probes.escaped[0]?.name;
  const why =
    failed !== undefined
      ? `: its example ${JSON.stringify(failed)} fails`
      : escaped !== undefined
        ? `: a bad input is accepted (${escaped})`
        : "";
  const hint = "run `harbor-drafts test` on the draft and its recording, and ask for its publication anew";
  return refuse("verify/test", path, `the test of ${slug} fails${why}`, hint, place);
}
