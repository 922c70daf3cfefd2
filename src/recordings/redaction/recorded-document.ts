import type { Action, Example } from "../../catalog/action.ts";
import type { JsonSchema } from "../../catalog/json-schema.ts";
import { answerOptions, codePaths, failureIn } from "../../gateway/answers.ts";
import { EACH, parseField } from "../../gateway/fields.ts";
import { ownMember } from "../../json/record.ts";
import { ITEM, mapDocument } from "./map-document.ts";
import type { AnsweredExample, RedactOptions } from "./redact.ts";

/** All that is redacted together, so that one value has one fake everywhere. */
export interface RecordedDocument {
  inputs: Example["input"][];
  /** The parsed bodies of successes, each where its example is; null where there is none. */
  bodies: unknown[];
  /** Those of errors, which are read otherwise. */
  errors: unknown[];
}

export type Side = keyof RecordedDocument;

export function documentOf(
  answered: readonly AnsweredExample[],
  { action, policy }: Pick<RedactOptions, "action" | "policy">,
): RecordedDocument {
  const { answers } = answerOptions(policy, action);
  // Of what is no success the gateway reads nothing but a code.
  const holdsError = (status: number, body: unknown) =>
    status < 200 || status > 299 || failureIn(body, action.result.fields, answers) !== undefined;
  const bodies = answered.map(({ exchange }) => parseBody(exchange.response.body));
  const isError = answered.map(({ exchange }, at) => holdsError(exchange.response.status, bodies[at]));
  return {
    inputs: answered.map(({ example }) => example.input),
    bodies: bodies.map((body, at) => (isError[at] ? null : (body ?? null))),
    errors: bodies.map((body, at) => (isError[at] ? (body ?? null) : null)),
  };
}

/** The body of an answer; undefined for none, and for what is no JSON object or list. */
export function parseBody(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    // Cut before anything else looks at it, since not everything does so without recursion.
    return typeof body === "object" && body !== null ? (mapDocument(body, {}) as object) : undefined;
  } catch {
    return undefined;
  }
}

/** What the gateway tells of an error's code. */
const CODE = /^(?:[a-z][a-z_]{0,39}|-?\d{1,9})$/i;

/** Tells of a text whether agents are told it as an error's code, or that there is one. */
export function errorTexts({
  action,
  policy,
}: Pick<RedactOptions, "action" | "policy">): (text: string, path: readonly string[]) => boolean {
  const { answers } = answerOptions(policy, action);
  const codes = new Set(codePaths(answers).map(pathKey));
  const signs = new Set(
    answers?.failure?.flatMap(({ path, is }) => (typeof is === "string" ? `${pathKey(path)} ${is}` : [])),
  );
  return (text, [side, , ...path]) => {
    const key = JSON.stringify(path);
    return side === "errors" && ((codes.has(key) && CODE.test(text)) || signs.has(`${key} ${text}`));
  };
}

function pathKey(field: string): string {
  return JSON.stringify(pathOf(field));
}

/** A field's path as a document has it. */
function pathOf(field: string): string[] {
  return (parseField(field) ?? []).map((step) => (step === EACH ? ITEM : step));
}

/** The schema of an input by its path in the document. */
export function schemaAt(
  action: Action,
  [, , place = "", ...steps]: readonly string[],
): JsonSchema | undefined {
  const root = place === "path" || place === "query" || place === "body" ? action.input[place] : undefined;
  return steps.reduce<JsonSchema | undefined>(
    (schema, step) => (step === ITEM ? schema?.items : ownMember(schema?.properties ?? {}, step)),
    root,
  );
}

/** Tells by a path in the document which of an action's result fields a value is of. */
export function fieldsOf(fields: readonly string[]): (path: readonly string[]) => string | undefined {
  const byPath = new Map(
    fields.flatMap((field) => {
      const path = pathOf(field);
      // A field may end at a list of scalars without saying so.
      return [path, [...path, ITEM]].map((steps) => [JSON.stringify(steps), field] as const);
    }),
  );
  return (path) => (path[0] === "bodies" ? byPath.get(JSON.stringify(path.slice(2))) : undefined);
}
