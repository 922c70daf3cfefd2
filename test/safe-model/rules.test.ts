import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/json/parse.ts";
import { fromPointer } from "../../src/json/pointer.ts";
import { applyRules } from "../../src/safe-model/evaluate.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { RULES } from "../../src/safe-model/rules/index.ts";
import { escapeLine } from "../../src/text/escape.ts";
import { PROJECT } from "../support/repository.ts";
import { bytesOf, sampleSubject } from "../support/sample.ts";

const START = { line: 1, column: 1 };

/** Whether a pointer's value, or at least the object that it is missing from, is in the document. */
function leadsSomewhere(pointer: string, document: unknown): boolean {
  const parents = fromPointer(pointer).slice(0, -1);
  let value = document;
  for (const token of parents) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) {
      return false;
    }
    value = (value as Record<string, unknown>)[token];
  }
  return pointer === "" || (typeof value === "object" && value !== null);
}

const numbered = (examples: readonly RuleExample[]): [string, RuleExample][] =>
  examples.map((example, index) => [
    `${index + 1}: ${escapeLine(JSON.stringify(example).slice(0, 160))}`,
    example,
  ]);

describe.each(RULES.map((rule) => [rule.id, rule] as const))("the rule %s", (_, rule) => {
  test.each(numbered(rule.examples.bad))("fires for its bad example %s", (_, example) => {
    const subject = sampleSubject(example);
    const parsed = parseJson(bytesOf(subject.draft), 1e6);
    if (!parsed.ok) {
      throw new Error(parsed.problem.message);
    }
    const findings = applyRules([rule], subject, parsed.document.locate);
    expect(findings).not.toEqual([]);
    for (const { severity, message, hint, pointer, line, column } of findings) {
      expect(severity).toBe(WARNINGS.includes(rule.id) ? "warning" : "error");
      expect(message).not.toContain("the rule failed");
      expect(hint).not.toBe("");
      expect(leadsSomewhere(pointer, subject.draft), pointer).toBe(true);
      expect({ line, column }).toEqual(parsed.document.locate(pointer));
    }
  });

  test.each(numbered(rule.examples.good))("is silent for its good example %s", (_, example) => {
    expect(applyRules([rule], sampleSubject(example), () => START)).toEqual([]);
  });

  test("explains itself", () => {
    for (const text of [rule.summary, rule.why]) {
      expect(text).toMatch(/^[A-Z].{10,}/);
    }
    expect([rule.examples.bad.length > 0, rule.examples.good.length > 0]).toEqual([true, true]);
  });
});

/** Rules that tell something that doesn't refuse. */
const WARNINGS = ["draft/widening"];

describe("the rules", () => {
  const ids = RULES.map(({ id }) => id);

  test("have ids of the form family/name", () => {
    expect(ids.filter((id) => !/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test("have ids of their own, and stand sorted by them", () => {
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test("stand each in a file of its name, and no file is left out", () => {
    const files = readdirSync(join(PROJECT, "src/safe-model/rules")).filter((file) => file !== "index.ts");
    expect(files.sort()).toEqual(ids.map((id) => `${id.replace("/", "-")}.ts`).sort());
  });

  test("are all silent for a harmless draft", () => {
    expect(applyRules(RULES, sampleSubject(), () => START)).toEqual([]);
  });

  test("end with a sentence why each is there", () => {
    expect(RULES.filter(({ why }) => !why.endsWith(".")).map(({ id }) => id)).toEqual([]);
  });
});
