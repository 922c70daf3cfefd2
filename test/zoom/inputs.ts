import type { JsonSchema } from "../../src/catalog/json-schema.ts";

/** One input of an action: its schema, and a value that the schema admits. */
export interface Input {
  schema: JsonSchema;
  example: unknown;
}

export type Inputs = Record<string, Input>;

export function text(example: string, maxLength = 64): Input {
  return { schema: { type: "string", maxLength }, example };
}

export function shaped(pattern: string, example: string, maxLength = 64): Input {
  return { schema: { type: "string", pattern, maxLength }, example };
}

export function oneOf(...words: [string, ...string[]]): Input {
  return { schema: { type: "string", enum: words }, example: words[0] };
}

export function oneOfNumbers(...numbers: [number, ...number[]]): Input {
  return { schema: { type: "integer", enum: numbers }, example: numbers[0] };
}

export function whole(minimum: number, maximum: number, example = minimum): Input {
  return { schema: { type: "integer", minimum, maximum }, example };
}

export function flag(example = false): Input {
  return { schema: { type: "boolean" }, example };
}

export function date(example: string): Input {
  return { schema: { type: "string", format: "date" }, example };
}

export function time(example: string): Input {
  return { schema: { type: "string", format: "date-time" }, example };
}

export function list(item: Input, maxItems = 30): Input {
  return { schema: { type: "array", items: item.schema, maxItems }, example: [item.example] };
}

/** An object that admits these members and no others. */
export function object(members: Inputs, required: readonly string[] = []): Input {
  const all = Object.entries(members);
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(all.map(([name, { schema }]) => [name, schema])),
      ...(required.length === 0 ? {} : { required: [...required] }),
      additionalProperties: false,
    },
    example: Object.fromEntries(all.map(([name, { example }]) => [name, example])),
  };
}

/** The same inputs without some of them. */
export function without(inputs: Inputs, ...names: readonly string[]): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.includes(name)));
}
