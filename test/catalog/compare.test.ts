import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import { type BumpLevel, bumpVersion, compareActions } from "../../src/catalog/compare.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS } from "../support/sample.ts";

/** The sample's list with one of its query parameters, or its query schema, written anew. */
function listWith(properties: Record<string, JsonSchema | undefined>, query: JsonSchema = {}): Action {
  const old = LIST_MEETINGS.input.query;
  const merged = Object.entries({ ...old?.properties, ...properties }).filter(([, schema]) => schema);
  return {
    ...LIST_MEETINGS,
    input: {
      query: { ...old, properties: Object.fromEntries(merged) as Record<string, JsonSchema>, ...query },
    },
  };
}

const list = (members: Partial<Action>): Action => ({ ...LIST_MEETINGS, ...members });
const fields = (...names: string[]): Action => list({ result: { fields: names } });
const page = (schema: JsonSchema): Action => listWith({ page_size: { type: "integer", ...schema } });
const token = (schema: JsonSchema): Action => listWith({ next_page_token: { type: "string", ...schema } });
const kinds = (...values: string[]): Action => listWith({ type: { type: "string", enum: values } });

type Row = [what: string, after: Action, level: BumpLevel, widening: boolean];

/** design.md, 3, "Version bump", line by line; the last column is whether the check names it as widening. */
const TABLE: Record<string, Row[]> = {
  "takes away": [
    ["an input", listWith({ next_page_token: undefined }), "major", false],
    ["all inputs", list({ input: {} }), "major", false],
    ["a result field", fields("total_records", "meetings[].id"), "major", false],
    ["every result field", fields(), "major", false],
    ["a scope", list({ scopes: [] }), "major", false],
    ["a value of an enum", kinds("scheduled"), "major", false],
  ],
  narrows: [
    ["an upper bound", page({ minimum: 1, maximum: 50 }), "major", false],
    ["a lower bound", page({ minimum: 2, maximum: 100 }), "major", false],
    ["a length", token({ maxLength: 64 }), "major", false],
    ["by a pattern", token({ maxLength: 512, pattern: "^[a-z]{1,9}$" }), "major", false],
    ["by a format", token({ maxLength: 512, format: "uuid" }), "major", false],
    ["by a minimum length", token({ maxLength: 512, minLength: 1 }), "major", false],
    ["by a new required input", listWith({ x: { type: "boolean" } }, { required: ["x"] }), "major", true],
    ["by requiring an old input", listWith({}, { required: ["type"] }), "major", false],
    ["by asking for approval", list({ approvalMode: "require_approval" }), "major", false],
  ],
  "goes elsewhere by": [
    ["another method", list({ method: "POST" }), "major", true],
    ["another path", list({ path: "/users/me/upcoming_meetings" }), "major", true],
    ["one enum value for another", kinds("scheduled", "upcoming"), "major", true],
    ["another type", listWith({ page_size: { type: "string", maxLength: 3 } }), "major", true],
  ],
  widens: [
    ["by an optional input", listWith({ from: { type: "string", format: "date" } }), "minor", true],
    ["an upper bound", page({ minimum: 1, maximum: 300 }), "minor", true],
    ["a lower bound", page({ minimum: 0, maximum: 100 }), "minor", true],
    ["a length", token({ maxLength: 1024 }), "minor", true],
    ["by dropping a bound", token({}), "minor", true],
    ["by a value of an enum", kinds("scheduled", "live", "upcoming"), "minor", true],
    ["by dropping an enum", listWith({ type: { type: "string" } }), "minor", true],
    ["by a result field", fields(...LIST_MEETINGS.result.fields, "meetings[].duration"), "minor", true],
    ["by a scope", list({ scopes: [...LIST_MEETINGS.scopes, "meeting:read:meeting"] }), "minor", true],
  ],
  "says otherwise": [
    ["its label", list({ label: "My meetings" }), "patch", false],
    ["its description", list({ description: "All of them." }), "patch", false],
    ["its examples", list({ examples: [] }), "patch", false],
    ["an input's description", page({ minimum: 1, maximum: 100, description: "Size." }), "patch", false],
    ["the order of its fields", fields("meetings[].topic", "meetings[].id", "total_records"), "patch", false],
    ["the order of an enum", kinds("live", "scheduled"), "patch", false],
    ["nothing", structuredClone(LIST_MEETINGS), "none", false],
  ],
};

describe.each(Object.entries(TABLE))("an update that %s", (_, rows) => {
  test.each(rows)("%s", (_, after, level, widening) => {
    const { changes, ...rest } = compareActions(LIST_MEETINGS, after);
    expect(rest).toEqual({ level, widening });
    expect(changes.length > 0).toBe(level !== "none");
  });
});

describe("an update that drops what is asked for", () => {
  test.each<Row>([
    ["approval", { ...CREATE_MEETING, approvalMode: "automatic" }, "minor", true],
    [
      "a required input, which becomes optional",
      { ...CREATE_MEETING, input: { body: { ...CREATE_MEETING.input.body, required: [] } } },
      "minor",
      true,
    ],
  ])("%s widens", (_, after, level, widening) => {
    expect(compareActions(CREATE_MEETING, after)).toMatchObject({ level, widening });
  });
});

test("a whole new place of input is an optional one only if nothing in it is required", () => {
  const query: JsonSchema = { type: "object", properties: { x: { type: "boolean" } } };
  const optional = { ...GET_MEETING, input: { ...GET_MEETING.input, query } };
  const required = { ...GET_MEETING, input: { ...GET_MEETING.input, query: { ...query, required: ["x"] } } };
  expect(compareActions(GET_MEETING, optional)).toMatchObject({ level: "minor", widening: true });
  expect(compareActions(GET_MEETING, required)).toMatchObject({ level: "major", widening: true });
});

test("a restriction in another's place can let through what the first didn't", () => {
  const [letters, digits] = [token({ pattern: "^[a-z]{1,9}$" }), token({ pattern: "^[0-9]{1,9}$" })];
  expect(compareActions(letters, digits)).toMatchObject({ level: "major", widening: true });
});

describe("a change of what is live", () => {
  test("by an addition is minor and no widening of an update", () => {
    expect(compareActions(undefined, GET_MEETING)).toMatchObject({ level: "minor", widening: false });
  });

  test("by a retirement is major", () => {
    expect(compareActions(GET_MEETING, undefined)).toMatchObject({ level: "major", widening: false });
  });

  test("points to what differs, with its value before and after", () => {
    expect(compareActions(LIST_MEETINGS, page({ minimum: 1, maximum: 300 })).changes).toEqual([
      {
        pointer: "/input/query/properties/page_size/maximum",
        kind: "changed",
        effect: "widens",
        before: 100,
        after: 300,
      },
    ]);
  });
});

describe("the next version", () => {
  test.each<[BumpLevel, string]>([
    ["major", "2.0.0"],
    ["minor", "1.3.0"],
    ["patch", "1.2.4"],
    ["none", "1.2.3"],
  ])("of 1.2.3 after a %s change is %s", (level, version) => {
    expect(bumpVersion("1.2.3", level)).toBe(version);
  });
});
