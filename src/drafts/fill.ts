import type { Action } from "../catalog/action.ts";
import { listedRoute, takesBody } from "../catalog/listed-route.ts";
import type { LivePort } from "../catalog/load.ts";
import { placeholdersOf } from "../catalog/route.ts";
import { compareText } from "../finding.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";
import type { CheckOutput } from "../output/check.ts";

/** A member that a draft left out, since it has one possible value. */
export type Filled = CheckOutput["drafts"][number]["filled"][number];

/** A member that is missing and has more than one possible value: a person has to write it. */
export interface Open {
  pointer: string;
  /** What to write. */
  hint: string;
  candidates: readonly unknown[];
}

/** What a port says of an action that would be on one of its routes. */
export interface PortFacts {
  port: LivePort;
  /**
   * The laxest approval mode that check admits, and the scopes that the action may name.
   * @param action with whatever members it has
   */
  authorityOf(action: Members): { approvalMode: Action["approvalMode"]; scopes: readonly string[] };
}

export interface FullForm {
  value: unknown;
  filled: Filled[];
  open: Open[];
}

type Members = Record<string, unknown>;

/**
 * The full form of a draft: what has one possible value needn't be written. What has several stays
 * missing, and so does everything in what is no draft.
 *
 * @param facts undefined for a port that isn't live: then nothing is known of routes
 */
export function fill(value: unknown, facts: PortFacts | undefined): FullForm {
  const form: FullForm = { value: structuredClone(value), filled: [], open: [] };
  const draft = form.value;
  if (!isRecord(draft) || !Object.hasOwn(draft, "draft")) {
    return form;
  }
  const put = putInto(form);
  put(draft, [], "change", "add", "format");
  const { action } = draft;
  if (isRecord(action) && draft.change !== "retire") {
    const { actions = [] } = facts?.port.manifest ?? {};
    const live = draft.change === "update" ? actions.find(({ slug }) => slug === action.slug) : undefined;
    fillInput(form, action, facts, live);
    fillExamples(form, action);
    fillAuthority(form, action, facts, live);
  }
  put(draft, [], "references", [], "format");
  // Parents come before what is in them.
  form.filled.sort((a, b) => compareText(a.pointer, b.pointer));
  return form;
}

type Put = (
  record: Members,
  path: readonly (string | number)[],
  name: string,
  value: unknown,
  from: Filled["from"],
) => void;

/** Puts a member where none is, and notes it. */
function putInto({ filled }: FullForm): Put {
  return (record, path, name, value, from) => {
    if (!Object.hasOwn(record, name)) {
      record[name] = value;
      filled.push({ pointer: toPointer([...path, name]), value: structuredClone(value), from });
    }
  };
}

function fillInput(
  form: FullForm,
  action: Members,
  facts: PortFacts | undefined,
  live: Action | undefined,
): void {
  const put = putInto(form);
  if (!Object.hasOwn(action, "input")) {
    const hint = whatInput(action, facts, live);
    if (hint === undefined) {
      put(action, ["action"], "input", {}, "format");
    } else {
      form.open.push({ pointer: "/action/input", hint, candidates: [] });
    }
  }
  const input = isRecord(action.input) ? action.input : {};
  for (const place of ["path", "query", "body"]) {
    fillSchema(put, ownMember(input, place), ["action", "input", place]);
  }
  const inPath = ownMember(input, "path");
  if (isRecord(inPath) && isRecord(inPath.properties)) {
    const required = placeholdersIn(action).filter((name) =>
      Object.hasOwn(inPath.properties as Members, name),
    );
    put(inPath, ["action", "input", "path"], "required", required, "format");
  }
  put(action, ["action"], "requestBodyMode", sendsBody(action, facts) ? "json" : "none", "format");
  put(action, ["action"], "resultMode", "json_summary", "format");
}

/** What an action without an input has to say of it; undefined where it takes none. */
function whatInput(
  action: Members,
  facts: PortFacts | undefined,
  live: Action | undefined,
): string | undefined {
  const names = placeholdersIn(action);
  if (live !== undefined && Object.keys(live.input).length > 0) {
    return "write what the live action takes, or {} to take all of it away";
  }
  if (names.length > 0) {
    return `declare ${names.map((name) => `{${name}}`).join(", ")} in input.path`;
  }
  return sendsBody(action, facts) ? "describe in input.body what is sent" : undefined;
}

/** A write does, but where the policy says otherwise; of a port that isn't live, where it has a schema for one. */
function sendsBody({ method, path, input }: Members, facts: PortFacts | undefined): boolean {
  if (typeof method !== "string" || typeof path !== "string") {
    return false;
  }
  const route = { method, path };
  if (!takesBody(route)) {
    return false;
  }
  if (facts === undefined) {
    return isRecord(input) && Object.hasOwn(input, "body");
  }
  const body = listedRoute(route, facts.port.policy)?.body;
  return body === undefined || Object.keys(body).length > 0;
}

function placeholdersIn({ path }: Members): string[] {
  return typeof path === "string" ? placeholdersOf(path) : [];
}

/** An input's schema, or one within it: of all types an object alone has properties. */
function fillSchema(put: Put, schema: unknown, path: readonly string[]): void {
  if (!isRecord(schema)) {
    return;
  }
  const { properties, items } = schema;
  if (path.length === ROOT_LENGTH || isRecord(properties)) {
    put(schema, path, "type", "object", "format");
  }
  const type = typeOfFixed(schema);
  if (type !== undefined) {
    put(schema, path, "type", type, "format");
  }
  if (schema.type === "object") {
    put(schema, path, "additionalProperties", false, "format");
  }
  for (const [name, part] of isRecord(properties) ? Object.entries(properties) : []) {
    fillSchema(put, part, [...path, "properties", name]);
  }
  fillSchema(put, items, [...path, "items"]);
}

/** The one type of all values that a schema fixes. */
function typeOfFixed({ enum: listed, const: only }: Members): string | undefined {
  const values: unknown[] = Array.isArray(listed) ? listed : only === undefined ? [] : [only];
  const types = new Set(values.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  const [type = ""] = types;
  return types.size === 1 && /^(?:string|boolean|integer|number)$/.test(type) ? type : undefined;
}

const ROOT_LENGTH = ["action", "input", "path"].length;

function fillAuthority(
  form: FullForm,
  action: Members,
  facts: PortFacts | undefined,
  live: Action | undefined,
): void {
  const put = putInto(form);
  if (live !== undefined) {
    put(action, ["action"], "approvalMode", live.approvalMode, "live");
    put(action, ["action"], "scopes", [...live.scopes], "live");
    return;
  }
  if (Object.hasOwn(action, "approvalMode") && Object.hasOwn(action, "scopes")) {
    return;
  }
  if (facts === undefined || typeof action.method !== "string" || typeof action.path !== "string") {
    return;
  }
  const { approvalMode, scopes } = facts.authorityOf(action);
  put(action, ["action"], "approvalMode", approvalMode, "route");
  if (scopes.length <= 1) {
    put(action, ["action"], "scopes", [...scopes], "route");
  } else if (!Object.hasOwn(action, "scopes")) {
    const hint = `write the narrowest that the route needs; the policy knows ${scopes.slice(0, MOST_TOLD).join(", ")}`;
    const candidates = scopes.map((scope) => [scope]);
    form.open.push({ pointer: "/action/scopes", hint, candidates });
  }
}

const MOST_TOLD = 8;

function fillExamples(form: FullForm, action: Members): void {
  const needed = requiredInputs(action);
  const { examples } = action;
  for (const [index, example] of Array.isArray(examples) ? examples.entries() : []) {
    if (!isRecord(example) || Object.hasOwn(example, "input")) {
      continue;
    }
    if (needed.length === 0) {
      putInto(form)(example, ["action", "examples", index], "input", {}, "format");
    } else {
      const hint = `give a value for ${needed.join(", ")}`;
      form.open.push({ pointer: `/action/examples/${index}/input`, hint, candidates: [] });
    }
  }
}

function requiredInputs({ input, ...action }: Members): string[] {
  const schemas = isRecord(input) ? [input.path, input.query, input.body] : [];
  const required = schemas.flatMap((schema) =>
    isRecord(schema) && Array.isArray(schema.required)
      ? schema.required.filter((name) => typeof name === "string")
      : [],
  );
  return [...new Set([...placeholdersIn(action), ...required])];
}
