import type { Action, ActionInput } from "../../src/catalog/action.ts";
import type { JsonSchema } from "../../src/catalog/json-schema.ts";
import { isRecord } from "../../src/json/record.ts";
import { CREATE_MEETING, GET_MEETING, LIST_MEETINGS, SAMPLE_MANIFEST } from "./sample.ts";

export const PORT = SAMPLE_MANIFEST.port;

const objectOf = (schema: JsonSchema, required: string[] = []): JsonSchema => ({
  type: "object",
  properties: { q: schema },
  required,
  additionalProperties: false,
});

const examplesOf = (inputs: readonly ActionInput[]): Action["examples"] =>
  inputs.map((input, index) => ({ name: `example-${index}`, input }));

/** The sample's list with one optional query parameter of this schema. */
export const QUERY = (schema: JsonSchema): Action => ({
  ...LIST_MEETINGS,
  input: { query: objectOf(schema) },
  examples: examplesOf([{}]),
});

/** The sample's write with one optional member of this schema in its body, and examples of it. */
export const BODY = (schema: JsonSchema, ...values: unknown[]): Action => ({
  ...CREATE_MEETING,
  input: { body: objectOf(schema) },
  examples: examplesOf([{ body: {} }, ...values.map((q) => ({ body: q === undefined ? {} : { q } }))]),
});

/** The sample's read by one placeholder of this schema. */
export const pathOf = (schema: JsonSchema): Action => ({
  ...GET_MEETING,
  path: "/things/{q}",
  input: { path: objectOf(schema, ["q"]) },
  examples: [],
});

/** Reads what a probe gives for the one input of such an action. */
export const placeOf =
  ({ input: schemas }: Action) =>
  (input: unknown): unknown => {
    const place = isRecord(input) ? input[Object.keys(schemas)[0] ?? ""] : undefined;
    return isRecord(place) ? place["q"] : undefined;
  };
