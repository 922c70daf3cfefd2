import type { JsonSchema } from "../catalog/json-schema.ts";
import { isRecord } from "../json/record.ts";
import type { Description } from "./description.ts";
import type { Operation } from "./operations.ts";
import { type Field, fieldsOf, inputSchemaOf } from "./schema.ts";
import type { Node, Walk } from "./walk.ts";

export interface Parameter {
  in: "path" | "query" | "body";
  name: string;
  required: boolean;
  /** In the subset that actions may use; undefined where it can't be said in it. */
  schema: JsonSchema | undefined;
  /** Why there is no schema. */
  why: string;
  /** A value that the description shows. */
  example: unknown;
}

/** What a description says of one operation, in the terms of an action. */
export interface Described {
  parameters: Parameter[];
  /** Why no action can call it; undefined where one may. */
  unwritable: string | undefined;
  answer: {
    status: number | undefined;
    fields: Field[];
    /** An answer that the description shows; undefined where it shows none. */
    example: unknown;
  };
  /** Every scope that the operation names, alternatives among them. */
  scopes: string[];
}

/** @throws UnreadableOperation */
export function describeOperation(description: Description, operation: Operation): Described {
  const walk = description.walk();
  const secured = securedBy(description, walk, operation);
  const found = parametersOf(walk, operation).filter(
    ({ value }) => !(isRecord(value) && secured.parameters.has(`${value.in} ${value.name}`)),
  );
  const parameters = found.flatMap((node) => parameterOf(walk, node));
  const body = bodyOf(walk, description, operation, found);
  const all = [...parameters, ...body.parameters];
  return {
    parameters: all,
    unwritable: body.unwritable ?? unwritable(found, all),
    answer: answerOf(walk, description, operation),
    scopes: secured.scopes,
  };
}

/** The path's parameters and the operation's own, which count where both have one of a name. */
function parametersOf(walk: Walk, { node, pathItem }: Operation): Node[] {
  const byName = new Map<string, Node>();
  for (const holder of [pathItem, node]) {
    const list = walk.member(holder, "parameters");
    for (const parameter of list === undefined ? [] : walk.items(list)) {
      const { in: place, name } = isRecord(parameter.value) ? parameter.value : {};
      byName.set(`${String(place)} ${String(name)}`, parameter);
    }
  }
  return [...byName.values()];
}

function parameterOf(walk: Walk, node: Node): Parameter[] {
  const value = isRecord(node.value) ? node.value : {};
  const { in: place, name, required, example } = value;
  if ((place !== "path" && place !== "query") || typeof name !== "string") {
    return [];
  }
  // Swagger 2.0 has the schema's keywords in the parameter itself.
  const schemaNode = walk.member(node, "schema") ?? node;
  const schema = inputSchemaOf(walk, schemaNode);
  const written = schema.ok ? styled(value, schema.schema) : schema;
  const shown = isRecord(schemaNode.value) ? schemaNode.value.example : undefined;
  return [
    {
      in: place,
      name,
      required: required === true || place === "path",
      schema: written.ok ? written.schema : undefined,
      why: written.ok ? "" : written.why,
      example: example ?? shown,
    },
  ];
}

/** How a list in a query is written: each item by itself, or with commas. An object there has no form that actions have. */
function styled(
  { style, explode, collectionFormat, type }: Record<string, unknown>,
  schema: JsonSchema,
): ReturnType<typeof inputSchemaOf> {
  if (schema.type === "object") {
    return { ok: false, why: "an object can't be written in a query" };
  }
  if (schema.type !== "array") {
    return { ok: true, schema };
  }
  // Swagger 2.0 has no `schema` here, and its lists are written with commas where nothing else is said.
  const isOld = type === "array";
  const isComma = isOld
    ? (collectionFormat ?? "csv") === "csv"
    : explode === false && (style ?? "form") === "form";
  const isRepeated = isOld ? collectionFormat === "multi" : explode !== false && (style ?? "form") === "form";
  if (!isComma && !isRepeated) {
    return { ok: false, why: "its list is written in a way that actions don't have" };
  }
  return { ok: true, schema: isComma ? { ...schema, "x-style": "comma" } : schema };
}

/** The members of what is sent as JSON. */
function bodyOf(
  walk: Walk,
  description: Description,
  { node }: Operation,
  parameters: readonly Node[],
): { parameters: Parameter[]; unwritable?: string } {
  const inPlace = (place: string) =>
    parameters.find(
      ({ value }) => isRecord(value) && value.in === place && (place === "body" || value.required === true),
    );
  if (description.version === "2.0") {
    const body = inPlace("body");
    const schema = body && walk.member(body, "schema");
    return inPlace("formData") !== undefined
      ? { parameters: [], unwritable: "it sends a form, and actions send JSON" }
      : schema === undefined
        ? { parameters: [] }
        : membersOf(walk, schema, isRecord(body?.value) && body.value.required === true);
  }
  const body = walk.member(node, "requestBody");
  const content = body && walk.member(body, "content");
  if (body === undefined || content === undefined) {
    return { parameters: [] };
  }
  const isRequired = isRecord(body.value) && body.value.required === true;
  const media = walk.members(content).find(([type]) => isJson(type))?.[1];
  const schema = media && walk.member(media, "schema");
  return schema === undefined
    ? { parameters: [], ...(isRequired ? { unwritable: "it sends something other than JSON" } : {}) }
    : membersOf(walk, schema, isRequired);
}

function membersOf(
  walk: Walk,
  schema: Node,
  isRequired: boolean,
): { parameters: Parameter[]; unwritable?: string } {
  const translated = inputSchemaOf(walk, schema);
  if (!translated.ok || translated.schema.type !== "object") {
    const why = translated.ok ? "it is no object" : translated.why;
    return { parameters: [], ...(isRequired ? { unwritable: `its body: ${why}` } : {}) };
  }
  const { properties = {}, required = [] } = translated.schema;
  const parameters = Object.entries(properties).map(([name, member]) => ({
    in: "body" as const,
    name,
    required: required.includes(name),
    schema: member,
    why: "",
    example: undefined,
  }));
  return { parameters };
}

function isJson(mediaType: string): boolean {
  return /^(?:application\/(?:[\w.+-]+\+)?json|\*\/\*|application\/\*)\s*(?:;|$)/i.test(mediaType.trim());
}

/** What keeps every action from calling it. */
function unwritable(found: readonly Node[], parameters: readonly Parameter[]): string | undefined {
  const header = found
    .map(({ value }) => (isRecord(value) ? value : {}))
    .find(
      ({ in: place, required, name }) =>
        place === "header" &&
        required === true &&
        !/^(?:accept|content-type|authorization)$/i.test(String(name)),
    );
  if (header !== undefined) {
    return `it needs the header ${String(header.name)}, and actions set none`;
  }
  const missing = parameters.find(({ required, schema }) => required && schema === undefined);
  return missing === undefined ? undefined : `its ${missing.in} ${missing.name}: ${missing.why}`;
}

function answerOf(walk: Walk, { version }: Description, { node }: Operation): Described["answer"] {
  const responses = walk.member(node, "responses");
  const statuses = isRecord(responses?.value) ? Object.keys(responses.value) : [];
  const name =
    statuses.filter((status) => /^2\d\d$/.test(status)).sort()[0] ??
    statuses.find((status) => /^2XX$/i.test(status)) ??
    (statuses.includes("default") ? "default" : undefined);
  const response = name === undefined || responses === undefined ? undefined : walk.member(responses, name);
  const status = name === undefined ? undefined : /^\d/.test(name) ? Number(name.replace(/X/gi, "0")) : 200;
  if (response === undefined) {
    return { status, fields: [], example: undefined };
  }
  const content = version === "2.0" ? undefined : walk.member(response, "content");
  const media = content && walk.members(content).find(([type]) => isJson(type))?.[1];
  const holder = version === "2.0" ? response : media;
  const schema = holder && walk.member(holder, "schema");
  return {
    status,
    fields: schema === undefined ? [] : fieldsOf(walk, schema),
    example: holder && exampleOf(walk, holder, schema),
  };
}

/** Swagger 2.0 has examples by media type, OpenAPI 3 one or several by name, and any schema may have its own. */
function exampleOf(walk: Walk, holder: Node, schema: Node | undefined): unknown {
  const own = walk.rawMember(holder, "example")?.value;
  const several = walk.member(holder, "examples");
  const [, first] =
    several === undefined
      ? []
      : (walk.members(several).find(([type]) => isJson(type)) ?? walk.members(several)[0] ?? []);
  const value = first && (walk.rawMember(first, "value") ?? first).value;
  const ofSchema = schema && walk.rawMember(schema, "example")?.value;
  return own ?? value ?? ofSchema;
}

/** Scopes that an operation names, and parameters that carry the token, which the gateway sends. */
function securedBy(description: Description, walk: Walk, { node }: Operation) {
  const schemes =
    description.version === "2.0"
      ? walk.member(description.root, "securityDefinitions")
      : walk.path(description.root, ["components", "securitySchemes"]);
  const parameters = new Set<string>();
  for (const [, scheme] of schemes === undefined ? [] : walk.members(schemes)) {
    const { type, in: place, name } = isRecord(scheme.value) ? scheme.value : {};
    if (type === "apiKey") {
      parameters.add(`${String(place)} ${String(name)}`);
    }
  }
  const security = walk.member(node, "security") ?? walk.member(description.root, "security");
  const named = (security === undefined ? [] : walk.items(security)).flatMap(({ value }) =>
    isRecord(value) ? Object.values(value).flat() : [],
  );
  return { parameters, scopes: [...new Set(named.filter((scope) => typeof scope === "string"))] };
}
