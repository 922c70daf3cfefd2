import type * as z from "zod";
import { isRecord, ownMember } from "./record.ts";

/**
 * The one way in which this tool writes JSON: members in the order in which the schema lists them
 * (then any others as authored), authored order inside records and arrays, two spaces, `\n`, a final newline.
 */
export function canonicalJson(schema: z.ZodType, value: unknown): string {
  return `${JSON.stringify(arrange(schema, value), null, 2)}\n`;
}

/** The same order as {@link canonicalJson}, as a value. */
export function arrange(schema: z.ZodType, value: unknown): unknown {
  const { def } = unwrap(schema) as { def: Definition };
  if (Array.isArray(value)) {
    const { element } = def;
    return element === undefined ? value : value.map((item) => arrange(element, item));
  }
  if (!isRecord(value)) {
    return value;
  }
  if (def.type === "object" && def.shape !== undefined) {
    return arrangeMembers(def.shape, value);
  }
  const { valueType } = def;
  if (def.type === "record" && valueType !== undefined) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, arrange(valueType, item)]));
  }
  return value;
}

/** The part of a schema's definition in zod that ordering needs. */
interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  valueType?: z.ZodType;
  innerType?: z.ZodType;
  getter?: () => z.ZodType;
}

function arrangeMembers(shape: Record<string, z.ZodType>, value: Record<string, unknown>): unknown {
  const known = Object.keys(shape).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
  return Object.fromEntries(
    [...known, ...others].map((key) => {
      const member = ownMember(shape, key);
      return [key, member === undefined ? value[key] : arrange(member, value[key])];
    }),
  );
}

function unwrap(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: Definition };
  const inner = def.innerType ?? def.getter?.();
  return inner === undefined ? schema : unwrap(inner);
}
