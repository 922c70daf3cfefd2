import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { namesCredential } from "../../safe-model/names/credential.ts";
import { findAddresses } from "../../secrets/addresses.ts";
import { findSecrets, type SecretMatch } from "../../secrets/find.ts";
import { isCredential } from "../../secrets/named.ts";
import { type Har, type HarEntry, responseText } from "./har.ts";
import { credentialFields, type KnownCredentials, tellName } from "./har-credentials.ts";

/** Headers whose value is a credential by its place, whatever it looks like. */
const CREDENTIAL_HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-auth-token",
]);

const SIDES = ["request", "response"] as const;

const BY_NAME: KnownCredentials = { fields: [], notCredentials: [] };

/**
 * Looks for secrets in a recording: by shape and name everywhere, by place in headers, cookies and
 * the fields that a policy calls credentials.
 */
export function findRecordingSecrets(har: Har, known: KnownCredentials = BY_NAME): SecretMatch[] {
  const byPlace = har.log.entries.flatMap((entry, index) =>
    [...inHeaders(entry), ...inPairs(entry), ...inCookies(entry), ...inBodies(entry, known)].map(
      ({ kind, path }) => ({ kind, pointer: toPointer(["log", "entries", index, ...path]) }),
    ),
  );
  // What stands in a body plainly was found there already, and told better.
  const told = new Set(byPlace.map(({ pointer }) => pointer));
  const elsewhere = findSecrets(har).filter(({ pointer }) => !(isBody(pointer) && told.has(pointer)));
  const found = [...byPlace, ...elsewhere].map((match) => [`${match.kind} ${match.pointer}`, match] as const);
  return [...new Map(found).values()];
}

function isBody(pointer: string): boolean {
  return /\/(?:postData|content)\/text$/.test(pointer);
}

interface InEntry {
  kind: string;
  path: (string | number)[];
}

function inHeaders(entry: HarEntry): InEntry[] {
  return SIDES.flatMap((side) =>
    (entry[side].headers ?? []).flatMap(({ name, value }, position) => {
      const known = name.trim().toLowerCase();
      // Any other name isn't told: it could be anything.
      const kind = CREDENTIAL_HEADERS.has(known) ? `${known} header` : "header by its name";
      return (CREDENTIAL_HEADERS.has(known) || namesCredential(name)) && value !== "REDACTED"
        ? [{ kind, path: [side, "headers", position] }]
        : [];
    }),
  );
}

/** The query and a form that was sent, where they are kept apart from the text that they were part of. */
function inPairs({ request }: HarEntry): InEntry[] {
  const { queryString, postData } = request;
  const lists: [list: unknown, path: string[]][] = [
    [queryString, ["request", "queryString"]],
    [postData?.params, ["request", "postData", "params"]],
  ];
  return lists.flatMap(([list, path]) =>
    (Array.isArray(list) ? list : []).flatMap((pair: unknown, position) =>
      isRecord(pair) && isCredential(String(pair.name), String(pair.value))
        ? [{ kind: "credential in a URL", path: [...path, position] }]
        : [],
    ),
  );
}

function inCookies(entry: HarEntry): InEntry[] {
  return SIDES.flatMap((side) => {
    const list: unknown = entry[side].cookies;
    const isBare =
      Array.isArray(list) && list.some((cookie) => isRecord(cookie) && cookie.value !== "REDACTED");
    return isBare ? [{ kind: "cookie", path: [side, "cookies"] }] : [];
  });
}

/** Bodies as their values, so that escapes of JSON hide nothing. */
function inBodies(entry: HarEntry, known: KnownCredentials): InEntry[] {
  return bodiesOf(entry).flatMap(({ body, path }) => {
    const found = findSecrets(body).map(({ kind, pointer }) =>
      pointer === "" ? kind : `${kind} at ${pointer} of the body`,
    );
    const fields = found.length > 0 ? [] : credentialFields(body, known).map(tellName);
    return [...found, ...fields].map((kind) => ({ kind, path }));
  });
}

/** Where a recording holds e-mail addresses that may be somebody's. */
export function findRecordingAddresses(har: Har): string[] {
  const inBodies = har.log.entries.flatMap((entry, index) =>
    bodiesOf(entry).flatMap(({ body, path }) =>
      typeof body === "object" && body !== null && findAddresses(body).length > 0
        ? [toPointer(["log", "entries", index, ...path])]
        : [],
    ),
  );
  return [...new Set([...inBodies, ...findAddresses(har)])];
}

function bodiesOf(entry: HarEntry): { body: unknown; path: string[] }[] {
  return [
    { body: valuesIn(entry.request.postData?.text ?? ""), path: ["request", "postData", "text"] },
    { body: valuesIn(responseText(entry)), path: ["response", "content", "text"] },
  ];
}

/** A body's values; the text that it is where it isn't JSON. */
function valuesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
