import { describe, expect, test } from "vitest";
import type { ReadableDraft } from "../../src/drafts/draft.ts";
import { tellProblems } from "../../src/safe-model/apply.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { applyEdits, fixDraft } from "../../src/safe-model/fix.ts";
import { defineRule, type Edit, type Rule } from "../../src/safe-model/rule.ts";
import { RULES } from "../../src/safe-model/rules/index.ts";
import { createSubject } from "../../src/safe-model/subject.ts";
import { bytesOf, draftOf, findSamplePort, SAMPLE_FILE, SAMPLE_PORT } from "../support/sample.ts";

const START = { line: 1, column: 1 };
const TEXT = { summary: "", why: "", examples: { good: [], bad: [] } };

/** Fixes a draft by rules, without its file. */
const fix = (draft: ReadableDraft, rules: readonly Rule[]) =>
  fixDraft(draft, (now) => tellProblems(rules, createSubject(SAMPLE_FILE, now, SAMPLE_PORT), () => START));

/** A rule that finds fault with a label, and writes another. */
const relabel = (
  id: `${string}/${string}`,
  isBad: (label: string) => boolean,
  label: (old: string) => string,
) =>
  defineRule({
    id,
    ...TEXT,
    *check({ draft }) {
      if (isBad(labelOf(draft))) {
        yield { pointer: "/action/label", message: "not this", hint: "another" };
      }
    },
    fix: ({ draft }) => [{ pointer: "/action/label", value: label(labelOf(draft)) }],
  });

const labelOf = ({ action }: ReadableDraft): string => String((action as { label?: unknown }).label);

describe("edits", () => {
  const value = { a: { "b/c": 1, "~": 2 }, list: ["x", "y", "z"] };

  test.each<[what: string, edits: Edit[], after: unknown]>([
    ["replace", [{ pointer: "/a/b~1c", value: 3 }], { ...value, a: { "b/c": 3, "~": 2 } }],
    ["add", [{ pointer: "/a/d", value: [] }], { ...value, a: { ...value.a, d: [] } }],
    ["remove", [{ pointer: "/a/~0", value: undefined }], { ...value, a: { "b/c": 1 } }],
    ["remove what isn't there", [{ pointer: "/b", value: undefined }], value],
    ["replace an item", [{ pointer: "/list/1", value: "Y" }], { ...value, list: ["x", "Y", "z"] }],
    ["append by index", [{ pointer: "/list/3", value: "!" }], { ...value, list: ["x", "y", "z", "!"] }],
    ["append by -", [{ pointer: "/list/-", value: "!" }], { ...value, list: ["x", "y", "z", "!"] }],
    [
      "remove items whose indexes are those of before, whatever their order",
      [
        { pointer: "/list/0", value: undefined },
        { pointer: "/a", value: undefined },
        { pointer: "/list/2", value: undefined },
        { pointer: "/list/1", value: "Y" },
      ],
      { list: ["Y"] },
    ],
  ])("%s", (_, edits, after) => {
    const before = structuredClone(value);
    expect(applyEdits(value, edits)).toEqual(after);
    expect(value).toEqual(before);
  });

  test("of a long list count its indexes as numbers", () => {
    const list = [..."abcdefghijkl"];
    const edits = [2, 10, 9].map((index) => ({ pointer: `/${index}`, value: undefined }));
    expect(applyEdits(list, edits)).toEqual([..."abdefghil"]);
  });

  test.each([
    ["", 1],
    ["list", 1],
    ["/nothing/there", 1],
    ["/list/5", 1],
    ["/list/3", undefined],
    ["/list/-1", 1],
    ["/list/01", 1],
    ["/list/length", 0],
    ["/list/x", undefined],
    ["/a/b~1c/d", 1],
    ["/__proto__/polluted", 1],
    ["/a/__proto__", { polluted: 1 }],
    ["/constructor/prototype/polluted", 1],
    ["/a/toString/polluted", 1],
  ])("that lead nowhere do nothing: %s", (pointer, edit) => {
    const before = structuredClone(value);
    expect(
      applyEdits(value, [
        { pointer: "/a/d", value: 1 },
        { pointer, value: edit },
      ]),
    ).toBeUndefined();
    expect(value).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("a draft is mended", () => {
  test("until nothing is left that has a fix, each fix once", () => {
    const rules = [
      relabel(
        "test/first",
        (label) => label === "Get one meeting",
        () => "one",
      ),
      relabel(
        "test/second",
        (label) => label === "one",
        () => "two",
      ),
    ];
    const { draft, applied } = fix(draftOf(), rules);
    expect(labelOf(draft)).toBe("two");
    expect(applied).toEqual([
      { rule: "test/first", pointer: "/action/label", message: "not this" },
      { rule: "test/second", pointer: "/action/label", message: "not this" },
    ]);
  });

  test("by none that doesn't help", () => {
    const rules = [
      relabel(
        "test/futile",
        () => true,
        (label) => `${label}!`,
      ),
    ];
    expect(fix(draftOf(), rules)).toEqual({ draft: draftOf(), applied: [] });
  });

  test("by those that help, beside one that doesn't", () => {
    const rules = [
      relabel(
        "test/futile",
        () => true,
        (label) => `${label}!`,
      ),
      relabel(
        "test/good",
        (label) => label !== "Good",
        () => "Good",
      ),
    ];
    const { draft, applied } = fix(draftOf(), rules);
    expect(labelOf(draft)).toBe("Good");
    expect(applied.map(({ rule }) => rule)).toEqual(["test/good"]);
  });

  test("and two rules that want the opposite come to an end", () => {
    const rules = [
      relabel(
        "test/upper",
        (label) => label !== "UP",
        () => "UP",
      ),
      relabel(
        "test/lower",
        (label) => label !== "low",
        () => "low",
      ),
    ];
    expect(fix(draftOf(), rules).applied).toHaveLength(2);
  });

  test("never into what is no draft", () => {
    const rule = (edit: Edit) =>
      defineRule({
        id: "test/breaks",
        ...TEXT,
        check: ({ draft }) => (draft.port === "zoom-api" ? [{ pointer: "", message: "m", hint: "h" }] : []),
        fix: () => [{ pointer: "/port", value: "another" }, edit],
      });
    for (const edit of [
      { pointer: "/action", value: undefined },
      { pointer: "/action/scopes", value: "all" },
      { pointer: "/nothing/there", value: 1 },
      { pointer: "", value: {} },
    ]) {
      expect(fix(draftOf(), [rule(edit)])).toEqual({ draft: draftOf(), applied: [] });
    }
  });

  test("at every item of a list at once", () => {
    const fields = ["a", "bad", "b", "bad", "bad"];
    const rule = defineRule({
      id: "test/items",
      ...TEXT,
      *check({ action }) {
        for (const [index, field] of action?.result.fields.entries() ?? []) {
          if (field === "bad") {
            yield { pointer: `/action/result/fields/${index}`, message: "bad", hint: "remove it" };
          }
        }
      },
      fix: (_, { pointer }) => [{ pointer, value: undefined }],
    });
    const { draft, applied } = fix(draftOf({ action: { result: { fields } } }), [rule]);
    expect(draft).toMatchObject({ action: { result: { fields: ["a", "b"] } } });
    expect(applied).toHaveLength(3);
  });

  test("and a fix that throws refuses it", async () => {
    const rule = defineRule({
      id: "test/throws",
      ...TEXT,
      check: () => [{ pointer: "/port", message: "m", hint: "h", severity: "info" }],
      fix: () => {
        throw new Error("no idea");
      },
    });
    const checked = await evaluateDraft(SAMPLE_FILE, bytesOf(draftOf()), findSamplePort, { rules: [rule] });
    expect(checked.verdict).toBe("refused");
    expect(checked.findings).toMatchObject([
      { message: expect.stringMatching(/the rule failed \(no idea\)/) },
    ]);
  });
});

describe("the rules' own fixes", () => {
  const fixable = RULES.filter((rule) => rule.fix !== undefined).flatMap((rule) =>
    rule.examples.bad.flatMap((example) => {
      const subject = createSubject(example.file ?? SAMPLE_FILE, draftOf(example), SAMPLE_PORT);
      const told = tellProblems([rule], subject, () => START).filter(({ finding }) => finding.fixable);
      return told.length > 0 ? [{ id: rule.id, rule, example, told }] : [];
    }),
  );

  test("are shown by a bad example each", () => {
    const silent = RULES.filter(
      ({ id, fix: own }) => own !== undefined && !fixable.some((one) => one.id === id),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test.each(fixable)("%#: $id makes its finding go away", ({ rule, example, told }) => {
    const { draft, applied } = fix(draftOf(example), [rule]);
    expect(applied.map(({ message }) => message)).toEqual(
      expect.arrayContaining(told.map(({ finding }) => finding.message)),
    );
    expect(draft).not.toEqual(draftOf(example));
  });
});
