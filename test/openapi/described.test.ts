import { describe, expect, test } from "vitest";
import { memoryTree } from "../../src/catalog/tree.ts";
import { type Described, describeOperation } from "../../src/openapi/described.ts";
import { readDescription } from "../../src/openapi/description.ts";
import { attempt, listOperations } from "../../src/openapi/operations.ts";

const FILE = "catalog/integrations/shop/shop-api.openapi.yaml";
const BASE = "https://api.example.com/v1";

/** What a description says of each of its operations: in an action's terms, or why it can't be read. */
async function operationsOf(text: string, others: Record<string, string> = {}, baseUrl = BASE) {
  const bytes = Object.entries({ [FILE]: text, ...others }).map(
    ([path, content]) => [path, new TextEncoder().encode(content)] as const,
  );
  const description = await readDescription(memoryTree("a tree", new Map(bytes)), FILE);
  if (description === undefined) {
    throw new Error("there is no description");
  }
  return Object.fromEntries(
    listOperations(description, baseUrl).map((listed) => {
      if (!listed.ok) {
        return [`${listed.method} ${listed.path}`, listed.why];
      }
      const { operation } = listed;
      const read = attempt(() => describeOperation(description, operation));
      return [`${operation.method} ${operation.path}`, read.ok ? read.value : read.why];
    }),
  );
}

const GET = (rest: string) => `{ get: { ${rest}, responses: { "200": { description: ok } } } }`;
const open3 = (paths: string, rest = "") =>
  `openapi: 3.0.3\ninfo: { title: Shop, version: "1" }\n${rest}paths:\n${paths}`;
const swagger = (paths: string, rest = "") =>
  `swagger: "2.0"\ninfo: { title: Shop, version: "1" }\n${rest}paths:\n${paths}`;

async function only(text: string, others?: Record<string, string>): Promise<Described> {
  const [first] = Object.values(await operationsOf(text, others));
  expect(first).toBeTypeOf("object");
  return first as Described;
}

describe("where an operation is called", () => {
  test.each([
    ["no server", "", "/things", "/things"],
    ["the base URL", "servers: [{ url: https://api.example.com/v1 }]\n", "/things", "/things"],
    ["a host without its path", "servers: [{ url: https://api.example.com }]\n", "/v1/things", "/things"],
    ["a path of a server", "servers: [{ url: /v1 }]\n", "/things", "/things"],
    [
      "variables",
      "servers: [{ url: 'https://{host}/{v}', variables: { host: { default: api.example.com }, v: { default: v1 } } }]\n",
      "/things",
      "/things",
    ],
  ])("%s", async (_, servers, path, below) => {
    const text = open3(`  ${path}: ${GET("operationId: a")}`, servers);
    expect(Object.keys(await operationsOf(text))).toEqual([`GET ${below}`]);
  });

  test("another host than the port's is no operation of it", async () => {
    const text = open3(
      `  /things: ${GET("operationId: a")}`,
      "servers: [{ url: https://other.example/v1 }]\n",
    );
    expect(Object.values(await operationsOf(text))).toEqual([
      expect.stringContaining("is called at https://other.example/v1, and not at the port's base URL"),
    ]);
  });

  test("Swagger 2.0 says it by host and basePath", async () => {
    const text = swagger(`  /things: ${GET("operationId: a")}`, "host: api.example.com\nbasePath: /v1\n");
    expect(Object.keys(await operationsOf(text))).toEqual(["GET /things"]);
  });
});

describe("inputs", () => {
  const parameters = (list: string) =>
    open3(`  /a/{id}:\n    get:\n      parameters:\n${list}\n      responses: {}`);

  test.each([
    ["string", "{ type: string }", { type: "string", maxLength: 256 }],
    ["string, maxLength", "{ type: string, maxLength: 9 }", { type: "string", maxLength: 9 }],
    ["date", "{ type: string, format: date }", { type: "string", format: "date" }],
    ["unknown format", "{ type: string, format: kind }", { type: "string", maxLength: 256 }],
    ["pattern", "{ type: string, pattern: '^[a-z]{2}$' }", { type: "string", pattern: "^[a-z]{2}$" }],
    ["enum", "{ type: string, enum: [a, b] }", { type: "string", enum: ["a", "b"] }],
    [
      "words that YAML 1.1 reads as booleans",
      "{ type: string, enum: [NO, on] }",
      { type: "string", enum: ["NO", "on"] },
    ],
    ["integer", "{ type: integer }", { type: "integer", minimum: 0, maximum: 10_000 }],
    ["bounds", "{ type: integer, minimum: 1, maximum: 5 }", { type: "integer", minimum: 1, maximum: 5 }],
    [
      "an excluded bound",
      "{ type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5 }",
      { type: "integer", minimum: 2, maximum: 5 },
    ],
    [
      "an excluded bound of 3.1",
      "{ type: integer, exclusiveMinimum: 1, maximum: 5 }",
      { type: "integer", minimum: 2, maximum: 5 },
    ],
    [
      "null beside a type",
      "{ type: [integer, 'null'], minimum: 1, maximum: 2 }",
      { type: "integer", minimum: 1, maximum: 2 },
    ],
    ["allOf", "{ allOf: [{ type: string }, { maxLength: 3 }] }", { type: "string", maxLength: 3 }],
    ["boolean", "{ type: boolean }", { type: "boolean" }],
  ])("%s", async (_, schema, expected) => {
    const { parameters: found } = await only(
      parameters(`        - { name: q, in: query, schema: ${schema} }`),
    );
    expect(found).toMatchObject([{ in: "query", name: "q", required: false, schema: expected }]);
  });

  test.each([
    ["oneOf", "{ oneOf: [{ type: string }, { type: integer }] }", "it may be of several kinds"],
    ["no type", "{}", "the description says nothing of its type"],
    [
      "an object",
      "{ type: object, properties: { a: { type: string } } }",
      "an object can't be written in a query",
    ],
  ])("%s is left out, with the reason", async (_, schema, why) => {
    const { parameters: found } = await only(
      parameters(`        - { name: q, in: query, schema: ${schema} }`),
    );
    expect(found).toMatchObject([{ name: "q", schema: undefined, why }]);
  });

  test.each([
    ["3: repeated", open3, "schema: { type: array, items: { type: string, enum: [a] } }", undefined],
    [
      "3: commas",
      open3,
      "explode: false, schema: { type: array, items: { type: string, enum: [a] } }",
      "comma",
    ],
    ["2: commas where nothing is said", swagger, "type: array, items: { type: string, enum: [a] }", "comma"],
    [
      "2: repeated",
      swagger,
      "type: array, collectionFormat: multi, items: { type: string, enum: [a] }",
      undefined,
    ],
  ])("a list, %s", async (_, make, said, style) => {
    const { parameters: found } = await only(
      make(`  /a: { get: { parameters: [{ name: q, in: query, ${said} }], responses: {} } }`),
    );
    expect(found[0]?.schema).toEqual({
      type: "array",
      items: { type: "string", enum: ["a"] },
      maxItems: 50,
      ...(style && { "x-style": style }),
    });
  });

  test("of the path count too, the operation's own before them, and the token is none", async () => {
    const { parameters: found } = await only(
      open3(
        `  /a/{id}:
    parameters: [{ $ref: "#/components/parameters/id" }, { name: q, in: query, schema: { type: boolean } }]
    get:
      parameters:
        - { name: q, in: query, schema: { type: integer, minimum: 1, maximum: 2 } }
        - { name: token, in: query, schema: { type: string } }
      responses: {}`,
        `components:
  parameters: { id: { name: id, in: path, required: true, schema: { type: string, pattern: "^[0-9]{3}$" } } }
  securitySchemes: { key: { type: apiKey, in: query, name: token } }
`,
      ),
    );
    expect(found.map(({ in: place, name, required }) => [place, name, required])).toEqual([
      ["path", "id", true],
      ["query", "q", false],
    ]);
  });

  test.each([
    [
      "a form",
      "content: { multipart/form-data: { schema: { type: object } } }",
      "it sends something other than JSON",
    ],
    [
      "a body that is a list",
      "content: { application/json: { schema: { type: array, items: { type: string } } } }",
      "its body: it is no object",
    ],
  ])("%s can't be written", async (_, body, why) => {
    const { unwritable } = await only(
      open3(`  /a: { post: { requestBody: { required: true, ${body} }, responses: {} } }`),
    );
    expect(unwritable).toBe(why);
  });
});

describe("answers", () => {
  const answer = (schema: string, rest = "") =>
    open3(
      `  /a: { get: { responses: { "201": { description: ok, content: { application/json: { schema: ${schema} } } } } } }`,
      rest,
    );

  test("are listed by their scalars, in lists, in lists at the top, and once for each schema within itself", async () => {
    const { answer: found } = await only(
      answer(
        '{ $ref: "#/components/schemas/Tree" }',
        `components:
  schemas:
    Tree:
      type: array
      items:
        type: object
        properties:
          name: { type: string }
          "odd name": { type: integer }
          children: { $ref: "#/components/schemas/Tree" }
          tags: { type: array, items: { type: string } }
          any: { type: object, additionalProperties: true }
`,
      ),
    );
    expect(found).toMatchObject({ status: 201 });
    expect(found.fields).toEqual([
      { path: "[].name", type: "string" },
      { path: '[]["odd name"]', type: "integer" },
      { path: "[].tags[]", type: "string" },
    ]);
  });

  test.each([
    ["3, one", open3, "content: { application/json: { example: { a: 1 }, schema: {} } }"],
    ["3, by name", open3, "content: { application/json: { examples: { one: { value: { a: 1 } } } } }"],
    ["3, of the schema", open3, "content: { application/json: { schema: { example: { a: 1 } } } }"],
    ["2, by media type", swagger, "examples: { application/json: { a: 1 } }"],
  ])("show an example: %s", async (_, make, said) => {
    const { answer: found } = await only(
      make(`  /a: { get: { responses: { "200": { description: ok, ${said} } } } }`),
    );
    expect(found.example).toEqual({ a: 1 });
  });
});

describe("references", () => {
  const toFile = open3(
    `  /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "parts/thing.yaml#/Thing" } } } } } } }`,
  );

  test("lead into files below the catalogue", async () => {
    const part = "catalog/integrations/shop/parts/thing.yaml";
    const { answer } = await only(toFile, {
      [part]: "Thing: { type: object, properties: { id: { type: integer } } }",
    });
    expect(answer.fields).toEqual([{ path: "id", type: "integer" }]);
  });

  test.each([
    ["../../../../../../etc/passwd"],
    ["http://127.0.0.1:1/schema.json"],
    ["//127.0.0.1/schema.json"],
    ["/etc/passwd"],
    ["file:///etc/passwd"],
    ["parts/thing.yaml"],
    ["#/components/schemas/Missing"],
    ["#anchor"],
    ["#/components/schemas/Self"],
    ["#/constructor"],
    ["#/__proto__/constructor"],
  ])("%s spoils its own operation alone", async (reference) => {
    const found = await operationsOf(
      open3(
        `  /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "${reference}" } } } } } } }
  /b: ${GET("operationId: b")}`,
        `components: { schemas: { Self: { $ref: "#/components/schemas/Self" } } }\n`,
      ),
      { "etc/passwd": "root: x" },
    );
    expect(found["GET /a"]).toMatch(/^catalog\/integrations\/shop\/shop-api\.openapi\.yaml#\/.* refers to /);
    expect(found["GET /b"]).toMatchObject({ unwritable: undefined });
  });
});

describe("a hostile description costs little", () => {
  const many = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index));

  test.each<[string, string]>([
    [
      "2^40 ways through schemas",
      open3(
        `  /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } } } } }`,
        `components:\n  schemas:\n${many(40, (n) => `    S${n}: { type: object, properties: { a: { $ref: "#/components/schemas/S${n + 1}" }, b: { $ref: "#/components/schemas/S${n + 1}" } } }\n`).join("")}    S40: { type: string }\n`,
      ),
    ],
    [
      "2^25 parts of one schema",
      open3(
        `  /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } } } } }`,
        `components:\n  schemas:\n${many(25, (n) => `    S${n}: { allOf: [{ $ref: "#/components/schemas/S${n + 1}" }, { $ref: "#/components/schemas/S${n + 1}" }] }\n`).join("")}    S25: { type: object, properties: { a: { type: string } } }\n`,
      ),
    ],
    ["a circle of aliases", open3(`  /a: ${GET("operationId: a")}`, "x: &x { self: *x }\n")],
  ])("%s", async (_, text) => {
    expect(Object.keys(await operationsOf(text))).toEqual(["GET /a"]);
  });

  test.each([
    [
      "aliases of aliases",
      `openapi: 3.0.0\nx0: &a0 [a]\n${many(200, (n) => `x${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join("")}`,
      "isn't YAML",
    ],
    ["a member twice", "openapi: 3.0.0\npaths: {}\npaths: {}\n", "isn't YAML: duplicated mapping key"],
    ["a function", "openapi: 3.0.0\nx: !!js/function 'f'\n", "isn't YAML: unknown scalar tag"],
    ["deep nesting", `openapi: 3.0.0\nx: ${"[".repeat(5000)}${"]".repeat(5000)}\n`, "isn't YAML"],
    ["no description", "hello\n", "says neither openapi 3.0 or 3.1 nor swagger 2.0"],
    ["nothing", "", "isn't YAML"],
    ["Swagger 1.2", 'swaggerVersion: "1.2"\n', "says neither openapi"],
  ])("%s is refused in one sentence", async (_, text, why) => {
    await expect(operationsOf(text)).rejects.toThrow(why);
  });
});
