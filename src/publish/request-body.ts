import type { Action } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { proposedAction } from "../drafts/draft.ts";
import { isSuccess } from "../recordings/answer-to.ts";
import { escapeLines } from "../text/escape.ts";
import { codeBlock, codeCell, codeSpan } from "../text/markdown.ts";
import { agentTexts, warningsOf } from "./agent-texts.ts";
import { type RequestFacts, sentence, shortened, within } from "./request-facts.ts";

/** GitHub takes 65,536 characters; a longer diff is cut and read in the pull request's own. */
const LONGEST_BODY = 60_000;
const LONGEST_REQUEST = 300;

/**
 * The request's body: what a reviewer needs, in the order in which they ask for it. Everything
 * that comes from the draft stands in code, where it can't mention, link, close or mark up.
 */
export function requestBody(facts: RequestFacts): string {
  const { draft, requestedBy, digest, patch, rules } = facts;
  const action = proposedAction(draft);
  const asked = requestedBy === undefined ? "" : ` Requested by ${codeSpan(requestedBy)} (claimed).`;
  const references = draft.references.map((reference) => `- ${codeSpan(reference)}\n`).join("");
  const write = (diff: string): string =>
    `${[
      ...keptValues(facts),
      ...headline(facts, action),
      ...agentTexts(facts),
      summaryTable(facts, action),
      ...changeList(facts),
      `### Why\n\n${codeBlock(draft.rationale, "text")}`,
      ...warningsOf(facts, (pointer) => pointer === "/rationale"),
      ...(references === "" ? [] : [`### References\n\n${references.trimEnd()}`]),
      ...(action === undefined ? [] : [evidence(facts)]),
      `### Change of the manifest\n\n${codeBlock(diff, "diff")}`,
      `### Rules passed\n\n${rules.map(codeSpan).join(", ")}`,
      `<sub>Made by harbor-drafts from a draft; agents can't merge it.${asked}</sub>`,
      `<!-- harbor-drafts draft-digest=${digest} -->`,
    ].join("\n\n")}\n`;
  let diff = escapeLines(patch);
  let body = write(diff);
  // Cut by halves: fences and escapes grow with what they hold.
  while (body.length > LONGEST_BODY && diff !== "") {
    diff = diff.slice(0, Math.floor(diff.length / 2));
    body = write(`${diff}\n[cut: the rest is in the commit]`);
  }
  return body;
}

/** What of a real answer stands in the recording comes before all else. */
function keptValues({ test: { kept } }: RequestFacts): string[] {
  return kept.length === 0
    ? []
    : [
        `> [!WARNING]\n> The recording holds real values of ${kept.map(codeSpan).join(", ")}, which somebody chose to keep.`,
      ];
}

function headline({ capability, comparison }: RequestFacts, action: Action | undefined): string[] {
  const approval = action?.approvalMode === "require_approval" ? " A person approves each call." : "";
  const warning = "> [!WARNING]\n> This update gives agents authority that the live action doesn't.";
  return [`**${sentence(capability)}**${approval}`, ...(comparison.widening ? [warning] : [])];
}

function summaryTable(facts: RequestFacts, action: Action | undefined): string {
  const { draft, verdict, version, comparison, route, live, baseBranch, baseCommit } = facts;
  const shown = action ?? live;
  const rows: [string, string][] = [
    ["Action", `${draft.change} ${codeCell(`${draft.port}/${draft.action.slug}`)}`],
    ["Into", `${codeCell(baseBranch)} at ${codeSpan(baseCommit.slice(0, 12))}`],
    ["Version", `${version.from} → ${version.to} (${comparison.level})`],
  ];
  if (shown !== undefined) {
    rows.push(["Route", codeCell(`${shown.method} ${shown.path}`)]);
  }
  if (action !== undefined) {
    const reason = route.reason === "" ? "" : `: ${codeCell(route.reason)}`;
    rows.push(
      ["Verdict", `**${verdict}**`],
      ["Policy", `${route.tier}${reason}`],
      ["Agents send", list(inputsOf(action)) || "nothing"],
      ["Agents see", list(action.result.fields) || "the status alone"],
      ["Scopes", list(action.scopes) || "none"],
    );
  }
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}`;
}

/** What an update changes, by its meaning. */
function changeList({ draft, comparison }: RequestFacts): string[] {
  if (draft.change !== "update") {
    return [];
  }
  const words = { narrows: "narrower", widens: "**wider**", both: "**other**", text: "text" };
  const rows = comparison.changes.map(({ pointer, kind, effect, before, after }) => {
    const value = kind === "removed" ? before : after;
    return `| ${words[effect]} | ${kind} | ${codeCell(pointer || "/")} | ${codeCell(shortened(JSON.stringify(value), 120))} |`;
  });
  return [`### What changes\n\n| | | Where | Value |\n|---|---|---|---|\n${within(rows, "\n")}`];
}

function evidence({ test, recording, age }: RequestFacts): string {
  const { evidence, origin, examples, probes } = test;
  const rows = examples.map(({ name, passed, status, request, evidence: from, recordedAt }) => {
    const sent =
      request === null ? "none" : codeCell(shortened(`${request.method} ${request.url}`, LONGEST_REQUEST));
    const seen = recordedAt === null ? "unknown" : `${from} ${codeSpan(recordedAt.slice(0, 10))}`;
    return `| ${codeCell(name)} | ${sent} | ${status ?? "none"} | ${seen} | ${passed ? "passed" : "failed"} |`;
  });
  const when = origin?.recordedAt ?? null;
  const from =
    origin === null
      ? `**${evidence}**, by a recording that doesn't say where it comes from`
      : `**${evidence}** ${when === null ? "at an unknown time" : `on ${codeSpan(when.slice(0, 10))}`} from ${codeSpan(shortened(origin.source, 200))}`;
  const doubts = [
    ...(age === null ? [] : [age]),
    ...(evidence === "assumed" ? ["the evidence is assumed: nothing shows that the API answers so"] : []),
  ];
  const warnings = doubts.map((doubt) => `> [!WARNING]\n> ${sentence(doubt)}`);
  const isWritten = examples.some(({ evidence: of }) => of === "documented" || of === "assumed");
  const written = isWritten ? " Answers that weren't recorded stand as somebody wrote them." : "";
  return [
    "### Test",
    ...warnings,
    `Evidence: ${from} (${recording === undefined ? "as the base has it" : "claimed by the draft"}). A test proves that action, example and recording agree, not that the API answers so.${written}`,
    `| Example | Request | Status | Evidence | Result |\n|---|---|---|---|---|\n${within(rows, "\n")}`,
    ...outputs(examples),
    `${probes.rejected} of ${probes.run} bad inputs rejected before anything would be sent, ${probes.accepted} of ${probes.edges} at the edges of the bounds accepted.`,
  ].join("\n\n");
}

/** Longest list of outputs, in characters. */
const LONGEST_OUTPUTS = 4000;

/** What agents got, to the last member: the reviewer's question is whether they should. */
function outputs(examples: RequestFacts["test"]["examples"]): string[] {
  const got = examples.filter(({ passed, status }) => passed && status !== null && isSuccess(status));
  const text = JSON.stringify(Object.fromEntries(got.map(({ name, output }) => [name, output])), null, 2);
  const shown = codeBlock(escapeLines(shortened(text, LONGEST_OUTPUTS, "\n[cut]")), "json");
  return got.length === 0
    ? []
    : [`<details><summary>What agents get in these examples</summary>\n\n${shown}\n\n</details>`];
}

/** Each input as a name with its bounds: `path.meetingId: integer 1 to 9, required`. */
function inputsOf(action: Action): string[] {
  return (["path", "query", "body"] as const).flatMap((place) => {
    const schema = action.input[place];
    return schema === undefined ? [] : leavesOf(schema, place, false);
  });
}

function leavesOf(schema: JsonSchema, name: string, isRequired: boolean): string[] {
  if (schema.type === "object") {
    return Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
      leavesOf(property, `${name}.${key}`, schema.required?.includes(key) === true),
    );
  }
  if (schema.type === "array" && schema.items !== undefined) {
    return leavesOf(schema.items, `${name}[] (at most ${schema.maxItems ?? "any number"})`, isRequired);
  }
  return [`${name}: ${boundsOf(schema)}${isRequired ? ", required" : ""}`];
}

function boundsOf(schema: JsonSchema): string {
  const { type = "", minimum, maximum, minLength = 0, maxLength, pattern, format } = schema;
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values !== undefined) {
    return `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  if (minimum !== undefined && maximum !== undefined) {
    return `${type} ${minimum} to ${maximum}`;
  }
  const form = pattern === undefined ? undefined : `matching ${pattern}`;
  const length =
    maxLength === undefined
      ? undefined
      : `${minLength > 0 ? `${minLength} to` : "at most"} ${maxLength} characters`;
  return [type, format, form, length].filter((part) => part !== undefined && part !== "").join(", ");
}

function list(entries: readonly string[]): string {
  return within(
    entries.map((entry) => codeCell(shortened(entry, 200))),
    ", ",
  );
}
