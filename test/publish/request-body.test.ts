import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { type Draft, draftDigest } from "../../src/drafts/draft.ts";
import type { PlanInput } from "../../src/publish/request-facts.ts";
import { escapeLine } from "../../src/text/escape.ts";
import {
  CREATE_MEETING,
  GET_MEETING,
  harOf,
  LIST_MEETINGS,
  ORIGIN,
  SAMPLE_DRAFT,
  SAMPLE_MANIFEST,
  SAMPLE_PORT,
  testSample,
  withOrigin,
} from "../support/sample.ts";
import { addition, COMMIT, HAR, planOf, RETIREMENT, update } from "./sample-plan.ts";

const bodyOf = (draft?: Draft, more?: Partial<PlanInput>): string => planOf(draft, more).body;

/** The sample's own test, also for drafts whose action can't be tested. */
const PASSED = testSample(GET_MEETING, HAR);

const query = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  properties,
  additionalProperties: false,
});

/** The cells of a table's row as GitHub splits them: at each `|` that no backslash escapes. */
function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** A row of the body's first table: its value. */
function rowOf(body: string, name: string): string | undefined {
  const rows = body.split("\n").filter((line) => line.startsWith(`| ${name} |`));
  expect(rows.length).toBeLessThanOrEqual(1);
  const [row] = rows;
  return row === undefined ? undefined : cellsOf(row)[1];
}

/** The lines between a heading and the next. */
function sectionOf(body: string, heading: string): string {
  return body.split(`\n### ${heading}\n\n`)[1]?.split("\n\n### ")[0] ?? "";
}

/** The rows of a section's table, below its head. */
function rowsOf(section: string): string[][] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map(cellsOf);
}

describe("the request's body", () => {
  test("warns of evidence that is older than the policy wants", () => {
    const age = "the evidence is 400 days old, and the policy's limit is 180";
    expect(bodyOf(SAMPLE_DRAFT, { age })).toContain(
      "### Test\n\n> [!WARNING]\n> The evidence is 400 days old, and the policy's limit is 180.\n\nEvidence: ",
    );
  });

  test("tells a reviewer all of an addition, in the order in which they ask for it", () => {
    const plan = planOf(SAMPLE_DRAFT, { requestedBy: "agent-7" });
    const { run, edges } = PASSED.probes;
    expect(plan.body).toBe(`**Agents could now read a meeting.**

### What agents read

| | |
|---|---|
| \`slug\` | \`get-meeting\` |
| \`label\` | \`Get one meeting\` |
| \`description\` | \`Time and status of one meeting, by its number.\` |
| \`examples/0/name\` | \`planning-sync\` |

| | |
|---|---|
| Action | add \`zoom-api/get-meeting\` |
| Into | \`main\` at \`${COMMIT.slice(0, 12)}\` |
| Version | 1.2.3 → 1.3.0 (minor) |
| Route | \`GET /meetings/{meetingId}\` |
| Verdict | **automatic** |
| Policy | automatic |
| Agents send | \`path.meetingId: integer 100000000 to 999999999999, required\` |
| Agents see | \`id\`, \`topic\`, \`start_time\` |
| Scopes | \`meeting:read:meeting\` |

### Why

\`\`\`text
An agent needs the start of one meeting before it reminds people of it.
\`\`\`

### References

- \`https://developers.zoom.us/docs/api/meetings/\`

### Test

Evidence: **documented** on \`2026-03-01\` from \`https://developers.zoom.us/docs/api/meetings/\` (claimed by the draft). A test proves that action, example and recording agree, not that the API answers so. Answers that weren't recorded stand as somebody wrote them.

| Example | Request | Status | Evidence | Result |
|---|---|---|---|---|
| \`planning-sync\` | \`GET https://api.zoom.us/v2/meetings/123456789\` | 200 | documented \`2026-03-01\` | passed |

<details><summary>What agents get in these examples</summary>

\`\`\`json
{
  "planning-sync": {
    "id": 123456789,
    "topic": "Sync",
    "start_time": "2026-03-02T09:00:00Z"
  }
}
\`\`\`

</details>

${run} of ${run} bad inputs rejected before anything would be sent, ${edges} of ${edges} at the edges of the bounds accepted.

### Change of the manifest

\`\`\`diff
${plan.patch.trimEnd()}
\`\`\`

### Rules passed

\`route/method\`, \`route/path\`

<sub>Made by harbor-drafts from a draft; agents can't merge it. Requested by \`agent-7\` (claimed).</sub>

<!-- harbor-drafts draft-digest=${draftDigest(SAMPLE_DRAFT)} -->
`);
    expect(plan.patch).toContain('+  "version": "1.3.0",');
  });

  test("tells of an update what changes, before the reasons", () => {
    const draft = update({ ...LIST_MEETINGS, label: "Mine", scopes: [] });
    const body = bodyOf(draft, { requestedBy: undefined });
    expect(body.split("\n### Why")[0]).toBe(
      `**Agents could still list the signed-in user's meetings; they would no longer need the scope \`meeting:read:list_meetings\`.**

### What agents read

**This update changes what agents read:** \`label\`.

| | | Live |
|---|---|---|
| \`slug\` | \`list-meetings\` |  |
| \`label\` | \`Mine\` | \`List my meetings\` |
| \`description\` | \`Meetings hosted by the authenticated user.\` |  |
| \`examples/0/name\` | \`scheduled\` |  |

| | |
|---|---|
| Action | update \`zoom-api/list-meetings\` |
| Into | \`main\` at \`${COMMIT.slice(0, 12)}\` |
| Version | 1.2.3 → 2.0.0 (major) |
| Route | \`GET /users/me/meetings\` |
| Verdict | **automatic** |
| Policy | automatic |
| Agents send | \`query.type: one of "scheduled", "live"\`, \`query.page_size: integer 1 to 100\`, \`query.next_page_token: string, at most 512 characters\` |
| Agents see | \`total_records\`, \`meetings[].id\`, \`meetings[].topic\` |
| Scopes | none |

### What changes

| | | Where | Value |
|---|---|---|---|
| text | changed | \`/label\` | \`"Mine"\` |
| narrower | removed | \`/scopes/0\` | \`"meeting:read:list_meetings"\` |
`,
    );
    expect(body).toContain("\n<sub>Made by harbor-drafts from a draft; agents can't merge it.</sub>\n");
  });

  test("of a retirement has the live route, and no fields, test or verdict", () => {
    const plan = planOf({ ...RETIREMENT, references: [] }, { verdict: "approval", recording: undefined });
    expect(plan.body).toBe(`**Agents could no longer list the signed-in user's meetings.**

| | |
|---|---|
| Action | retire \`zoom-api/list-meetings\` |
| Into | \`main\` at \`${COMMIT.slice(0, 12)}\` |
| Version | 1.2.3 → 2.0.0 (major) |
| Route | \`GET /users/me/meetings\` |

### Why

\`\`\`text
An agent needs the start of one meeting before it reminds people of it.
\`\`\`

### Change of the manifest

\`\`\`diff
${plan.patch.trimEnd()}
\`\`\`

### Rules passed

\`route/method\`, \`route/path\`

<sub>Made by harbor-drafts from a draft; agents can't merge it.</sub>

<!-- harbor-drafts draft-digest=${plan.digest} -->
`);
  });

  test("says beside the sentence that a person approves each call, and in the table why", () => {
    const body = bodyOf(addition(CREATE_MEETING), { verdict: "approval" });
    expect(body.split("\n")[0]).toBe(
      "**Agents could now create a meeting for the signed-in user.** A person approves each call.",
    );
    expect(rowOf(body, "Verdict")).toBe("**approval**");
    expect(rowOf(body, "Policy")).toBe("approval: `changes the calendar`");
    expect(bodyOf()).not.toContain("A person approves");
  });

  test("says the policy's own sentence for the route, and what the action takes and gets", () => {
    const routes = SAMPLE_PORT.policy.routes.map((route) =>
      route.path === "/meetings/{meetingId}" ? { ...route, capability: "look up one meeting" } : route,
    );
    const port = { ...SAMPLE_PORT, policy: { ...SAMPLE_PORT.policy, routes } };
    expect(bodyOf(SAMPLE_DRAFT, { port }).split("\n")[0]).toBe(
      "**Agents could now look up one meeting, seeing `id`, `topic` and `start_time`.**",
    );
  });

  test("says so too where more approval is asked for than the policy needs", () => {
    const body = bodyOf(addition({ approvalMode: "require_approval" }), { verdict: "approval" });
    expect(body.split("\n")[0]).toBe("**Agents could now read a meeting.** A person approves each call.");
    expect(rowOf(body, "Policy")).toBe("automatic");
  });

  test("gives the policy's reason for a route that it doesn't list", () => {
    const body = bodyOf(addition({ path: "/meetings/{meetingId}/polls" }), { verdict: "approval" });
    expect(rowOf(body, "Policy")).toBe(
      "approval: `the policy doesn't list this read under /meetings/{meetingId}`",
    );
  });

  test("says what is empty", () => {
    const body = bodyOf(addition({ path: "/users/me", input: {}, result: { fields: [] }, scopes: [] }));
    expect(["Agents send", "Agents see", "Scopes"].map((name) => rowOf(body, name))).toEqual([
      "nothing",
      "the status alone",
      "none",
    ]);
  });
});

describe("what agents read is shown first", () => {
  const described = (description: string): Draft =>
    addition({ input: { query: query({ q: { type: "boolean", description } }) } });

  test("with descriptions of inputs, before anything but the capability", () => {
    const body = bodyOf(described("only those that are live"));
    expect(body.split("\n\n")[1]).toBe("### What agents read");
    expect(rowOf(body, "`input/query/properties/q/description`")).toBe("`only those that are live`");
  });

  test("as code, whatever it holds", () => {
    const body = bodyOf(addition({ description: "a | b ` @octocat\n<b>" }));
    expect(rowOf(body, "`description`")).toBe("``a | b ` @octocat\\n<b>``");
  });

  test("with what check warns of there, and of the rationale beside that", () => {
    const warnings = [
      { pointer: "/action/description", message: 'the text gives an order: "always"' },
      { pointer: "/rationale", message: 'the text sounds like persuasion: "LGTM"' },
      { pointer: "/action/examples", message: "there is no example" },
    ];
    const body = bodyOf(SAMPLE_DRAFT, { warnings });
    const words = "> [!WARNING]\n> It takes a person to judge these words:";
    expect(body.split("| Action |")[0]).toContain(
      `${words}\n> - \`/action/description\`: \`the text gives an order: "always"\``,
    );
    expect(sectionOf(body, "Why")).toContain(
      `${words}\n> - \`/rationale\`: \`the text sounds like persuasion: "LGTM"\``,
    );
    expect(body).not.toContain("there is no example");
  });

  test.each<[what: string, members: Partial<Action>, words: string]>([
    [
      "a description that went",
      { description: "Mine." },
      "**This update changes what agents read:** `description`.",
    ],
    [
      "names and fixed values",
      { result: { fields: ["total_records"] } },
      '**This update changes what agents read:** `result/fields/"meetings[].id"`, `result/fields/"meetings[].topic"`.',
    ],
    ["nothing", { scopes: [] }, "This update changes nothing of what agents read."],
  ])("and named where an update changes it: %s", (_, members, words) => {
    expect(bodyOf(update(members)).split("\n\n")).toContain(words);
  });

  test("and nothing of a retirement", () => {
    expect(bodyOf(RETIREMENT)).not.toContain("What agents read");
  });
});

describe("what agents send is told in words", () => {
  test.each<[what: string, input: Action["input"], words: string]>([
    [
      "a whole number",
      { query: query({ n: { type: "integer", minimum: 1, maximum: 9 } }) },
      "query.n: integer 1 to 9",
    ],
    [
      "a number",
      { query: query({ n: { type: "number", minimum: -1, maximum: 0.5 } }) },
      "query.n: number -1 to 0.5",
    ],
    [
      "a text",
      { query: query({ q: { type: "string", maxLength: 64 } }) },
      "query.q: string, at most 64 characters",
    ],
    [
      "a text of a pattern",
      { query: query({ q: { type: "string", pattern: "^[a-z]{1,9}$", maxLength: 9 } }) },
      "query.q: string, matching ^[a-z]{1,9}$, at most 9 characters",
    ],
    [
      "a text of a format",
      { query: query({ q: { type: "string", format: "date" } }) },
      "query.q: string, date",
    ],
    ["true or false", { query: query({ q: { type: "boolean" } }) }, "query.q: boolean"],
    [
      "one of some texts",
      { query: query({ q: { type: "string", enum: ["a", "b c"] } }) },
      'query.q: one of "a", "b c"',
    ],
    [
      "one of some values",
      { query: query({ q: { enum: [1, true, null] } }) },
      "query.q: one of 1, true, null",
    ],
    ["one value", { query: query({ q: { type: "boolean", const: false } }) }, "query.q: one of false"],
    ["what has no bounds", { query: query({ n: { type: "integer", minimum: 1 } }) }, "query.n: integer"],
    [
      "what is required",
      { query: { ...query({ q: { type: "boolean" } }), required: ["q"] } },
      "query.q: boolean, required",
    ],
    [
      "a list",
      {
        query: {
          ...query({
            ids: { type: "array", maxItems: 5, items: { type: "integer", minimum: 1, maximum: 9 } },
          }),
          required: ["ids"],
        },
      },
      "query.ids[] (at most 5): integer 1 to 9, required",
    ],
    [
      "a list without end",
      { query: query({ ids: { type: "array", items: { type: "boolean" } } }) },
      "query.ids[] (at most any number): boolean",
    ],
    [
      "a member of a member",
      {
        body: query({
          settings: { ...query({ waiting_room: { type: "boolean" } }), required: ["waiting_room"] },
        }),
      },
      "body.settings.waiting_room: boolean, required",
    ],
    [
      "a member of a list's items",
      { body: query({ days: { type: "array", maxItems: 7, items: query({ on: { type: "boolean" } }) } }) },
      "body.days[] (at most 7).on: boolean",
    ],
    [
      "what is longer than a line",
      { query: query({ q: { type: "string", enum: ["x".repeat(300)] } }) },
      `query.q: one of "${"x".repeat(200 - 'query.q: one of "'.length)} …`,
    ],
  ])("%s", (_, input, words) => {
    expect(rowOf(bodyOf(addition({ input })), "Agents send")).toBe(`\`${words}\``);
  });

  test("path first, then query, then body", () => {
    const flag: JsonSchema = { type: "boolean" };
    const input = { body: query({ c: flag }), query: query({ b: flag }), path: query({ a: flag }) };
    expect(rowOf(bodyOf(addition({ input })), "Agents send")).toBe(
      "`path.a: boolean`, `query.b: boolean`, `body.c: boolean`",
    );
  });

  test("as many as there is room for, and how many more there are", () => {
    const names = Array.from({ length: 999 }, (_, index) => `q${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: "boolean" } as const]));
    const told = rowOf(bodyOf(addition({ input: { query: query(properties) } })), "Agents send") ?? "";
    const shown = told.split(", ").length - 1;
    expect(shown).toBeGreaterThan(200);
    expect(told).toMatch(new RegExp(`, and ${999 - shown} more$`));
    expect(told.length).toBeLessThan(8_100);
  });
});

describe("what an update changes", () => {
  const changesOf = (members: Partial<Action>): string[][] =>
    rowsOf(sectionOf(bodyOf(update(members)), "What changes"));
  const page = (schema: JsonSchema): Partial<Action> => {
    const old = LIST_MEETINGS.input.query;
    return { input: { query: { ...old, properties: { ...old?.properties, page_size: schema } } } };
  };

  test.each<[what: string, members: Partial<Action>, rows: string[][]]>([
    [
      "wider, by a scope",
      { scopes: [...LIST_MEETINGS.scopes, "meeting:read:meeting"] },
      [["**wider**", "added", "`/scopes/1`", '`"meeting:read:meeting"`']],
    ],
    [
      "wider, by a bound",
      page({ type: "integer", minimum: 1, maximum: 300 }),
      [["**wider**", "changed", "`/input/query/properties/page_size/maximum`", "`300`"]],
    ],
    [
      "narrower, by an approval that is asked for from now on",
      { approvalMode: "require_approval" },
      [["narrower", "changed", "`/approvalMode`", '`"require_approval"`']],
    ],
    [
      "narrower, with what went",
      { result: { fields: ["total_records", "meetings[].id"] } },
      [["narrower", "removed", "`/result/fields/2`", '`"meetings[].topic"`']],
    ],
    [
      "another route",
      { path: "/users/me/upcoming_meetings" },
      [["**other**", "changed", "`/path`", '`"/users/me/upcoming_meetings"`']],
    ],
    ["words", { label: "Mine" }, [["text", "changed", "`/label`", '`"Mine"`']]],
    [
      "both ways at once, each in a row of its own",
      { result: { fields: ["total_records", "meetings[].id", "meetings[].duration"] } },
      [
        ["narrower", "removed", "`/result/fields/2`", '`"meetings[].topic"`'],
        ["**wider**", "added", "`/result/fields/2`", '`"meetings[].duration"`'],
      ],
    ],
    [
      "a value longer than a line",
      { description: "x".repeat(200) },
      [["text", "changed", "`/description`", `\`"${"x".repeat(119)} …\``]],
    ],
  ])("is marked: %s", (_, members, rows) => {
    expect(changesOf(members)).toEqual(rows);
  });

  test("is marked wider, by an approval that is no longer asked for", () => {
    const live: Action = { ...LIST_MEETINGS, approvalMode: "require_approval" };
    const port = { ...SAMPLE_PORT, manifest: { ...SAMPLE_MANIFEST, actions: [live] } };
    expect(rowsOf(sectionOf(bodyOf(update({}), { port }), "What changes"))).toEqual([
      ["**wider**", "changed", "`/approvalMode`", '`"automatic"`'],
    ]);
  });

  test("is told as often as there is room for", () => {
    const fields = Array.from({ length: 999 }, (_, index) => `field_${index}`);
    const rows = changesOf({ result: { fields } });
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.length).toBeLessThan(300);
    expect(bodyOf(update({ result: { fields } }))).toMatch(/\nand \d+ more\n/);
  });

  test("is no section of an addition or a retirement", () => {
    expect([bodyOf(), bodyOf(RETIREMENT)].filter((body) => body.includes("### What changes"))).toEqual([]);
  });

  test("is warned of where it is wider, and nowhere else", () => {
    const warning = "> [!WARNING]\n> This update gives agents authority that the live action doesn't.\n";
    const wider = update({ scopes: [...LIST_MEETINGS.scopes, "meeting:read:meeting"] });
    expect(bodyOf(wider).split("\n\n")[1]).toBe(warning.trimEnd());
    expect(bodyOf(update({ label: "Mine" }))).not.toContain("[!WARNING]");
    expect(bodyOf(update({ scopes: [] }))).not.toContain("[!WARNING]");
    expect(bodyOf()).not.toContain("[!WARNING]");
    expect(bodyOf(RETIREMENT)).not.toContain("[!WARNING]");
  });
});

describe("the evidence", () => {
  const evidenceOf = (har = HAR, more: Partial<PlanInput> = {}): string => {
    const tested = testSample(GET_MEETING, har);
    const [first = ""] = sectionOf(bodyOf(SAMPLE_DRAFT, { test: tested, ...more }), "Test").split("\n");
    return first.replace(/ A test proves .*$/, "");
  };

  test("is provenance, date and source, as the recording claims them", () => {
    expect(evidenceOf(withOrigin(HAR, { ...ORIGIN, provenance: "recorded", source: "Zoom's sandbox" }))).toBe(
      "Evidence: **recorded** on `2026-03-01` from `Zoom's sandbox` (claimed by the draft).",
    );
  });

  test("is assumed where the recording says nothing of itself", () => {
    const body = bodyOf(SAMPLE_DRAFT, { test: testSample(GET_MEETING, harOf()) });
    expect(sectionOf(body, "Test")).toMatch(
      /^> \[!WARNING\]\n> The evidence is assumed: nothing shows that the API answers so\.\n\nEvidence: \*\*assumed\*\*, by a recording that doesn't say where it comes from \(claimed by the draft\)\./,
    );
  });

  test("begins with a warning where nobody knows its age, and real values come before all else", () => {
    const har = withOrigin(HAR, { ...ORIGIN, provenance: "recorded", recordedAt: null, kept: ["topic"] });
    const body = bodyOf(SAMPLE_DRAFT, {
      test: testSample(GET_MEETING, har),
      age: "nobody knows how old the evidence is",
    });
    expect(body).toMatch(
      /^> \[!WARNING\]\n> The recording holds real values of `topic`, which somebody chose to keep\./,
    );
    expect(sectionOf(body, "Test")).toMatch(
      /^> \[!WARNING\]\n> Nobody knows how old the evidence is\.\n\nEvidence: \*\*recorded\*\* at an unknown time from /,
    );
  });

  test("is the base's where the request brings none", () => {
    expect(evidenceOf(HAR, { recording: undefined })).toBe(
      "Evidence: **documented** on `2026-03-01` from `https://developers.zoom.us/docs/api/meetings/` (as the base has it).",
    );
  });

  test("keeps its source in code, and short", () => {
    const source = `\`@maintainer\` | ${"x".repeat(300)}`;
    const shown = `${source.slice(0, 200)} …`;
    expect(evidenceOf(withOrigin(HAR, { ...ORIGIN, provenance: "recorded", source }))).toBe(
      `Evidence: **recorded** on \`2026-03-01\` from \`\` ${shown} \`\` (claimed by the draft).`,
    );
  });

  test("has a row for each example, also for those that fail", () => {
    const [example] = GET_MEETING.examples;
    const action: Partial<Action> = {
      examples: [
        ...(example === undefined ? [] : [example]),
        { name: "unknown", input: { path: { meetingId: 987654321 } } },
        { name: "rejected", input: { path: { meetingId: 1 } } },
      ],
    };
    expect(rowsOf(sectionOf(bodyOf(addition(action)), "Test"))).toEqual([
      [
        "`planning-sync`",
        "`GET https://api.zoom.us/v2/meetings/123456789`",
        "200",
        "documented `2026-03-01`",
        "passed",
      ],
      ["`unknown`", "`GET https://api.zoom.us/v2/meetings/987654321`", "none", "unknown", "failed"],
      ["`rejected`", "none", "none", "unknown", "failed"],
    ]);
  });
});

describe("a body is never longer than GitHub takes", () => {
  const MOST = 65_536;
  const many = Array.from({ length: 8000 }, (_, index) => `value_${index}`);
  const hundred = (schema: JsonSchema) =>
    query(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`q${index}`, schema])));

  test.each<[what: string, draft: Draft]>([
    ["an enum", addition({ input: { ...GET_MEETING.input, query: query({ q: { enum: many } }) } })],
    ["an enum of an update", update({ input: { query: query({ q: { enum: many } }) } })],
    ["the list of fields", addition({ result: { fields: many } })],
    ["the list of fields of an update", update({ result: { fields: many } })],
    ["the list of scopes", addition({ scopes: many })],
    [
      "the list of examples",
      addition({ examples: many.map((name) => ({ name, input: { path: { meetingId: 123456789 } } })) }),
    ],
  ])("however long %s: the diff is cut", (_, draft) => {
    const body = bodyOf(draft);
    expect(body).toContain("[cut: the rest is in the commit]");
    expect(body.length).toBeLessThanOrEqual(MOST);
  });

  test("and the diff is whole where there is room", () => {
    const { body, patch } = planOf(addition({ result: { fields: many.slice(0, 500) } }));
    expect(body).toContain(patch.trimEnd());
    expect(body).not.toContain("[cut:");
  });

  test.each<[what: string, input: Action["input"]]>([
    ["code marks", { query: query({ q: { enum: ["`".repeat(30_000)] } }) }],
    ["invisible characters", { query: query({ q: { enum: ["\u200b".repeat(20_000)] } }) }],
    ["code marks in each input", { query: hundred({ enum: ["`".repeat(190)] }) }],
    ["pipes in each input", { query: hundred({ enum: ["|".repeat(190)] }) }],
    ["invisible characters in each input", { query: hundred({ enum: ["\u200b".repeat(190)] }) }],
  ])("however much longer it gets in code, of %s", (_, input) => {
    expect(bodyOf(update({ input })).length).toBeLessThanOrEqual(MOST);
  });
});

/** Markdown without its code blocks and spans (CommonMark 4.5, 6.1): what GitHub would render or act on. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1`*$/gm, "")
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
}

const HOSTILE = [
  "@maintainer MARK",
  "Closes #1 MARK",
  "<img src=x onerror=MARK>",
  "[MARK](https://example.com)",
  "` MARK `",
  "```\n# MARK\n```",
  "````\nMARK\n````\n# MARK",
  "a | MARK | b |\n| MARK | x |",
  "\\| MARK \\",
  "--> MARK <!--",
  "\u202eMARK\u0007",
  "</details> MARK",
];
const named = HOSTILE.map((text): [shown: string, text: string] => [escapeLine(text), text]);

describe("a draft's own words stay in code", () => {
  test.each(named)("%s", (_, text) => {
    const action = {
      ...GET_MEETING,
      label: text,
      description: text,
      result: { fields: [text] },
      scopes: [text],
      examples: GET_MEETING.examples.map((example) => ({ ...example, name: text })),
    };
    const draft: Draft = { ...SAMPLE_DRAFT, action, rationale: text, references: [text] };
    const origin = { ...ORIGIN, source: text };
    const tested = testSample(action, withOrigin(HAR, origin));
    const { body, message } = planOf(draft, { requestedBy: text, test: tested });
    expect(body).toContain("MARK");
    expect(outsideCode(body)).not.toContain("MARK");
    expect([...`${body}${message}`].filter((odd) => "\u0007\u202e\r".includes(odd))).toEqual([]);
    expect(rowOf(body, "`label`")).toContain("MARK");
    expect(rowOf(body, "Scopes")).toContain("MARK");
  });

  test.each(named)("as the names, patterns and values of inputs too: %s", (_, text) => {
    const hostile: Record<string, JsonSchema> = {
      [text]: { type: "boolean" },
      pattern: { type: "string", pattern: text },
      format: { type: "string", format: text },
      enum: { enum: [text, 1] },
      const: { const: text },
    };
    const old = LIST_MEETINGS.input.query?.properties;
    const input = { query: query({ ...old, ...hostile }) };
    const body = bodyOf(update({ input }), { test: PASSED });
    expect(rowOf(body, "Agents send")?.split("MARK").length).toBeGreaterThan(5);
    expect(outsideCode(body)).not.toContain("MARK");
    const rows = rowsOf(sectionOf(body, "What changes"));
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
  });

  test("and in their cell of the table, whatever they are", () => {
    const unit = fc.constantFrom("`", "``", "|", "\\", "\\|", "\n", "\r", "a", " ", "<b>", "@x", "\u202e");
    const word = fc.string({ unit, maxLength: 12 });
    fc.assert(
      fc.property(word, word, word, (name, pattern, value) => {
        const hostile = query({
          [`n${name}`]: { type: "string", pattern, description: `d${value}` },
          e: { enum: [value] },
        });
        const body = bodyOf(addition({ input: { query: hostile } }), { test: PASSED });
        const rows = rowsOf(body.split("\n### Why")[0] ?? "");
        expect(rows.map((cells) => cells.length)).toEqual(Array.from({ length: 16 }, () => 2));
        expect(outsideCode(rowOf(body, "Agents send") ?? "")).toBe(", ");
      }),
    );
  });
});
