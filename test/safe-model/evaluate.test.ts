import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import { type CheckedDraft, evaluateDraft, type Verdict } from "../../src/safe-model/evaluate.ts";
import { defineRule, type RuleExample } from "../../src/safe-model/rule.ts";
import {
  bytesOf,
  CREATE_MEETING,
  draftOf,
  findSamplePort,
  GET_MEETING,
  LIST_MEETINGS,
  SAMPLE_FILE,
} from "../support/sample.ts";

const judge = (content: unknown, file = SAMPLE_FILE): Promise<CheckedDraft> =>
  evaluateDraft(file, content instanceof Uint8Array ? content : bytesOf(content), findSamplePort);

const fileOf = (slug: string): string => `drafts/zoom-api/${slug}.json`;
const rulesOf = ({ findings }: CheckedDraft): string[] => findings.map(({ rule }) => rule);

/** The same read on a route of the approval tier, or on one that nobody listed. */
const readOf = (path: string, approvalMode: string): RuleExample => ({ action: { path, approvalMode } });

const [SAY_MORE, SAY_LESS] = ["say it in a sentence", "say it shorter"];

describe("the verdict", () => {
  test.each<[what: string, example: RuleExample, file: string, verdict: Verdict, rules: string[]]>([
    ["of a harmless read", {}, SAMPLE_FILE, "automatic", []],
    [
      "of one that asks for more approval than it needs",
      { action: { approvalMode: "require_approval" } },
      SAMPLE_FILE,
      "approval",
      [],
    ],
    [
      "of a read of other people's data",
      readOf("/past_meetings/{meetingId}/participants", "require_approval"),
      SAMPLE_FILE,
      "approval",
      [],
    ],
    [
      "of an unlisted read under a listed family",
      readOf("/meetings/{meetingId}/polls", "require_approval"),
      SAMPLE_FILE,
      "approval",
      [],
    ],
    ["of a reviewable write", { action: { ...CREATE_MEETING } }, fileOf("create-meeting"), "approval", []],
    [
      "of an approval that is weaker than the tier",
      readOf("/meetings/{meetingId}/polls", "automatic"),
      SAMPLE_FILE,
      "refused",
      ["route/approval"],
    ],
    [
      "of a write without approval",
      { action: { ...CREATE_MEETING, approvalMode: "automatic" } },
      fileOf("create-meeting"),
      "refused",
      ["route/approval"],
    ],
    ["of DELETE", { action: { method: "DELETE" } }, SAMPLE_FILE, "refused", ["route/method", "route/policy"]],
    [
      "of another user's data",
      {
        action: {
          path: "/users/{userId}",
          input: {
            path: {
              type: "object",
              properties: { userId: { type: "integer", minimum: 1, maximum: 9 } },
              required: ["userId"],
              additionalProperties: false,
            },
          },
          examples: [{ name: "one", input: { path: { userId: 7 } } }],
        },
      },
      SAMPLE_FILE,
      "refused",
      ["principal/path", "route/policy"],
    ],
    [
      "of an unlisted family",
      { action: { path: "/webinars/{meetingId}" } },
      SAMPLE_FILE,
      "refused",
      ["route/policy"],
    ],
    [
      "of an update of what is live",
      { draft: { change: "update", action: LIST_MEETINGS } },
      fileOf("list-meetings"),
      "automatic",
      ["draft/change"],
    ],
  ])("%s", async (_, example, file, verdict, rules) => {
    const checked = await judge(draftOf(example), file);
    expect(checked).toMatchObject({ file, port: "zoom-api", slug: draftOf(example).action.slug, verdict });
    expect(rulesOf(checked).sort()).toEqual(rules);
  });

  test("isn't worse for a warning: an update that changes nothing is named, not refused", async () => {
    const { findings } = await judge(
      draftOf({ draft: { change: "update", action: LIST_MEETINGS } }),
      fileOf("list-meetings"),
    );
    expect(findings).toMatchObject([{ rule: "draft/change", severity: "warning" }]);
  });

  test("isn't worse for an action without examples, of which it warns", async () => {
    const checked = await judge(draftOf({ action: { examples: [] } }));
    expect(checked.verdict).toBe("automatic");
    expect(checked.findings).toEqual([
      {
        rule: "example/valid",
        severity: "warning",
        message: "there is no example, so the action can't be tested or published",
        hint: "add one, and its exchange to the recording",
        file: SAMPLE_FILE,
        line: 40,
        column: 17,
        pointer: "/action/examples",
        fix: null,
        candidates: [],
        related: [],
      },
    ]);
  });

  test("names an update that widens authority, and tells of any other what it does", async () => {
    const update = (members: Partial<Action>) =>
      judge(
        draftOf({ draft: { change: "update", action: { ...LIST_MEETINGS, ...members } } }),
        fileOf("list-meetings"),
      );
    const wider = await update({
      result: { fields: [...LIST_MEETINGS.result.fields, "meetings[].duration"] },
    });
    const narrower = await update({ result: { fields: LIST_MEETINGS.result.fields.slice(1) } });
    const same = await update({ label: "My meetings" });
    const told = ({ verdict, findings }: CheckedDraft) => [
      verdict,
      ...findings.map(({ rule, severity, message }) => `${rule} ${severity}: ${message}`),
    ];
    expect(told(wider)).toEqual([
      "automatic",
      "draft/update warning: the update widens what agents may do: /result/fields/3",
    ]);
    expect(told(narrower)).toEqual([
      "automatic",
      "draft/update info: the update narrows what agents may do: /result/fields/0",
    ]);
    expect(told(same)).toEqual([
      "automatic",
      "draft/update info: the update changes text or examples alone; agents may do what they may do now",
    ]);
  });

  test("is refused for a port that isn't live", async () => {
    const checked = await judge(draftOf({ draft: { port: "zom-api" } }), "drafts/zom-api/get-meeting.json");
    expect(checked).toMatchObject({ verdict: "refused", port: "zom-api", slug: "get-meeting" });
    expect(checked.findings).toMatchObject([{ rule: "draft/port", pointer: "/port", line: 3, column: 11 }]);
  });

  test("is refused by a rule that throws, and the other rules still speak", async () => {
    const text = { summary: "", why: "", examples: { good: [], bad: [] } };
    const rules = [
      defineRule({
        id: "test/throws",
        ...text,
        check: () => {
          throw new Error("no idea");
        },
      }),
      defineRule({
        id: "test/throws-late",
        ...text,
        *check() {
          yield { pointer: "/action/slug", message: "first", hint: "x", severity: "warning" };
          throw new Error("too late");
        },
      }),
      defineRule({
        id: "test/speaks",
        ...text,
        check: () => [{ pointer: "/port", message: "here", hint: "x", severity: "info" }],
      }),
    ];
    const checked = await evaluateDraft(SAMPLE_FILE, bytesOf(draftOf()), findSamplePort, { rules });
    expect(checked.verdict).toBe("refused");
    expect(checked.findings.map(({ rule, severity, line }) => [rule, severity, line])).toEqual([
      ["test/throws", "error", 1],
      ["test/throws-late", "error", 1],
      ["test/speaks", "info", 3],
    ]);
  });
});

describe("a retirement", () => {
  const retirement = (action: Record<string, unknown>) => draftOf({ draft: { change: "retire", action } });

  test("of a live action needs a person", async () => {
    const checked = await judge(retirement({ slug: "list-meetings" }), fileOf("list-meetings"));
    expect(checked).toMatchObject({ verdict: "approval", findings: [] });
  });

  test("of what isn't live is refused", async () => {
    const checked = await judge(retirement({ slug: "get-meeting" }));
    expect(rulesOf(checked)).toEqual(["draft/change"]);
  });

  test("holds the slug and nothing else", async () => {
    const checked = await judge(retirement({ ...LIST_MEETINGS }), fileOf("list-meetings"));
    expect(checked.verdict).toBe("refused");
    expect(new Set(rulesOf(checked))).toEqual(new Set(["draft/members"]));
  });
});

describe("a text that is empty or too long is named", () => {
  const long = (most: number): string => "x".repeat(most + 1);
  const named = (name: string): RuleExample => ({
    action: { examples: [{ name, input: { path: { meetingId: 123456789 } } }] },
  });

  test.each<[example: RuleExample, pointer: string, message: string, hint: string]>([
    [{ draft: { rationale: " \n" } }, "/rationale", "the rationale must have 1 to 2000 characters", SAY_MORE],
    [
      { draft: { rationale: long(2000) } },
      "/rationale",
      "the rationale must have 1 to 2000 characters",
      SAY_LESS,
    ],
    [{ action: { label: "" } }, "/action/label", "the label must have 1 to 60 characters", SAY_MORE],
    [{ action: { label: long(60) } }, "/action/label", "the label must have 1 to 60 characters", SAY_LESS],
    [
      { action: { description: "" } },
      "/action/description",
      "the description must have 1 to 280 characters",
      SAY_MORE,
    ],
    [
      { action: { description: long(280) } },
      "/action/description",
      "the description must have 1 to 280 characters",
      SAY_LESS,
    ],
    [named(" "), "/action/examples/0/name", "the name must have 1 to 60 characters", SAY_MORE],
    [named(long(60)), "/action/examples/0/name", "the name must have 1 to 60 characters", SAY_LESS],
  ])("%#: %j", async (example, pointer, message, hint) => {
    const { verdict, findings } = await judge(draftOf(example));
    expect(verdict).toBe("refused");
    const rule = pointer === "/rationale" ? "text/rationale" : "text/plain";
    expect(findings).toMatchObject([{ rule, severity: "error", pointer, message, hint }]);
  });

  test("and one of the longest length may stand", async () => {
    const texts = { label: "x".repeat(60), description: "x".repeat(280), ...named("x".repeat(60)).action };
    expect(
      (await judge(draftOf({ action: texts, draft: { rationale: "x".repeat(2000) } }))).findings,
    ).toEqual([]);
  });
});

describe("the findings of a draft", () => {
  const bad = draftOf({
    action: {
      label: "Get <b>one</b>",
      method: "DELETE",
      scopes: ["meeting:read:meeting:admin"],
      headers: {},
      result: { fields: ["start_url", "*"] },
      input: {
        ...GET_MEETING.input,
        query: { type: "object", properties: { note: { type: "string" } }, additionalProperties: true },
      },
    },
    draft: { references: ["http://example.com"] },
  });

  test("are all told in one run", async () => {
    expect(new Set(rulesOf(await judge(bad)))).toEqual(
      new Set([
        "credential/result",
        "draft/members",
        "result/fields",
        "route/method",
        "route/policy",
        "schema/bounded",
        "schema/closed",
        "text/plain",
        "text/references",
      ]),
    );
  });

  test("are sorted by place, from line and column 1, and none is told twice", async () => {
    const { findings } = await judge(bad);
    const places = findings.map(({ line, column }) => line * 1000 + column);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...findings.map(({ column }) => column))).toBeGreaterThanOrEqual(1);
    expect(new Set(findings.map((finding) => JSON.stringify(finding))).size).toBe(findings.length);
  });

  test("are the same bytes for the same file", async () => {
    expect(JSON.stringify(await judge(bad))).toBe(JSON.stringify(await judge(bad)));
  });
});
