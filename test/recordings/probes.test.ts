import { describe, expect, test } from "vitest";
import { actionSchema } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { generateProbes } from "../../src/recordings/probe-inputs.ts";
import { passesProbes, runProbes } from "../../src/recordings/probes.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { BENIGN } from "../safe-model/cases/benign.ts";
import { findPort } from "../safe-model/cases/ports.ts";
import { BODY, PORT, pathOf, placeOf, QUERY } from "../support/probes.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS } from "../support/sample.ts";

const text = (members: JsonSchema = {}): JsonSchema => ({ type: "string", ...members });
const ITEM: JsonSchema = { type: "integer", minimum: 0, maximum: 9 };

describe("in place of one input are tried", () => {
  test.each<[what: string, schema: JsonSchema, reject: unknown[], accept: unknown[]]>([
    [
      "an integer",
      { type: "integer", minimum: 1, maximum: 300 },
      [0, 301, 1.5, 2 ** 53, "1", null],
      [1, 300],
    ],
    ["a number", { type: "number", minimum: 0, maximum: 1.5 }, [-1, 2.5, "1"], [0, 1.5]],
    ["a switch", { type: "boolean" }, ["true", null], []],
    ["free text", text({ minLength: 3, maxLength: 4 }), ["aa", "aaaaa", 1], ["aaa", "aaaa"]],
    ["text of a pattern", text({ pattern: "^[A-Z]{3,5}$" }), ["AA", "AAAAAA"], ["AAA", "AAAAA"]],
    [
      "text of a pattern within other bounds",
      text({ pattern: "^[0-9]{1,9}$", minLength: 2, maxLength: 3 }),
      ["1", "1111"],
      ["11", "111"],
    ],
    ["a date", text({ format: "date" }), ["2026-02-29", "2024-02-2"], ["2024-02-29"]],
    ["one of a list", text({ enum: ["live", "past"] }), ["harbor-drafts-probe", 1], ["live", "past"]],
    ["a constant", { type: "integer", const: 2 }, ["1", null], [2]],
    [
      "a list",
      { type: "array", items: ITEM, minItems: 1, maxItems: 3 },
      [[], [1, 1, 1, 1], [0, 10], [0, "1"], { 0: "1", length: 1 }].map((list) =>
        Array.isArray(list) ? list.map((one) => (one === 1 ? 0 : one)) : list,
      ),
      [[0], [0, 0, 0], [0, 9]],
    ],
  ])("%s: its bounds, one beyond, another type", (_, schema, reject, accept) => {
    const action = BODY(schema);
    const tried = (must: string) =>
      [...generateProbes(action)]
        .filter((probe) => probe.must === must)
        .map(({ input }) => placeOf(action)(input));
    expect(tried("reject")).toEqual(expect.arrayContaining([...reject]));
    expect(tried("accept")).toEqual(expect.arrayContaining([...accept]));
    expect(runProbes(PORT, action)).toMatchObject({ escaped: [], blocked: [] });
  });

  test("missing and unknown members, what would leave a segment, and places that the action hasn't", () => {
    const names = (action: typeof GET_MEETING) => [...generateProbes(action)].map(({ name }) => name);
    expect(names(CREATE_MEETING)).toEqual(
      expect.arrayContaining([
        "body: left out",
        "body/topic: left out",
        "body/harborDraftsProbe: unknown member",
      ]),
    );
    expect(names(pathOf(text({ pattern: "^[0-9]{9,12}$" })))).toEqual(
      expect.arrayContaining(['path/q: ".."', 'path/q: "a/b"', 'path/q: "%2e%2e"', "path/q: left out"]),
    );
    expect(names(GET_MEETING)).toContain("query: given, though the action takes none");
    expect(new Set(names(LIST_MEETINGS)).size).toBe(names(LIST_MEETINGS).length);
  });
});

describe("a draft's own faults are found:", () => {
  test.each<[what: string, schema: JsonSchema, names: string[]]>([
    ["text without a bound", text(), ["100000 characters"]],
    ["a bound that bounds nothing", text({ maxLength: 1e9 }), ["100000 characters"]],
  ])("%s lets too much through", (_, schema, names) => {
    const { escaped, run, rejected } = runProbes(PORT, QUERY(schema));
    expect(escaped.map(({ name }) => name)).toEqual(names.map((name) => `query/q: ${name}`));
    expect(run - rejected).toBe(names.length);
    expect(JSON.stringify(escaped).length).toBeLessThan(2_000);
  });

  test.each<[what: string, schema: JsonSchema, names: string[]]>([
    ["a value that breaks its own bound", text({ enum: ["live", "scheduled"], maxLength: 4 }), ["value 2"]],
    ["a value of another type", { type: "integer", enum: ["2"] }, ["value 1"]],
    ["a constant that isn't listed", text({ enum: ["a"], const: "b" }), ["value 1"]],
    [
      "bounds the wrong way round",
      { type: "integer", minimum: 9, maximum: 1 },
      ["at its minimum", "at its maximum"],
    ],
    ["lengths the wrong way round", text({ minLength: 9, maxLength: 1 }), ["at its shortest"]],
    ["a pattern too long for its bound", text({ pattern: "^[a-z]{9}$", maxLength: 8 }), ["at its shortest"]],
    ["a format too long for its bound", text({ format: "date", maxLength: 9 }), ["at its shortest"]],
    [
      "a list of more than its most",
      { type: "array", items: ITEM, minItems: 3, maxItems: 2 },
      ["at its fewest items", "at its most items"],
    ],
  ])("%s admits less than it says", (_, schema, names) => {
    const { escaped, blocked } = runProbes(PORT, QUERY(schema));
    expect(escaped).toEqual([]);
    expect(blocked.map(({ name }) => name)).toEqual(names.map((name) => `query/q: ${name}`));
    expect(blocked[0]?.why).toMatch(/^\/query\/q must /);
  });

  test("an example that is rejected is all that is said", () => {
    const examples = [{ name: "wrong", input: { query: { page_size: 1000 } } }];
    const { blocked, accepted } = runProbes(PORT, { ...LIST_MEETINGS, examples });
    expect([accepted, blocked.map(({ why }) => why)]).toEqual([0, ["/query/page_size must be 1 to 100"]]);
  });
});

describe("a draft that check admits passes:", () => {
  const cases = Object.entries(BENIGN).flatMap(([group, all]) =>
    all.map((one) => [`${group}: ${one.name}`, one] as const),
  );

  test.each(cases)("%s", async (_, { file, bytes }) => {
    const draft = (await evaluateDraft(file, bytes, findPort)).loaded?.draft;
    const live = await findPort(draft?.port ?? "");
    if (live === undefined || draft?.change === "retire") {
      return;
    }
    const report = runProbes(live.manifest.port, actionSchema.parse(draft?.action));
    expect([report.escaped, report.blocked]).toEqual([[], []]);
    expect(passesProbes(report)).toBe(true);
    expect(report.run).toBeGreaterThan(3);
  });
});

describe("however odd the schema, probes are few and small:", () => {
  const nested = (depth: number, around: (inner: JsonSchema) => JsonSchema, inner = ITEM): JsonSchema =>
    depth === 0 ? inner : around(nested(depth - 1, around, inner));
  const many = (count: number, schema: JsonSchema): JsonSchema => ({
    type: "object",
    properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema])),
  });

  test.each<[what: string, schema: JsonSchema]>([
    ["a maxLength of a thousand million", text({ maxLength: 1e9 })],
    ["a minLength of a thousand million", text({ minLength: 1e9, maxLength: 1e9 })],
    ["a list of a million", { type: "array", items: ITEM, minItems: 1e6, maxItems: 1e6 }],
    ["lists of lists of lists", nested(8, (items) => ({ type: "array", items, minItems: 9, maxItems: 9 }))],
    ["a hundred levels", nested(100, (inner) => ({ type: "object", properties: { a: inner } }))],
    [
      "objects of objects, both required",
      nested(10, (inner) => ({ type: "object", properties: { a: inner, b: inner }, required: ["a", "b"] })),
    ],
    ["a thousand members", many(1_000, { type: "integer", minimum: 0, maximum: 9 })],
  ])("%s", (_, schema) => {
    let [count, largest] = [0, 0];
    for (const { input } of generateProbes(BODY(schema))) {
      count++;
      largest = Math.max(largest, JSON.stringify(input).length);
    }
    expect(count).toBeLessThanOrEqual(5_000);
    expect(largest).toBeLessThan(120_000);
  });
});
