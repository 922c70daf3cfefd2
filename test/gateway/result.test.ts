import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clashOf,
  EACH,
  fieldNames,
  fieldOf,
  isFieldPath,
  parseField,
  type Step,
} from "../../src/gateway/fields.ts";
import { hasField, projectResult } from "../../src/gateway/result.ts";
import { isRecord } from "../../src/json/record.ts";

const MEETING = {
  id: 7,
  topic: "Sync",
  agenda: null,
  start_url: "https://zoom.example/redacted",
  settings: { waiting_room: true, password: "REDACTED", "Due date": "2026" },
  days: ["mon", "tue"],
  rows: [["Item", 7], [null, true], []],
  "@next": "n",
  people: [
    { name: "Ava", tags: ["host"], contact: { email: "ava@example.com" } },
    { name: "Ben", contact: { email: "ben@example.com", phone: null } },
  ],
};

describe("what an agent gets of a response", () => {
  test.each<[what: string, fields: string[], output: unknown]>([
    ["nothing where nothing is listed", [], {}],
    ["scalars", ["id", "topic"], { id: 7, topic: "Sync" }],
    ["null as it is", ["agenda"], { agenda: null }],
    ["a part of an object", ["settings.waiting_room"], { settings: { waiting_room: true } }],
    ["a list of scalars", ["days"], { days: ["mon", "tue"] }],
    ["a list of scalars, said so", ["days[]"], { days: ["mon", "tue"] }],
    ["a part of each item", ["people[].name"], { people: [{ name: "Ava" }, { name: "Ben" }] }],
    [
      "several parts of each item, together",
      ["people[].contact.email", "people[].name"],
      {
        people: [
          { contact: { email: "ava@example.com" }, name: "Ava" },
          { contact: { email: "ben@example.com" }, name: "Ben" },
        ],
      },
    ],
    ["a list in each item", ["people[].tags[]"], { people: [{ tags: ["host"] }, {}] }],
    [
      "what is there, where something is missing",
      ["nothing", "id", "people[].age"],
      { id: 7, people: [{}, {}] },
    ],
    ["no part below null", ["agenda.text"], { agenda: null }],
    ["no inherited member", ["toString", "constructor.name"], {}],
    ["rows of a table", ["rows[][]"], { rows: [["Item", 7], [null, true], []] }],
    [
      "what is named in quotes",
      ['["@next"]', 'settings["Due date"]'],
      { "@next": "n", settings: { "Due date": "2026" } },
    ],
  ])("%s", (_, fields, output) => {
    expect(projectResult(fields, MEETING)).toEqual({ ok: true, output });
  });

  test.each<[why: string, fields: string[], field: string]>([
    ["a field ends at an object", ["id", "settings"], "settings"],
    ["a field ends at a list of objects", ["people"], "people"],
    ["a field ends at a list of objects, said so", ["people[]"], "people[]"],
    ["a field ends at an object in an item", ["people[].contact"], "people[].contact"],
    ["a field calls a scalar a list", ["topic[]"], "topic[]"],
    ["a field goes on below a scalar", ["topic.x"], "topic.x"],
    ["a field goes on below a list without []", ["people.name"], "people.name"],
    ["a field calls a list of lists a list", ["rows[]"], "rows[]"],
    ["a field calls a list of lists a value", ["rows"], "rows"],
    ["a field calls a list a list of lists", ["days[][]"], "days[][]"],
    ["a field takes the answer for a list", ["[].id"], "[].id"],
    ["a field is no path", ["id", "people[0].name"], "people[0].name"],
    ["a field ends where another goes on", ["people", "people[].name"], "people"],
  ])("is nothing at all where %s", (_, fields, field) => {
    expect(projectResult(fields, MEETING)).toEqual({ ok: false, field, message: expect.any(String) });
  });

  test.each([["text"], [7], [null], [undefined], [[MEETING]]])(
    "is nothing where the response is %j",
    (body) => {
      expect(projectResult(["id"], body).ok).toBe(false);
    },
  );

  test.each<[what: string, fields: string[], response: unknown, output: unknown]>([
    ["of its items", ["[].id"], [{ id: 1, a: 2 }, null, {}], [{ id: 1 }, null, {}]],
    ["of its items' lists", ["[].tags[]", "[].id"], [{ id: 1, tags: ["x"] }], [{ tags: ["x"], id: 1 }]],
    ["itself, where it is of scalars", ["[]"], [1, "a", null], [1, "a", null]],
    ["of lists", ["[][]"], [[1], [2, 3]], [[1], [2, 3]]],
    ["of lists of objects", ["[][].id"], [[{ id: 1, a: 2 }]], [[{ id: 1 }]]],
    ["and nothing, where it is empty", ["[].id"], [], []],
  ])("where the response is a list: parts %s", (_, fields, response, output) => {
    expect(projectResult(fields, response)).toEqual({ ok: true, output });
  });

  test("holds members called __proto__ without harm", () => {
    const response = JSON.parse('{ "__proto__": { "admin": true }, "id": 7 }');
    const projection = projectResult(["__proto__.admin", "id"], response);
    expect(JSON.stringify(projection)).toBe('{"ok":true,"output":{"__proto__":{"admin":true},"id":7}}');
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });

  test("changes nothing of the response", () => {
    const before = JSON.stringify(MEETING);
    projectResult(["people[].name", "settings.waiting_room", "days"], MEETING);
    expect(JSON.stringify(MEETING)).toBe(before);
  });

  describe("whatever the fields and the response", () => {
    const name = fc.constantFrom("id", "list", "secret", "part", "Due date", "@next");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.integer(), fc.constant(null), tie("list"), tie("object")),
      list: fc.array(tie("value"), { maxLength: 3 }),
      object: fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    }));
    const step = fc.oneof(name, fc.constant(EACH));
    const fields = fc.uniqueArray(fc.array(step, { minLength: 1, maxLength: 4 }).map(fieldOf), {
      minLength: 1,
      maxLength: 4,
    });

    test("nothing passes but the scalars, and lists of them, to which a field leads", () => {
      fc.assert(
        fc.property(fields, value, (listed, response) => {
          const projection = projectResult(listed, response);
          if (!projection.ok) {
            return;
          }
          const admitted = listed.flatMap((field) => reached(parseField(field) ?? [], response, []));
          const unnamed = leavesOf(projection.output).filter((leaf) => !admitted.includes(leaf));
          expect(unnamed).toEqual([]);
        }),
        { numRuns: 2_000 },
      );
    });

    test("a field that leads somewhere is in the output", () => {
      fc.assert(
        fc.property(fields, value, (listed, response) => {
          const projection = projectResult(listed, response);
          for (const field of projection.ok ? listed : []) {
            expect([field, hasField(field, projection.ok && projection.output)]).toEqual([
              field,
              hasField(field, response),
            ]);
          }
        }),
        { numRuns: 2_000 },
      );
    });
  });
});

/** Every value to which a field's steps lead, with its place; null where the way there ends. */
function reached(steps: readonly Step[], value: unknown, place: readonly (string | number)[]): string[] {
  const [step, ...rest] = steps;
  if (step === undefined || value === null) {
    return leavesOf(value, place);
  }
  if (step === EACH) {
    return Array.isArray(value) ? value.flatMap((item, at) => reached(rest, item, [...place, at])) : [];
  }
  return isRecord(value) ? reached(rest, value[step], [...place, step]) : [];
}

/** The scalars in a value, each with its place. */
function leavesOf(value: unknown, place: readonly (string | number)[] = []): string[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, below]) =>
        leavesOf(below, [...place, Array.isArray(value) ? Number(key) : key]),
      )
    : value === undefined
      ? []
      : [JSON.stringify([place, value])];
}

describe("a field is in an output", () => {
  test.each<[what: string, field: string, output: unknown, has: boolean]>([
    ["where its path leads to a value", "settings.on", { settings: { on: false } }, true],
    ["where its path leads to null", "agenda", { agenda: null }, true],
    ["but not where it goes on below null", "agenda.text", { agenda: null }, false],
    ["but not where a part is missing", "settings.on", { settings: {} }, false],
    ["but not where a scalar stands in the way", "id.x", { id: 7 }, false],
    ["where one item of a list has it", "people[].name", { people: [{}, null, { name: "Ava" }] }, true],
    ["but not where no item has it", "people[].name", { people: [{ age: 7 }] }, false],
    ["but not where the list is empty", "people[].name", { people: [] }, false],
    ["where a list of scalars has one", "days[]", { days: ["mon"] }, true],
    ["but not where a list said so is empty", "days[]", { days: [] }, false],
    ["where a list is a value itself", "days", { days: [] }, true],
    ["where one item of an item's list has it", "a[].b[].c", { a: [{ b: [] }, { b: [{ c: 1 }] }] }, true],
    ["but not where it is inherited", "toString", {}, false],
    ["but not where the output is no object", "id", 7, false],
    ["where an item of the list at the top has it", "[].id", [{}, { id: 1 }], true],
    ["but not where that list is empty", "[].id", [], false],
    ["where a row has a cell", "rows[][]", { rows: [[], ["x"]] }, true],
    ["but not where no row has one", "rows[][]", { rows: [[], []] }, false],
    ["by a name in quotes", 'a["b c"]', { a: { "b c": 0 } }, true],
  ])("%s", (_, field, output, has) => {
    expect(hasField(field, output)).toBe(has);
  });

  test("is what it was copied to", () => {
    const fields = [
      "id",
      "agenda",
      "settings.waiting_room",
      "days[]",
      "people[].tags[]",
      "people[].contact.phone",
    ];
    const projection = projectResult(fields, MEETING);
    const output = projection.ok ? projection.output : undefined;
    expect(fields.filter((field) => !hasField(field, output))).toEqual([]);
    expect(hasField("topic", output)).toBe(false);
  });
});

describe("a field path", () => {
  test.each([
    "a",
    "a.b",
    "list[].c",
    "list[]",
    "a[].b[].c",
    "x-y",
    "$ref",
    "__proto__",
    "[]",
    "[].a",
    "rows[][]",
    "[][].id",
    '["@odata.nextLink"]',
    'fields["Due date"]',
    'records[].fields["Größe (cm)"].x',
    '[]["1a"]',
    'entries[][".tag"]',
    '["1a"][]["2b"].c',
  ])("may be %s, and has one spelling", (field) => {
    expect(isFieldPath(field)).toBe(true);
    expect(fieldOf(parseField(field) ?? [])).toBe(field);
  });

  test.each([
    "",
    "*",
    "$",
    "a.*",
    "a..b",
    ".a",
    "a.",
    "a[0]",
    "a b",
    "a\n",
    "a.b[",
    "1a",
    "a[]b",
    "[]a",
    "a.[]",
    'a["b"]',
    'a.["b c"]',
    '["a b',
    '["a b"',
    "['a b']",
    '[""]',
    '[" a"]',
    '["a "]',
    '["a\\"b"]',
    '["a\u200bb"]',
    '["a]b"]',
    `["${"a ".repeat(50)}b"]`,
    "a.".repeat(80),
  ])("is never %j", (field) => {
    expect(isFieldPath(field)).toBe(false);
  });

  test.each<[field: string, names: string[]]>([
    ["list[].c.d[]", ["list", "c", "d"]],
    ['[].fields["Due date"][]', ["fields", "Due date"]],
    // What a policy writes for a name, and what is no path.
    ["@odata.nextLink", ["@odata", "nextLink"]],
    ["a[0].b", ["a", "0", "b"]],
  ])("names members, outermost first: %s", (field, names) => {
    expect(fieldNames(field)).toEqual(names);
  });

  test.each<[one: string, other: string, clash: string | undefined]>([
    ["a", "a.b", "holds"],
    ["a", "a[].b", "holds"],
    ["days", "days[]", "holds"],
    ["[]", "[].id", "holds"],
    ["a[].b", "a.b", "list and object"],
    ["[].id", "id", "list and object"],
    ["a.b", "a.c", undefined],
    ["a.b", "a", undefined],
    ["a.b", "a.b", undefined],
    ["ab", "a.b", undefined],
  ])("may not stand with every other: %s with %s", (one, other, clash) => {
    expect(clashOf(one, other)).toBe(clash);
  });
});
