import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/finding.ts";
import { parseJson } from "../../src/json/parse.ts";
import { fromPointer } from "../../src/json/pointer.ts";
import { applyRules } from "../../src/safe-model/apply.ts";
import { RULES } from "../../src/safe-model/draft-rules.ts";
import { FINDINGS } from "../../src/safe-model/finding-docs.ts";
import * as manifestRules from "../../src/safe-model/manifest-rules/index.ts";
import * as policyRules from "../../src/safe-model/policy-rules/index.ts";
import type { RuleFor } from "../../src/safe-model/rule.ts";
import { escapeLine } from "../../src/text/escape.ts";
import { PROJECT } from "../support/repository.ts";
import { bytesOf, sampleSubject } from "../support/sample.ts";
import { manifestSubject, policySubject } from "../support/sample-catalog.ts";

/** One kind of file: its rules, and an example's difference made into what they judge. */
interface Kind {
  name: string;
  folder: string;
  rules: readonly RuleFor<never, unknown>[];
  /** The document that findings point into, and a judge of it. */
  prepare(example: unknown): { document: unknown; judge: (rule: RuleFor<never, unknown>) => Finding[] };
}

function kindOf<Subject extends { file: string }, Example>(
  name: string,
  rules: readonly RuleFor<Subject, Example>[],
  subjectOf: (example?: Example) => Subject,
  documentOf: (subject: Subject) => unknown,
): Kind {
  return {
    name,
    folder: name === "draft" ? "rules" : `${name}-rules`,
    rules: rules as unknown as Kind["rules"],
    prepare(example) {
      const subject = subjectOf(example as Example);
      const document = documentOf(subject);
      return {
        document,
        judge: (rule) => applyRules([rule as never], subject, (pointer) => locate(document, pointer)),
      };
    },
  };
}

const KINDS: readonly Kind[] = [
  kindOf("draft", RULES, sampleSubject, ({ draft }) => draft),
  kindOf("manifest", Object.values(manifestRules), manifestSubject, ({ value }) => value),
  kindOf("policy", Object.values(policyRules), policySubject, ({ value }) => value),
];

/** Rules that tell something that doesn't refuse, some of them besides what does. */
const MILD: Record<string, readonly Finding["severity"][]> = {
  "draft/update": ["warning", "info"],
  "identity/route": ["error", "warning"],
  "manifest/actions": ["error", "warning"],
  "manifest/canonical": ["warning"],
  "manifest/texts": ["error", "warning"],
  "policy/answers": ["error", "warning"],
  "policy/credentials": ["error", "warning"],
  "policy/drafts": ["warning", "info"],
  "policy/families": ["error", "warning"],
  "policy/inputs": ["error", "warning"],
  "policy/principal": ["error", "warning"],
  "policy/routes": ["error", "warning"],
  "policy/scopes": ["error", "warning"],
  "text/orders": ["warning"],
  "text/rationale": ["error", "warning"],
};

function locate(document: unknown, pointer: string): { line: number; column: number } {
  const parsed = parseJson(bytesOf(document), 1e6);
  if (!parsed.ok) {
    throw new Error(parsed.problem.message);
  }
  return parsed.document.locate(pointer);
}

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

function isRule(exported: unknown): exported is RuleFor<never, unknown> {
  return typeof exported === "object" && exported !== null && "check" in exported;
}

const numbered = (examples: readonly unknown[]): [string, unknown][] =>
  examples.map((example, index) => [
    `${index + 1}: ${escapeLine(JSON.stringify(example).slice(0, 160))}`,
    example,
  ]);

const ALL = KINDS.flatMap((kind) => kind.rules.map((rule) => ({ id: rule.id, rule, kind })));

describe.each(ALL)("the rule $id", ({ id, rule, kind }) => {
  test.each(numbered(rule.examples.bad))("fires for its bad example %s", (_, example) => {
    const { document, judge } = kind.prepare(example);
    const findings = judge(rule);
    expect(findings).not.toEqual([]);
    for (const { severity, message, hint, pointer, line, column } of findings) {
      expect(MILD[id] ?? ["error"]).toContain(severity);
      expect(message).not.toContain("the rule failed");
      expect(hint).not.toBe("");
      expect(leadsSomewhere(pointer, document), pointer).toBe(true);
      expect({ line, column }).toEqual(locate(document, pointer));
    }
  });

  test.each(numbered(rule.examples.good))("is silent for its good example %s", (_, example) => {
    expect(kind.prepare(example).judge(rule)).toEqual([]);
  });

  test("explains itself", () => {
    for (const text of [rule.summary, rule.why]) {
      expect(text).toMatch(/^[A-Z].{10,}/);
    }
    expect(rule.why).toMatch(/\.$/);
    expect([rule.examples.bad.length > 0, rule.examples.good.length > 0]).toEqual([true, true]);
  });
});

describe.each(KINDS)("the rules about a $name", ({ rules, folder, prepare }) => {
  const ids = rules.map(({ id }) => id);

  test("have ids of the form family/name", () => {
    expect(ids.filter((id) => !/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test("stand each once", () => {
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("stand each in a file of its family, and none is left out", async () => {
    const path = join(PROJECT, "src/safe-model", folder);
    const files = readdirSync(path).filter((file) => file !== "index.ts");
    const found = await Promise.all(
      files.map(async (file) => {
        const exported: Record<string, unknown> = await import(join(path, file));
        const here = Object.values(exported).filter(isRule);
        expect(here, file).not.toEqual([]);
        expect(
          here.filter(({ id }) => !file.startsWith(id.split("/", 1).join(""))),
          file,
        ).toEqual([]);
        return here.map(({ id }) => id);
      }),
    );
    expect(found.flat().sort()).toEqual([...ids].sort());
  });

  test("are all silent for a harmless one", () => {
    const { judge } = prepare({});
    expect(rules.flatMap(judge)).toEqual([]);
  });
});

test("no two findings of all kinds have one id", () => {
  const others = [...FINDINGS.values()].filter(({ of }) => of === "reading" || of === "landing");
  expect(FINDINGS.size).toBe(ALL.length + others.length);
  expect(others.length).toBeGreaterThan(30);
});
