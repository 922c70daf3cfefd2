import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, ActionInput } from "../../src/catalog/action.ts";
import { buildRequest } from "../../src/gateway/request.ts";
import { type CheckedDraft, evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { exampleValid } from "../../src/safe-model/rules/example-valid.ts";
import { cpuTime } from "../support/cpu-time.ts";
import {
  bytesOf,
  CREATE_MEETING,
  draftOf,
  findSamplePort,
  GET_MEETING,
  SAMPLE_FILE,
  SAMPLE_PORT,
  sampleSubject,
} from "../support/sample.ts";

const judge = (draft: unknown): Promise<CheckedDraft> =>
  evaluateDraft(SAMPLE_FILE, bytesOf(draft), findSamplePort);

/** The sample draft with one query parameter of this schema, and an example that gives it. */
const withParameter = (schema: unknown, value: unknown = "x") =>
  draftOf({
    action: {
      input: {
        ...GET_MEETING.input,
        query: { type: "object", properties: { q: schema }, additionalProperties: false },
      },
      examples: [{ name: "one", input: { path: { meetingId: 123456789 }, query: { q: value } } }],
    },
  });

/** A rule's own failure refuses too, but tells the author nothing: each shape needs a finding of its own. */
function expectNoFailure({ findings }: CheckedDraft): void {
  const failed = findings.filter(({ message }) => message.includes("the rule failed"));
  expect(failed.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
}

function expectRefusal(checked: CheckedDraft): void {
  expect(checked.verdict).toBe("refused");
  expectNoFailure(checked);
}

describe("a schema that is no schema is refused by a rule that says so", () => {
  const PLACES: [what: string, schema: unknown][] = [
    ["null", null],
    ["a text", "string"],
    ["a list", []],
    ["an enum that is null", { type: "string", enum: null }],
    ["an enum that is a text", { type: "string", enum: "abc" }],
    ["required that is a number", { type: "object", properties: {}, required: 5 }],
    ["properties that are null", { type: "object", properties: null }],
    ["a property that is null", { type: "object", properties: { a: null } }],
    ["items that are null", { type: "array", items: null, maxItems: 2 }],
    ["a pattern that is an object", { type: "string", pattern: {}, maxLength: 9 }],
    ["a format that is an object", { type: "string", format: { toString: 1 }, maxLength: 9 }],
    ["a type that is a list", { type: ["string", "null"], maxLength: 9 }],
    ["a bound that is a text", { type: "integer", minimum: "0", maximum: "9" }],
  ];

  test.each(PLACES)("%s, as a query parameter", async (_, schema) => {
    for (const value of ["x", 1, { a: "x" }, ["x"]]) {
      expectRefusal(await judge(withParameter(schema, value)));
    }
  });

  test.each(PLACES)("%s, as a placeholder", async (_, schema) => {
    const path = { ...GET_MEETING.input.path, properties: { meetingId: schema } };
    expectRefusal(await judge(draftOf({ action: { input: { path } } })));
  });
});

describe("an input that no URL can carry is refused", () => {
  test.each<[what: string, schema: object, value: unknown]>([
    [
      "an object in the query",
      { type: "object", properties: { a: { type: "boolean" } }, additionalProperties: false },
      { a: true },
    ],
    [
      "a list of lists in the query",
      { type: "array", maxItems: 2, items: { type: "array", maxItems: 2, items: { type: "boolean" } } },
      [[true]],
    ],
  ])("%s", async (_, schema, value) => {
    expectRefusal(await judge(withParameter(schema, value)));
  });
});

describe("an example that check accepts is one that the gateway accepts", () => {
  const body = { type: "object" as const, properties: {}, additionalProperties: false as const };
  const me = { path: "/users/me", input: {} };
  test.each<[what: string, action: Partial<Action>]>([
    [
      "with an empty place that the action hasn't",
      { ...me, examples: [{ name: "one", input: { query: {} } }] },
    ],
    [
      "without a body, where nothing in it is required",
      { ...CREATE_MEETING, input: { body }, examples: [{ name: "one", input: {} }] },
    ],
  ])("%s", (_, action) => {
    const subject = sampleSubject({ action });
    const accepted = [...exampleValid.check(subject)].length === 0;
    const [example] = subject.action?.examples ?? [];
    const built = buildRequest(
      SAMPLE_PORT.manifest.port,
      subject.action as Action,
      example?.input as ActionInput,
    );
    expect(accepted).toBe(built.ok);
  });
});

describe("check is never held up", () => {
  const endless = { type: "string", pattern: "^(a+)+$", maxLength: 64 };
  test.each<[by: string, draft: unknown]>([
    ["a pattern that blows up, on the example that makes it", withParameter(endless, `${"a".repeat(26)}!`)],
    ["a long text of many near-links", draftOf({ draft: { rationale: "a.".repeat(8_000) } })],
    ["a long text of many near-tags", draftOf({ draft: { rationale: "<a".repeat(25_000) } })],
  ])("by %s", async (_, draft) => {
    // A few milliseconds where all is well, seconds to centuries where it isn't.
    expect(await cpuTime(async () => expectRefusal(await judge(draft)))).toBeLessThan(500);
  });
});

describe("no rule fails", () => {
  const words = ["string", "object", "array", "integer", "/{a}/{a}", "../..", "{", "\ud800", "constructor"];
  const text = fc.oneof(fc.constantFrom(...words, "__proto__", "^(a", "9".repeat(400)), fc.string());
  const texts = fc.array(text, { maxLength: 3 });
  const keywords = [
    "type",
    "enum",
    "const",
    "items",
    "required",
    "properties",
    "pattern",
    "format",
    "maxLength",
  ];
  const strange = fc.oneof(text, texts, fc.jsonValue({ maxDepth: 2 }));
  const schema = fc.dictionary(fc.constantFrom(...keywords), strange, { noNullPrototype: true });

  test("whatever its texts say", async () => {
    const names = ["label", "description", "method", "path", "approvalMode", "requestBodyMode", "resultMode"];
    const members = fc.dictionary(fc.constantFrom("slug", ...names), text, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(members, texts, texts, async (action, fields, scopes) => {
        expectNoFailure(await judge(draftOf({ action: { ...action, result: { fields }, scopes } })));
      }),
      { numRuns: 200 },
    );
  });

  test("whatever its schemas hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(schema, strange), strange, async (parameter, value) => {
        expectNoFailure(await judge(withParameter(parameter, value)));
        expectNoFailure(
          await judge(withParameter({ type: "object", properties: { a: parameter } }, { a: value })),
        );
      }),
      { numRuns: 200 },
    );
  });
});

test("what no rule refuses is a draft by its schema", async () => {
  for (const status of [0, 99, 600, 200.5, 1e300]) {
    const examples = [{ name: "one", input: { path: { meetingId: 123456789 } }, expect: { status } }];
    const { verdict, loaded } = await judge(draftOf({ action: { examples } }));
    expect(verdict === "refused" || loaded?.strict().success, `status ${status}`).toBe(true);
  }
});
