import { isDeep } from "../../json/doubt.ts";
import { fromPointer, toPointer, valueAt } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { namesCredential } from "../../safe-model/names/credential.ts";
import { addressesIn } from "../../secrets/addresses.ts";
import { findInText, type SecretMatch, secretsIn } from "../../secrets/find.ts";
import { stringsOf } from "../../secrets/strings.ts";
import type { Har, HarEntry } from "./har.ts";
import { withoutMark } from "./unpack.ts";

/**
 * Searches a recording for what nobody may see: it may stand beside a draft, where git keeps every byte,
 * also of what is never published. Bodies are searched as the values that they are, so that escapes
 * hide nothing. No value is reported.
 */
export function searchRecording(har: Har): { secrets: SecretMatch[]; addresses: string[] } {
  const view = stringsOf(open(har, 0) as object);
  const byPlace = har.log.entries.flatMap((entry, index) =>
    secretsByPlace(entry).map(({ kind, path }) => ({
      kind,
      pointer: toPointer(["log", "entries", index, ...path]),
    })),
  );
  const known = new Set(byPlace.map(({ pointer }) => pointer));
  const bySearch = secretsIn(view)
    .map(({ kind, pointer: at }) => ({ kind, pointer: inFile(at, har), at }))
    .filter(({ pointer }) => !known.has(pointer))
    .map(({ kind, pointer, at }) => ({ kind: `${kind}${below(at, pointer)}`, pointer }));
  const secrets = [...byPlace, ...bySearch].map(
    (match) => [`${match.kind} ${match.pointer}`, match] as const,
  );
  const addresses = addressesIn(view).map((at) => inFile(at, har));
  return { secrets: [...new Map(secrets).values()], addresses: [...new Set(addresses)] };
}

/** What is JSON in a text of JSON in a text, nobody reads. */
const DEEPEST = 3;

/**
 * A document with the values of its texts in their place, and the values of pairs under their names. What
 * holds neither is the document's own.
 */
function open(value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    const values = depth < DEEPEST ? valuesIn(value) : [];
    return values.length === 0 ? value : values.map((inner) => open(inner, depth + 1));
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => open(item, depth));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isRecord(value)) {
    return value;
  }
  const label = labelOf(value);
  if (label !== undefined) {
    const { value: paired, ...rest } = value;
    const members = Object.entries(rest).map(([name, item]) => [name, open(item, depth)]);
    return Object.fromEntries([...members, [label, open(paired, depth)]]);
  }
  const members = Object.entries(value);
  const opened = members.map(([name, item]) => [name, open(item, depth)] as const);
  return opened.every(([, item], index) => item === members[index]?.[1]) ? value : Object.fromEntries(opened);
}

/** The name that a pair gives its value: `{ "name": "Cookie", "value": "…" }`; undefined for what is no pair. */
function labelOf({ value, name, key, field }: Record<string, unknown>): string | undefined {
  const label = [name, key, field].find((text) => typeof text === "string");
  return typeof label === "string" && value !== undefined ? label : undefined;
}

/** A text's values: of JSON, whole or one on a line, or of a form; none of another text. */
function valuesIn(text: string): unknown[] {
  const plain = withoutMark(text);
  if (/^\s*[{["]/.test(plain)) {
    const value = parse(plain);
    return value === undefined ? [...plain.split("\n").map((line) => parse(line) ?? line)] : [value];
  }
  return /^[^\s=&<>:/?]{1,200}=[^\s<>]*$/.test(plain)
    ? [...new URLSearchParams(plain)].map(([name, value]) => ({ [name]: value }))
    : [];
}

/** JSON's value; undefined for another text, and for what is nested so deep that it is refused for that. */
function parse(text: string): unknown {
  try {
    return isDeep(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where in the file the text or pair stands that something was found in or below. */
function inFile(pointer: string, har: Har): string {
  for (let end = pointer.indexOf("/", 1); end !== -1; end = pointer.indexOf("/", end + 1)) {
    const value = valueAt(har, fromPointer(pointer.slice(0, end)));
    if (typeof value === "string" || (isRecord(value) && labelOf(value) !== undefined)) {
      return pointer.slice(0, end);
    }
  }
  return pointer;
}

/** Where in a body it is. */
function below(at: string, pointer: string): string {
  const path = /\/text$/.test(pointer) ? at.slice(pointer.length).replace(/^\/0/, "") : "";
  return path === "" ? "" : ` at ${path} of the body`;
}

/** What says of a header that it is a credential, and in a body would say too little. */
const SECRET_HEADER =
  /session|signature|dpop|ticket|csrf|xsrf|cookie|(?<![a-z])auth(?:n|z|entication|orization)?(?![a-z])|^x-.*token/;

/** Headers that hold a URL, of which the query or fragment may open something. */
const WITH_URL = /^(?:location|content-location|referer)$/;

const REDACTED = "REDACTED";

/** Headers and cookies that are credentials by their place, whatever they look like. */
function secretsByPlace({ request, response }: HarEntry): { kind: string; path: (string | number)[] }[] {
  const sides = Object.entries({ request, response });
  return sides.flatMap(([side, { headers = [], cookies = [], redirectURL = "" }]) => [
    ...headers.flatMap(({ name, value }, index) =>
      isSecretHeader(name, value) ? [{ kind: kindOf(name), path: [side, "headers", index] }] : [],
    ),
    ...(isRedacted(cookies) ? [] : [{ kind: "cookie", path: [side, "cookies"] }]),
    ...(/[?#]/.test(String(redirectURL)) ? [{ kind: kindOf("location"), path: [side, "redirectURL"] }] : []),
  ]);
}

function isSecretHeader(spelt: string, value: string): boolean {
  const name = spelt.trim().toLowerCase().replaceAll("_", "-");
  return WITH_URL.test(name)
    ? /[?#]/.test(value)
    : value !== REDACTED && (SECRET_HEADER.test(name) || namesCredential(spelt));
}

function isRedacted(cookies: unknown): boolean {
  return Array.isArray(cookies) && cookies.every((cookie) => isRecord(cookie) && cookie.value === REDACTED);
}

/** A header's name, where it may be told: it could hold a secret itself. */
function kindOf(name: string): string {
  const isTold = /^[\w-]{1,40}$/.test(name) && findInText(name).length === 0;
  return isTold ? `the header ${name.toLowerCase()}` : "a header by its name";
}
