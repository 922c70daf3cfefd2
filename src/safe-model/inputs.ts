import type { ReadableAction } from "../catalog/action.ts";
import type { JsonSchema } from "../catalog/json-schema.ts";
import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";

/** The places in which an action takes input. */
export const INPUT_PLACES = ["path", "query", "body"] as const;
export type InputPlace = (typeof INPUT_PLACES)[number];

/** A schema node of an action's input, however badly written. */
export interface InputNode {
  place: InputPlace;
  /** Pointer into the draft's file. */
  pointer: string;
  /** The property's name; the place's for its root, the list's for an item. */
  name: string;
  depth: number;
  /** Whether it is the schema of a list's items; its name is then the list's. */
  isItem: boolean;
  schema: Record<string, unknown>;
}

/** Every schema node of an action's input, roots first. Nodes that are no objects are left out. */
export function* inputNodes(action: ReadableAction): Generator<InputNode> {
  for (const place of INPUT_PLACES) {
    const schema = action.input[place];
    if (schema !== undefined) {
      yield* nodesBelow({
        place,
        pointer: toPointer(["action", "input", place]),
        name: place,
        depth: 0,
        isItem: false,
        schema,
      });
    }
  }
}

function* nodesBelow(node: InputNode): Generator<InputNode> {
  yield node;
  const { properties, items } = node.schema;
  if (isRecord(properties)) {
    for (const [name, schema] of Object.entries(properties)) {
      if (isRecord(schema)) {
        const pointer = `${node.pointer}${toPointer(["properties", name])}`;
        yield* nodesBelow({ ...node, pointer, name, depth: node.depth + 1, isItem: false, schema });
      }
    }
  }
  if (isRecord(items)) {
    yield* nodesBelow({
      ...node,
      pointer: `${node.pointer}/items`,
      depth: node.depth + 1,
      isItem: true,
      schema: items,
    });
  }
}

/** The inputs that a caller fills in: everything but the roots. */
export function namedInputs(action: ReadableAction): InputNode[] {
  return [...inputNodes(action)].filter((node) => node.depth > 0);
}

/** Whether a value of this schema could hold an identity: free text or a number, or anything ill-typed. */
export function canHoldIdentity({ schema }: InputNode): boolean {
  const { type, format } = schema as JsonSchema;
  return !(type === "boolean" || format === "date" || format === "date-time" || format === "time");
}
