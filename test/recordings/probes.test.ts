import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { openCatalogue } from "../../src/catalog/load.ts";
import { draftSchema, proposedAction } from "../../src/drafts/draft.ts";
import { listDrafts } from "../../src/drafts/store.ts";
import { FORMATS } from "../../src/gateway/formats.ts";
import { openFiles } from "../../src/io/files.ts";
import { isRecord } from "../../src/json/record.ts";
import { FORMAT_TEXTS } from "../../src/recordings/probes/format-texts.ts";
import { generateProbes, type Probe, passesProbes, runProbes } from "../../src/recordings/probes.ts";
import { BODY, PORT, pathOf, placeOf, QUERY } from "../support/probes.ts";
import { PROJECT, read } from "../support/repository.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS } from "../support/sample.ts";

/** Every action of this repository, live or drafted. */
async function actionsOfThisRepository(): Promise<Action[]> {
  const { tree } = openFiles(PROJECT, PROJECT);
  const catalogue = openCatalogue(tree);
  const ports = await Promise.all((await catalogue.ports()).map((slug) => catalogue.get(slug)));
  const drafts = (await listDrafts(tree)).map((file) => draftSchema.parse(JSON.parse(read(PROJECT, file))));
  return [
    ...ports.flatMap(({ manifest }) => manifest.actions),
    ...drafts.flatMap((draft) => proposedAction(draft) ?? []),
  ];
}

describe.each([
  ...[GET_MEETING, LIST_MEETINGS, CREATE_MEETING].map(
    (action) => [`the sample's ${action.slug}`, action] as const,
  ),
  ...(await actionsOfThisRepository()).map((action) => [`this repository's ${action.slug}`, action] as const),
])("of %s", (_, action) => {
  test("every bad input is rejected, and every one at the edges accepted", () => {
    const report = runProbes(PORT, action);
    expect([report.escaped, report.blocked]).toEqual([[], []]);
    expect([report.rejected, report.accepted]).toEqual([report.run, report.edges]);
    expect(report.run).toBeGreaterThan(20);
    expect(report.edges).toBeGreaterThan(0);
    expect(passesProbes(report)).toBe(true);
  });

  test("every probe has a name of its own, and they are the same each time", () => {
    const names = [...generateProbes(action)].map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect([...generateProbes(action)].map(({ name }) => name)).toEqual(names);
  });
});

/** What is tried in place of one input, by whether it must be rejected. */
function triedFor(action: Action, must: Probe["must"], read = placeOf(action)): unknown[] {
  return [...generateProbes(action)].filter((probe) => probe.must === must).map(({ input }) => read(input));
}

const text = (members: JsonSchema = {}): JsonSchema => ({ type: "string", ...members });
const ITEM: JsonSchema = { type: "integer", minimum: 0, maximum: 9 };
const SHIP = "\u{1f6a2}";

describe("in place of one input are tried", () => {
  test.each<[what: string, schema: JsonSchema, reject: unknown[], accept: unknown[]]>([
    [
      "each bound of an integer by one",
      { type: "integer", minimum: 1, maximum: 300 },
      [0, 301, 1.5, 2 ** 53, -(2 ** 53), 1e21, Number.NaN, Number.POSITIVE_INFINITY, -0],
      [1, 300],
    ],
    [
      "each bound of a number by one and by the least there is",
      { type: "number", minimum: 0, maximum: 1.5 },
      [-1, -Number.MIN_VALUE, 2.5, 1.5000000000000002, 1e21, Number.NaN],
      [0, -0, 1.5],
    ],
    [
      "the next number, where one doesn't count",
      { type: "number", minimum: -1e300, maximum: 1e300 },
      [-1.0000000000000001e300, 1.0000000000000001e300].map((bound) => bound * (1 + Number.EPSILON)),
      [-1e300, 1e300, 1e21],
    ],
    ["the integers next to a fraction", { type: "integer", minimum: 0.5, maximum: 2.5 }, [0, 3], [1, 2]],
    [
      "values of each other type than a number",
      { type: "integer", minimum: 5, maximum: 9 },
      [null, "5", "", true, [5], [], {}],
      [5],
    ],
    [
      "values of each other type than a text",
      text({ pattern: "^[1-9]{3}$" }),
      [null, 111, true, ["111"], [], {}],
      ["111"],
    ],
    [
      "values of each other type than a switch",
      { type: "boolean" },
      [null, "true", "", 1, [true], {}],
      [true, false],
    ],
    [
      "free text one character too short and too long, counted as JSON Schema does",
      text({ minLength: 3, maxLength: 4 }),
      ["aa", "aaaaa", SHIP.repeat(2), SHIP.repeat(5)],
      ["aaa", "aaaa", SHIP.repeat(4)],
    ],
    [
      "text of the right form, where only its length is wrong",
      text({ pattern: "^[0-9]{1,9}$", minLength: 2, maxLength: 3 }),
      ["1", "1111"],
      ["11", "111"],
    ],
    [
      "text one character longer and shorter than its pattern has it",
      text({ pattern: "^[A-Z]{3,5}$" }),
      ["AA", "AAAAAA"],
      ["AAA", "AAAAA"],
    ],
    [
      "text that only begins, ends or holds a line like its pattern",
      text({ pattern: "^[a-z]{2,20}$" }),
      ["aa\n", "\naa", "aa\naa", "aa\r\nX-Injected: 1", " aa", "aa ", "aa\u0000", "aa\u0085", "aa\u2028"],
      ["aa"],
    ],
    [
      "look-alikes of digits",
      text({ pattern: "^[0-9]{3}$" }),
      ["\uff11\uff11\uff11", "\u0661\u0661\u0661"],
      ["111"],
    ],
    ["halves of characters", text({ maxLength: 9 }), ["a\ud800", "\udc00a", "\udfff"], [`a${SHIP}`]],
    [
      "odd free text, which must arrive as it is",
      text({ maxLength: 40 }),
      ["a".repeat(100_000)],
      ["a\r\nX-Injected: 1", "a\u2028", "a&x=1", "a#x", "a%0d%0a", "\u202ea", "ae\u0301"],
    ],
    [
      "dates that aren't, and the first and last that are",
      text({ format: "date" }),
      [
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-03-01Z",
        "\uff12\uff10\uff12\uff16-\uff10\uff13-\uff10\uff11",
      ],
      ["2024-02-29", "0001-01-01", "9999-12-31"],
    ],
    [
      "each value of an enum, and what is nearly one",
      text({ enum: ["live", "Past"] }),
      ["LIVE", "Live", " live", "live ", "live\n", "liv", "livee", "live,live", "past", ["live"], null, ""],
      ["live", "Past"],
    ],
    ["a constant, and what is nearly it", { type: "integer", const: 2 }, [1, 3, 2.5, -2, "2", [2]], [2]],
    ["values without a type", { enum: ["a", 1, null] }, ["A", "1", 2, true, [null], {}], ["a", 1, null]],
    [
      "lists of one item too few and too many",
      { type: "array", items: ITEM, minItems: 1, maxItems: 3 },
      [[], [1, 1, 1, 1], null, "[1]", 1, { 0: 1, length: 1 }],
      [[1], [1, 1, 1]],
    ],
    [
      "bad items behind and before good ones",
      { type: "array", items: ITEM, maxItems: 3 },
      [
        [1, 10],
        [1, -1],
        [1, null],
        [null, 1],
        [1, "1"],
      ],
      [[], [1, 0], [1, 9]],
    ],
  ])("%s", (_, schema, reject, accept) => {
    const action = BODY(schema);
    const [bad, good] = [triedFor(action, "reject"), triedFor(action, "accept")];
    for (const [tried, expected] of [
      [bad, reject],
      [good, accept],
    ] as const) {
      expect(tried).toEqual(expect.arrayContaining([...expected]));
    }
    expect(runProbes(PORT, action)).toMatchObject({ escaped: [], blocked: [] });
  });

  test("nothing at the edges that isn't accepted, and nothing else", () => {
    const action = BODY({ type: "integer", minimum: 1, maximum: 9 });
    // Without it, with it alone, with all.
    expect(new Set(triedFor(action, "accept"))).toEqual(new Set([undefined, 1, 9]));
  });

  test("in a path, what would leave its segment or end it, however it is encoded", () => {
    const action = pathOf(text({ pattern: "^[0-9]{9,12}$" }));
    const tried = triedFor(action, "reject", placeOf(action));
    expect(tried).toEqual(
      expect.arrayContaining([
        ...["", ".", "..", "a/b", "../users", "%2e%2e", "%2F", "..%2f", "%252e%252e", "\\", "\uff0f"],
        ...["\uff0e\uff0e", "..;", ";x=1", "1?x=1", "1#x", "1\r\nX-Injected: 1"],
        ...["111111111/..", "111111111%2f%2e%2e", "111111111\\..", "111111111;x=1", "x/111111111"],
      ]),
    );
    expect(runProbes(PORT, action)).toMatchObject({ escaped: [], blocked: [] });
  });

  test("in a path, nothing of which the pattern says that it belongs there", () => {
    const action = pathOf(text({ pattern: "^[0-9a-z;=]{1,12}$" }));
    expect(triedFor(action, "accept", placeOf(action))).toContain("a;x=1");
    expect(runProbes(PORT, action)).toMatchObject({ escaped: [], blocked: [] });
  });
});

describe("in place of an object are tried", () => {
  const nested: JsonSchema = {
    type: "object",
    properties: {
      topic: text({ maxLength: 9 }),
      settings: { type: "object", properties: { on: { type: "boolean" } }, required: ["on"] },
    },
    required: ["topic"],
  };
  const action = {
    ...CREATE_MEETING,
    input: { body: nested },
    examples: [{ name: "one", input: { body: { topic: "x" } } }],
  };
  const bodies = (must: Probe["must"]): unknown[] =>
    triedFor(action, must, (input) => (isRecord(input) ? input["body"] : undefined));

  test("all members, none that may be left out, and each of these left out", () => {
    const accepted = bodies("accept");
    expect(accepted).toEqual(
      expect.arrayContaining([{ topic: "x" }, { topic: "x", settings: { on: true } }]),
    );
    expect(accepted).toContainEqual({ topic: "x", settings: { on: false } });
  });

  test("unknown members at each level, also those that every object seems to have", () => {
    const rejected = bodies("reject");
    expect(rejected).toContainEqual({ topic: "x", harborDraftsProbe: 1 });
    expect(rejected).toContainEqual({ topic: "x", TOPIC: "x" });
    expect(rejected).toContainEqual({ topic: "x", settings: { on: true, constructor: 1 } });
    expect(rejected).toContainEqual(JSON.parse('{ "topic": "x", "__proto__": 1 }'));
  });

  test("objects without each required member, at each level", () => {
    expect(bodies("reject")).toEqual(expect.arrayContaining([{}, { topic: "x", settings: {} }]));
  });

  test("null, text, a number, a switch, a list", () => {
    const rejected = bodies("reject");
    expect(rejected).toEqual(expect.arrayContaining([null, '{"topic":"x"}', 1, true, [], [{ topic: "x" }]]));
    expect(rejected).toContainEqual({ topic: "x", settings: null });
  });
});

describe("in place of the whole input are tried", () => {
  const inputs = (action: Action, must: Probe["must"]): unknown[] => triedFor(action, must, (input) => input);

  test("what is no object, and places that no action has", () => {
    const tried = inputs(LIST_MEETINGS, "reject");
    expect(tried).toEqual(expect.arrayContaining([null, [LIST_MEETINGS.examples[0]?.input]]));
    expect(tried).toContainEqual({
      query: { type: "scheduled", page_size: 25 },
      headers: { "X-Injected": "1" },
    });
  });

  test("places that this action hasn't, and all that isn't an object", () => {
    const tried = inputs(GET_MEETING, "reject");
    const path = { meetingId: 123456789 };
    expect(tried).toEqual(
      expect.arrayContaining([
        { path, query: { x: "1" } },
        { path, body: {} },
        { path, body: null },
        { path: [path] },
        { path: JSON.stringify(path) },
      ]),
    );
  });

  test("places left out: rejected where something in them is required, and a body always", () => {
    expect(inputs(GET_MEETING, "reject")).toContainEqual({});
    expect(inputs(CREATE_MEETING, "reject")).toContainEqual({});
    expect(inputs(LIST_MEETINGS, "accept")).toContainEqual({});
  });
});

describe("the probes of an action", () => {
  test("have names that say where and what", () => {
    const names = [...generateProbes(LIST_MEETINGS)].map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "query/page_size: above its maximum",
        "query/page_size: at its maximum",
        'query/page_size: text "1" instead of an integer',
        "query/type: value 1 in upper case",
        "query/next_page_token: one character too long",
        "query/harborDraftsProbe: unknown member",
      ]),
    );
  });

  test("keep the rest of the first example as it is", () => {
    const probe = [...generateProbes(CREATE_MEETING)].find(
      ({ name }) => name === "body/topic: one character too short",
    );
    expect(probe?.input).toEqual({ body: { topic: "", duration: 30 } });
  });

  test("take values for what it leaves out from the other examples", () => {
    const odd: JsonSchema = {
      type: "object",
      properties: { a: text({ format: "date", pattern: "^1907-[0-9]{2}-[0-9]{2}$" }), b: ITEM },
      required: ["a"],
    };
    const action = BODY(odd, undefined, { a: "1907-03-01" });
    expect(triedFor(action, "reject")).toContainEqual({ a: "1907-03-01", b: 10 });
  });

  test("are made from the schemas where there is no example", () => {
    const action = { ...CREATE_MEETING, examples: [] };
    expect([...generateProbes(action)][0]?.input).toEqual({ body: { topic: "a" } });
    expect(passesProbes(runProbes(PORT, action))).toBe(true);
  });

  test("are none where no valid input is known: nothing would be wrong with them alone", () => {
    const action = pathOf(text({ format: "date", pattern: "^1907-[0-9]{2}-[0-9]{2}$" }));
    expect(runProbes(PORT, { ...action, examples: [] })).toMatchObject({ run: 0, edges: 0 });
  });

  test("say no more than that the first example is rejected, where it is", () => {
    const examples = [{ name: "wrong", input: { query: { page_size: 1000 } } }];
    const { edges, accepted, blocked } = runProbes(PORT, { ...LIST_MEETINGS, examples });
    expect({ edges, accepted, blocked }).toEqual({
      edges: 1,
      accepted: 0,
      blocked: [
        {
          name: "input: valid, as in all others but for one thing",
          input: { query: { page_size: 1000 } },
          why: "/query/page_size must be 1 to 100",
        },
      ],
    });
  });

  test("are made whatever its patterns are: one that may not stand isn't run, and admits nothing", () => {
    const action = QUERY(text({ pattern: "^[", maxLength: 9 }));
    expect(runProbes(PORT, action)).toMatchObject({ escaped: [], blocked: [] });
  });
});

describe("a probe that gets through is told", () => {
  test("with the request that it would cause", () => {
    const path: JsonSchema = { type: "object", properties: { meetingId: text() }, required: ["meetingId"] };
    const lax = runProbes(PORT, { ...GET_MEETING, input: { path }, examples: [] });
    expect(lax.escaped).toContainEqual({
      name: 'path/meetingId: "1?x=1"',
      input: { path: { meetingId: "1?x=1" } },
      url: "https://api.zoom.us/v2/meetings/1%3Fx%3D1",
    });
    expect(lax.rejected).toBeLessThan(lax.run);
    expect(passesProbes(lax)).toBe(false);
  });

  test.each<[what: string, schema: JsonSchema, name: string]>([
    ["text without a bound", text(), "query/q: 100000 characters"],
    ["a bound that bounds nothing", text({ maxLength: 1e9 }), "query/q: 100000 characters"],
  ])("shortened, where what is wrong is its length: %s", (_, schema, name) => {
    const { escaped } = runProbes(PORT, QUERY(schema));
    expect(escaped.map((probe) => probe.name)).toContain(name);
    expect(JSON.stringify(escaped).length).toBeLessThan(2_000);
  });

  test("with numbers that JSON hasn't as text", () => {
    const lax = runProbes(PORT, QUERY(ITEM), (_, action) => ({
      ok: true,
      request: { method: action.method, url: "https://api.zoom.us/v2/x" },
    }));
    expect(lax.escaped.length).toBe(50);
    expect(lax.run - lax.rejected).toBeGreaterThan(50);
    expect(JSON.stringify(lax)).not.toContain('"q":null,');
  });
});

describe("an edge that isn't accepted is told", () => {
  test.each<[what: string, schema: JsonSchema, names: string[]]>([
    [
      "a value that breaks its own bound",
      text({ enum: ["live", "scheduled"], maxLength: 4 }),
      ['value 2, "scheduled"'],
    ],
    ["a value of another type", { type: "integer", enum: ["2"] }, ['value 1, "2"']],
    ["a constant that isn't listed", text({ enum: ["a"], const: "b" }), ['value 1, "b"']],
    [
      "bounds the wrong way round",
      { type: "integer", minimum: 9, maximum: 1 },
      ["at its minimum", "at its maximum"],
    ],
    [
      "no integer between bounds",
      { type: "integer", minimum: 0.2, maximum: 0.8 },
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
  ])("%s", (_, schema, names) => {
    const { escaped, blocked, edges, accepted } = runProbes(PORT, QUERY(schema));
    expect(escaped).toEqual([]);
    expect(blocked.map(({ name }) => name)).toEqual(names.map((name) => `query/q: ${name}`));
    expect(blocked[0]?.why).toMatch(/^\/query\/q must /);
    expect(edges - accepted).toBe(names.length);
  });

  test("unless none can be made that surely is one", () => {
    for (const schema of [
      text({ format: "date", pattern: "^1907-[0-9]{2}-[0-9]{2}$" }),
      text({ minLength: 1e9, maxLength: 1e9 }),
      { type: "integer", minimum: -1e300, maximum: -1e299 },
      { type: "array", items: ITEM, minItems: 1e6 },
    ] satisfies JsonSchema[]) {
      const { edges, accepted } = runProbes(PORT, QUERY(schema));
      // The example, the query left out, and the query without it.
      expect([edges, accepted]).toEqual([3, 3]);
    }
  });
});

describe("what is known of the formats", () => {
  test("is known of each", () => {
    expect(Object.keys(FORMAT_TEXTS).sort()).toEqual(Object.keys(FORMATS).sort());
  });

  test.each(Object.entries(FORMAT_TEXTS))(
    "%s: good texts have its shape, the shortest first",
    (_, { good, bad, shape }) => {
      expect(good.filter((one) => !shape.test(one))).toEqual([]);
      expect(good.map((one) => one.length)).toEqual(good.map((one) => one.length).toSorted((a, b) => a - b));
      expect(Object.values(bad).filter((one) => good.includes(one))).toEqual([]);
    },
  );
});
