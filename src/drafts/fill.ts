import type { Action } from "../catalog/action.ts";
import { takesBody } from "../catalog/listed-route.ts";
import { placeholdersOf } from "../catalog/route.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";

/** A member that a draft left out, since it has one possible value. */
export interface Filled {
  /** Into the draft. */
  pointer: string;
  value: unknown;
  /** What leaves no other: the format, the policy of the route, or the live action. */
  from: "format" | "route" | "live";
}

/** A member that is missing and has more than one possible value: a person has to write it. */
export interface Open {
  pointer: string;
  /** What to write. */
  hint: string;
  candidates: readonly unknown[];
}

/** What a port says of an action that would be on one of its routes. */
export interface PortFacts {
  live(slug: unknown): Action | undefined;
  /** The strictest approval mode that its tier admits, and the scopes that it may name. */
  ofRoute(route: { method: string; path: string; input: Record<string, unknown> }): {
    approvalMode: Action["approvalMode"];
    scopes: readonly string[];
    sendsNothing: boolean;
  };
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
 * @param port undefined for one that isn't live: then nothing is known of routes
 */
export function fill(value: unknown, port: PortFacts | undefined): FullForm {
  const form: FullForm = { value: structuredClone(value), filled: [], open: [] };
  const draft = form.value;
  if (!isRecord(draft) || !Object.hasOwn(draft, "draft")) {
    return form;
  }
  const put = putInto(form);
  put(draft, [], "change", "add", "format");
  const { action } = draft;
  if (isRecord(action) && draft.change !== "retire") {
    const live = draft.change === "update" ? port?.live(action.slug) : undefined;
    fillInput(form, action, port, live);
    fillAuthority(form, action, port, live);
    fillExamples(form, action);
  }
  put(draft, [], "references", [], "format");
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
  port: PortFacts | undefined,
  live: Action | undefined,
): void {
  const put = putInto(form);
  if (!Object.hasOwn(action, "input")) {
    const hint = whatInput(action, port, live);
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
  put(action, ["action"], "requestBodyMode", sendsBody(action, port) ? "json" : "none", "format");
  put(action, ["action"], "resultMode", "json_summary", "format");
}

/** What an action without an input has to say of it; undefined where it takes none. */
function whatInput(
  action: Members,
  port: PortFacts | undefined,
  live: Action | undefined,
): string | undefined {
  const names = placeholdersIn(action);
  if (live !== undefined && Object.keys(live.input).length > 0) {
    return "write what the live action takes, or {} to take all of it away";
  }
  if (names.length > 0) {
    return `declare ${names.map((name) => `{${name}}`).join(", ")} in input.path`;
  }
  return sendsBody(action, port) ? "describe in input.body what is sent" : undefined;
}

/** A write does, but where the policy says otherwise; of a port that isn't live, where it has a schema for one. */
function sendsBody(action: Members, port: PortFacts | undefined): boolean {
  const hasBody = isRecord(action.input) && Object.hasOwn(action.input, "body");
  return takesBody({ method: String(action.method) }) && !(ofRoute(action, port)?.sendsNothing ?? !hasBody);
}

function placeholdersIn({ path }: Members): string[] {
  return typeof path === "string" ? placeholdersOf(path) : [];
}

function ofRoute({ method, path, input }: Members, port: PortFacts | undefined) {
  return typeof method === "string" && typeof path === "string"
    ? port?.ofRoute({ method, path, input: isRecord(input) ? input : {} })
    : undefined;
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
  if (schema.type === "object") {
    put(schema, path, "additionalProperties", false, "format");
  }
  for (const [name, part] of isRecord(properties) ? Object.entries(properties) : []) {
    fillSchema(put, part, [...path, "properties", name]);
  }
  fillSchema(put, items, [...path, "items"]);
}

const ROOT_LENGTH = ["action", "input", "path"].length;

function fillAuthority(
  form: FullForm,
  action: Members,
  port: PortFacts | undefined,
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
  const facts = ofRoute(action, port);
  if (facts === undefined) {
    return;
  }
  put(action, ["action"], "approvalMode", facts.approvalMode, "route");
  if (facts.scopes.length <= 1) {
    put(action, ["action"], "scopes", [...facts.scopes], "route");
  } else if (!Object.hasOwn(action, "scopes")) {
    const hint = `write the narrowest that the route needs; the policy knows ${facts.scopes.slice(0, MOST_TOLD).join(", ")}`;
    const candidates = facts.scopes.map((scope) => [scope]);
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
    isRecord(schema) && Array.isArray(schema.required) ? schema.required.map(String) : [],
  );
  return [...new Set([...placeholdersIn(action), ...required])];
}
