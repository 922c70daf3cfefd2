import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { buildRequest } from "../../src/gateway/request.ts";
import { validate } from "../../src/gateway/validate.ts";
import { isRecord } from "../../src/json/record.ts";
import { type CheckedDraft, evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { isFull } from "../support/extent.ts";
import { bytesOf, draftOf, findSamplePort, SAMPLE_FILE, SAMPLE_PORT } from "../support/sample.ts";

const judge = (draft: unknown): Promise<CheckedDraft> =>
  evaluateDraft(SAMPLE_FILE, draft instanceof Uint8Array ? draft : bytesOf(draft), findSamplePort);

const isAdmitted = ({ verdict }: CheckedDraft): boolean => verdict === "automatic" || verdict === "approval";

/** What the judge saw of an admitted draft. */
const actionOf = ({ loaded }: CheckedDraft): Action => loaded?.draft.action as Action;

/** Values that would leave their segment, and harmless ones that schemas admit. */
const segmentValues = fc.oneof(
  fc.constantFrom(
    "",
    ".",
    "..",
    "...",
    "/",
    "a/b",
    "%2e%2e",
    "%",
    "\\",
    "?",
    "#",
    ";a=b",
    "@",
    ":",
    "\u202e",
    "．．",
  ),
  fc.constantFrom(
    "1",
    "123456789",
    "abc",
    "A1",
    "a.b",
    "a-b",
    "~",
    "=",
    1,
    123456789,
    -1,
    1e21,
    0.5,
    true,
    null,
  ),
  fc.string({ maxLength: 12, unit: "grapheme" }),
  fc.stringMatching(/^[a-z0-9./%\\_-]{0,12}$/),
);

const classes = fc.constantFrom(
  "[0-9]",
  "[a-z]",
  "[A-Z0-9]",
  "\\d",
  "\\w",
  ".",
  "[^/]",
  "[a-z0-9._-]",
  "\\.",
  "%",
  "\\/",
  "x",
  "-",
);
const repeats = fc.constantFrom("", "?", "+", "*", "{2}", "{1,9}", "{0,3}", "{9,12}");
const pieces = fc.tuple(classes, repeats).map(([set, times]) => set + times);
const patterns = fc
  .tuple(fc.constantFrom("^", ""), fc.array(pieces, { minLength: 1, maxLength: 3 }), fc.constantFrom("$", ""))
  .map(([start, parts, end]) => start + parts.join("") + end);
const placeholders: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.record({
    type: fc.constant("string" as const),
    pattern: patterns,
    maxLength: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({ type: fc.constant("string" as const), pattern: patterns }),
  fc.record({ type: fc.constant("integer" as const), minimum: fc.integer(), maximum: fc.integer() }),
  fc.record({
    type: fc.constant("string" as const),
    enum: fc.array(fc.constantFrom("1", "..", "a1", "1/2", "%2e", "7"), { minLength: 1, maxLength: 3 }),
  }),
  fc.constantFrom<JsonSchema>({ type: "string", format: "date" }, { type: "string", format: "date-time" }),
);
const segments = fc.oneof(
  fc.constantFrom("polls", "notes", "a.b", "..", ".", "", "%2e", "a;b", "{x}", "{y}", "{x}{y}", "a b", "é"),
  fc.stringMatching(/^[a-z._~%-]{1,5}$/),
);

describe("whatever is admitted", () => {
  test("resolves under the base URL, segment by segment, for every input that the gateway lets through", async () => {
    let admitted = 0;
    const property = fc.asyncProperty(
      fc.array(segments, { maxLength: 3 }),
      fc.record({ meetingId: placeholders, x: placeholders, y: placeholders }),
      fc.array(fc.record({ meetingId: segmentValues, x: segmentValues, y: segmentValues }), {
        minLength: 4,
        maxLength: 8,
      }),
      async (tail, schemas, inputs) => {
        const path = ["/meetings/{meetingId}", ...tail].join("/");
        const names = (["meetingId", "x", "y"] as const).filter((name) => path.includes(`{${name}}`));
        const properties = Object.fromEntries(names.map((name) => [name, schemas[name]]));
        const input = { path: { type: "object", properties, required: names, additionalProperties: false } };
        const checked = await judge(
          draftOf({ action: { path, input, approvalMode: "require_approval", examples: [] } }),
        );
        if (!isAdmitted(checked)) {
          return;
        }
        admitted++;
        for (const values of inputs) {
          const given = Object.fromEntries(names.map((name) => [name, values[name]]));
          const built = buildRequest(SAMPLE_PORT.manifest.port, actionOf(checked), { path: given });
          if (built.ok) {
            expectSameSegments(path, built.request.url);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: isFull ? 1500 : 300 });
    expect(admitted).toBeGreaterThan(isFull ? 20 : 3);
  });
});

/** A client that follows the WHATWG URL standard must request what was reviewed, and nothing else. */
function expectSameSegments(path: string, url: string): void {
  const base = `${SAMPLE_PORT.manifest.port.baseUrl}/`;
  const resolved = new URL(url);
  expect(resolved.href).toBe(url);
  expect(resolved.href.startsWith(base)).toBe(true);
  expect([resolved.search, resolved.hash, resolved.username, resolved.password]).toEqual(["", "", "", ""]);
  const parts = resolved.href.slice(base.length).split("/");
  const template = path.slice(1).split("/");
  expect(parts).toHaveLength(template.length);
  for (const [index, segment] of template.entries()) {
    const part = decodeURIComponent(parts[index] ?? "");
    expect(part).toSatisfy((text: string) =>
      segment.startsWith("{") ? !/^\.{0,2}$|[/\\%?#;]/.test(text) : text === segment,
    );
  }
}

describe("no admitted schema accepts", () => {
  const bounds = fc.constantFrom(undefined, 0, 1, 9, 64, 4096, 1e6, 1e308, -1e308, Number.MAX_SAFE_INTEGER);
  const leaf: fc.Arbitrary<object> = fc.oneof(
    fc.record({
      type: fc.constantFrom("string"),
      maxLength: bounds,
      pattern: fc.option(patterns, { nil: undefined }),
    }),
    fc.record({ type: fc.constantFrom("string"), format: fc.constantFrom("date", "uuid", "uri", undefined) }),
    fc.record({ type: fc.constantFrom("integer", "number"), minimum: bounds, maximum: bounds }),
    fc.constantFrom({ type: "boolean" }, { type: "string", enum: ["a", "b"] }, {}, { type: "null" }),
  );
  const schema = fc.letrec<{ node: object }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ type: fc.constant("array"), items: tie("node"), maxItems: bounds }),
      fc.record({
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom("topic", "notes", "parts"), tie("node"), {
          noNullPrototype: true,
        }),
        additionalProperties: fc.constantFrom(false, true, undefined),
      }),
    ),
  })).node;

  test("a value without a bound", async () => {
    let admitted = 0;
    const property = fc.asyncProperty(schema, async (member) => {
      const body = { type: "object", properties: { topic: member }, additionalProperties: false };
      const checked = await judge(
        draftOf({
          draft: { port: "zoom-api" },
          action: {
            slug: "get-meeting",
            method: "POST",
            path: "/users/me/meetings",
            approvalMode: "require_approval",
            requestBodyMode: "json",
            scopes: ["meeting:write:meeting"],
            input: { body },
            examples: [],
          },
        }),
      );
      if (!isAdmitted(checked)) {
        return;
      }
      admitted++;
      const judged = actionOf(checked).input.body as JsonSchema;
      for (const value of huge(judged)) {
        expect(validate(judged, value), JSON.stringify(value).slice(0, 80)).not.toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: isFull ? 1500 : 300 });
    expect(admitted).toBeGreaterThan(isFull ? 50 : 8);
  });
});

/** For each place of a schema, values there that no bound could have let through. */
function huge(schema: JsonSchema): unknown[] {
  switch (schema.type) {
    case "object": {
      const inside = Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
        huge(part).map((value) => ({ [name]: value })),
      );
      return [{ unknown_member: 1 }, ...inside];
    }
    case "array":
      return [Array.from({ length: 10_000 }, () => "a"), ...huge(schema.items ?? {}).map((value) => [value])];
    default:
      return ["a".repeat(10_000), "1".repeat(10_000), 1e300, -1e300, 2 ** 60, { a: { a: 1 } }, [[[]]], null];
  }
}

describe("check never throws, and no rule fails", () => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom("__proto__", "constructor", "\ud800", "^(", "/{", "9".repeat(400), -0, 1e308, {}, []),
  );

  test("whatever stands in any place of a draft", async () => {
    const paths = placesOf(draftOf());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        anything,
        fc.constantFrom(...paths),
        anything,
        async (a, x, b, y) => {
          const draft = replaced(replaced(draftOf(), a, x), b, y);
          expectVerdict(await judge(draft));
        },
      ),
      { numRuns: isFull ? 1500 : 300 },
    );
  });

  test("whatever the bytes are", async () => {
    const whole = bytesOf(draftOf());
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 8 }), async (at, bytes) => {
        const broken = Uint8Array.from([...whole.slice(0, at), ...bytes, ...whole.slice(at + bytes.length)]);
        expectVerdict(await judge(broken));
      }),
      { numRuns: 500 },
    );
  });
});

function expectVerdict(checked: CheckedDraft): void {
  expect(["automatic", "approval", "refused", "invalid"]).toContain(checked.verdict);
  expect(checked.findings.filter(({ message }) => message.includes("the rule failed"))).toEqual([]);
  const isRefused = checked.verdict === "refused" || checked.verdict === "invalid";
  expect(checked.findings.some(({ severity }) => severity === "error")).toBe(isRefused);
}

type Path = readonly (string | number)[];

/** Every place of a value, by its path. */
function placesOf(value: unknown, path: Path = []): Path[] {
  const members = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...members.flatMap(([name, part]) => placesOf(part, [...path, name])),
  ];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) {
    return by;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === first ? replaced(item, rest, by) : item));
  }
  return isRecord(value) ? { ...value, [first]: replaced(value[first], rest, by) } : value;
}
