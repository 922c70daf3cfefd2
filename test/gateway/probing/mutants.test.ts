import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/catalog/action.ts";
import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { type ActionRequest, buildRequest, type GatewayInput } from "../../../src/gateway/request.ts";
import { isRecord } from "../../../src/json/record.ts";
import { PORT } from "../../support/probes.ts";
import { CREATE_MEETING } from "../../support/sample.ts";
import { runProbes } from "./probes.ts";

/** An action with an input of each kind: whatever a gateway leaves out shows itself here. */
const RICH: Action = {
  ...CREATE_MEETING,
  path: "/teams/{team}/meetings/{meetingId}/notes",
  input: {
    path: {
      type: "object",
      properties: {
        team: { type: "string", pattern: "^[A-Z]{2}[0-9]{3,5}$" },
        meetingId: { type: "integer", minimum: 100, maximum: 999 },
      },
      required: ["team", "meetingId"],
      additionalProperties: false,
    },
    query: {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["live", "past"] },
        tags: { type: "array", items: { type: "string", pattern: "^[a-z]{1,9}$" }, minItems: 1, maxItems: 3 },
        since: { type: "string", format: "date" },
        near: { type: "number", minimum: -1.5, maximum: 1.5 },
        text: { type: "string", maxLength: 40 },
      },
      additionalProperties: false,
    },
    body: {
      type: "object",
      properties: {
        topic: { type: "string", minLength: 2, maxLength: 20 },
        version: { type: "integer", const: 2 },
        people: {
          type: "array",
          items: {
            type: "object",
            properties: { seat: { type: "integer", minimum: 1, maximum: 9 }, isGuest: { type: "boolean" } },
            required: ["seat"],
            additionalProperties: false,
          },
          maxItems: 3,
        },
      },
      required: ["topic"],
      additionalProperties: false,
    },
  },
  examples: [
    {
      name: "one",
      input: {
        path: { team: "AB123", meetingId: 500 },
        query: { kind: "live" },
        body: { topic: "Sync", people: [{ seat: 2 }] },
      },
    },
  ],
};

type Gateway = typeof buildRequest;

/** A gateway that reads the schemas otherwise than they say. */
const reading =
  (change: (schema: JsonSchema) => JsonSchema): Gateway =>
  (port, action, input) => {
    const changed = (schema: JsonSchema | undefined): JsonSchema | undefined =>
      schema === undefined
        ? undefined
        : change({
            ...schema,
            ...(schema.items && { items: changed(schema.items) }),
            ...(schema.properties && {
              properties: Object.fromEntries(
                Object.entries(schema.properties).map(([name, property]) => [name, changed(property) ?? {}]),
              ),
            }),
          });
    const { path, query, body } = action.input;
    return buildRequest(
      port,
      { ...action, input: { path: changed(path), query: changed(query), body: changed(body) } },
      input,
    );
  };

/** A gateway that doesn't know some keywords. */
const without = (...keywords: (keyof JsonSchema)[]): Gateway =>
  reading((schema) =>
    Object.fromEntries(
      Object.entries(schema).filter(([name]) => !keywords.includes(name as keyof JsonSchema)),
    ),
  );

/** A gateway that takes each value for another before it looks at it; undefined leaves a member out. */
const taking =
  (change: (value: unknown, schema: JsonSchema) => unknown): Gateway =>
  (port, action, input) => {
    const taken = (schema: JsonSchema, given: unknown): unknown => {
      const value = change(given, schema);
      if (Array.isArray(value) && schema.items !== undefined) {
        const { items } = schema;
        return value.map((item) => taken(items, item));
      }
      return isRecord(value) && schema.properties !== undefined
        ? Object.fromEntries(
            Object.entries(value)
              .map(([name, member]) => [name, taken(schema.properties?.[name] ?? {}, member)] as const)
              .filter(([, member]) => member !== undefined),
          )
        : value;
    };
    const places = isRecord(input)
      ? Object.entries(input).map(([place, value]) => {
          const schema = action.input[place as keyof GatewayInput];
          return [place, schema === undefined ? value : taken(schema, value)];
        })
      : undefined;
    return buildRequest(
      port,
      action,
      places === undefined ? input : (Object.fromEntries(places) as GatewayInput),
    );
  };

const takingTexts = (change: (text: string, schema: JsonSchema) => unknown): Gateway =>
  taking((value, schema) => (typeof value === "string" ? change(value, schema) : value));

/** A gateway that judges rightly and sends something else. */
const sending =
  (change: (request: ActionRequest) => Partial<ActionRequest>): Gateway =>
  (...given) => {
    const built = buildRequest(...given);
    return built.ok ? { ok: true, request: { ...built.request, ...change(built.request) } } : built;
  };

/** The part of a text that a pattern finds when it is read with other flags, or anywhere. */
const found = (flags: string, isAnchored: boolean): Gateway =>
  takingTexts((text, { pattern }) =>
    pattern === undefined
      ? text
      : (new RegExp(isAnchored ? pattern : pattern.slice(1, -1), flags).exec(text)?.[0] ?? text),
  );

const withoutUnknown = taking((value, { properties }) =>
  isRecord(value) && properties !== undefined
    ? Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(properties, name)))
    : value,
);

const mapBody = (body: unknown, change: (text: string) => string): unknown =>
  JSON.parse(change(JSON.stringify(body)));

describe("a gateway that is as it should be", () => {
  test("passes", () => {
    const report = runProbes(PORT, RICH);
    expect(report).toMatchObject({ escaped: [], blocked: [] });
    expect(report.run).toBeGreaterThan(300);
    expect(report.edges).toBeGreaterThan(60);
  });
});

describe("a gateway is found out that lets through what it mustn't: it", () => {
  test.each<[what: string, gateway: Gateway, name: string]>([
    ["ignores minimum", without("minimum"), "query/near: just below its minimum"],
    ["ignores maximum", without("maximum"), "body/people/1/seat: above its maximum"],
    ["ignores minLength", without("minLength"), "body/topic: one character too short"],
    ["ignores maxLength", without("maxLength"), "query/text: one character too long"],
    ["ignores patterns", without("pattern"), "path/team: one character longer than its form"],
    ["ignores formats", without("format"), "query/since: no leap day"],
    ["ignores enum", without("enum"), "query/kind: value 1 in upper case"],
    ["ignores const", without("const"), "body/version: value 1 and one"],
    ["ignores required", without("required"), "body/topic: left out"],
    ["ignores minItems", without("minItems"), "query/tags: one item too few"],
    ["ignores maxItems", without("maxItems"), "body/people: one item too many"],
    [
      "takes every number for an integer",
      reading((schema) => (schema.type === "integer" ? { ...schema, type: "number" } : schema)),
      "path/meetingId: the number 100.5",
    ],
    ["finds patterns anywhere", found("u", false), "path/team: a blank before it"],
    ["finds patterns in any line", found("um", true), "path/team: a second line of its form"],
    [
      "finds patterns in any case",
      takingTexts((text, { pattern }) =>
        pattern !== undefined && new RegExp(pattern, "ui").test(text) ? text.toUpperCase() : text,
      ),
      "path/team: in the other case",
    ],
    ["drops unknown members", withoutUnknown, "body/people/1/harborDraftsProbe: unknown member"],
    [
      "looks members up by `in`",
      taking((value) =>
        isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !(name in {}))) : value,
      ),
      "body/constructor: unknown member",
    ],
    [
      "drops unknown places",
      (port, action, input) => {
        const { path, query, body } = (input ?? {}) as GatewayInput;
        return buildRequest(port, action, { path, query, body });
      },
      "headers: no place for input",
    ],
    [
      "looks at the first item alone",
      taking((value) => (Array.isArray(value) ? value.slice(0, 1) : value)),
      "query/tags/1: one character longer than its form",
    ],
    [
      "looks at the last item alone",
      taking((value) => (Array.isArray(value) ? value.slice(-1) : value)),
      "query/tags/0: null before a valid item",
    ],
    [
      "doesn't look into objects in lists",
      taking((value, { properties }) =>
        isRecord(value) && properties?.["seat"] !== undefined ? { seat: 1 } : value,
      ),
      'body/people/1/seat: text "1" instead of an integer',
    ],
    ["takes null for nothing", taking((value) => value ?? undefined), "query/kind: null instead of text"],
    [
      "takes text for numbers",
      takingTexts((text, { type }) => (type === "integer" ? Number(text) : text)),
      'path/meetingId: text "100" instead of an integer',
    ],
    [
      "takes numbers for text",
      taking((value, { type }) => (type === "string" ? String(value) : value)),
      "body/topic: a number instead of text",
    ],
    [
      "takes text for switches",
      takingTexts((text, { type }) => (type === "boolean" ? text === "true" : text)),
      'body/people/1/isGuest: text "true" instead of true or false',
    ],
    [
      "takes a list of one for its item",
      taking((value, { type }) => (Array.isArray(value) && type !== "array" ? value[0] : value)),
      "query/near: a list instead of a number",
    ],
    [
      "reads JSON in text",
      takingTexts((text, { type }) => (type === "object" && text !== "" ? JSON.parse(text) : text)),
      'path: text "{\\"team\\":\\"AB123\\",\\"meetingId\\":500}" instead of an object',
    ],
    [
      "rounds numbers",
      taking((value, { type }) =>
        typeof value === "number" && type === "integer" ? Math.round(value) : value,
      ),
      "path/meetingId: the number 100.5",
    ],
    [
      "holds numbers within their bounds",
      taking((value, { minimum = value, maximum = value }) =>
        typeof value === "number" ? Math.min(Math.max(value, Number(minimum)), Number(maximum)) : value,
      ),
      "query/near: above its maximum",
    ],
    [
      "cuts texts",
      takingTexts((text, { maxLength }) => text.slice(0, maxLength)),
      "query/text: 100000 characters",
    ],
    ["trims texts", takingTexts((text) => text.trim()), "path/team: a line feed after it"],
    [
      "drops control characters",
      takingTexts((text) => text.replace(/\p{Cc}/gu, "")),
      "path/team: NUL after it",
    ],
    [
      "folds case",
      takingTexts((text, { enum: listed }) => (listed === undefined ? text : text.toLowerCase())),
      "query/kind: value 1 with a capital",
    ],
    [
      "folds look-alikes (NFKC)",
      takingTexts((text) => text.normalize("NFKC")),
      "path/team: its letters and digits in full width",
    ],
    [
      "decodes percent signs",
      takingTexts((text) =>
        text.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      ),
      "path/team: itself percent-encoded",
    ],
    [
      "takes what stands before a slash",
      takingTexts((text) => text.split("/")[0]),
      "path/team: two dots after it",
    ],
    [
      "takes what stands before a semicolon",
      takingTexts((text) => text.split(";")[0]),
      "path/team: a parameter after it",
    ],
    [
      "mends halves of characters",
      takingTexts((text) => text.toWellFormed()),
      "query/text: half a character after it",
    ],
    [
      "looks at nothing",
      (_, action) => ({ ok: true, request: { method: action.method, url: PORT.baseUrl } }),
      "input: null",
    ],
  ])("%s", (_, gateway, name) => {
    const { escaped } = runProbes(PORT, RICH, gateway, Number.POSITIVE_INFINITY);
    expect(escaped.map((probe) => probe.name)).toContain(name);
  });
});

describe("a gateway is found out that sends something else than was given: it", () => {
  test.each<[what: string, gateway: Gateway, name: string]>([
    [
      "doesn't encode",
      sending(({ url }) => ({ url: decodeURIComponent(url) })),
      "query/text: a header after it: the URL holds a character that must be encoded",
    ],
    [
      "leaves &, ? and = as they are",
      sending(({ url }) => ({ url: url.replace(/%(?:26|3D|3F)/g, decodeURIComponent) })),
      "query/text: a pair after it: the query holds other pairs than were given",
    ],
    [
      "leaves # as it is",
      sending(({ url }) => ({ url: url.replaceAll("%23", "#") })),
      "query/text: a fragment after it: the URL holds a character that must be encoded",
    ],
    [
      "encodes twice",
      sending(({ url }) => ({ url: url.replaceAll("%", "%25") })),
      "query/text: a blank after it: the query holds other pairs than were given",
    ],
    [
      "writes blanks as +",
      sending(({ url }) => ({ url: url.replaceAll("%20", "+") })),
      "query/text: a blank after it: the query holds other pairs than were given",
    ],
    [
      "drops control characters",
      sending(({ url }) => ({ url: url.replace(/%[01][0-9A-F]/g, "") })),
      "query/text: a tab after it: the query holds other pairs than were given",
    ],
    [
      "composes characters (NFC)",
      sending(({ body }) => ({ body: mapBody(body, (json) => json.normalize("NFC")) })),
      "body/topic: an accent of its own after it: the body isn't what was given",
    ],
    [
      "trims",
      sending(({ body }) => ({ body: mapBody(body, (json) => json.replace(/ "/g, '"')) })),
      "body/topic: a blank after it: the body isn't what was given",
    ],
    [
      "sends the first of a list alone",
      sending(({ url }) => ({ url: url.replace(/(&tags=[^&]*)(?:&tags=[^&]*)+/, "$1") })),
      "query/tags: at its most items: the query holds other pairs than were given",
    ],
    [
      "leaves out what is false",
      sending(({ body }) => ({ body: mapBody(body, (json) => json.replace(',"isGuest":false', "")) })),
      "body/people/1/isGuest: false: the body isn't what was given",
    ],
    [
      "writes to another place",
      sending(({ url }) => ({ url: url.replace("/notes", "/notes/all") })),
      "input: valid, as in all others but for one thing: the path holds other segments than were given",
    ],
    [
      "goes up",
      sending(({ url }) => ({ url: url.replace("/teams/", "/x/../teams/") })),
      "input: valid, as in all others but for one thing: the path holds other segments than were given",
    ],
    [
      "calls another host",
      sending(({ url }) => ({ url: url.replace("//", "//proxy.example/") })),
      "input: valid, as in all others but for one thing: the request isn't the action's",
    ],
    [
      "takes another method",
      sending(() => ({ method: "PUT" })),
      "input: valid, as in all others but for one thing: the request isn't the action's",
    ],
    [
      "sends no body",
      sending(() => ({ body: undefined })),
      "input: valid, as in all others but for one thing: the body isn't what was given",
    ],
  ])("%s", (_, gateway, name) => {
    const { escaped } = runProbes(PORT, RICH, gateway, Number.POSITIVE_INFINITY);
    expect(escaped.map((probe) => probe.name)).toContain(name);
  });
});

describe("a gateway is found out that blocks what it mustn't: it", () => {
  /** What a value would have to be, which no value is. */
  const refused = Symbol("refused");
  test.each<[what: string, gateway: Gateway, name: string]>([
    [
      "stops below maximum",
      taking((value, { maximum }) => (value === maximum ? refused : value)),
      "path/meetingId: at its maximum",
    ],
    [
      "begins above minimum",
      taking((value, { minimum }) => (value === minimum ? refused : value)),
      "query/near: at its minimum",
    ],
    [
      "counts 16-bit units",
      takingTexts((text, { maxLength = text.length }) => (text.length > maxLength ? refused : text)),
      "body/topic: at its longest, beyond 16 bits",
    ],
    [
      "stops below maxLength",
      reading((schema) =>
        schema.maxLength === undefined ? schema : { ...schema, maxLength: schema.maxLength - 1 },
      ),
      "body/topic: at its longest",
    ],
    [
      "stops below maxItems",
      reading((schema) =>
        schema.maxItems === undefined ? schema : { ...schema, maxItems: schema.maxItems - 1 },
      ),
      "query/tags: at its most items",
    ],
    [
      "takes an empty list for none",
      reading((schema) => (schema.type === "array" ? { ...schema, minItems: 1 } : schema)),
      "body/people: at its fewest items",
    ],
    [
      "takes an empty text for none",
      reading((schema) =>
        schema.type === "string" && schema.pattern === undefined ? { minLength: 1, ...schema } : schema,
      ),
      "query/text: at its shortest",
    ],
    [
      "takes false for nothing",
      taking((value) => (value === false ? refused : value)),
      "body/people/1/isGuest: false",
    ],
    ["takes 0 for nothing", taking((value) => (value === 0 ? refused : value)), "query/near: the number -0"],
    [
      "requires everything",
      reading((schema) => ({
        ...schema,
        ...(schema.properties && { required: Object.keys(schema.properties) }),
      })),
      "input: valid, as in all others but for one thing",
    ],
    [
      "knows the first value alone",
      reading((schema) => ({ ...schema, ...(schema.enum && { enum: schema.enum.slice(0, 1) }) })),
      'query/kind: value 2, "past"',
    ],
    [
      "takes plain characters alone",
      takingTexts((text) => (/^[\x20-\x7e]*$/.test(text) ? text : refused)),
      "query/text: a character beyond 16 bits after it",
    ],
    [
      "knows no leap years",
      takingTexts((text) => (text.endsWith("-02-29") ? refused : text)),
      "query/since: of its format, 2024-02-29",
    ],
    [
      "knows integers alone",
      reading((schema) => (schema.type === "number" ? { ...schema, type: "integer" } : schema)),
      "query/near: at its maximum",
    ],
    [
      "wants a query",
      (port, action, input) =>
        isRecord(input) && input["query"] === undefined
          ? { ok: false, violations: [] }
          : buildRequest(port, action, input),
      "query: left out",
    ],
  ])("%s", (_, gateway, name) => {
    const { blocked } = runProbes(PORT, RICH, gateway, Number.POSITIVE_INFINITY);
    expect(blocked.map((probe) => probe.name)).toContain(name);
  });
});
