import { fromPointer, toPointer, valueAt } from "../json/pointer.ts";
import { isRecord, ownMember } from "../json/record.ts";

/** A value of a description, and where it stands. */
export interface Node {
  value: unknown;
  file: string;
  pointer: string;
}

/** What keeps one operation from being read. The others can be. */
export class UnreadableOperation extends Error {
  constructor({ file, pointer }: Pick<Node, "file" | "pointer">, why: string) {
    super(`${file}${pointer === "" ? "" : `#${pointer}`} ${why}`);
  }
}

/** Steps that one operation may take: many times what the largest honest one does. */
const BUDGET = 50_000;
/** References that lead to references. */
const LONGEST_CHAIN = 32;

/**
 * Follows references within files that were read before, for one operation. A reference is a JSON Pointer
 * (RFC 6901), with a path of one of the files before it or none; no `$id` and no anchor changes where it leads.
 */
export class Walk {
  #left = BUDGET;
  readonly #files: ReadonlyMap<string, unknown>;

  /** @param files documents by their paths in the catalogue */
  constructor(files: ReadonlyMap<string, unknown>) {
    this.#files = files;
  }

  /** @throws UnreadableOperation for what leads nowhere, out of the files, in a circle or too far */
  follow(node: Node): Node {
    let at = node;
    for (let step = 0; step < LONGEST_CHAIN; step++) {
      this.#spend(at);
      const reference = isRecord(at.value) ? ownMember(at.value, "$ref") : undefined;
      if (typeof reference !== "string") {
        return at;
      }
      at = this.#target(at, reference);
    }
    throw new UnreadableOperation(node, "refers to itself");
  }

  /** A member, with its reference followed; undefined where there is none. */
  member(node: Node, name: string): Node | undefined {
    const below = this.rawMember(node, name);
    return below === undefined ? undefined : this.follow(below);
  }

  /** The member at the end of several names. */
  path(node: Node, names: readonly string[]): Node | undefined {
    return names.reduce<Node | undefined>((at, name) => at && this.member(at, name), node);
  }

  rawMember({ value, file, pointer }: Node, name: string): Node | undefined {
    const member = isRecord(value) ? ownMember(value, name) : undefined;
    return member === undefined ? undefined : { value: member, file, pointer: pointer + toPointer([name]) };
  }

  /** The members of an object, references followed. */
  members(node: Node): [name: string, node: Node][] {
    const names = isRecord(node.value) ? Object.keys(node.value) : [];
    return names.map((name) => [name, this.member(node, name) as Node]);
  }

  /** The items of a list, references followed. */
  items({ value, file, pointer }: Node): Node[] {
    return Array.isArray(value)
      ? value.map((item, index) => this.follow({ value: item, file, pointer: `${pointer}/${index}` }))
      : [];
  }

  #spend(node: Node): void {
    this.#left -= 1;
    if (this.#left < 0) {
      throw new UnreadableOperation(node, `takes more than ${BUDGET} steps to read`);
    }
  }

  #target(node: Node, reference: string): Node {
    const [path = "", fragment = ""] = reference.split(/#(.*)/s);
    const file = path === "" ? node.file : fileOf(node.file, path);
    const wrong = (why: string) =>
      new UnreadableOperation(node, `refers to ${JSON.stringify(reference.slice(0, 200))}, ${why}`);
    if (file === undefined || !this.#files.has(file)) {
      throw wrong("which is no file of the catalogue");
    }
    if (fragment !== "" && !fragment.startsWith("/")) {
      throw wrong("which is no JSON Pointer");
    }
    const pointer = decoded(fragment);
    const value = pointer === undefined ? undefined : valueAt(this.#files.get(file), fromPointer(pointer));
    if (pointer === undefined || value === undefined) {
      throw wrong("and nothing is there");
    }
    return { value, file, pointer };
  }
}

/** The file that a reference's path names, by its path in the catalogue; undefined for what names none. */
export function fileOf(from: string, path: string): string | undefined {
  const isRelative = !/^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/|\\)/.test(path);
  // A URL's steps upwards end at its root.
  return isRelative ? decoded(new URL(path, `file:///${from}`).pathname.slice(1)) : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
