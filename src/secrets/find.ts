import { isNamedSecret } from "./named.ts";
import { type Found, scan } from "./scan.ts";
import { nameOf, pointerToName, pointerToText, type Strings, stringsOf } from "./strings.ts";

/** A secret that was found: its kind and place. What it says is never told. */
export interface SecretMatch {
  kind: string;
  pointer: string;
}

/**
 * Looks for secrets in every string of a value, member names included; also where they are split by
 * white space or over strings, percent-encoded or in base64.
 */
export function findSecrets(value: unknown): SecretMatch[] {
  if (typeof value !== "object" || value === null) {
    return typeof value === "string" ? findInText(value).map((kind) => ({ kind, pointer: "" })) : [];
  }
  return secretsIn(stringsOf(value));
}

/** The same in the strings of a value. */
export function secretsIn(strings: Strings): SecretMatch[] {
  const count = strings.names.length;
  const found = [...scan(strings.names.concat(strings.texts)), ...namedMembers(strings)];
  if (found.length === 0) {
    return [];
  }
  // A name that is a secret must not get out by the pointers below it either.
  const secretNames = new Set<number>();
  for (const { index, last } of found) {
    for (let name = index; name <= last && name < count; name++) {
      secretNames.add(name);
    }
  }
  return [...kindsByString(found)].flatMap(([at, kinds]) => {
    const pointer =
      at < count ? pointerToName(strings, at, secretNames) : pointerToText(strings, at - count, secretNames);
    return kinds.map((kind) => ({ kind, pointer }));
  });
}

/** All texts of a value that a secret stands in, also those over which it is split. */
export interface SecretTexts {
  /** Where each stands, once. */
  pointers: string[];
  /** Whether one stands in names of members alone. */
  isInNames: boolean;
}

/** Looks for secrets as {@link findSecrets} does, and tells everything that has to go. */
export function findSecretTexts(value: object): SecretTexts {
  const strings = stringsOf(value);
  const count = strings.names.length;
  const places = new Set<number>();
  let isInNames = false;
  for (const { index, last } of [...scan(strings.names.concat(strings.texts)), ...namedMembers(strings)]) {
    isInNames ||= last < count;
    for (let at = Math.max(index, count); at <= last; at++) {
      places.add(at - count);
    }
  }
  const pointers = [...places].sort((a, b) => a - b).map((at) => pointerToText(strings, at, new Set()));
  return { pointers, isInNames };
}

/** The kinds of secrets in a text. */
export function findInText(text: string): string[] {
  return [...kindsByString(scan([text])).values()].flat();
}

/** Texts whose member's name says that they are secrets, counted after the names. */
function namedMembers(strings: Strings): Found[] {
  return strings.texts.flatMap((text, at) => {
    const index = strings.names.length + at;
    const name = nameOf(strings, at);
    return name !== undefined && isNamedSecret(name, text)
      ? [{ kind: "credential by its name", index, last: index, isNamed: true }]
      : [];
  });
}

/** Each string's kinds, once. What words tell of a token is left out where its shape or place tells more. */
function kindsByString(found: readonly Found[]): Map<number, string[]> {
  const byString = new Map<number, Found[]>();
  for (const one of found) {
    const list = byString.get(one.index);
    list === undefined ? byString.set(one.index, [one]) : list.push(one);
  }
  return new Map(
    [...byString]
      .sort(([one], [other]) => one - other)
      .map(([index, list]) => {
        const known = list.filter(({ isNamed }) => !isNamed);
        return [index, [...new Set((known.length > 0 ? known : list.slice(0, 1)).map(({ kind }) => kind))]];
      }),
  );
}
