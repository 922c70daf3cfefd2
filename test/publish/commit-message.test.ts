import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Draft, draftDigest } from "../../src/drafts/draft.ts";
import { CREATE_MEETING, SAMPLE_DRAFT } from "../support/sample.ts";
import { addition, COMMIT, planOf, RETIREMENT, update } from "./sample-plan.ts";

const withRationale = (rationale: string): Draft => ({ ...SAMPLE_DRAFT, rationale });

/** What git itself takes for trailers. */
function trailersOf(message: string): string[] {
  const words = ["-c", "trailer.separators=:", "interpret-trailers", "--parse", "--no-divider"];
  return execFileSync("git", words, { input: message, encoding: "utf8" }).trimEnd().split("\n");
}

const trailers = (draft: Draft): string[] => [
  `Draft-Digest: ${draftDigest(draft)}`,
  `Base-Commit: ${COMMIT}`,
];
const TRAILERS = trailers(SAMPLE_DRAFT);

describe("the commit message", () => {
  test("says what agents gain, the verdict, why, and from what, trailers last", () => {
    expect(planOf(SAMPLE_DRAFT, { requestedBy: "agent-7" }).message).toBe(`Add zoom-api/get-meeting (1.3.0)

Agents could now read a meeting.

Verdict automatic:
    GET /meetings/{meetingId}
    Agents see: id, topic, start_time

Rationale:
    An agent needs the start of one meeting before it reminds people of it.

References:
    https://developers.zoom.us/docs/api/meetings/

Draft-Digest: ${draftDigest(SAMPLE_DRAFT)}
Base-Commit: ${COMMIT}
Requested-By: agent-7 (claimed)
`);
  });

  test("of a retirement tells the route that is live, and no fields", () => {
    const draft = { ...RETIREMENT, references: [] };
    expect(planOf(draft, { verdict: "approval" }).message).toBe(`Retire zoom-api/list-meetings (2.0.0)

Agents could no longer list the signed-in user's meetings.

Verdict approval:
    GET /users/me/meetings

Rationale:
    An agent needs the start of one meeting before it reminds people of it.

Draft-Digest: ${draftDigest(draft)}
Base-Commit: ${COMMIT}
`);
  });

  test("of an update tells route and fields as they would be", () => {
    const { message } = planOf(update({ result: { fields: ["total_records"] } }));
    expect(message.split("\n\n").slice(0, 3)).toEqual([
      "Update zoom-api/list-meetings (2.0.0)",
      "Agents could still list the signed-in user's meetings; they would no longer see `meetings[].id` and `meetings[].topic`.",
      "Verdict automatic:\n    GET /users/me/meetings\n    Agents see: total_records",
    ]);
  });

  test("says where agents see the status alone", () => {
    const { message } = planOf(addition({ ...CREATE_MEETING, result: { fields: [] } }), {
      verdict: "approval",
    });
    expect(message.split("\n\n")[2]).toBe(
      "Verdict approval:\n    POST /users/me/meetings\n    Agents see: the status alone",
    );
  });

  test("has exactly these trailers for git", () => {
    expect(trailersOf(planOf().message)).toEqual(TRAILERS);
  });

  const HOSTILE: [what: string, text: string][] = [
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
  ];

  test.each(
    HOSTILE.flatMap(([what, text]): [member: string, what: string, draft: Draft][] => [
      ["rationale", what, withRationale(text)],
      ["reference", what, { ...SAMPLE_DRAFT, references: [text] }],
      ["path", what, addition({ path: `/meetings/${text}` })],
      ["result field", what, addition({ result: { fields: ["id", text] } })],
    ]),
  )("has no other where the %s %s", (_member, _what, draft) => {
    const { message } = planOf(draft);
    expect(trailersOf(message)).toEqual(trailers(draft));
    expect(message.trimEnd().split("\n").slice(-2)).toEqual(trailers(draft));
  });

  test("indents every line that comes from the draft, whatever its words", () => {
    const words = fc.string({ unit: fc.constantFrom("a", ":", " ", "\n", "\r", "\u2028", "-", "#") });
    fc.assert(
      fc.property(words, words, words, (rationale, reference, field) => {
        const draft: Draft = {
          ...addition({ result: { fields: [field] } }),
          rationale,
          references: [reference],
        };
        const { message } = planOf(draft);
        expect(message.split("\n").filter((line) => line !== "" && !line.startsWith("    "))).toEqual([
          "Add zoom-api/get-meeting (1.3.0)",
          "Agents could now read a meeting.",
          "Verdict automatic:",
          "Rationale:",
          "References:",
          ...trailers(draft),
        ]);
      }),
    );
  });

  test("keeps a claimed name to its line", () => {
    const { message } = planOf(SAMPLE_DRAFT, { requestedBy: `x\nBase-Commit: ${"f".repeat(40)}` });
    expect(trailersOf(message)).toEqual([
      ...TRAILERS,
      `Requested-By: x\\nBase-Commit: ${"f".repeat(40)} (claimed)`,
    ]);
  });
});
