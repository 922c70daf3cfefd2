import { describe, expect, test } from "vitest";
import { valueAt } from "../../src/json/pointer.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { applyPatch } from "../support/json-patch.ts";
import { bytesOf, draftOf, findSamplePort, SAMPLE_FILE } from "../support/sample.ts";

// What generated API descriptions hold, and people paste.

const AT = "/action/input/query/properties/tone";

async function judge(schema: unknown) {
  const query = { type: "object", properties: { tone: schema }, additionalProperties: false };
  const draft = draftOf({
    action: { path: "/users/me/meetings/tones", input: { query }, examples: [{ name: "one", input: {} }] },
  });
  const { findings } = await evaluateDraft(SAMPLE_FILE, bytesOf(draft), findSamplePort);
  return { draft, findings: findings.filter(({ pointer }) => pointer.startsWith(AT)) };
}

const SIZE = { type: "integer", minimum: 1, maximum: 9 };
const COLOR = { type: "string", maxLength: 20 };

describe("a keyword that only tells readers something", () => {
  test.each<[keyword: string, schema: object]>([
    ["format", { ...SIZE, format: "int64" }],
    ["format", { ...SIZE, type: "number", format: "double" }],
    ["title", { ...COLOR, title: "Colour" }],
    ["example", { ...COLOR, example: "red" }],
    ["examples", { ...COLOR, examples: ["red"] }],
    ["$comment", { ...COLOR, $comment: "of the API" }],
    ["deprecated", { ...COLOR, deprecated: true }],
    ["readOnly", { ...COLOR, readOnly: false }],
    ["nullable", { ...COLOR, nullable: true }],
    ["externalDocs", { ...COLOR, externalDocs: {} }],
    ["x-enum-varnames", { ...COLOR, "x-enum-varnames": [] }],
  ])("has one finding, and a fix: %s", async (keyword, schema) => {
    const { draft, findings } = await judge(schema);
    expect(findings).toMatchObject([{ pointer: `${AT}/${keyword}`, hint: "leave it out" }]);
    const { [keyword]: _, ...rest } = schema as Record<string, unknown>;
    const mended = applyPatch(draft, findings[0]?.fix ?? []);
    expect(valueAt(mended, ["action", "input", "query", "properties", "tone"])).toEqual(rest);
  });
});

describe("a keyword that bounds something and isn't of the subset", () => {
  test.each<[schema: object, pointer: string, says: RegExp]>([
    [{ $ref: "#/components/schemas/Size" }, "/$ref", /isn't followed: write the schema itself/],
    [{ oneOf: [COLOR, SIZE] }, "/oneOf", /one of its branches, or propose two actions/],
    [{ ...COLOR, anyOf: [] }, "/anyOf", /one of its branches/],
    [{ ...SIZE, multipleOf: 2 }, "/multipleOf", /values in an enum/],
    [{ ...SIZE, type: "number", exclusiveMinimum: 0 }, "/exclusiveMinimum", /write minimum/],
    [{ ...COLOR, maxlength: 5 }, "/maxlength", /use .*maxLength/],
    [{ type: "integer", minimum: 1, maximum: 2 ** 63 }, "", /within which the API's values lie/],
    [{ type: "string", pattern: "(?i)^(asc|desc)$" }, "/pattern", /both cases .* or an enum/],
    [{ minLength: 1 }, "", /^write one type: string$/],
  ])("has one finding, with what to write: %j", async (schema, pointer, says) => {
    const { findings } = await judge(schema);
    expect(findings).toMatchObject([
      { pointer: `${AT}${pointer}`, hint: expect.stringMatching(says), fix: null },
    ]);
  });

  test("is written as the bound that says the same, where there is one", async () => {
    const { draft, findings } = await judge({ type: "integer", exclusiveMinimum: 0, maximum: 9 });
    const fix = findings.find(({ pointer }) => pointer.endsWith("/exclusiveMinimum"))?.fix ?? [];
    expect(applyPatch(draft, fix)).toMatchObject({
      action: { input: { query: { properties: { tone: { type: "integer", minimum: 1, maximum: 9 } } } } },
    });
  });
});

test("a property that is named as a keyword is one like any other", async () => {
  const { findings } = await judge({
    type: "object",
    properties: { title: COLOR, nullable: { type: "boolean" } },
    additionalProperties: false,
  });
  expect(findings.filter(({ hint }) => hint === "leave it out")).toEqual([]);
});
