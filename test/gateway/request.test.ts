import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, ActionInput } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { buildRequest } from "../../src/gateway/request.ts";
import { validate } from "../../src/gateway/validate.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS } from "../support/sample.ts";

const PORT = { baseUrl: "https://api.example.com/v2" };

/** An action at /things/{id}/parts whose id and query are free text: laxer than any rule lets be. */
function thing(id: JsonSchema, query: Record<string, JsonSchema> = {}): Action {
  return {
    ...GET_MEETING,
    path: "/things/{id}/parts",
    input: {
      path: { type: "object", properties: { id }, required: ["id"], additionalProperties: false },
      query: { type: "object", properties: query, additionalProperties: false },
    },
  };
}

function urlOf(action: Action, input: ActionInput): string {
  const built = buildRequest(PORT, action, input);
  return built.ok ? built.request.url : JSON.stringify(built.violations);
}

const TEXT: JsonSchema = { type: "string", maxLength: 64 };

describe("a request", () => {
  test("is the method, the base URL with the filled path, and nothing else", () => {
    expect(buildRequest(PORT, GET_MEETING, { path: { meetingId: 123456789 } })).toEqual({
      ok: true,
      request: { method: "GET", url: "https://api.example.com/v2/meetings/123456789" },
    });
  });

  test("has its query in the order of the schema, not of the input", () => {
    const query = { next_page_token: "x", type: "live" };
    expect(urlOf(LIST_MEETINGS, { query })).toBe(
      "https://api.example.com/v2/users/me/meetings?type=live&next_page_token=x",
    );
  });

  test("leaves out what isn't given, defaults too", () => {
    const size: JsonSchema = { type: "integer", minimum: 1, maximum: 9, default: 5 };
    expect(urlOf(thing(TEXT, { size }), { path: { id: "a" } })).toBe(
      "https://api.example.com/v2/things/a/parts",
    );
  });

  test("repeats the name of a list", () => {
    const tags: JsonSchema = { type: "array", items: TEXT, maxItems: 3 };
    const url = urlOf(thing(TEXT, { tags }), { path: { id: "a" }, query: { tags: ["x", "y&z", ""] } });
    expect(url).toBe("https://api.example.com/v2/things/a/parts?tags=x&tags=y%26z&tags=");
  });

  test("joins a list by commas where its schema says so, which no item may hold", () => {
    const ids: JsonSchema = { type: "array", items: TEXT, maxItems: 3, "x-style": "comma" };
    const urlWith = (list: string[]) =>
      urlOf(thing(TEXT, { ids }), { path: { id: "a" }, query: { ids: list } });
    expect(urlWith(["x", "y&z", ""])).toBe("https://api.example.com/v2/things/a/parts?ids=x,y%26z,");
    expect(urlWith([])).toBe("https://api.example.com/v2/things/a/parts");
    expect(urlWith(["x,y"])).toContain("can't be written into a URL");
  });

  test.each([
    ["a space", "a b", "a%20b"],
    ["a question mark", "a?b=c", "a%3Fb%3Dc"],
    ["a fragment", "a#b", "a%23b"],
    ["a semicolon", "a;b=c", "a%3Bb%3Dc"],
    ["an at sign", "a@b", "a%40b"],
    ["a line break", "a\r\nX: 1", "a%0D%0AX%3A%201"],
    ["letters of any script", "Zürich", "Z%C3%BCrich"],
    ["dots among others", "..a", "..a"],
    ["a colon", "A1:B2", "A1%3AB2"],
    ["colons before digits", "urn:li:share:42", "urn%3Ali%3Ashare%3A42"],
    ["a bang", "Costs!A1", "Costs!A1"],
  ])("encodes %s in the path", (_, id, encoded) => {
    expect(urlOf(thing(TEXT), { path: { id } })).toBe(`https://api.example.com/v2/things/${encoded}/parts`);
  });

  test("sends the body that was given, where the action sends one", () => {
    const body = { topic: "Sync", duration: 30 };
    expect(buildRequest(PORT, CREATE_MEETING, { body })).toMatchObject({ request: { method: "POST", body } });
  });
});

describe("a request is never built", () => {
  test.each<[why: string, action: Action, input: ActionInput, pointer: string]>([
    ["from a value out of bounds", GET_MEETING, { path: { meetingId: 1 } }, "/path/meetingId"],
    ["without a required value", GET_MEETING, {}, "/path/meetingId"],
    ["with an unknown query parameter", LIST_MEETINGS, { query: { host: "x" } }, "/query/host"],
    ["with a place that the action hasn't", LIST_MEETINGS, { body: { a: 1 } }, "/body"],
    ["with a place that no action has", LIST_MEETINGS, { headers: { a: "b" } } as ActionInput, "/headers"],
    ["without its body", CREATE_MEETING, {}, "/body"],
    ["with a body that is null", CREATE_MEETING, { body: null }, "/body"],
    ["with a body that is text", CREATE_MEETING, { body: "{}" }, "/body"],
    ["with half a character", thing(TEXT), { path: { id: "\ud800" } }, "/path/id"],
  ])("%s", (_, action, input, pointer) => {
    const built = buildRequest(PORT, action, input);
    expect(built.ok ? [] : built.violations.map((violation) => violation.pointer)).toEqual([pointer]);
  });

  test.each([
    "",
    ".",
    "..",
    "...",
    "x:setIamPolicy",
    "A1:b",
    ":a",
    "urn:li",
    "/",
    "a/b",
    "../users",
    "..%2fusers",
    "%2e%2e",
    "a%00",
    "\\",
    "a\\b",
  ])("from %j in a placeholder, even where the schema admits it", (id) => {
    expect(validate(TEXT, id)).toEqual([]);
    expect(buildRequest(PORT, thing(TEXT), { path: { id } }).ok).toBe(false);
  });

  test("from a name that no URL can carry", () => {
    const query = { "\ud800": "x" };
    const built = buildRequest(PORT, thing(TEXT, { "\ud800": TEXT }), { path: { id: "a" }, query });
    expect(built.ok).toBe(false);
  });

  test("from an object in the query, which no URL can carry", () => {
    const filter: JsonSchema = { type: "object", properties: { a: TEXT } };
    const input = { path: { id: "a" }, query: { filter: { a: "x" } } };
    expect(buildRequest(PORT, thing(TEXT, { filter }), input).ok).toBe(false);
  });
});

describe("for any text at all", () => {
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom("/", "\\", ".", "%", "?", "#", "@", ":", ";", "\t", "\n", "2e", "\uff0e", "\u2024"),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    maxLength: 12,
  });

  test("a placeholder stays one segment below the base URL, and says what was given", () => {
    fc.assert(
      fc.property(anyText, (id) => {
        const built = buildRequest(PORT, thing(TEXT), { path: { id } });
        if (built.ok) {
          const url = new URL(built.request.url);
          expect(url.href.startsWith(`${PORT.baseUrl}/things/`)).toBe(true);
          expect(url.pathname.split("/").map(decodeURIComponent)).toEqual(["", "v2", "things", id, "parts"]);
          expect([url.search, url.hash]).toEqual(["", ""]);
        }
      }),
      { numRuns: 500 },
    );
  });

  const segment = fc.oneof(
    fc.constantFrom("things", "v1.2", "values:batchGet", "a-b_c~d"),
    fc.constant("{id}"),
  );
  const ending = fc.constantFrom("", ".json", ".tar.gz", ":append", "/", ".json/");

  test("a path is the route's own segments with one value for each placeholder", () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), ending, anyText, (segments, end, id) => {
        const path = `/${[...segments, "{id}"].join("/")}${end}`;
        const built = buildRequest(PORT, { ...thing(TEXT), path }, { path: { id } });
        if (built.ok) {
          const { href, pathname, search, hash } = new URL(built.request.url);
          expect(href).toBe(built.request.url);
          expect(pathname.split("/").map(decodeURIComponent)).toEqual(
            `/v2${path}`.split("/").map((text) => text.replace("{id}", () => id)),
          );
          expect([search, hash]).toEqual(["", ""]);
          expect(id).not.toMatch(/[/\\%]|^\.*$|:[a-z][^:]*$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("a query value stays one value, and says what was given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const action = thing(TEXT, { q: TEXT });
        const built = buildRequest(PORT, action, { path: { id: "a" }, query: { q: text } });
        expect(built.ok).toBe(text.isWellFormed());
        if (built.ok) {
          const url = new URL(built.request.url);
          expect([...url.searchParams]).toEqual([["q", text]]);
          expect([url.pathname, url.hash]).toEqual(["/v2/things/a/parts", ""]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("what is judged is what is sent", () => {
  const action = { ...CREATE_MEETING, path: "/users/me/meetings" };
  const build = (body: unknown) => buildRequest(PORT, action, { body });

  test("whatever happens to the input afterwards", () => {
    const body: Record<string, unknown> = { topic: "Sync", duration: 30 };
    const built = build(body);
    body["delete"] = "all";
    expect(built).toMatchObject({ ok: true, request: { body: { topic: "Sync", duration: 30 } } });
    expect(built.ok && built.request.body).not.toHaveProperty("delete");
  });

  test.each<[what: string, body: object]>([
    ["a number that is none", { topic: "Sync", duration: Number.NaN }],
    ["a big integer", { topic: "Sync", duration: 30n }],
    ["a function", { topic: "Sync", duration: 30, more: () => 1 }],
    ["a circle", circle()],
  ])("and %s is no input", (_, body) => {
    expect(build(body)).toMatchObject({ ok: false });
  });
});

function circle(): object {
  const body: Record<string, unknown> = { topic: "Sync", duration: 30 };
  body["self"] = body;
  return body;
}
