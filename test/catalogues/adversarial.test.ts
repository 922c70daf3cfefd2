import { describe, expect, test } from "vitest";
import { fieldNames } from "../../src/gateway/fields.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { isListed } from "../../src/safe-model/names/words.ts";
import { ATTACKED } from "../safe-model/cases/attacked.ts";
import { HOSTILE } from "../safe-model/cases/hostile.ts";
import { type Base, type Case, caseOf, type Value } from "../safe-model/cases/ports.ts";
import { isFull } from "../support/extent.ts";
import { HOMES } from "./homes.ts";

// What is hostile by its inputs, fields, texts or bounds, and not by one API's routes, is hostile by every policy.

/** Kinds of the tables that are about one API's routes or files alone. */
const OF_ONE_API = new Set([
  "route",
  "placeholders",
  "siblings",
  "identity in the path",
  "routes",
  "credential routes",
  "identity",
  "file",
]);

const KINDS = Object.entries({ ...HOSTILE, ...ATTACKED }).filter(([kind]) => !OF_ONE_API.has(kind));

/** Whether a case says nothing that belongs to its own port: a route, or a field that its policy lists. */
function isOfAnyApi({ from: [base, difference] }: Case): boolean {
  const { path, at, port, file, slug, change, json, bytes, action, draft } = difference;
  const own = [path, at, port, file, slug, change, json, bytes, action?.["input"], action?.["examples"]];
  const { fields, subtrees = [] } = base.port.policy.credentials;
  const isListedThere = difference.fields?.some((field) =>
    fieldNames(field).some((name) => isListed(name, [...fields, ...subtrees])),
  );
  return own.every((part) => part === undefined) && draft?.["change"] === undefined && isListedThere !== true;
}

/** The case on a draft of another port, whose page size has another name and another maximum. */
function moved({ name, from: [base, difference], verdicts }: Case, home: Base): Case {
  const [from, to] = [base.port.policy.pagination, home.port.policy.pagination];
  const query = Object.entries(difference.query ?? {}).map(([input, value]) =>
    input === from.size
      ? ([to.size, raised(value, to.maximum - from.maximum, from.maximum)] as const)
      : [input, value],
  );
  return caseOf(name, home, { ...difference, query: Object.fromEntries(query) }, ...verdicts);
}

/** An input whose bounds beyond a maximum are that much beyond another. */
function raised(value: Value, by: number, maximum: number): Value {
  const raise = (part: unknown): unknown => (typeof part === "number" && part >= maximum ? part + by : part);
  return JSON.parse(JSON.stringify(value), (_, part) => raise(part)) as Value;
}

async function judge({ file, bytes }: Case, { port }: Base) {
  const { verdict, findings } = await evaluateDraft(file, bytes, async () => port);
  return { verdict, errors: findings.filter(({ severity }) => severity === "error") };
}

const PORTS = Object.keys(HOMES);

describe.each(Object.entries(HOMES))("by the policy of %s", (port, home) => {
  test("the drafts that all else is made of are admitted", async () => {
    for (const base of [home.read, home.write]) {
      const { verdict, errors } = await judge(caseOf("harmless", base, {}, "approval"), base);
      expect([base.slug, errors, verdict]).toEqual([base.slug, [], "approval"]);
    }
  });

  test.each(KINDS)("none is admitted: %s", async (_, cases) => {
    const admitted: string[] = [];
    // Every case by one of the policies, and every policy by its share of each kind.
    const own = cases
      .filter(isOfAnyApi)
      .filter((_, index) => isFull || index % PORTS.length === PORTS.indexOf(port));
    for (const one of own) {
      const base = one.from[0].method === "GET" ? home.read : home.write;
      const { verdict } = await judge(moved(one, base), base);
      if (!one.verdicts.includes(verdict)) {
        admitted.push(`${one.name} as ${base.method} ${base.path}: ${verdict}`);
      }
    }
    expect(admitted).toEqual([]);
  });
});

test("the tables have enough that is of any API", () => {
  expect(KINDS.flatMap(([, cases]) => cases.filter(isOfAnyApi)).length).toBeGreaterThan(500);
});
