import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { openCatalogue } from "../../src/catalog/load.ts";
import { draftSchema, proposedAction } from "../../src/drafts/draft.ts";
import { listDrafts } from "../../src/drafts/store.ts";
import { buildRequest } from "../../src/gateway/request.ts";
import { openFiles } from "../../src/io/files.ts";
import { generateProbes, runProbes } from "../../src/recordings/probes.ts";
import { PROJECT, read } from "../support/repository.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_MANIFEST } from "../support/sample.ts";

const PORT = SAMPLE_MANIFEST.port;

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

/** The sample's list with one query parameter of this schema. */
const listBy = (schema: JsonSchema, value?: unknown): Action => ({
  ...LIST_MEETINGS,
  input: { query: { type: "object", properties: { q: schema }, additionalProperties: false } },
  examples: [{ name: "one", input: value === undefined ? {} : { query: { q: value } } }],
});

describe.each([
  ...[GET_MEETING, LIST_MEETINGS, CREATE_MEETING].map(
    (action) => [`the sample's ${action.slug}`, action] as const,
  ),
  ...(await actionsOfThisRepository()).map((action) => [`this repository's ${action.slug}`, action] as const),
])("of %s", (_, action) => {
  test("every example is admitted", () => {
    for (const { input } of action.examples) {
      expect(buildRequest(PORT, action, input)).toMatchObject({ ok: true });
    }
  });

  test("every probe is rejected", () => {
    const { run, rejected, escaped } = runProbes(PORT, action);
    expect(escaped).toEqual([]);
    expect(rejected).toBe(run);
    expect(run).toBeGreaterThanOrEqual(3);
  });

  test("every probe has a name of its own", () => {
    const names = generateProbes(action).map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe("the probes of an action", () => {
  test("are made whatever its patterns are: one that may not stand isn't run", () => {
    const action = listBy({ type: "string", pattern: "^[", maxLength: 9 });
    expect(runProbes(PORT, action).escaped).toEqual([]);
  });

  test("break each bound of each input, and nothing else", () => {
    expect(generateProbes(CREATE_MEETING).map(({ name }) => name)).toEqual([
      "path: unexpected",
      "query: unexpected",
      "body: null",
      "body: wrong type",
      "body: unknown member",
      "body: topic left out",
      "body/topic: null",
      "body/topic: wrong type",
      "body/topic: a list",
      "body/topic: too short",
      "body/topic: too long",
      "body/duration: null",
      "body/duration: wrong type",
      "body/duration: a fraction",
      "body/duration: below its minimum",
      "body/duration: above its maximum",
    ]);
  });

  test("keep the rest of the first example as it is", () => {
    const probe = generateProbes(CREATE_MEETING).find(({ name }) => name === "body/topic: too short");
    expect(probe?.input).toEqual({ body: { topic: "", duration: 30 } });
  });

  test("try to leave each placeholder's segment", () => {
    const inputs = generateProbes(GET_MEETING).map(({ input }) => input.path?.["meetingId"]);
    expect(inputs).toEqual(expect.arrayContaining(["../users", "a/b", "%2e%2e", "", ".", ".."]));
  });

  test("that get through are told, with the request that they would cause", () => {
    const lax: JsonSchema = {
      type: "object",
      properties: { meetingId: { type: "string" } },
      required: ["meetingId"],
    };
    const { escaped } = runProbes(PORT, { ...GET_MEETING, input: { path: lax } });
    expect(escaped).toContainEqual({
      name: 'path/meetingId: "1?x=1"',
      input: { path: { meetingId: "1?x=1" } },
      url: "https://api.zoom.us/v2/meetings/1%3Fx%3D1",
    });
  });

  test.each<[what: string, schema: JsonSchema]>([
    ["text", { type: "string", maxLength: 9 }],
    ["text with a length", { type: "string", minLength: 3, maxLength: 9 }],
    ["text with a form", { type: "string", pattern: "^[a-z]{1,9}$", maxLength: 9 }],
    ["text with a wide form", { type: "string", pattern: "^[^<>]{1,64}$", maxLength: 64 }],
    ["a date", { type: "string", format: "date" }],
    ["an enum", { type: "string", enum: ["a", "b"] }],
    ["a constant", { type: "integer", const: 2 }],
    ["an integer", { type: "integer", minimum: 0, maximum: 9 }],
    ["a number", { type: "number", minimum: -1.5, maximum: 1.5 }],
    ["a number with far bounds", { type: "number", minimum: -1e300, maximum: 1e300 }],
    ["a switch", { type: "boolean" }],
    [
      "a list",
      { type: "array", minItems: 1, maxItems: 3, items: { type: "integer", minimum: 0, maximum: 9 } },
    ],
  ])("are rejected for %s", (_, schema) => {
    const { run, escaped } = runProbes(PORT, listBy(schema));
    expect(escaped).toEqual([]);
    expect(run).toBeGreaterThan(4);
  });
});
