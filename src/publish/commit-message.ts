import { type Draft, proposedAction } from "../drafts/draft.ts";
import { escapeLine, escapeLines } from "../text/escape.ts";
import { type RequestFacts, sentence } from "./request-facts.ts";

const CLAIMED = " (claimed)";

/** Whether a name of who asks fits a trailer and lies about nothing. */
export function isRequester(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u.test(name);
}

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
  const trailers = [
    `Draft-Digest: ${digest}`,
    `Base-Commit: ${baseCommit}`,
    ...(requestedBy === undefined ? [] : [`Requested-By: ${escapeLine(requestedBy)}${CLAIMED}`]),
    ...facts.signedOffBy.map((name) => `Signed-off-by: ${escapeLine(name)}`),
  ];
  return `${[
    requestTitle(draft, facts.version.to),
    sentence(facts.capability),
    `Verdict ${verdict}:\n${indent([route, ...fields].filter((line) => line !== "").join("\n"))}`,
    `Rationale:\n${indent(draft.rationale)}`,
    ...references,
    trailers.join("\n"),
  ].join("\n\n")}\n`;
}

/** What a request's commit says of itself. Everything here is a claim. */
export interface RequestMessage {
  rationale: string;
  references: string[];
  /** Of the draft that it was made from, sha-256 in hexadecimal. */
  digest: string;
  requestedBy: string | undefined;
  /** Each as `Name <mail>`. */
  signedOffBy: string[];
}

/** Reads a message of {@link commitMessage}; undefined for any other. */
export function readCommitMessage(message: string): RequestMessage | undefined {
  const digest = trailers(message, "Draft-Digest")[0];
  if (digest === undefined) {
    return undefined;
  }
  const [claimed] = trailers(message, "Requested-By");
  const requestedBy = claimed?.endsWith(CLAIMED) ? claimed.slice(0, -CLAIMED.length) : claimed;
  return {
    rationale: indentedBelow(message, "Rationale:").join("\n"),
    references: indentedBelow(message, "References:"),
    digest,
    requestedBy,
    signedOffBy: trailers(message, "Signed-off-by"),
  };
}

/** The last paragraph holds them: a draft's own words can't come after it. */
function trailers(message: string, name: string): string[] {
  const last = message.trimEnd().split("\n\n").at(-1) ?? "";
  return last
    .split("\n")
    .flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
}

function indentedBelow(message: string, heading: string): string[] {
  const lines = message.split("\n");
  const start = lines.indexOf(heading) + 1;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith(INDENT));
  return start === 0
    ? []
    : lines.slice(start, end === -1 ? undefined : end).map((line) => line.slice(INDENT.length));
}

const INDENT = " ".repeat(4);

function indent(text: string): string {
  return escapeLines(text)
    .split("\n")
    .map((line) => INDENT + line)
    .join("\n");
}
