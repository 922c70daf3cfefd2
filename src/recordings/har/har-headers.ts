import { isRecord } from "../../json/record.ts";
import { namesCredential } from "../../safe-model/names/credential.ts";
import { findInText } from "../../secrets/find.ts";
import type { HarEntry } from "./har.ts";

/** What was found in an entry, and where below it. */
export interface InEntry {
  kind: string;
  path: (string | number)[];
}

/** Headers whose value is a credential by its place, whatever it looks like. */
const CREDENTIAL_HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-auth-token",
]);

/** What says so of a header, and in a body would say too little. */
const CREDENTIAL_WORD =
  /session|signature|dpop|ticket|csrf|xsrf|cookie|(?<![a-z])auth(?:n|z|entication|orization)?(?![a-z])|^x-.*token/;

/** Headers that hold a URL, of which the query or fragment may open something. */
const WITH_URL = new Set(["location", "content-location", "referer"]);

const REDACTED = "REDACTED";

/** Headers and cookies that are credentials, in every member that is called after them. */
export function findInHeaders(entry: HarEntry): InEntry[] {
  const holders: [holder: object, path: string[]][] = [
    [entry, []],
    [entry.request, ["request"]],
    [entry.response, ["response"]],
  ];
  return holders.flatMap(([holder, path]) =>
    Object.entries(holder).flatMap(([name, value]: [string, unknown]) => {
      const here = isTellable(name) ? [...path, name] : path;
      if (/cookie/i.test(name)) {
        return areCookies(value) ? [{ kind: "cookie", path: here }] : [];
      }
      if (name === "redirectURL") {
        return inHeaderList([{ name: "location", value }], here).map(({ kind }) => ({ kind, path: here }));
      }
      return /header/i.test(name) ? inHeaderList(value, here) : [];
    }),
  );
}

function inHeaderList(list: unknown, path: string[]): InEntry[] {
  return pairsIn(list).flatMap(({ name, value, index }) => {
    const kind = kindOfHeader(name, value);
    return kind === undefined ? [] : [{ kind, path: index === undefined ? path : [...path, index] }];
  });
}

function kindOfHeader(spelt: string, value: unknown): string | undefined {
  const name = spelt.trim().toLowerCase().replaceAll("_", "-");
  if (isRedacted(value)) {
    return undefined;
  }
  if (CREDENTIAL_HEADERS.has(name)) {
    return `${name} header`;
  }
  if (WITH_URL.has(name)) {
    return /[?#]/.test(String(value)) ? `${name} header with a query` : undefined;
  }
  // Any other name isn't told: it could be anything.
  return CREDENTIAL_WORD.test(name) || namesCredential(spelt) ? "header by its name" : undefined;
}

interface Pair {
  name: string;
  value: unknown;
  /** Where it stands in a list; undefined where it isn't one of pairs. */
  index?: number;
}

/** Headers as HAR lists them, by name in an object, or as lines of a text. */
function pairsIn(list: unknown): Pair[] {
  if (Array.isArray(list)) {
    return list.flatMap((item: unknown, index): Pair[] =>
      isRecord(item) && typeof item.name === "string"
        ? [{ name: item.name, value: item.value, index }]
        : pairsIn(Array.isArray(item) ? item.map(String).join(": ") : item).map((pair) => ({
            ...pair,
            index,
          })),
    );
  }
  if (isRecord(list)) {
    return Object.entries(list).map(([name, value]) => ({ name, value }));
  }
  return typeof list === "string"
    ? list.split(/\r?\n/).map((line) => ({
        name: line.replace(/(?<=.):.*$/s, ""),
        value: line.replace(/^.[^:]*:\s*/s, ""),
      }))
    : [];
}

/** Whether there are cookies that aren't redacted, in whatever form. A number is a size. */
function areCookies(cookies: unknown): boolean {
  if (Array.isArray(cookies)) {
    return !cookies.every((cookie: unknown) => isRecord(cookie) && isRedacted(cookie.value));
  }
  return isRecord(cookies)
    ? !Object.values(cookies).every(isRedacted)
    : typeof cookies === "string" && cookies !== "" && !isRedacted(cookies);
}

function isRedacted(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => item === REDACTED) : value === REDACTED;
}

/** A member could be called after a secret. */
function isTellable(name: string): boolean {
  return /^_?[A-Za-z]{1,32}$/.test(name) && findInText(name).length === 0;
}
