import type { Action } from "../../catalog/action.ts";
import { draftFile, draftRecordingFile } from "../../catalog/layout.ts";
import { type LivePort, openCatalogue } from "../../catalog/load.ts";
import { memoryTree } from "../../catalog/tree.ts";
import { canonicalDraft, type Draft, draftSchema } from "../../drafts/draft.ts";
import { HarborError } from "../../errors.ts";
import { arrangeFindings, type Finding } from "../../finding.ts";
import { type DraftTest, testDraft } from "../../recordings/test-draft.ts";
import { evaluateDraft } from "../../safe-model/evaluate.ts";
import { type Folded, foldDraft, requestFiles } from "../plan.ts";
import { requestPaths } from "../requests.ts";
import { type ChangeSet, type Conditions, type Judgement, NOTHING_ASKED } from "./change-set.ts";
import { fileFindings } from "./faithful.ts";
import {
  type ChangedManifest,
  changedSlugs,
  isReadable,
  type ReadManifest,
  type Unreadable,
  writtenAction,
} from "./manifests.ts";
import { hasErrors, refuse } from "./reasons.ts";
import { movedFindings, staleFindings } from "./stale.ts";
import { locate, notAdmitted, notTested, placer } from "./told.ts";

/** Stands in for the author's own words, which are believed by nobody: they don't reach the tree. */
const NEUTRAL = { rationale: "It is asked for.", references: [] };

/**
 * Judges a publish request by its trees alone: makes the draft that it must have come from, checks
 * and tests that anew, and compares what publishing it would write with what is there.
 */
export async function judgeRequest(
  step: ChangeSet,
  changed: ChangedManifest,
  { now }: Conditions,
): Promise<Judgement> {
  const refused = (findings: Finding[], slug: string | null = null): Judgement => ({
    ...NOTHING_ASKED,
    kind: "publish-request",
    allowed: false,
    findings: arrangeFindings(findings),
    port: changed.port,
    slug,
  });
  const { before, after, path } = changed;
  if (!isReadable(after)) {
    return refused([unreadable(path, after)]);
  }
  if (!isReadable(before)) {
    throw new HarborError("INTERNAL", `${path} can't be compared with the base's`);
  }
  const stale = staleFindings(step, [changed.port]);
  if (stale.length > 0) {
    return refused(stale);
  }
  const port = await openCatalogue(step.rules).get(changed.port);
  const slugs = changedSlugs(changed) ?? [];
  const [slug = ""] = slugs;
  if (slugs.length !== 1) {
    const message = `${slugs.length} actions differ: ${slugs.join(", ")}`;
    const place = locate(after, slug);
    return refused([refuse("verify/action", path, message, "ask for each by itself", place)]);
  }
  const moved = movedFindings(step, requestPaths(port, slug));
  if (moved.length > 0) {
    return refused(moved, slug);
  }
  const draft = draftOf(changed.port, slug, before, after);
  const file = draftFile(port.slug, slug);
  const bytes = new TextEncoder().encode(canonicalDraft(draft));
  const checked = await evaluateDraft(file, bytes, openCatalogue(step.rules).find);
  const told = placer(port, slug, path, after);
  const brought = await broughtRecording(step, port, slug);
  const work = memoryTree(
    "the request",
    new Map([
      [file, bytes],
      ...(brought === undefined ? [] : [[draftRecordingFile(port.slug, slug), brought] as const]),
    ]),
  );
  const start = () => ({ line: 1, column: 1 });
  const test = await testDraft({ file, draft, locate: start }, port, { work, base: step.rules, now });
  const isAdmitted = checked.verdict === "automatic" || checked.verdict === "approval";
  const folded = foldDraft(draft, port);
  const findings = arrangeFindings([
    ...checked.findings.filter(({ pointer }) => !/^\/(?:rationale|references)/.test(pointer)).map(told),
    ...test.findings.map(told),
    ...(isAdmitted ? [] : [notAdmitted(path, slug, checked.verdict, locate(after, slug))]),
    ...(test.passed ? [] : [notTested(path, slug, test, locate(after, slug))]),
    ...(await compareFiles(step, draft, port, folded, test)),
  ]);
  const allowed = isAdmitted && test.passed && !hasErrors(findings);
  return {
    kind: "publish-request",
    allowed,
    findings,
    port: port.slug,
    slug,
    verdict: checked.verdict,
    // What a reviewer should know of needs a reviewer.
    selfPublish:
      allowed &&
      findings.every(({ severity }) => severity === "info") &&
      checked.verdict === "automatic" &&
      draft.change !== "retire" &&
      // A POST that reads does so by the policy's word alone.
      draft.action.method === "GET" &&
      port.policy.selfPublish === "reads",
  };
}

function unreadable(path: string, { message, line, column }: Unreadable): Finding {
  const hint = "ask for the publication anew";
  return refuse("verify/manifest", path, `the manifest ${message}`, hint, { line, column });
}

/** The draft that publishing would have come from. */
function draftOf(port: string, slug: string, before: ReadManifest, after: ReadManifest): Draft {
  const action = writtenAction(after, slug);
  const draft =
    action === undefined
      ? { draft: 1, port, change: "retire", action: { slug }, ...NEUTRAL }
      : {
          draft: 1,
          port,
          change: before.written.has(slug) ? "update" : "add",
          action: action as Action,
          ...NEUTRAL,
        };
  return draftSchema.parse(draft);
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

async function compareFiles(
  step: ChangeSet,
  draft: Draft,
  port: LivePort,
  folded: Folded,
  test: DraftTest,
): Promise<Finding[]> {
  const paths = [port.files.manifest, ...requestPaths(port, draft.action.slug)];
  const there = await Promise.all(
    paths.map(async (path) => ((await step.before.read(path)) === undefined ? [] : [path])),
  );
  const files = requestFiles(
    { draft, recording: test.broughtRecording, port, basePaths: new Set(there.flat()) },
    folded.manifest,
  );
  const recording = port.files.recording(draft.action.slug);
  // Of a test that failed nobody knows what it would bring.
  const isKnown = test.passed || draft.change === "retire";
  return fileFindings(
    {
      ...step,
      changes: isKnown ? step.changes : step.changes.filter(({ path }) => path !== recording),
    },
    files,
    { manifest: port.files.manifest, recording, version: folded.version },
  );
}
