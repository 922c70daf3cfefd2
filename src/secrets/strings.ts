import { toPointer } from "../json/pointer.ts";
import { lastAtMost } from "./spellings.ts";

/** A list or an object of a document. */
interface Holder {
  /** Names of an object's members; undefined for a list. */
  keys: readonly string[] | undefined;
  /** Which of the document's names its first one is. */
  firstName: number;
  parent: Holder | undefined;
  /** Which item or member of its parent it is. */
  index: number;
}

/** The strings of a document and the names of its members. */
export interface Strings {
  names: string[];
  /** The objects with members, in the order of their names, and which name is the first of each. */
  objects: Holder[];
  firstNames: number[];
  /** In the document's order. */
  texts: string[];
  /** Where each text stands: which item or member of what. */
  holders: Holder[];
  indices: number[];
}

/**
 * Takes a document apart. Not recursive: an answer in a recording may be nested as deep as it likes.
 */
export function stringsOf(document: object): Strings {
  const strings: Strings = { names: [], objects: [], firstNames: [], texts: [], holders: [], indices: [] };
  const open = [enter(document, undefined, 0, strings)];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { holder, values } = top;
    let child: object | undefined;
    while (child === undefined && top.next < values.length) {
      const index = top.next++;
      const value = values[index];
      if (typeof value === "string") {
        strings.texts.push(value);
        strings.holders.push(holder);
        strings.indices.push(index);
      } else if (typeof value === "object" && value !== null) {
        child = value;
      }
    }
    if (child === undefined) {
      open.pop();
    } else {
      open.push(enter(child, holder, top.next - 1, strings));
    }
  }
  return strings;
}

function enter(value: object, parent: Holder | undefined, index: number, strings: Strings) {
  const { names } = strings;
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  const holder: Holder = { keys, firstName: names.length, parent, index };
  if (keys !== undefined && keys.length > 0) {
    strings.objects.push(holder);
    strings.firstNames.push(names.length);
    for (const name of keys) {
      names.push(name);
    }
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return { holder, values, next: 0 };
}

/** The name that a text stands under; undefined for an item of a list. */
export function nameOf({ holders, indices }: Strings, text: number): string | undefined {
  return holders[text]?.keys?.[indices[text] as number];
}

/**
 * Where a text stands.
 *
 * @param secretNames names that must not be told: they are left out
 */
export function pointerToText(strings: Strings, text: number, secretNames: ReadonlySet<number>): string {
  return pointerTo(strings.holders[text], strings.indices[text] ?? 0, secretNames);
}

/** Where the object stands that has a name. */
export function pointerToName(strings: Strings, name: number, secretNames: ReadonlySet<number>): string {
  const holder = strings.objects[lastAtMost(strings.firstNames, name)];
  return pointerTo(holder?.parent, holder?.index ?? 0, secretNames);
}

function pointerTo(from: Holder | undefined, at: number, secretNames: ReadonlySet<number>): string {
  const steps: (string | number)[] = [];
  let [holder, index] = [from, at];
  while (holder !== undefined) {
    if (holder.keys === undefined) {
      steps.push(index);
    } else if (!secretNames.has(holder.firstName + index)) {
      steps.push(holder.keys[index] ?? "");
    }
    [holder, index] = [holder.parent, holder.index];
  }
  return toPointer(steps.reverse());
}
