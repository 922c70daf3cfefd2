import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { namesCredential } from "../safe-model/names/credential.ts";
import { isCredential } from "../secrets/named.ts";
import { findSecrets, type SecretMatch } from "../secrets/find.ts";
import { type Har, type HarEntry, responseText } from "./har.ts";

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

/** Looks for secrets in a recording: by shape and name everywhere, by place in headers and cookies. */
export function findRecordingSecrets(har: Har): SecretMatch[] {
  const byPlace = har.log.entries.flatMap((entry, index) =>
    [...inHeaders(entry), ...inPairs(entry), ...inCookies(entry), ...inBodies(entry)].map(
      ({ kind, path }) => ({ kind, pointer: toPointer(["log", "entries", index, ...path]) }),
    ),
  );
  // What stands in a body plainly was found twice.
  const found = [...byPlace, ...findSecrets(har)].map(
    (match) => [`${match.kind} ${match.pointer}`, match] as const,
  );
  return [...new Map(found).values()];
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
function inBodies(entry: HarEntry): InEntry[] {
  const bodies: [text: string, path: string[]][] = [
    [entry.request.postData?.text ?? "", ["request", "postData", "text"]],
    [responseText(entry), ["response", "content", "text"]],
  ];
  return bodies.flatMap(([text, path]) => findSecrets(valuesIn(text)).map(({ kind }) => ({ kind, path })));
}

/** A body's values; the text that it is where it isn't JSON. */
function valuesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
