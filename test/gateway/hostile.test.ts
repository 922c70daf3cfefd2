import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { buildRequest, type GatewayAction, type GatewayInput } from "../../src/gateway/request.ts";
import { type ActionResponse, readResponse } from "../../src/gateway/response.ts";
import { validate } from "../../src/gateway/validate.ts";

const text: JsonSchema = { type: "string", maxLength: 9, pattern: "^[a-z]{1,9}$" };
const object: JsonSchema = {
  type: "object",
  properties: { id: text, list: { type: "array", items: text, maxItems: 3 } },
  additionalProperties: false,
};
const ACTION: GatewayAction = {
  method: "POST",
  path: "/things/{id}",
  requestBodyMode: "json",
  input: { path: object, query: object, body: object },
  result: { fields: ["id", "list[].id", "deep.er.id"] },
};

const build = (input: unknown) =>
  buildRequest({ baseUrl: "https://a.example" }, ACTION, input as GatewayInput);
const wide = (count: number, make: (index: number) => unknown = () => 1): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, make(index)]));

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "x";
  for (let level = 0; level < depth; level++) {
    value = wrap(value);
  }
  return value;
}

/** As many values as there are ways through it, made of few. */
const doubling = (levels: number): unknown => nested(levels, (inner) => [inner, inner]);

const circle: Record<string, unknown> = {};
circle["self"] = circle;

const fail = (): never => {
  throw new Error("hostile");
};
const trap = new Proxy({}, { ownKeys: fail, get: fail, has: fail, getPrototypeOf: fail });
const endless: object = new Proxy(
  {},
  {
    get: () => endless,
    ownKeys: () => ["a"],
    getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
  },
);
const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
})();

const HOSTILE: [what: string, value: unknown][] = [
  ["200,000 unknown members", wide(200_000)],
  ["20,000 unknown members", wide(20_000)],
  ["members with long names", wide(100, (index) => "x".repeat(index))],
  ["a long name", { ["k".repeat(1_000_000)]: 1 }],
  ["a long text", { id: "x".repeat(5_000_000) }],
  ["a long list", { list: Array.from({ length: 1_000_000 }, () => "x") }],
  ["a list that only says that it is long", { list: new Array(4_294_967_295) }],
  ["a list with holes", { list: Object.assign(new Array(2), ["x"]) }],
  ["lists 100,000 deep", nested(100_000, (inner) => [inner])],
  ["objects 100,000 deep", nested(100_000, (id) => ({ id }))],
  ["2^60 values, made of 60 lists", doubling(60)],
  ["a circle", circle],
  [
    "a getter that throws",
    {
      get id() {
        return fail();
      },
    },
  ],
  ["a toJSON that throws", { id: { toJSON: fail } }],
  [
    "a toJSON without an end",
    {
      toJSON() {
        return this;
      },
    },
  ],
  ["a proxy that throws", trap],
  ["a proxy without an end", endless],
  ["a proxy that was revoked", revoked],
  ["a list behind such a proxy", { list: new Proxy([], { get: fail }) }],
  ["a date", { id: new Date(0) }],
  ["a number that is none", { id: Number.NaN }],
  ["a big integer", { id: 1n }],
  ["a symbol", { id: Symbol("x") }],
  ["a function", { id: fail }],
  [
    "members of Object's",
    JSON.parse('{ "__proto__": { "id": "x" }, "constructor": 1, "hasOwnProperty": 2 }'),
  ],
];

describe("of a hostile input no request is built, and few violations are told", () => {
  test.each(HOSTILE)("%s", (_, value) => {
    for (const input of [value, { path: value }, { query: value }, { path: { id: "x" }, body: value }]) {
      const built = build(input);
      expect(built.ok).toBe(false);
      expect(built.ok ? [] : built.violations.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(built).length).toBeLessThan(1_000_000);
    }
    const violations = validate(object, value);
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.length).toBeLessThanOrEqual(50);
  });

  test("as little is read of it as tells that it is too large", () => {
    let read = 0;
    const counting = new Proxy(wide(100), {
      get(target, name) {
        read++;
        return Reflect.get(target, name);
      },
    });
    expect(build({ body: [counting, "x".repeat(300_000), counting] }).ok).toBe(false);
    expect(read).toBeLessThan(200);
  });

  test("whatever it is, nothing is thrown", () => {
    const anything = fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, fc.constantFrom("path", "query", "body"), (value, place) => {
        expect(build(value)).toHaveProperty("ok");
        expect(build({ path: { id: "x" }, body: {}, [place]: value })).toHaveProperty("ok");
        expect(Array.isArray(validate(object, value))).toBe(true);
      }),
    );
  });
});

describe("of a hostile answer nothing passes", () => {
  const answer = (body: unknown, more: object = {}): ActionResponse =>
    ({
      status: 200,
      headers: [{ name: "content-type", value: "application/json" }],
      body,
      ...more,
    }) as ActionResponse;
  const list = (count: number, item: string): string => `{"list":[${`${item},`.repeat(count)}${item}]}`;

  test.each<[what: string, response: ActionResponse]>([
    ["lists 1,000,000 deep", answer("[".repeat(1_000_000) + "]".repeat(1_000_000))],
    ["lists that never end", answer("[".repeat(1_000_000))],
    ["objects 300,000 deep", answer(`${'{"id":'.repeat(300_000)}1${"}".repeat(300_000)}`)],
    ["depth behind what is listed", answer(`{"id":1,"more":${"[".repeat(65)}${"]".repeat(65)}}`)],
    ["5,000,000 characters", answer(JSON.stringify({ id: "x".repeat(5_000_000) }))],
    ["100,000 listed values", answer(list(100_000, '{"id":1}'))],
    ["a list in a listed field", answer('{"id":[[1]]}')],
    ["no text", answer({ id: 1 })],
    ["a text with a method", answer(Object("{}"))],
    ["bytes", answer(new Uint8Array([123, 125]))],
    ["null", answer(null)],
    ["no headers", answer("{}", { headers: null })],
    ["headers without names", answer("{}", { headers: [{}] })],
    ["a header that throws", answer("{}", { headers: [trap] })],
    ["a status that throws", Object.defineProperty(answer("{}"), "status", { get: fail })],
    ["nothing at all", undefined as unknown as ActionResponse],
  ])("%s", (_, response) => {
    expect(readResponse(ACTION, response)).toMatchObject({ ok: false, error: { kind: "unusable" } });
  });

  test.each<[what: string, response: ActionResponse]>([
    ["100,000 members that aren't listed", answer(JSON.stringify({ id: 1, ...wide(100_000) }))],
    ["100,000 values that aren't listed", answer(`{"id":1,"other":[${"1,".repeat(100_000)}1]}`)],
    ["10,000 listed values", answer(list(9_000, '{"id":1}'))],
    ["depth within bounds", answer(`{"id":1,"more":${"[".repeat(60)}${"]".repeat(60)}}`)],
  ])("but what is listed does: %s", (_, response) => {
    expect(readResponse(ACTION, response)).toMatchObject({ ok: true });
  });

  test("whatever it is, nothing is thrown", () => {
    const body = fc.oneof(fc.json(), fc.string(), fc.anything());
    const response = fc.oneof(
      fc.anything(),
      fc.record({ status: fc.oneof(fc.integer(), fc.anything()), headers: fc.anything(), body }),
      fc.record({ status: fc.integer({ min: 100, max: 599 }), headers: fc.constant([]), body }),
    );
    fc.assert(
      fc.property(response, (value) => {
        expect(readResponse(ACTION, value as ActionResponse)).toHaveProperty("ok");
      }),
      { numRuns: 500 },
    );
  });
});
