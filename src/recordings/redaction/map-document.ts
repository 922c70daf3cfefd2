import { isRecord } from "../../json/record.ts";

/** Where a scalar of a document stands. */
export interface Place {
  /** Member names from the root; {@link ITEM} for an item of a list. */
  path: readonly string[];
  /** The name that says what it is: its member's, its list's, or that of the pair whose value it is. */
  name: string;
  /** The name that says what the object around it is. */
  parent: string;
  /** Whether a member around it was called closed. */
  isClosed: boolean;
  /** Which of the document's texts it is, counted as they stand; for a number nothing. */
  index: number;
}

/** What is to become of a document's parts. */
export interface Visitor {
  text?(value: string, place: Place): string;
  number?(value: number, place: Place): number;
  /** @param index which of the document's names it is, counted as `stringsOf` counts */
  name?(name: string, index: number): string;
  /** Whether everything in a member is closed to sight. */
  closes?(name: string, value: unknown): boolean;
  /** What becomes of a list as one; undefined where its items are looked at one by one. */
  list?(items: readonly unknown[]): unknown[] | undefined;
}

/** Stands in a path for an item of a list. */
export const ITEM = "[]";

/** As deep as anything is that a path of an action's fields can reach, and more. */
const DEEPEST = 128;

/**
 * Rebuilds a document with other texts, numbers and names. Lists keep their length, objects their
 * members, and what is neither text nor number stays; what is nested deeper than any field reaches
 * becomes empty.
 */
export function mapDocument(document: unknown, visitor: Visitor): unknown {
  const counts = { texts: 0, names: 0 };
  const map = (value: unknown, place: Omit<Place, "index">): unknown => {
    if (typeof value === "string") {
      const index = counts.texts++;
      return visitor.text?.(value, { ...place, index }) ?? value;
    }
    if (typeof value === "number") {
      return visitor.number?.(value, { ...place, index: -1 }) ?? value;
    }
    const isTooDeep = place.path.length > DEEPEST;
    if (Array.isArray(value)) {
      const path = [...place.path, ITEM];
      return isTooDeep
        ? []
        : (visitor.list?.(value) ?? value.map((item: unknown) => map(item, { ...place, path })));
    }
    return isRecord(value) ? mapMembers(isTooDeep ? {} : value, place) : value;
  };
  const mapMembers = (record: Record<string, unknown>, place: Omit<Place, "index">) => {
    const names = Object.keys(record);
    const first = counts.names;
    counts.names += names.length;
    const labels = labelsOf(record);
    const taken = new Set<string>();
    // Not an assignment, so that a member called `__proto__` is one like any other.
    return Object.fromEntries(
      names.map((name, position) => {
        const value = record[name];
        const label = labels.get(name) ?? name;
        const isClosed =
          place.isClosed || [name, label].some((told) => visitor.closes?.(told, value) === true);
        const inside = { path: [...place.path, name], name: label, parent: place.name, isClosed };
        const mapped = map(value, inside);
        return [uniqueName(visitor.name?.(name, first + position) ?? name, taken), mapped];
      }),
    );
  };
  return map(document, { path: [], name: "", parent: "", isClosed: false });
}

const LABELS = /^(?:key|name|field|label|attribute|property|header|question)$/i;
const VALUES = /^(?:values?|content|text|data|answers?)$/i;

/** `{ "key": "passcode", "value": "…" }`: what the value is, is told by its neighbour. */
function labelsOf(record: Record<string, unknown>): ReadonlyMap<string, string> {
  const names = Object.keys(record);
  const label = names.map((name) => (LABELS.test(name) ? record[name] : undefined)).find(isText);
  return new Map(
    label === undefined ? [] : names.filter((name) => VALUES.test(name)).map((name) => [name, label]),
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 80;
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) {
    unique = `${name}-${count}`;
  }
  taken.add(unique);
  return unique;
}
