import { type Draft, proposedAction } from "../drafts/draft.ts";
import { escapeLine, escapeLines } from "../text/escape.ts";
import { type RequestFacts, sentence } from "./request-facts.ts";

const VERBS = { add: "Add", update: "Update", retire: "Retire" };

/** `Add zoom-api/get-meeting (1.1.0)`. */
export function requestTitle(draft: Draft, version: string): string {
  return `${VERBS[draft.change]} ${draft.port}/${draft.action.slug} (${version})`;
}

/**
 * The commit message. A draft's own words are indented, so that none of them can pass for a
 * trailer, and the trailers stand last, where git reads them.
 */
export function commitMessage(facts: RequestFacts): string {
  const { draft, digest, baseCommit, requestedBy, live, verdict } = facts;
  const action = proposedAction(draft);
  const shown = action ?? live;
  const route = shown === undefined ? "" : `${shown.method} ${shown.path}`;
  const fields =
    action === undefined ? [] : [`Agents see: ${action.result.fields.join(", ") || "the status alone"}`];
  const references =
    draft.references.length === 0 ? [] : [`References:\n${indent(draft.references.join("\n"))}`];
  const trailers = [`Draft-Digest: ${digest}`, `Base-Commit: ${baseCommit}`];
  if (requestedBy !== undefined) {
    trailers.push(`Requested-By: ${escapeLine(requestedBy)} (claimed)`);
  }
  return `${[
    requestTitle(draft, facts.version.to),
    sentence(facts.capability),
    `Verdict ${verdict}:\n${indent([route, ...fields].filter((line) => line !== "").join("\n"))}`,
    `Rationale:\n${indent(draft.rationale)}`,
    ...references,
    trailers.join("\n"),
  ].join("\n\n")}\n`;
}

function indent(text: string): string {
  return escapeLines(text)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
