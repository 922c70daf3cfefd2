import { expect, test } from "vitest";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { ATTACKED } from "./cases/attacked.ts";
import { BENIGN } from "./cases/benign.ts";
import { HOSTILE, WARNED } from "./cases/hostile.ts";
import { type Case, findPort } from "./cases/ports.ts";

// Drafts by an author who hadn't read the rules, and by one who had: no unsafe one may pass, no harmless one may be refused.

type Groups = Readonly<Record<string, readonly Case[]>>;

const named = (groups: Groups) =>
  Object.entries(groups).flatMap(([group, cases]) =>
    cases.map((draft) => ({ title: `${group}: ${draft.name}`, draft })),
  );

async function judge({ file, bytes }: Case) {
  const { verdict, findings } = await evaluateDraft(file, bytes, findPort);
  const of = (wanted: string) => findings.filter(({ severity }) => severity === wanted);
  return { verdict, errors: of("error"), warnings: of("warning") };
}

test("there are enough cases, each with a name of its own", () => {
  const titles = [...named(HOSTILE), ...named(ATTACKED), ...named(BENIGN)].map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  expect(named(HOSTILE).length).toBeGreaterThanOrEqual(150);
  expect(named(BENIGN).length).toBeGreaterThanOrEqual(40);
});

for (const { title, draft } of [...named(HOSTILE), ...named(ATTACKED)]) {
  test(title, async () => {
    const { verdict, errors } = await judge(draft);
    expect(draft.verdicts).toContain(verdict);
    const messages = errors.map(({ message }) => message).filter((told) => !told.includes("the rule failed"));
    expect(messages).not.toEqual([]);
    expect(messages.join("\n")).toContain(draft.shows ?? "");
  });
}

for (const { title, draft } of named({ warned: WARNED })) {
  test(title, async () => {
    const { verdict, errors, warnings } = await judge(draft);
    expect(errors).toEqual([]);
    expect(warnings).not.toEqual([]);
    expect(draft.verdicts).toContain(verdict);
  });
}

for (const { title, draft } of named(BENIGN)) {
  test(`benign ${title}`, async () => {
    const { verdict, errors } = await judge(draft);
    expect(errors.map(({ rule, pointer, message }) => `${rule} ${pointer}: ${message}`)).toEqual([]);
    expect(draft.verdicts).toContain(verdict);
  });
}
