import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { type ReadableDraft, readableIssues } from "../../src/drafts/draft.ts";
import { fill } from "../../src/drafts/fill.ts";
import { applyEdits } from "../../src/json/edits.ts";
import { findMendable } from "../../src/safe-model/apply.ts";
import { RULES } from "../../src/safe-model/draft-rules.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { fixDraft } from "../../src/safe-model/fix.ts";
import { portFacts } from "../../src/safe-model/port-facts.ts";
import { defineRule, type Edit, type Rule } from "../../src/safe-model/rule.ts";
import { createSubject } from "../../src/safe-model/subject.ts";
import { applyPatch } from "../support/json-patch.ts";
import { bytesOf, draftOf, findSamplePort, SAMPLE_FILE, SAMPLE_PORT } from "../support/sample.ts";

const START = { line: 1, column: 1 };
const TEXT = { summary: "", why: "", examples: { good: [], bad: [] } };

/** Fixes a draft by rules, without its file. */
const fix = (draft: ReadableDraft, rules: readonly Rule[]) => {
  const { document, applied } = fixDraft(draft, (now) =>
    readableIssues(now).length > 0
      ? undefined
      : findMendable(rules, createSubject(SAMPLE_FILE, now as ReadableDraft, SAMPLE_PORT), () => START),
  );
  return { draft: document as ReadableDraft, applied };
};

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

/** A draft without what the format alone fills in again. */
function shorten(full: ReadableDraft): unknown {
  const members = [
    "/change",
    "/references",
    "/action/input",
    "/action/requestBodyMode",
    "/action/resultMode",
  ];
  const ofSchemas = ["/type", "/required", "/additionalProperties"].map(
    (name) => `/action/input/path${name}`,
  );
  return [...ofSchemas, ...members].reduce((document: unknown, pointer) => {
    const shorter = applyEdits(document, [{ pointer, value: undefined }])?.value ?? document;
    return isDeepStrictEqual(fill(shorter, portFacts(SAMPLE_PORT)).value, full) ? shorter : document;
  }, full);
}

describe("the rules' own fixes", () => {
  const fixable = RULES.filter((rule) => rule.fix !== undefined).flatMap((rule) =>
    rule.examples.bad.flatMap((example) => {
      const subject = createSubject(example.file ?? SAMPLE_FILE, draftOf(example), SAMPLE_PORT);
      const told = findMendable([rule], subject, () => START).filter(({ finding }) => finding.fix !== null);
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

  test.each(fixable)("%#: $id: the patch fits a file that isn't in full form", ({ rule, example }) => {
    const facts = portFacts(SAMPLE_PORT);
    const full = fill(draftOf(example), facts).value as ReadableDraft;
    const document = shorten(full);
    const { filled } = fill(document, facts);
    const subject = createSubject(example.file ?? SAMPLE_FILE, full, SAMPLE_PORT, [], { document, filled });
    for (const { finding, edits } of findMendable([rule], subject, () => START)) {
      const after = fill(applyPatch(document, finding.fix ?? []), facts).value;
      expect(after).toEqual(applyEdits(full, edits)?.value);
    }
  });

  test.each(fixable)("%#: $id: the patch does to the file what the edits do", ({ example, told }) => {
    for (const { finding, edits } of told) {
      expect(applyPatch(draftOf(example), finding.fix ?? [])).toEqual(
        applyEdits(draftOf(example), edits)?.value,
      );
    }
  });
});
