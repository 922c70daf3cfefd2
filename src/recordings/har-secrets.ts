import { toPointer } from "../json/pointer.ts";
import { isRecord } from "../json/record.ts";
import { findSecrets, type SecretMatch } from "../safe-model/secrets.ts";
import { namesCredential } from "../safe-model/words.ts";
import { type Har, responseText } from "./har.ts";

/** Headers whose value is a credential by its place, whatever it looks like. */
const CREDENTIAL_HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-auth-token",
]);

/** Looks for secrets in a recording: by shape everywhere, by place in headers. */
export function findRecordingSecrets(har: Har): SecretMatch[] {
  const byPlace = har.log.entries.flatMap((entry, index) =>
    (["request", "response"] as const).flatMap((side) =>
      (entry[side].headers ?? []).flatMap(({ name, value }, position) =>
        (CREDENTIAL_HEADERS.has(name.trim().toLowerCase()) || namesCredential(name)) && value !== "REDACTED"
          ? [
              {
                kind: `${name.toLowerCase()} header`,
                pointer: toPointer(["log", "entries", index, side, "headers", position]),
              },
            ]
          : [],
      ),
    ),
  );
  const encoded = har.log.entries.flatMap((entry, index) =>
    findSecrets(valuesIn(responseText(entry))).map(({ kind }) => ({
      kind,
      pointer: toPointer(["log", "entries", index, "response", "content", "text"]),
    })),
  );
  const cookies = har.log.entries.flatMap((entry, index) =>
    (["request", "response"] as const).flatMap((side) => {
      const list: unknown = entry[side].cookies;
      const isBare =
        Array.isArray(list) && list.some((cookie) => isRecord(cookie) && cookie.value !== "REDACTED");
      return isBare
        ? [{ kind: "cookie", pointer: toPointer(["log", "entries", index, side, "cookies"]) }]
        : [];
    }),
  );
  const all = [...byPlace, ...cookies, ...encoded, ...findSecrets(har)];
  // What stands in a body plainly was found twice.
  return all.filter(
    ({ kind, pointer }, index) =>
      all.findIndex((other) => other.kind === kind && other.pointer === pointer) === index,
  );
}

/** A body as its values, so that escapes of JSON hide nothing; as the text that it is where it isn't JSON. */
function valuesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
