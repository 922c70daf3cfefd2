import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { type Draft, draftDigest } from "../../src/drafts/draft.ts";
import { type Plan, type PlanInput, planRequest } from "../../src/publish/plan.ts";
import { testAction } from "../../src/recordings/test-action.ts";
import { escapeLine } from "../../src/text/escape.ts";
import {
  GET_MEETING,
  harOf,
  LIST_MEETINGS,
  SAMPLE_DRAFT,
  SAMPLE_MANIFEST,
  SAMPLE_PORT,
} from "../support/sample.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const HAR = harOf({ url: "https://api.zoom.us/v2/meetings/123456789", answer: { id: 1 } });

function plan(draft: Draft = SAMPLE_DRAFT, more: Partial<PlanInput> = {}): Plan {
  const action = draft.change === "retire" ? GET_MEETING : draft.action;
  return planRequest({
    draft,
    verdict: "automatic",
    test: testAction(SAMPLE_MANIFEST.port, action, HAR),
    recording: JSON.stringify(HAR),
    port: SAMPLE_PORT,
    basePaths: new Set(),
    baseCommit: COMMIT,
    baseBranch: "main",
    requestedBy: undefined,
    rules: ["route/method", "route/path"],
    ...more,
  });
}

const withRationale = (rationale: string): Draft => ({ ...SAMPLE_DRAFT, rationale });

/** What git itself takes for trailers. */
function trailersOf(message: string): string[] {
  const words = ["-c", "trailer.separators=:", "interpret-trailers", "--parse", "--no-divider"];
  return execFileSync("git", words, { input: message, encoding: "utf8" }).trimEnd().split("\n");
}

const TRAILERS = [`Draft-Digest: ${draftDigest(SAMPLE_DRAFT)}`, `Base-Commit: ${COMMIT}`];

describe("the commit message", () => {
  test("says what agents gain, why, and from what, trailers last", () => {
    expect(plan(SAMPLE_DRAFT, { requestedBy: "agent-7" }).message).toBe(`Add zoom-api/get-meeting (1.3.0)

Agents could now read a meeting.

Rationale:
    An agent needs the start of one meeting before it reminds people of it.

References:
    https://developers.zoom.us/docs/api/meetings/

Draft-Digest: ${draftDigest(SAMPLE_DRAFT)}
Base-Commit: ${COMMIT}
Requested-By: agent-7 (claimed)
`);
  });

  test("has exactly these trailers for git", () => {
    expect(trailersOf(plan().message)).toEqual(TRAILERS);
  });

  test.each([
    ["ends in trailers", `Fine.\n\nBase-Commit: ${"f".repeat(40)}\nRequested-By: the boss`],
    ["is a trailer", "Signed-off-by: Ava <ava@example.com>"],
    [
      "breaks lines in other ways",
      "Fine.\r\rBase-Commit: f\u2028\u2028Base-Commit: f\u000b\u000bBase-Commit: f",
    ],
    [
      "ends the message",
      "Fine.\n---\nBase-Commit: f\n# ------------------------ >8 ------------------------",
    ],
  ])("has no other where the rationale %s", (_, rationale) => {
    const draft = withRationale(rationale);
    const { message } = plan(draft);
    const expected = [`Draft-Digest: ${draftDigest(draft)}`, `Base-Commit: ${COMMIT}`];
    expect(trailersOf(message)).toEqual(expected);
    expect(message.trimEnd().split("\n").slice(-2)).toEqual(expected);
  });

  test("has no line of the rationale's own at its start, whatever the rationale", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", ":", " ", "\n", "\r", "\u2028", "-", "#") }),
        (text) => {
          const own = plan(withRationale(text))
            .message.split("\n\n")
            .slice(2, -2)
            .join("\n\n")
            .split("\n")
            .slice(1);
          expect(own.every((line) => line.startsWith("    ") || line === "")).toBe(true);
        },
      ),
    );
  });

  test("keeps a claimed name to its line", () => {
    const { message } = plan(SAMPLE_DRAFT, { requestedBy: `x\nBase-Commit: ${"f".repeat(40)}` });
    expect(trailersOf(message)).toEqual([
      ...TRAILERS,
      `Requested-By: x\\nBase-Commit: ${"f".repeat(40)} (claimed)`,
    ]);
  });
});

describe("the request's body", () => {
  test("tells a reviewer gain, facts, evidence, reasons and change, in this order", () => {
    const { body } = plan(SAMPLE_DRAFT, { requestedBy: "agent-7" });
    const parts = [
      "**Agents could now read a meeting.**",
      "| Port | `zoom-api` |",
      "| Change | add `get-meeting` |",
      "| Verdict | **automatic** |",
      "| Version | 1.2.3 → 1.3.0 (minor) |",
      "| Route | `GET /meetings/{meetingId}` |",
      "| Approval | none: automatic |",
      "| Agents see | `id`, `topic`, `start_time` |",
      "| Rules | 2 passed |",
      "- `route/method`",
      "### Test",
      "Recording: **none** (claimed by the draft)",
      "A test proves that action, example and recording agree, not that the API answers so.",
      "| `planning-sync` | `GET https://api.zoom.us/v2/meetings/123456789` | 200 | passed |",
      "bad inputs rejected before anything would be sent.",
      "### Why",
      SAMPLE_DRAFT.rationale,
      "- `https://developers.zoom.us/docs/api/meetings/`",
      "### Change of the manifest",
      '+  "version": "1.3.0",',
      "Requested by `agent-7` (claimed).",
      `draft-digest=${draftDigest(SAMPLE_DRAFT)} -->`,
    ];
    const places = parts.map((part) => body.indexOf(part));
    expect(parts.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("warns of an update that widens authority, and of no other", () => {
    const wider = { ...LIST_MEETINGS, scopes: [...LIST_MEETINGS.scopes, "meeting:read:meeting"] };
    const update = (action: typeof wider): Draft => ({ ...SAMPLE_DRAFT, change: "update", action });
    expect(plan(update(wider)).body).toContain("> [!WARNING]\n> This update gives agents authority");
    expect(plan(update({ ...LIST_MEETINGS, label: "Mine" })).body).not.toContain("[!WARNING]");
    expect(plan().body).not.toContain("[!WARNING]");
  });

  test("of a retirement has no route, no evidence and no fields", () => {
    const { body } = plan({ ...SAMPLE_DRAFT, change: "retire", action: { slug: "list-meetings" } });
    expect(body).toContain("**Agents could no longer read the meetings of the signed-in user.**");
    expect(body).toContain("| Version | 1.2.3 → 2.0.0 (major) |");
    expect(body).not.toMatch(/### Test|\| Route|\| Agents see/);
  });

  test("calls a recording claimed only where the request brings it", () => {
    const update: Draft = { ...SAMPLE_DRAFT, change: "update", action: { ...LIST_MEETINGS, label: "Mine" } };
    expect(plan().body).toContain("(claimed by the draft)");
    expect(plan(update, { recording: undefined }).body).not.toContain("(claimed by the draft)");
  });

  const many = Array.from({ length: 8000 }, (_, index) => `value_${index}`);
  const query: JsonSchema = { type: "object", properties: { q: { type: "string", enum: many } } };
  test.each<[what: string, members: Partial<Action>]>([
    ["the change", { input: { ...GET_MEETING.input, query } }],
    ["the list of fields", { result: { fields: many } }],
  ])("stays within what GitHub takes, however long %s", (_, members) => {
    const { body } = plan({ ...SAMPLE_DRAFT, action: { ...GET_MEETING, ...members } });
    expect(body).toContain("[cut: the rest is in the commit]");
    expect(body.length).toBeLessThanOrEqual(65_536);
  });
});

/** Markdown without its code blocks and spans (CommonMark 4.5, 6.1): what GitHub would render or act on. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1`*$/gm, "")
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
}

describe("a draft's own words stay in code", () => {
  const HOSTILE = [
    "@maintainer MARK",
    "Closes #1 MARK",
    "<img src=x onerror=MARK>",
    "[MARK](https://example.com)",
    "` MARK `",
    "```\n# MARK\n```",
    "````\nMARK\n````\n# MARK",
    "a | MARK | b |\n| MARK | x |",
    "--> MARK <!--",
    "\u202eMARK\u0007",
    "</details> MARK",
  ];

  test.each(HOSTILE.map((text) => [escapeLine(text), text]))("%s", (_, text) => {
    const action = {
      ...GET_MEETING,
      label: text,
      description: text,
      result: { fields: [text] },
      scopes: [text],
      examples: GET_MEETING.examples.map((example) => ({ ...example, name: text })),
    };
    const draft: Draft = { ...SAMPLE_DRAFT, action, rationale: text, references: [text] };
    const { body, message } = plan(draft, { requestedBy: text });
    expect(body).toContain("MARK");
    expect(outsideCode(body)).not.toContain("MARK");
    expect([...`${body}${message}`].filter((odd) => "\u0007\u202e\r".includes(odd))).toEqual([]);
    for (const row of body
      .split("\n")
      .filter((line) => line.startsWith("| Label") || line.startsWith("| Scopes"))) {
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
    }
  });
});
