import { MAXIMUM_DEPTH } from "../json/doubt.ts";

/** In values and characters of texts and names together: more than any action's schemas may admit. */
const MOST = 256 * 1024;

/**
 * Copies a JSON value, each of its members read once: no getter and no later change makes it another.
 * Undefined for what JSON has no form of, or writes in another way (a date), for what is nested deeper
 * than any schema, and for what is too large; of that no more is read. Never throws.
 */
export function copyJson(value: unknown): { value: unknown } | undefined {
  let left = MOST;
  const spend = (cost: number): void => {
    left -= cost;
    if (left < 0) {
      throw new RangeError("too large");
    }
  };
  const copy = (from: unknown, depth: number): unknown => {
    spend(typeof from === "string" ? from.length + 1 : 1);
    if (from === null || typeof from === "string" || typeof from === "boolean" || Number.isFinite(from)) {
      return from;
    }
    if (typeof from !== "object" || depth > MAXIMUM_DEPTH || "toJSON" in from) {
      throw new TypeError("no JSON value");
    }
    if (Array.isArray(from)) {
      const { length } = from;
      spend(length);
      return Array.from({ length }, (_, index) => copy(from[index], depth + 1));
    }
    const members: [name: string, value: unknown][] = [];
    for (const name of Object.keys(from)) {
      spend(name.length);
      const item = (from as Record<string, unknown>)[name];
      if (item !== undefined) {
        members.push([name, copy(item, depth + 1)]);
      }
    }
    // Unlike an assignment it takes a member `__proto__` for one.
    return Object.fromEntries(members);
  };
  try {
    return { value: copy(value, 1) };
  } catch {
    return undefined;
  }
}
