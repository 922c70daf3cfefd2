import { toPointer } from "../json/pointer.ts";
import { findSecrets, type SecretMatch } from "../safe-model/secrets.ts";
import { type Har, isEncoded, responseText } from "./har.ts";

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
        CREDENTIAL_HEADERS.has(name.toLowerCase()) && value !== "REDACTED"
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
    (isEncoded(entry) ? findSecrets(responseText(entry)) : []).map(({ kind }) => ({
      kind: `${kind} in base64`,
      pointer: toPointer(["log", "entries", index, "response", "content", "text"]),
    })),
  );
  return [...byPlace, ...encoded, ...findSecrets(har)];
}
