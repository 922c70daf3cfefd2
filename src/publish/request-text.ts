import type { Action } from "../catalog/action.ts";
import type { LivePort } from "../catalog/load.ts";
import { type Draft, proposedAction } from "../drafts/draft.ts";
import type { ActionTest } from "../recordings/test-action.ts";
import type { Verdict } from "../safe-model/evaluate.ts";
import { escapeLine, escapeLines } from "../text/escape.ts";
import { codeBlock, codeCell, codeSpan } from "../text/markdown.ts";

/** What the texts of a request tell. */
export interface RequestFacts {
  draft: Draft;
  verdict: Verdict;
  test: ActionTest;
  /** The recording that the draft brings; undefined where the base's own was replayed. */
  recording: string | undefined;
  port: LivePort;
  baseCommit: string;
  requestedBy: string | undefined;
  rules: readonly string[];
  capability: string;
  comparison: { level: string; widening: boolean };
  version: { from: string; to: string };
  patch: string;
  digest: string;
}

/** GitHub takes 65,536 characters; a longer diff is cut and read in the pull request's own. */
const LONGEST_BODY = 60_000;
const LONGEST_REQUEST = 300;

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
  const { draft, digest, baseCommit, requestedBy } = facts;
  const trailers = [`Draft-Digest: ${digest}`, `Base-Commit: ${baseCommit}`];
  if (requestedBy !== undefined) {
    trailers.push(`Requested-By: ${escapeLine(requestedBy)} (claimed)`);
  }
  const references =
    draft.references.length === 0 ? [] : [`References:\n${indent(draft.references.join("\n"))}`];
  return `${[
    requestTitle(draft, facts.version.to),
    `${sentence(facts.capability)}`,
    `Rationale:\n${indent(draft.rationale)}`,
    ...references,
    trailers.join("\n"),
  ].join("\n\n")}\n`;
}

/** The request's body: what a reviewer needs in the order in which they ask for it. */
export function requestBody(facts: RequestFacts): string {
  const { draft, comparison, requestedBy, digest, patch } = facts;
  const action = proposedAction(draft);
  const references = draft.references.map((reference) => `- ${codeSpan(reference)}`).join("\n");
  const asked = requestedBy === undefined ? "" : ` Requested by ${codeSpan(requestedBy)} (claimed).`;
  const write = (diff: string): string =>
    `${[
      `**${sentence(facts.capability)}**${action?.approvalMode === "require_approval" ? " A person approves each call." : ""}`,
      ...(comparison.widening
        ? ["> [!WARNING]\n> This update gives agents authority that the live action doesn't."]
        : []),
      summaryTable(facts, action),
      ...(action === undefined ? [] : [evidence(facts.test, facts.recording !== undefined)]),
      `### Why\n\n${codeBlock(draft.rationale, "text")}`,
      ...(references === "" ? [] : [`### References\n\n${references}`]),
      `### Change of the manifest\n\n${codeBlock(diff, "diff")}`,
      `<sub>Made by harbor-drafts from a draft; agents can't merge it.${asked}</sub>`,
      `<!-- harbor-drafts draft-digest=${digest} -->`,
    ].join("\n\n")}\n`;
  const room = Math.max(0, LONGEST_BODY - write("").length);
  return write(shortened(patch, room, "\n[cut: the rest is in the commit]"));
}

function summaryTable(facts: RequestFacts, action: Action | undefined): string {
  const { draft, verdict, version, comparison, rules } = facts;
  const rows: [string, string][] = [
    ["Port", codeCell(draft.port)],
    ["Change", `${draft.change} ${codeCell(draft.action.slug)}`],
    ["Verdict", `**${verdict}**`],
    ["Version", `${version.from} → ${version.to} (${comparison.level})`],
  ];
  if (action !== undefined) {
    rows.push(
      ["Label", codeCell(action.label)],
      ["Route", codeCell(`${action.method} ${action.path}`)],
      ["Approval", action.approvalMode === "automatic" ? "none: automatic" : "a person approves each call"],
      ["Agents see", fieldList(action.result.fields)],
      ["Scopes", action.scopes.map(codeCell).join(", ") || "none"],
    );
  }
  rows.push(["Rules", `${rules.length} passed`]);
  const list = `<details><summary>Rules passed</summary>\n\n${rules.map((rule) => `- ${codeSpan(rule)}`).join("\n")}\n\n</details>`;
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}\n\n${list}`;
}

/** The rules admit no longer list; whatever comes, a body must not outgrow what a forge takes. */
const MOST_FIELDS = 100;

function fieldList(fields: readonly string[]): string {
  const more = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more` : "";
  return fields.slice(0, MOST_FIELDS).map(codeCell).join(", ") + more || "the status alone";
}

function evidence({ evidence, examples, probes }: ActionTest, isBrought: boolean): string {
  const rows = examples.map(({ name, passed, status, request }) => {
    const sent =
      request === null ? "none" : codeCell(shortened(`${request.method} ${request.url}`, LONGEST_REQUEST));
    return `| ${codeCell(name)} | ${sent} | ${status ?? "none"} | ${passed ? "passed" : "failed"} |`;
  });
  return [
    "### Test",
    `Recording: **${evidence}** (${isBrought ? "claimed by the draft" : "as the base has it"}). A test proves that action, example and recording agree, not that the API answers so.`,
    `| Example | Request | Status | Result |\n|---|---|---|---|\n${rows.join("\n")}`,
    `${probes.rejected} of ${probes.run} bad inputs rejected before anything would be sent.`,
  ].join("\n\n");
}

function shortened(text: string, most: number, mark = " …"): string {
  return text.length <= most ? text : text.slice(0, most) + mark;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function indent(text: string): string {
  return escapeLines(text)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
