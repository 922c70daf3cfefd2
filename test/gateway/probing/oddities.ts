import type { JsonSchema } from "../../../src/catalog/json-schema.ts";
import { admitsText, isFreeText } from "./forms.ts";
import { AROUND_SEGMENTS, HALVES, leavesSegment, ODDITIES, TRAVERSALS } from "./odd-texts.ts";
import { accepted, type Place, rejected, type Variant } from "./variant.ts";

/**
 * Odd texts in place of a valid value: injection, look-alikes, halves of characters, and in a path
 * what would leave its segment. Those that the schema admits must reach the API as they are.
 */
export function* oddVariants(schema: JsonSchema, valid: unknown, place: Place): Generator<Variant> {
  const base = typeof valid === "string" || typeof valid === "number" ? String(valid) : "1";
  const isText = schema.type === "string";
  const table = [
    ...(isText ? [...ODDITIES, ...HALVES] : []),
    ...(place === "path" ? [...TRAVERSALS, ...AROUND_SEGMENTS] : []),
  ];
  for (const [what, make] of table) {
    const text = make(base);
    const isAdmitted = admitsText(schema, text);
    if (text !== base && isAdmitted !== undefined) {
      // Free text has no place in a path, however it is encoded there: placeholder/bounded.
      const isStray = place === "path" && (leavesSegment(text) || isFreeText(schema));
      yield isAdmitted && !isStray ? accepted(what, text) : rejected(what, text);
    }
  }
}
