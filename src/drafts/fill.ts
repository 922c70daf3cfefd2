import type { Action } from "../catalog/action.ts";
import { listedRoute, takesBody } from "../catalog/listed-route.ts";
import { type LivePort, liveAction } from "../catalog/load.ts";
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

/** An action that is filled in, and what it is filled in from. */
interface Filling {
  form: FullForm;
  put: Put;
  action: Members;
  facts: PortFacts | undefined;
  /** The action that an update replaces. */
  live: Action | undefined;
}

/** Puts a member where none is, and notes it. */
type Put = (
  record: Members,
  path: readonly (string | number)[],
  name: string,
  value: unknown,
  from?: Filled["from"],
) => void;

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
  const put: Put = (record, path, name, given, from = "format") => {
    if (!Object.hasOwn(record, name)) {
      record[name] = given;
      form.filled.push({ pointer: toPointer([...path, name]), value: structuredClone(given), from });
    }
  };
  put(draft, [], "change", "add");
  const { action } = draft;
  if (isRecord(action) && draft.change !== "retire") {
    const isUpdate = draft.change === "update" && facts !== undefined;
    const live = isUpdate ? liveAction(facts.port, String(action.slug)) : undefined;
    const filling = { form, put, action, facts, live };
    fillInput(filling);
    fillExamples(filling);
    fillAuthority(filling);
  }
  put(draft, [], "references", []);
  // Parents come before what is in them.
  form.filled.sort((a, b) => compareText(a.pointer, b.pointer));
  return form;
}

function fillInput(filling: Filling): void {
  const { form, put, action, facts } = filling;
  const hint = Object.hasOwn(action, "input") ? undefined : whatInput(filling);
  if (hint === undefined) {
    put(action, ["action"], "input", {});
  } else {
    form.open.push({ pointer: "/action/input", hint, candidates: [] });
  }
  const input = isRecord(action.input) ? action.input : {};
  for (const place of ["path", "query", "body"]) {
    const schema = ownMember(input, place);
    if (isRecord(schema)) {
      put(schema, ["action", "input", place], "type", "object");
      fillSchema(put, schema, ["action", "input", place]);
    }
  }
  const inPath = ownMember(input, "path");
  const properties = isRecord(inPath) ? inPath.properties : undefined;
  if (isRecord(inPath) && isRecord(properties)) {
    const required = placeholdersIn(action).filter((name) => Object.hasOwn(properties, name));
    put(inPath, ["action", "input", "path"], "required", required);
  }
  put(action, ["action"], "requestBodyMode", sendsBody(action, facts) ? "json" : "none");
  put(action, ["action"], "resultMode", "json_summary");
}

/** What an action without an input has to say of it; undefined where it takes none. */
function whatInput({ action, facts, live }: Filling): string | undefined {
  if (live !== undefined && Object.keys(live.input).length > 0) {
    return "write what the live action takes, or {} to take all of it away";
  }
  const names = placeholdersIn(action);
  if (names.length > 0) {
    return `declare ${names.map((name) => `{${name}}`).join(", ")} in input.path`;
  }
  return sendsBody(action, facts) ? "describe in input.body what is sent" : undefined;
}

/** A write does, but where the policy says otherwise; of a port that isn't live, where it has a schema for one. */
function sendsBody({ method, path, input }: Members, facts: PortFacts | undefined): boolean {
  if (typeof method !== "string" || typeof path !== "string" || !takesBody({ method })) {
    return false;
  }
  if (facts === undefined) {
    return isRecord(input) && Object.hasOwn(input, "body");
  }
  const body = listedRoute({ method, path }, facts.port.policy)?.body;
  return body === undefined || Object.keys(body).length > 0;
}

function placeholdersIn({ path }: Members): string[] {
  return typeof path === "string" ? placeholdersOf(path) : [];
}

/** A schema and those within it: of all types an object alone has properties. */
function fillSchema(put: Put, schema: Members, path: readonly string[]): void {
  const { properties, items } = schema;
  const type = isRecord(properties) ? "object" : typeOfFixed(schema);
  if (type !== undefined) {
    put(schema, path, "type", type);
  }
  if (schema.type === "object") {
    put(schema, path, "additionalProperties", false);
  }
  for (const [name, part] of isRecord(properties) ? Object.entries(properties) : []) {
    if (isRecord(part)) {
      fillSchema(put, part, [...path, "properties", name]);
    }
  }
  if (isRecord(items)) {
    fillSchema(put, items, [...path, "items"]);
  }
}

/** The one type of all values that a schema fixes. */
function typeOfFixed({ enum: listed, const: only }: Members): string | undefined {
  const values: unknown[] = Array.isArray(listed) ? listed : only === undefined ? [] : [only];
  const types = new Set(values.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  const [type = ""] = types;
  return types.size === 1 && /^(?:string|boolean|integer|number)$/.test(type) ? type : undefined;
}

/** Approval mode and scopes: of an update as they are live, of an addition as the route has them. */
function fillAuthority({ form, put, action, facts, live }: Filling): void {
  const isWritten = Object.hasOwn(action, "approvalMode") && Object.hasOwn(action, "scopes");
  const hasRoute = typeof action.method === "string" && typeof action.path === "string";
  const known = live ?? (isWritten || !hasRoute ? undefined : facts?.authorityOf(action));
  if (known === undefined) {
    return;
  }
  const from = live === undefined ? "route" : "live";
  const { approvalMode, scopes } = known;
  put(action, ["action"], "approvalMode", approvalMode, from);
  if (live !== undefined || scopes.length <= 1) {
    put(action, ["action"], "scopes", [...scopes], from);
  } else if (!Object.hasOwn(action, "scopes")) {
    const hint = `write the narrowest that the route needs; the policy knows ${scopes.slice(0, MOST_TOLD).join(", ")}`;
    form.open.push({ pointer: "/action/scopes", hint, candidates: scopes.map((scope) => [scope]) });
  }
}

const MOST_TOLD = 8;

function fillExamples({ form, put, action }: Filling): void {
  const needed = requiredInputs(action);
  const { examples } = action;
  for (const [index, example] of Array.isArray(examples) ? examples.entries() : []) {
    if (!isRecord(example) || Object.hasOwn(example, "input")) {
      continue;
    }
    if (needed.length === 0) {
      put(example, ["action", "examples", index], "input", {});
    } else {
      const hint = `give a value for ${needed.join(", ")}`;
      form.open.push({ pointer: `/action/examples/${index}/input`, hint, candidates: [] });
    }
  }
}

function requiredInputs({ input, ...action }: Members): string[] {
  const schemas = isRecord(input) ? [input.path, input.query, input.body] : [];
  const required = schemas.flatMap((schema) =>
    isRecord(schema) && Array.isArray(schema.required) ? schema.required : [],
  );
  return [...new Set([...placeholdersIn(action), ...required.filter((name) => typeof name === "string")])];
}
