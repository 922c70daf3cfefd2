import type { Policy } from "../../catalog/policy.ts";
import { holdsCredential } from "../../safe-model/names/credential.ts";
import { isCredential, isNamedSecret, isPlaceholder } from "../../secrets/named.ts";
import type { Header } from "../exchange.ts";
import { isDate, isHarmless, LINK, REDACTED } from "./harmless.ts";
import { mapDocument } from "./map-document.ts";

/** Whether a member is a credential, or holds some: then nothing below it is shown. */
export function closesMember(
  name: string,
  value: unknown,
  known: Pick<Policy["credentials"], "fields" | "notCredentials">,
): boolean {
  if (typeof value !== "string") {
    return holdsCredential(name, known);
  }
  // A date says when a password was changed; any other text could be one.
  return holdsCredential(name, known, isDate(value) ? "moment" : "text") || isNamedSecret(name, value);
}

/** What stands where a credential was. */
export function closeText(text: string): string {
  return text === "" ? text : /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? LINK : REDACTED;
}

/** What was found to be a credential by its place, and may stand nowhere else either. */
export interface KnownSecrets {
  /** Long ones, of which no part may stand anywhere, in whatever encoding. */
  tokens: Set<string>;
  /** Short ones, which are told by standing alone. */
  words: Set<string>;
}

/** Finds what stands at a credential's place in a document, or in headers. */
export function learnSecrets(
  document: unknown,
  headers: readonly (readonly Header[])[],
  known: Pick<Policy["credentials"], "fields" | "notCredentials">,
): KnownSecrets {
  const secrets: KnownSecrets = { tokens: new Set(), words: new Set() };
  mapDocument(document, {
    closes: (name, value) => closesMember(name, value, known),
    text(value, { isClosed }) {
      learnSecret(isClosed ? value : "", secrets);
      return value;
    },
    number(value, { isClosed }) {
      learnSecret(isClosed ? String(Math.abs(value)) : "", secrets);
      return value;
    },
  });
  for (const list of headers) {
    learnHeaders(list, secrets);
  }
  return secrets;
}

const LONG = 12;
const SHORTEST = 5;
const LONGEST = 4096;

/** Remembers a credential's value, and those in the query of a link. */
function learnSecret(text: string, { tokens, words }: KnownSecrets): void {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    for (const [name, value] of URL.canParse(text) ? new URL(text).searchParams : []) {
      if (isCredential(name, value)) {
        learnSecret(value, { tokens, words });
      }
    }
    return;
  }
  const isSecret = !/\s/.test(text) && !isHarmless(text) && !isPlaceholder(text) && !isDate(text);
  if (!isSecret || text.length < SHORTEST || text.length > LONGEST) {
    return;
  }
  if (text.length >= LONG && !text.includes("/")) {
    tokens.add(text);
  } else if (text.length < LONG) {
    words.add(text);
  }
}

const COOKIE = /^set-cookie2?$/;
const CREDENTIAL = /token|secret|auth|session|api-?key|signature/i;

/** Remembers what an answer's headers hold of credentials: bodies repeat them. */
function learnHeaders(headers: readonly Header[], secrets: KnownSecrets): void {
  for (const { name, value } of headers) {
    if (COOKIE.test(name.toLowerCase())) {
      learnSecret(value.replace(/;.*$/s, "").replace(/^[^=]*=/, ""), secrets);
    } else if (CREDENTIAL.test(name)) {
      learnSecret(value.trim(), secrets);
    }
  }
}
