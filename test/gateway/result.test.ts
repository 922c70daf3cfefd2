import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldNames, hasField, isFieldPath, projectResult } from "../../src/gateway/result.ts";

const MEETING = {
  id: 7,
  topic: "Sync",
  agenda: null,
  start_url: "https://zoom.example/redacted",
  settings: { waiting_room: true, password: "REDACTED" },
  days: ["mon", "tue"],
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
  ])("is nothing at all where %s", (_, fields, field) => {
    expect(projectResult(fields, MEETING)).toEqual({ ok: false, field, message: expect.any(String) });
  });

  test.each([["text"], [7], [null], [undefined], [[MEETING]]])(
    "is nothing where the response is %j",
    (body) => {
      expect(projectResult(["id"], body).ok).toBe(false);
    },
  );

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

  test("holds no member that no field names, whatever the response", () => {
    const name = fc.constantFrom("id", "list", "secret", "part");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.constant(null), tie("list"), tie("object")),
      list: fc.array(tie("value"), { maxLength: 3 }),
      object: fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(value, (response) => {
        const projection = projectResult(["id", "part.id", "list[].id"], response);
        expect(JSON.stringify(projection)).not.toContain("secret");
      }),
    );
  });
});

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
  test.each(["a", "a.b", "list[].c", "list[]", "a[].b[].c", "x-y", "$ref", "__proto__"])(
    "may be %s",
    (field) => {
      expect(isFieldPath(field)).toBe(true);
    },
  );

  test.each(["", "*", "a.*", "a..b", ".a", "a.", "a[0]", "a[][]", "[]", "[].a", "a b", "a\n", "a.b[", "1a"])(
    "is never %j",
    (field) => {
      expect(isFieldPath(field)).toBe(false);
    },
  );

  test("names members, outermost first", () => {
    expect(fieldNames("list[].c.d[]")).toEqual(["list", "c", "d"]);
  });
});
