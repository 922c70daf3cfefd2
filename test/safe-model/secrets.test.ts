import { describe, expect, test } from "vitest";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { findSecrets } from "../../src/safe-model/secrets.ts";
import {
  bytesOf,
  draftOf,
  FAKE_SECRET,
  findSamplePort,
  GET_MEETING,
  SAMPLE_FILE,
} from "../support/sample.ts";

/** Shapes are put together here, so that no scanner takes this file for a leak. */
const SHAPES: [kind: string, text: string][] = [
  ["private key", "-----BEGIN RSA PRIVATE" + " KEY-----"],
  ["private key", "-----BEGIN PRIVATE" + " KEY-----"],
  ["JSON Web Token", `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxMjM0In0"}.`],
  ["GitHub token", FAKE_SECRET],
  ["GitHub token", `github_pat_${"a1".repeat(20)}`],
  ["GitLab token", `glpat-${"a1".repeat(10)}`],
  ["AWS access key", `AKIA${"A1".repeat(8)}`],
  ["Slack token", `xoxb-${"1".repeat(12)}`],
  ["Google API key", `AIza${"a".repeat(35)}`],
  ["Stripe key", `sk_live_${"a1".repeat(8)}`],
  ["npm token", `npm_${"a1".repeat(18)}`],
  ["API key", `sk-${"a1".repeat(12)}`],
  ["authorization value", `Bearer ${"a1".repeat(12)}`],
  ["authorization value", `authorization: basic ${"a1".repeat(12)}==`],
  ["password in a URL", "https://ava:hunter2@example.com/"],
];

describe("a secret is found", () => {
  test.each(SHAPES)("as a %s", (kind, text) => {
    expect([...findSecrets({ a: ["x", `see ${text} there`] })]).toContainEqual({ kind, pointer: "/a/1" });
  });

  test.each([
    ["split by white space", `${FAKE_SECRET.slice(0, 12)}\n ${FAKE_SECRET.slice(12)}`],
    ["percent-encoded", `a%20${FAKE_SECRET.replace("_", "%5F")}`],
  ])("%s", (_, text) => {
    expect([...findSecrets(text)]).toEqual([{ kind: "GitHub token", pointer: "" }]);
  });

  test("as a member's name, and its pointer doesn't hold the name", () => {
    expect([...findSecrets({ a: { [FAKE_SECRET]: { b: FAKE_SECRET } } })]).toEqual([
      { kind: "GitHub token", pointer: "/a" },
      { kind: "GitHub token", pointer: "/a/b" },
    ]);
  });
});

describe("no secret is found", () => {
  test.each([
    "meeting:read:meeting",
    "next_page_token",
    "Needs a bearer token and basic authentication.",
    "Bearer authentication-as-documented",
    "https://developers.zoom.us/docs/api/#tag/meetings/GET/users/{userId}",
    "123e4567-e89b-12d3-a456-426614174000",
    "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447",
    "ava.lindqvist@example.com",
    "Ask-for-a-meeting-and-wait-for-it",
    "REDACTED",
  ])("in %s", (text) => {
    expect([...findSecrets({ [text]: text })]).toEqual([]);
  });
});

describe("a secret is never echoed", () => {
  const query = { type: "object", properties: { [FAKE_SECRET]: { type: "text" } }, required: [FAKE_SECRET] };
  const pattern = { query: { type: "object", properties: { q: { type: "string", pattern: FAKE_SECRET } } } };
  const examples = [{ name: FAKE_SECRET, input: { path: { [FAKE_SECRET]: FAKE_SECRET } } }];

  test.each<[where: string, example: RuleExample]>([
    ["the rationale", { draft: { rationale: FAKE_SECRET } }],
    ["a reference", { draft: { references: [`https://example.com/${FAKE_SECRET}`] } }],
    ["the change", { draft: { change: FAKE_SECRET } }],
    ["the port", { draft: { port: FAKE_SECRET } }],
    ["the slug", { action: { slug: FAKE_SECRET } }],
    ["the path", { action: { path: `/meetings/${FAKE_SECRET}` } }],
    ["a placeholder", { action: { path: `/meetings/{${FAKE_SECRET}}` } }],
    ["the method", { action: { method: FAKE_SECRET } }],
    ["the approval mode", { action: { approvalMode: FAKE_SECRET } }],
    ["a scope", { action: { scopes: [FAKE_SECRET] } }],
    ["a result field", { action: { result: { fields: [FAKE_SECRET, FAKE_SECRET] } } }],
    ["an unknown member's name", { draft: { [FAKE_SECRET]: 1 }, action: { [FAKE_SECRET]: 1 } }],
    ["an input's name", { action: { input: { ...GET_MEETING.input, query } } }],
    ["a pattern", { action: { input: { ...GET_MEETING.input, ...pattern } } }],
    ["an example", { action: { examples } }],
    ["$schema", { draft: { $schema: FAKE_SECRET } }],
  ])("of %s", async (_, example) => {
    const { draft: _draft, ...told } = await evaluateDraft(
      SAMPLE_FILE,
      bytesOf(draftOf(example)),
      findSamplePort,
    );
    expect(told.verdict).toBe("refused");
    expect(told.findings.map(({ rule }) => rule)).toContain("secret/found");
    expect(JSON.stringify(told)).not.toContain(FAKE_SECRET);
  });

  test.each<[where: string, text: string]>([
    ["a text that isn't JSON", `{ "a": ${FAKE_SECRET} }`],
    ["a member that stands twice", `{ "${FAKE_SECRET}": 1, "${FAKE_SECRET}": 2 }`],
    [
      "the port of a draft that can't be read",
      JSON.stringify(draftOf({ draft: { port: FAKE_SECRET, references: 1 } })),
    ],
    ["the slug of one", JSON.stringify(draftOf({ draft: { references: 1 }, action: { slug: FAKE_SECRET } }))],
    ["the draft's format", JSON.stringify(draftOf({ draft: { draft: FAKE_SECRET } }))],
  ])("of %s", async (_, text) => {
    const told = await evaluateDraft(SAMPLE_FILE, bytesOf(text), findSamplePort);
    expect(told.verdict).toBe("invalid");
    expect(JSON.stringify(told)).not.toContain(FAKE_SECRET);
  });
});
