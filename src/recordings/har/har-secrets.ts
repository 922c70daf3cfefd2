import { toPointer } from "../../json/pointer.ts";
import { isRecord } from "../../json/record.ts";
import { findAddresses } from "../../secrets/addresses.ts";
import { findSecrets, type SecretMatch } from "../../secrets/find.ts";
import { isCredential } from "../../secrets/named.ts";
import type { Har, HarEntry } from "./har.ts";
import { bodiesOf } from "./har-bodies.ts";
import { credentialFields, type KnownCredentials, tellName } from "./har-credentials.ts";
import { findInHeaders, type InEntry } from "./har-headers.ts";

const BY_NAME: KnownCredentials = { fields: [], notCredentials: [] };

/**
 * Looks for secrets in a recording: by shape and name everywhere, by place in headers, cookies and
 * the fields that a policy calls credentials.
 */
export function findRecordingSecrets(har: Har, known: KnownCredentials = BY_NAME): SecretMatch[] {
  const byPlace = har.log.entries.flatMap((entry, index) =>
    [...findInHeaders(entry), ...inPairs(entry), ...inBodies(entry, known)].map(({ kind, path }) => ({
      kind,
      pointer: toPointer(["log", "entries", index, ...path]),
    })),
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

/** Bodies as their values, so that escapes of JSON hide nothing; and texts in them that are JSON themselves. */
function inBodies(entry: HarEntry, known: KnownCredentials): InEntry[] {
  return bodiesOf(entry).flatMap(({ body, inside, path }) => {
    const plain = findSecrets(body).map(({ kind, pointer }) =>
      pointer === "" ? kind : `${kind} at ${pointer} of the body`,
    );
    const found = plain.length > 0 ? plain : findSecrets(inside).map(({ kind }) => kind);
    const fields = found.length > 0 ? [] : credentialFields([body, inside], known).map(tellName);
    return [...new Set([...found, ...fields])].map((kind) => ({ kind, path }));
  });
}

/** Where a recording holds e-mail addresses that may be somebody's. */
export function findRecordingAddresses(har: Har): string[] {
  const inBodies = har.log.entries.flatMap((entry, index) =>
    bodiesOf(entry).flatMap(({ body, inside, path }) =>
      findAddresses([typeof body === "string" ? withoutEntities(body) : body, inside]).length > 0
        ? [toPointer(["log", "entries", index, ...path])]
        : [],
    ),
  );
  return [...new Set([...inBodies, ...findAddresses(har)])];
}

/** As a browser shows the page: addresses are often written so. */
function withoutEntities(text: string): string {
  return text.replace(/&#(?:0*64|x0*40);|&commat;/gi, "@").replace(/&#(?:0*46|x0*2e);|&period;/gi, ".");
}
