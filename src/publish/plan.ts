import type { ReadableAction } from "../catalog/action.ts";
import { capabilitySentence } from "../catalog/capability.ts";
import { compareActions } from "../catalog/compare.ts";
import { fold } from "../catalog/fold.ts";
import { type LivePort, liveAction, manifestText } from "../catalog/load.ts";
import { type Draft, draftDigest, proposedAction } from "../drafts/draft.ts";
import type { FileChange } from "../io/git.ts";
import { judgeRoute } from "../safe-model/routes.ts";
import { commitMessage, requestTitle } from "./commit-message.ts";
import { filePatch } from "./patch.ts";
import { requestBody } from "./request-body.ts";
import type { Folded, PlanInput, RequestFacts } from "./request-facts.ts";
import { requestBranch, requestPaths } from "./requests.ts";

/** A publish request, whole, before anything is done: the dry run prints it, the real run executes it. */
export interface Plan extends RequestFacts {
  branch: string;
  title: string;
  message: string;
  body: string;
  files: FileChange[];
}

/** Folds a draft into its live port, and says what that means. */
export function foldDraft(draft: Draft, port: LivePort): Folded {
  const before = liveAction(port, draft.action.slug);
  const after = proposedAction(draft);
  const comparison = compareActions(before, after);
  const folded = fold(port.manifest, draft);
  const manifest = comparison.level === "none" ? port.manifestText : manifestText(folded);
  return {
    comparison,
    capability: capabilitySentence(before, after, port.policy),
    version: { from: port.manifest.version, to: folded.version },
    manifest,
    patch: filePatch(port.files.manifest, port.manifestText, manifest),
  };
}

/** Plans the publish request of a draft that passed check and test. */
export function planRequest(input: PlanInput): Plan {
  const { draft, port } = input;
  const folded = foldDraft(draft, port);
  const live = liveAction(port, draft.action.slug);
  const judged = proposedAction(draft) ?? live;
  const route =
    judged === undefined
      ? { tier: "refused" as const, reason: "" }
      : judgeRoute(judged as ReadableAction, port.policy);
  const facts = { ...input, ...folded, digest: draftDigest(draft), live, route };
  return {
    ...facts,
    branch: requestBranch(port.slug, draft.action.slug),
    title: requestTitle(draft, folded.version.to),
    message: commitMessage(facts),
    body: requestBody(facts),
    files: requestFiles(input, folded.manifest),
  };
}

/**
 * What a draft's request writes and removes, and nothing else: the plan makes it so, and verify holds
 * every request to it.
 */
export function requestFiles(
  { draft, recording, port, basePaths }: Pick<PlanInput, "draft" | "recording" | "port" | "basePaths">,
  manifest: string,
): FileChange[] {
  const { slug } = draft.action;
  const [live = "", ...drafts] = requestPaths(port, slug);
  const files: FileChange[] = [{ path: port.files.manifest, text: manifest }];
  if (draft.change === "retire") {
    files.push({ path: live, text: null });
  } else if (recording !== undefined) {
    files.push({ path: live, text: recording });
  }
  files.push(...drafts.map((path) => ({ path, text: null })));
  return files.filter(({ path, text }) => text !== null || basePaths.has(path));
}
